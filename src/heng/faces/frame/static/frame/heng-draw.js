// Draws again from a published record 「抽取记录」, as heng.engines.draw does in Python, with what every browser has.
//
//   const { checks, result } = await replay(text);
//
// `text` is the record as it was downloaded. Each check has a name and the places at fault; none means that it holds.
// A text that is no record of a draw is refused by a DrawError with a code and a place; "no-crypto" says that the browser
// keeps WebCrypto from pages without HTTPS. In a page that is opened from disk it works too, joined with what it imports into one
// <script type="module">: `heng.faces.frame.verifier.joined("frame/heng-draw.js")`.

import { hex, sha256, unbase64, unhex, unutf8 } from "./verify/bytes.js";
import { canonical, hasOnly } from "./verify/canonical.js";

const FORMAT = "heng-draw/v1";
const COMMITMENT = `${FORMAT} commitment`;
const SEED = `${FORMAT} seed`;
const FEWEST_PARTIES = 2;
const MOST_PARTIES = 16;
const MOST_CANDIDATES = 100000;
const MOST_STRATA = 100;
const LONGEST = 1000;
const ROOT_BYTES = 32;
const MOMENT = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\+08:00$/;

const TEXT = "string";
const INTEGER = "integer";
const SHAPE = {
  format: TEXT,
  list: {
    draw: TEXT,
    title: TEXT,
    parties: [TEXT],
    reveals_due: TEXT,
    strata: [{ name: TEXT, quota: INTEGER }],
    candidates: [{ reference: TEXT, stratum: TEXT, exclusions: [TEXT], recusals: [TEXT] }],
    public_value: { source: TEXT, use: TEXT },
  },
  checkpoint: { origin: TEXT, size: INTEGER, root: TEXT },
  commitments: [{ party: TEXT, digest: TEXT }],
  reveals: [{ party: TEXT, nonce: TEXT, absence: TEXT }],
  public_value: TEXT,
  list_digest: TEXT,
  reveals_digest: TEXT,
  seed: TEXT,
  ranking: [{ stratum: TEXT, ranks: [{ reference: TEXT, value: TEXT }] }],
  result: [{ stratum: TEXT, drawn: [TEXT], substitutes: [TEXT] }],
};

export class DrawError extends Error {
  constructor(code, at) {
    super(at ? `${code}: ${at}` : code);
    this.code = code;
    this.at = at;
  }
}

export async function replay(text) {
  demand(globalThis.crypto?.subtle, "no-crypto", "");
  const record = read(text);
  const again = await follow(record);
  const faults = {
    "list": same("list_digest", record, again),
    "commitments": wrongCommitments(record),
    "reveals": [...await wrongReveals(record), ...same("reveals_digest", record, again)],
    "public-value": wrongPublicValue(record),
    "seed": same("seed", record, again),
    "ranking": differing("ranking", record.ranking, again.ranking),
    "result": differing("result", record.result, again.result),
  };
  const checks = Object.entries(faults).map(([name, found]) => ({ name, faults: found }));
  return { checks, result: again.result };
}

// The record as it is read: its form, its shape, its texts, its sense.

function read(text) {
  const record = parse(text);
  fit(SHAPE, record, "");
  demand(record.format === FORMAT, "malformed", "format");
  checkList(record.list);
  checkCeremony(record);
  return record;
}

function parse(text) {
  try {
    const record = JSON.parse(text);
    if (canonical(record) === text) {
      return record;
    }
  } catch (fault) {
    if (!(fault instanceof SyntaxError || fault instanceof RangeError)) {
      throw fault;
    }
  }
  throw new DrawError("malformed", "");
}

