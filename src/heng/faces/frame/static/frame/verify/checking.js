// Checking 「验证」 bundles 「证据包」 and receipts 「回执」, as heng.engines.bundle does in Python. No request is made.
//
//   const report = await checkBundle(blob, { now, log, witnesses, second, onRead });
//   const report = await checkReceipt(bytes, { now, log, witnesses, second });
//
// `log`, `witnesses` and `second` are the texts of the keys to be trusted; only where none at all is given, those count that a
// bundle brings along. `now` is a Date; `onRead` hears how many bytes were read. A report proves something only when `faults`
// is empty; each fault has a code and the place. `seconded` says whether the key `second` signed, too; null: none is expected.
// The code "no-crypto" says that the browser cannot check signatures here: then nothing is known.

import { directoryOf, memberIn } from "./archive.js";
import { NO_BYTES, equal, hex } from "./bytes.js";
import { Crc32, readThrough } from "./digests.js";
import { entryOf, opened } from "./entries.js";
import { Failure, demand } from "./failing.js";
import { keyOf, knowsSignatures } from "./keys.js";
import { DOCUMENTS, LONGEST_MANIFEST, MANIFEST, NAMES, manifestIn } from "./manifest.js";
import { leadsToRoot, leafHash } from "./merkle.js";
import { checkpointOf, momentIn, signaturesBy } from "./notes.js";
import { receiptOf } from "./receipts.js";
import { sha256InPieces } from "./sha256.js";
import { sm3InPieces } from "./sm3.js";

const RECEIPT = "receipt";
const CHECKPOINT = "checkpoint";
const SKEW = 5 * 60 * 1000;

export async function checkBundle(blob, { now, log = null, witnesses = [], second = null, onRead }) {
  const report = emptyReport();
  await judged(report, async () => {
    const places = await directoryOf(blob);
    const manifest = await manifestOf(blob, places);
    report.faults.push(...await altered(blob, places, manifest, onRead));
    if (report.faults.length) { return; }
    const own = await ownTrust(manifest);
    demand(log === null || log === manifest.log, "unknown-key", MANIFEST);
    report.log = manifest.log;
    const isTold = log !== null || witnesses.length > 0 || second !== null;
    const trust = isTold ? { ...await trustIn({ witnesses, second }), log: own.log } : own;
    await checkContents(blob, places, manifest, trust, report, now);
  });
  return report;
}

export async function checkReceipt(data, { now, log, witnesses = [], second = null }) {
  const report = { ...emptyReport(), log };
  await judged(report, async () => {
    const receipt = receiptOf(data, RECEIPT);
    await open(receipt.checkpoint, await trustIn({ log, witnesses, second }), report, now, RECEIPT);
    await enter(receipt, report, now, { leaf: RECEIPT, opening: RECEIPT, proof: RECEIPT });
  });
  return report;
}

function emptyReport() {
  const heard = { checkpoint: null, witnessed: {}, second: null, seconded: null };
  return { log: null, ...heard, entries: {}, documents: {}, faults: [] };
}

async function judged(report, check) {
  await noting(report, async () => {
    demand(await knowsSignatures(), "no-crypto", "browser");
    await check();
  });
}

// What fails in here is a fault of the report, and nothing more.
async function noting(report, check) {
  try {
    await check();
  } catch (failure) {
    if (!(failure instanceof Failure)) { throw failure; }
    report.faults.push(failure.fault);
  }
}

async function trustIn({ log = null, witnesses, second = null }) {
  const [logKey, secondKey, ...others] = await Promise.all([log, second, ...witnesses].map((text) => text && keyOf(text)));
  return { log: logKey, second: secondKey, witnesses: others };
}

async function ownTrust(manifest) {
  try {
    return await trustIn(manifest);
  } catch (failure) {
    throw failure instanceof Failure ? new Failure("key", MANIFEST) : failure;
  }
}

async function manifestOf(blob, places) {
  const [first, ...names] = places.keys();
  demand(first === MANIFEST, "members", MANIFEST);
  const place = places.get(MANIFEST);
  demand(place.size <= LONGEST_MANIFEST, "too-large", MANIFEST);
  const data = await wholeOf(blob, place);
  demand(new Crc32().update(data).value === place.crc, "altered", MANIFEST);
  const manifest = manifestIn(data);
  names.slice(0, manifest.members.length).forEach((name, n) => demand(name === manifest.members[n].name, "members", name));
  demand(names.length === manifest.members.length, "members", MANIFEST);
  return manifest;
}

