// Replays a draw from its published record, and tells of each check whether it holds, and of what fails where and why.
// Its words and pieces stand in the page. No request is made.

import { replay } from "../frame/heng-draw.js";
import { utf8 } from "../frame/verify/bytes.js";
import { fill, lines, piece, words } from "../frame/verify/pieces.js";

const form = document.querySelector("[data-draw]");
const outcome = document.querySelector("[data-outcome]");
const labels = JSON.parse(document.querySelector("#draw-checks").textContent);
let turns = 0;

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  turns += 1;
  const turn = turns;
  outcome.replaceChildren(piece("warning", words.working));
  const told = await tell();
  if (turn === turns) { outcome.replaceChildren(...told); }  // a later record may have been quicker
});

async function tell() {
  try {
    const text = await given();
    if (!text) { return [piece("warning", words.nothing)]; }
    const { checks, result } = await replay(text);
    return tellOutcome(JSON.parse(text).list, checks, result);
  } catch (refused) {
    return [tellRefusal(refused)];
  }
}

async function given() {
  const [file] = form.elements.record.files;
  if (!file) { return form.elements.pasted.value.trim(); }
  return utf8(await file.arrayBuffer());
}

function tellRefusal({ code, at }) {
  if (code === "no-crypto") { return piece("warning", words[code]); }
  const reasons = [words[code] ?? words.malformed, ...at ? [fill(words.place, { at })] : []];
  return piece("error", words.refused, lines(reasons));
}

function tellOutcome(list, checks, result) {
  const isSound = checks.every(({ faults }) => !faults.length);
  const verdict = isSound ? piece("success", fill(words.holds, list)) : piece("error", fill(words.fails, list));
  return [verdict, piece("part", words.checks, checks.map((check) => tellCheck(list, check))), ...result.map(tellStratum)];
}

function tellCheck(list, { name, faults }) {
  if (!faults.length) { return piece("holds", labels[name]); }
  return piece("fails", labels[name], lines(faults.map((at) => fill(words.fault, { at, reason: reasonOf(list, at) }))));
}

function reasonOf(list, at) {
  const [, name, index] = at.match(/^(\w+)(?:\[(\d+)\])?$/);
  if (index === undefined) { return words[name]; }
  const values = { number: Number(index) + 1, party: list.parties[index], stratum: list.strata[index]?.name };
  return fill(words[`${name}[]`], values);
}

function tellStratum({ stratum, drawn, substitutes }) {
  const parts = [piece("drawn", fill(words.drawn, { count: drawn.length }), lines(drawn))];
  if (substitutes.length) {
    parts.push(piece("substitutes", fill(words.substitutes, { count: substitutes.length }), lines(substitutes)));
  }
  return piece("part", fill(words.stratum, { stratum }), parts);
}
