// The form of the verifier: takes receipts, files and bundles, and tells in plain words what is proved and what is not.
// Its words and pieces stand in the page; no request is made.

import { hex } from "./bytes.js";
import { checkBundle, checkReceipt } from "./checking.js";
import { readThrough } from "./digests.js";
import { fill, lines, piece, words } from "./pieces.js";
import { HEAD } from "./receipts.js";
import { sha256InPieces } from "./sha256.js";
import { sm3InPieces } from "./sm3.js";

const ZIP = "PK\x03\x04";
const SNIFF = 64;
const LARGEST_RECEIPT = 4000000;
const form = document.querySelector("[data-verifier]");
const outcome = document.querySelector("[data-outcome]");
const kinds = JSON.parse(document.querySelector("#verify-kinds").textContent);
const moments = new Intl.DateTimeFormat("zh-CN", { dateStyle: "long", timeStyle: "medium", timeZone: "Asia/Shanghai" });
const trust = {
  log: form.dataset.log || null,
  witnesses: form.dataset.witnesses.split(" ").filter(Boolean),
  second: form.dataset.second || null,
};
let turns = 0;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  answer(Array.from(form.elements.files.files), form.elements.receipt.value.trim());
});

if (window.location.hash.length > 1) {
  form.elements.receipt.value = fromAddress(window.location.hash.slice(1));
  answer([], form.elements.receipt.value.trim());
}

async function answer(files, pasted) {
  turns += 1;
  const turn = turns;
  const show = (...told) => { if (turn === turns) { outcome.replaceChildren(...told); } };  // a later question may be quicker
  show(piece("working", words.working));
  show(...await check(files, pasted, (text) => show(piece("working", text))));
}

async function check(files, pasted, show) {
  const given = await Promise.all(files.map(async (file) => ({ file, start: await startOf(file) })));
  const onRead = progress(files, show);
  const proofs = [...given.filter(isReceipt), ...pasted ? [{ file: new File([`${pasted}\n`], words.pasted) }] : []];
  const others = given.filter((one) => !isReceipt(one));
  const [asked, tell] = proofs.length
    ? [proofs, ({ file }) => tellReceipt(file, others.map((other) => other.file), onRead)]
    : [others, ({ file, start }) => start.startsWith(ZIP) ? tellBundle(file, onRead) : tellFile(file, onRead)];
  const told = [];
  for (const one of asked) { told.push(await readable(one.file, () => tell(one))); }
  return told.length ? told : [piece("warning", words.nothing)];
}

function isReceipt({ start }) {
  return start.startsWith(HEAD);
}

// Say how far it is, when there is much to read.
function progress(files, show) {
  const whole = files.reduce((sum, file) => sum + file.size, 0);
  let [read, shown] = [0, 0];
  return (bytes) => {
    read += bytes;
    const percent = Math.floor(100 * Math.min(read / whole, 1));
    if (percent > shown) { show(fill(words.reading, { percent })); }
    shown = percent;
  };
}

// A file may be moved, locked or changed after it was chosen: then the browser reads no more of it.
async function readable(file, tell) {
  try {
    return await tell();
  } catch (failure) {
    if (!(failure instanceof DOMException)) { throw failure; }
    return piece("warning", `${file.name}：${words.unreadable}`);
  }
}

async function tellBundle(file, onRead) {
  const report = await checkBundle(file, { now: new Date(), ...trust, onRead });
  return tell(file.name, report, trust.log === null ? words["own-key"] : words["site-key"]);
}

async function tellReceipt(proof, files, onRead) {
  if (trust.log === null) { return piece("warning", words["no-key"]); }
  const data = new Uint8Array(await proof.slice(0, LARGEST_RECEIPT).arrayBuffer());
  const report = await checkReceipt(data, { now: new Date(), ...trust });
  if (!report.faults.length) {
    for (const file of files) { await match(file, report, onRead); }
  }
  return tell(proof.name, report, words["site-key"]);
}

// A file belongs to a receipt whose entry says its digest.
async function match(file, report, onRead) {
  const sha256 = sha256InPieces();
  await readThrough(file, [sha256], onRead);
  const digest = hex(sha256.digest());
  const found = Object.entries(report.entries).find(([, leaf]) => leaf.body?.sha256 === digest);
  if (found) { report.documents[file.name] = found[0]; } else { report.faults.push({ at: file.name, code: "unproven" }); }
}

async function tellFile(file, onRead) {
  const [sha256, sm3] = [sha256InPieces(), sm3InPieces()];
  await readThrough(file, [sha256, sm3], onRead);
  const digests = [`SHA-256：${hex(sha256.digest())}`, `SM3：${hex(sm3.digest())}`];
  return piece("warning", file.name, lines([words["file-alone"], ...digests]));
}

function tell(name, report, keyWords) {
  if (report.faults.some(({ code }) => code === "no-crypto")) { return piece("warning", words["no-crypto"]); }
  if (report.faults.length) {
    return piece("error", `${name}：${words.failed}`, lines(report.faults.map(({ at, code }) => `${at}：${words[code]}`)));
  }
  const proved = [timeOf(report), `${keyWords} ${report.log}`, ...secondOf(report)];
  return piece("success", `${name}：${words.passed}`, [
    ...part(words.proved, proved),
    ...part(words.documents, Object.entries(report.documents).map(([document, index]) => fill(words.document, { document, index }))),
    ...part(words.entries, Object.entries(report.entries).map(([index, leaf]) => entryLine(index, leaf))),
    ...part(words["not-proved"], [words["not-true"], words["not-all"], words["not-lawful"]]),
  ]);
}

function part(title, told) {
  return told.length ? [piece("part", title, lines(told))] : [];
}

function timeOf({ witnessed }) {
  const seen = Object.entries(witnessed).sort(([, one], [, other]) => one - other);
  if (!seen.length) { return words.unwitnessed; }
  return fill(words.witnessed, { moment: moments.format(seen[0][1]), witnesses: seen.map(([name]) => name).join("、") });
}

function secondOf({ seconded, second }) {
  if (seconded === null) { return []; }
  return [fill(seconded ? words.seconded : words.unseconded, { key: second })];
}

function entryLine(index, leaf) {
  const kind = kinds[leaf.kind] ?? { label: leaf.kind, fields: {} };
  const facts = Object.entries(kind.fields).filter(([name]) => isPlain(leaf.body?.[name]));
  const told = facts.map(([name, label]) => `${label}：${leaf.body[name]}`);
  const parts = [kind.label, leaf.subject, moments.format(new Date(leaf.at)), leaf.law, ...told];
  return `${fill(words.entry, { index })} ${parts.filter(isPlain).join(" · ")}`;
}

function isPlain(value) {
  return !["", null, undefined].includes(value) && (typeof value !== "object" || Array.isArray(value));
}

// What cannot be read has no beginning; `readable` says so when it is asked for the rest.
async function startOf(file) {
  try {
    return String.fromCharCode(...new Uint8Array(await file.slice(0, SNIFF).arrayBuffer()));
  } catch {
    return "";
  }
}

// A receipt in the address, after the #, never leaves the browser: base64url.
function fromAddress(text) {
  try {
    return new TextDecoder().decode(Uint8Array.from(
      atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0),
    ));
  } catch {
    return "";
  }
}