async function altered(blob, places, manifest, onRead) {
  const faults = [];
  for (const member of manifest.members) {
    const place = places.get(member.name);
    const [sha256, sm3, crc] = [sha256InPieces(), sm3InPieces(), new Crc32()];
    await readThrough(memberIn(blob, place), [sha256, sm3, crc], onRead);
    const isSame = place.size === member.size && crc.value === place.crc
      && hex(sha256.digest()) === member.sha256 && hex(sm3.digest()) === member.sm3;
    if (!isSame) { faults.push({ code: "altered", at: member.name }); }
  }
  return faults;
}

async function wholeOf(blob, place) {
  return new Uint8Array(await memberIn(blob, place).arrayBuffer());
}

// What the members say, once they are known to be those that the manifest lists.

async function checkContents(blob, places, manifest, trust, report, now) {
  const texts = new Map();
  for (const { name, role } of manifest.members) {
    if (role !== "document") { texts.set(name, await wholeOf(blob, places.get(name))); }
  }
  await open(texts.get(CHECKPOINT), trust, report, now, CHECKPOINT);
  const ofRole = (...roles) => roles.flatMap((role) => manifest.members.filter((one) => one.role === role));
  for (const member of ofRole("entry")) { await noting(report, () => checkEntry(member, texts, report, now)); }
  const belongs = new Set(ofRole("entry").map((member) => member.entry));
  for (const part of ofRole("opening", "proof")) {
    if (!belongs.has(part.entry)) { report.faults.push({ code: "members", at: part.name }); }
  }
  ofRole("document").forEach((member) => find(member, report));
}

async function checkEntry(member, texts, report, now) {
  const at = { leaf: member.name, opening: NAMES.opening(member.entry), proof: NAMES.proof(member.entry) };
  const proof = receiptOf(texts.get(at.proof) ?? NO_BYTES, at.proof);
  demand(equal(proof.checkpoint, texts.get(CHECKPOINT)), "another-checkpoint", at.proof);
  demand(proof.index === BigInt(member.entry), "proof", at.proof);
  await enter({ ...proof, leaf: texts.get(at.leaf), opening: texts.get(at.opening) ?? NO_BYTES }, report, now, at);
}

function find({ name, entry, sha256: digest }, report) {
  const body = report.entries[entry]?.body;
  const stem = name.slice(DOCUMENTS.length, Math.max(name.lastIndexOf("."), DOCUMENTS.length));
  if (body?.sha256 === digest && body?.file === stem) {
    report.documents[name] = String(entry);
  } else {
    report.faults.push({ code: "unproven", at: name });
  }
}

async function open(data, trust, report, now, at) {
  const { note, head } = checkpointOf(data, at);
  demand(head.origin === trust.log.name, "another-log", at);
  const signed = await signaturesBy(trust.log, note, "signature", at);
  demand(signed.length, "signature", at);
  report.checkpoint = head;
  if (trust.second) {
    report.second = trust.second.text;
    report.seconded = (await signaturesBy(trust.second, note, "second-signature", at)).length > 0;
  }
  for (const witness of trust.witnesses) {
    const [first] = await signaturesBy(witness, note, "signature", at);
    if (first) { report.witnessed[witness.name] = momentIn(first, at); }
  }
  demand(Object.values(report.witnessed).every((moment) => moment <= now.getTime() + SKEW), "future", at);
}

async function enter(receipt, report, now, at) {
  const { size, root } = report.checkpoint;
  const leaf = await leafHash(receipt.leaf);
  demand(await leadsToRoot(receipt.proof, { leaf, index: receipt.index, size, root }), "proof", at.proof);
  const found = entryOf(receipt.leaf, at.leaf);
  demand(Date.parse(found.at) <= now.getTime() + SKEW, "future", at.leaf);
  report.entries[receipt.index] = receipt.opening.length ? await opened(found, receipt.opening, at.opening) : found;
}