function fit(shape, value, at) {
  if (Array.isArray(shape)) {
    demand(Array.isArray(value), "malformed", at);
    value.forEach((item, number) => fit(shape[0], item, `${at}[${number}]`));
  } else if (typeof shape === "object") {
    const names = Object.keys(shape);
    demand(hasOnly(value, names), "malformed", at);
    names.forEach((name) => fit(shape[name], value[name], at ? `${at}.${name}` : name));
  } else {
    demand(shape === INTEGER ? Number.isSafeInteger(value) : typeof value === shape, "malformed", at);
  }
}

function checkList(list) {
  const uses = ["always", "if-missing"];
  demand(uses.includes(list.public_value.use), "malformed", "list.public_value.use");
  checkReference(list.draw, "list.draw");
  checkText(list.title, "list.title");
  demand(MOMENT.test(list.reveals_due), "text", "list.reveals_due");
  checkText(list.public_value.source, "list.public_value.source");
  checkCount(list.parties.length, FEWEST_PARTIES, MOST_PARTIES, "list.parties");
  list.parties.forEach((party, number) => checkReference(party, `list.parties[${number}]`));
  checkDistinct(list.parties, "list.parties");
  checkCandidates(list);
  checkStrata(list);
}

function checkCandidates(list) {
  checkCount(list.strata.length, 1, MOST_STRATA, "list.strata");
  const names = new Set(list.strata.map((stratum) => stratum.name));
  checkCount(list.candidates.length, 1, MOST_CANDIDATES, "list.candidates");
  list.candidates.forEach((candidate, number) => {
    const at = `list.candidates[${number}]`;
    checkReference(candidate.reference, `${at}.reference`);
    demand(names.has(candidate.stratum), "unknown", `${at}.stratum`);
    candidate.exclusions.forEach((text, place) => checkText(text, `${at}.exclusions[${place}]`));
    candidate.recusals.forEach((text, place) => checkText(text, `${at}.recusals[${place}]`));
  });
  checkDistinct(list.candidates.map((candidate) => candidate.reference), "list.candidates");
}

function checkStrata(list) {
  list.strata.forEach((stratum, number) => {
    const at = `list.strata[${number}]`;
    checkText(stratum.name, `${at}.name`);
    checkCount(stratum.quota, 1, MOST_CANDIDATES, `${at}.quota`);
    demand(eligible(list, stratum).length >= stratum.quota, "too-few", at);
  });
  checkDistinct(list.strata.map((stratum) => stratum.name), "list.strata");
}

function checkCeremony(record) {
  checkCheckpoint(record.checkpoint);
  record.commitments.forEach((commitment, number) => {
    checkReference(commitment.party, `commitments[${number}].party`);
    checkHex(commitment.digest, `commitments[${number}].digest`);
  });
  record.reveals.forEach((reveal, number) => {
    checkReference(reveal.party, `reveals[${number}].party`);
    if (reveal.nonce || !reveal.absence) { checkHex(reveal.nonce, `reveals[${number}].nonce`); }
    if (reveal.absence) { checkText(reveal.absence, `reveals[${number}].absence`); }
  });
  if (record.public_value) { checkText(record.public_value, "public_value"); }
}

function checkCheckpoint(checkpoint) {
  checkText(checkpoint.origin, "checkpoint.origin");
  demand(checkpoint.size >= 1, "too-few", "checkpoint.size");
  demand(unbase64(checkpoint.root)?.length === ROOT_BYTES, "text", "checkpoint.root");
}

function checkReference(text, at) {
  demand(/^[A-Za-z0-9][A-Za-z0-9._:/@#+-]{0,99}$/.test(text), "text", at);
}

function checkText(text, at) {
  demand(text !== "" && text === text.trim() && [...text].length <= LONGEST, "text", at);
  demand(!/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text), "text", at);
  demand(text === text.normalize("NFC"), "text", at);
}

function checkHex(text, at) {
  demand(/^[0-9a-f]{64}$/.test(text), "text", at);
}

function checkDistinct(texts, at) {
  const seen = new Set();
  texts.forEach((text, number) => {
    const alike = text.normalize("NFKC").toLowerCase();
    demand(!seen.has(alike), "duplicate", `${at}[${number}]`);
    seen.add(alike);
  });
}

function checkCount(count, least, most, at) {
  demand(count >= least, "too-few", at);
  demand(count <= most, "too-many", at);
}

function demand(holds, code, at) {
  if (!holds) {
    throw new DrawError(code, at);
  }
}

// What the ceremony must be.

function wrongCommitments({ list, commitments }) {
  const wrong = paired(list.parties, commitments).filter((n) => commitments[n].party !== list.parties[n]);
  return places("commitments", wrong, list.parties, commitments);
}

async function wrongReveals({ list, commitments, reveals }) {
  const wrong = [];
  for (const n of paired(list.parties, commitments, reveals)) {
    const { party, nonce, absence } = reveals[n];
    const opens = await hashLines(COMMITMENT, list.draw, party, nonce) === commitments[n].digest;
    if (party !== list.parties[n] || opens === Boolean(absence)) { wrong.push(n); }
  }
  return places("reveals", wrong, list.parties, reveals);
}

function wrongPublicValue({ list, checkpoint, reveals, public_value }) {
  const needed = list.public_value.use === "always" || reveals.some((reveal) => reveal.absence);
  const own = list.public_value.source.includes(checkpoint.origin);
  return own || needed !== Boolean(public_value) ? ["public_value"] : [];
}

function paired(...lists) {
  return [...Array(Math.min(...lists.map((list) => list.length))).keys()];
}

function places(name, wrong, parties, given) {
  const found = wrong.map((number) => `${name}[${number}]`);
  return parties.length === given.length ? found : [...found, name];
}

// What follows from it.

async function follow({ list, checkpoint: { origin, size, root }, commitments, reveals, public_value }) {
  const list_digest = await digestOf(canonical(list));
  const reveals_digest = await digestOf(canonical(reveals));
  const promised = commitments.map((commitment) => commitment.digest);
  const nonces = reveals.map((reveal) => reveal.absence ? "" : reveal.nonce);
  const seed = await hashLines(SEED, list.draw, list_digest, origin, size, root, ...promised, ...nonces, public_value);
  const ranking = await rank(list, seed);
  const result = ranking.map((one, number) => take(list.strata[number], one));
  return { list_digest, reveals_digest, seed, ranking, result };
}

async function rank(list, seed) {
  const key = await crypto.subtle.importKey("raw", unhex(seed), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return Promise.all(list.strata.map(async (stratum) => {
    const ranks = await Promise.all(eligible(list, stratum).map(async ({ reference }) => (
      { reference, value: hex(new Uint8Array(await crypto.subtle.sign("HMAC", key, unutf8(reference)))) }
    )));
    return { stratum: stratum.name, ranks: ranks.sort(byValue) };
  }));
}

function byValue(one, other) {
  const [a, b] = one.value === other.value ? [one.reference, other.reference] : [one.value, other.value];
  return a < b ? -1 : Number(a > b);
}

function take({ quota }, { stratum, ranks }) {
  const references = ranks.map((one) => one.reference);
  return { stratum, drawn: references.slice(0, quota), substitutes: references.slice(quota) };
}

function eligible(list, stratum) {
  return list.candidates.filter((one) => (
    one.stratum === stratum.name && !one.exclusions.length && !one.recusals.length
  ));
}

function same(name, record, again) {
  return record[name] === again[name] ? [] : [name];
}

function differing(name, published, again) {
  if (published.length !== again.length) {
    return [name];
  }
  const wrong = again.map((one, number) => canonical(one) === canonical(published[number]) ? "" : `${name}[${number}]`);
  return wrong.filter(Boolean);
}

function hashLines(...lines) {
  return digestOf(lines.map((line) => `${line}\n`).join(""));
}

async function digestOf(text) {
  return hex(await sha256(unutf8(text)));
}

globalThis.heng = { ...globalThis.heng, replay };
