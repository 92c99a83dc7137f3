// Checks bundles 「证据包」 and receipts 「回执」, as heng.engines.bundle does in Python, with what every browser has.
//
//   const report = await checkBundle(blob, { now, log, witnesses });
//   const report = await checkReceipt(bytes, { now, log, witnesses });
//
// `log` and `witnesses` are the texts of the keys to be trusted; only where none at all is given, those count that a bundle
// brings along. `now` is a Date. A report proves something only when `faults` is empty; each fault has a code and the place. The code "no-crypto"
// says that the browser cannot check signatures here: then nothing is known, neither that it holds nor that it fails.
// No request is ever made. The module imports nothing; digests.js stands before it.

const HEAD = "c2sp.org/tlog-proof@v1";
const FORMAT = "heng-bundle/v1";
const MANIFEST = "manifest.json";
const DOCUMENTS = "documents/";
const WHOLE = "zip";
const RECEIPT = "receipt";
const SKEW = 5 * 60 * 1000;
const LONGEST_NOTE = 1000000;
const LONGEST_PROOF = 63;
const GREATEST = (1n << 63n) - 1n;
const LAST_SECOND = 253402300799n;  // of the year 9999
const LARGEST = 0xffffffff;
const MOST_MEMBERS = 20000;
const LONGEST_NAME = 161;
const [LOCAL_SIZE, CENTRAL_SIZE, END_SIZE] = [30, 46, 22];
const LIMITS = { page: 1 << 22, checkpoint: LONGEST_NOTE, entry: 65535, opening: 4 * 65535, proof: LONGEST_NOTE };
const NAMES = {
  page: () => "verify.html",
  checkpoint: () => "checkpoint",
  entry: (index) => `entries/${index}.json`,
  opening: (index) => `openings/${index}.json`,
  proof: (index) => `proofs/${index}.tlog-proof`,
};
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}(\/[A-Za-z0-9][A-Za-z0-9._-]{0,79})?$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$/;
const OPENING = /^\{"closed":(\{.*\}),"salt":"([0-9a-f]{32,64})"\}$/s;
const [PLAIN_KEY, WITNESS_KEY] = [1, 4];

class Failure extends Error {
  constructor(code, at) {
    super(`${code}: ${at}`);
    this.fault = { code, at };
  }
}

export async function checkBundle(blob, { now, log = null, witnesses = [] }) {
  const report = emptyReport();
  await judged(report, async () => {
    const places = await directory(blob);
    const manifest = await manifestOf(blob, places);
    report.faults.push(...await altered(blob, places, manifest));
    if (report.faults.length) { return; }
    const own = await keysOf(manifest);
    demand(log === null || log === manifest.log, "unknown-key", MANIFEST);
    report.log = manifest.log;
    const isTold = log !== null || witnesses.length > 0;
    const trusted = isTold ? await Promise.all(witnesses.map(keyOf)) : own.witnesses;
    await checkContents(blob, places, manifest, { log: own.log, witnesses: trusted }, report, now);
  });
  return report;
}

export async function checkReceipt(data, { now, log, witnesses = [] }) {
  const report = { ...emptyReport(), log };
  await judged(report, async () => {
    const receipt = receiptOf(data, RECEIPT);
    const trust = { log: await keyOf(log), witnesses: await Promise.all(witnesses.map(keyOf)) };
    await open(receipt.checkpoint, trust, report, now, RECEIPT);
    await enter(receipt, report, now, { leaf: RECEIPT, opening: RECEIPT, proof: RECEIPT });
  });
  return report;
}

// Whether the proof leads from the leaf to the root (RFC 9162 2.1.3.2): hashes are Uint8Arrays of 32 bytes.
export async function leadsToRoot(proof, { leaf, index, size, root }) {
  let [hash, place, last] = [leaf, index, size - 1n];
  if (index < 0n || index >= size) { return false; }
  for (const sibling of proof) {
    if (last === 0n) { return false; }
    if (place & 1n || place === last) {
      hash = await nodeHash(sibling, hash);
      while (place && !(place & 1n)) { [place, last] = [place >> 1n, last >> 1n]; }
    } else {
      hash = await nodeHash(hash, sibling);
    }
    [place, last] = [place >> 1n, last >> 1n];
  }
  return last === 0n && equal(hash, root);
}

export async function leafHash(entry) {
  return sha256(joined(Uint8Array.of(0), entry));
}

function emptyReport() {
  return { log: null, checkpoint: null, witnessed: {}, entries: {}, documents: {}, faults: [] };
}

async function judged(report, check) {
  try {
    if (!await knowsSignatures()) { throw new Failure("no-crypto", "browser"); }
    await check();
  } catch (failure) {
    if (!(failure instanceof Failure)) { throw failure; }
    report.faults.push(failure.fault);
  }
}

async function knowsSignatures() {
  try {
    await ed25519(new Uint8Array(32));
    return true;
  } catch (unknown) {
    return !(unknown.name === "NotSupportedError" || !globalThis.crypto?.subtle);
  }
}

// The zip: stored members side by side, and nothing else.

async function directory(blob) {
  demand(blob.size <= LARGEST, "too-large", WHOLE);
  const { count, length, start } = await ending(blob);
  const records = await bytesAt(blob, start, length);
  const places = new Map();
  let [at, offset] = [0, 0];
  for (let number = 0; number < count; number += 1) {
    const place = placeIn(records.subarray(at, at + CENTRAL_SIZE + LONGEST_NAME), offset);
    demand(!places.has(place.name), "duplicate", place.name);
    places.set(place.name, place);
    at += CENTRAL_SIZE + place.name.length;
    offset = place.end;
  }
  demand(at === length && offset === start, "structure", WHOLE);
  for (const place of places.values()) {
    const header = await bytesAt(blob, place.offset, LOCAL_SIZE + place.name.length);
    demand(equal(header, local(place)), "structure", place.name);
  }
  return places;
}

async function ending(blob) {
  const last = await bytesAt(blob, Math.max(blob.size - END_SIZE, 0), END_SIZE);
  demand(last.length === END_SIZE, "not-a-bundle", WHOLE);
  const view = viewOf(last);
  const [count, length, start] = [view.getUint16(10, true), view.getUint32(12, true), view.getUint32(16, true)];
  const canonicalEnd = packed("PK\x05\x06", [[2, 0], [2, 0], [2, count], [2, count], [4, length], [4, start], [2, 0]]);
  demand(equal(last, canonicalEnd) && start + length + END_SIZE === blob.size, "not-a-bundle", WHOLE);
  demand(count <= MOST_MEMBERS, "too-large", WHOLE);
  return { count, length, start };
}

function placeIn(record, offset) {
  demand(record.length >= CENTRAL_SIZE && latin(record.subarray(0, 4)) === "PK\x01\x02", "structure", WHOLE);
  const view = viewOf(record);
  const name = latin(record.subarray(CENTRAL_SIZE, CENTRAL_SIZE + view.getUint16(28, true)));
  demand(NAME.test(name), "name", WHOLE);
  const [crc, size] = [view.getUint32(16, true), view.getUint32(20, true)];
  const start = offset + LOCAL_SIZE + name.length;
  const place = { name, crc, size, offset, start, end: start + size };
  demand(equal(record.subarray(0, CENTRAL_SIZE + name.length), central(place)), "structure", name);
  return place;
}

function local(place) {
  return packed("PK\x03\x04", [[2, 20], ...headed(place)], place.name);
}

function central(place) {
  const rest = [[2, 0], [2, 0], [2, 0], [4, 0], [4, place.offset]];
  return packed("PK\x01\x02", [[2, 20], [2, 20], ...headed(place), ...rest], place.name);
}

function headed({ name, crc, size }) {
  return [[2, 0], [2, 0], [2, 0], [2, 0x21], [4, crc], [4, size], [4, size], [2, name.length], [2, 0]];
}

function packed(mark, fields, name = "") {
  const size = fields.reduce((sum, [width]) => sum + width, 4);
  const bytes = new Uint8Array(size + name.length);
  const view = viewOf(bytes);
  bytes.set(unlatin(mark));
  let at = 4;
  for (const [width, value] of fields) {
    if (width === 2) { view.setUint16(at, value, true); } else { view.setUint32(at, value, true); }
    at += width;
  }
  bytes.set(unlatin(name), at);
  return bytes;
}

// The manifest.

async function manifestOf(blob, places) {
  const names = [...places.keys()];
  demand(names[0] === MANIFEST, "members", MANIFEST);
  demand(places.get(MANIFEST).size <= 1 << 23, "too-large", MANIFEST);
  const data = await bytesAt(blob, places.get(MANIFEST).start, places.get(MANIFEST).size);
  demand(globalThis.heng.crc32(data) === places.get(MANIFEST).crc, "altered", MANIFEST);
  const manifest = read(data);
  const expected = [MANIFEST, ...manifest.members.map((member) => member.name)];
  const common = Math.min(names.length, expected.length);
  for (let n = 0; n < common; n += 1) { demand(names[n] === expected[n], "members", names[n]); }
  demand(names.length === expected.length, "members", MANIFEST);
  return manifest;
}

function read(data) {
  let manifest;
  try {
    const text = utf8(data);
    manifest = JSON.parse(text);
    demand(canonical(manifest) === text && isManifest(manifest), "manifest", MANIFEST);
  } catch (failure) {
    throw new Failure("manifest", MANIFEST);
  }
  manifest.members.forEach(checkMember);
  return manifest;
}

function isManifest(value) {
  const isText = (one) => typeof one === "string";
  return has(value, ["format", "log", "members", "witnesses"])
    && value.format === FORMAT && isText(value.log)
    && Array.isArray(value.witnesses) && value.witnesses.length <= 100 && value.witnesses.every(isText)
    && Array.isArray(value.members) && value.members.every(isMember)
    && value.members.filter((member) => member.role === "checkpoint").length === 1;
}

function isMember(value) {
  return has(value, ["entry", "name", "role", "sha256", "size", "sm3"])
    && [value.name, value.sha256, value.sm3].every((one) => typeof one === "string")
    && (Object.hasOwn(NAMES, value.role) || value.role === "document")
    && Number.isSafeInteger(value.size) && (value.entry === null || Number.isSafeInteger(value.entry));
}

function has(value, names) {
  const isObject = value !== null && typeof value === "object" && !Array.isArray(value);
  return isObject && Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name));
}

function checkMember({ name, role, size, entry }) {
  demand(role === "document" || size <= LIMITS[role], "too-large", name);
  const isRight = role === "document" ? name.startsWith(DOCUMENTS) : name === NAMES[role](entry);
  const hasEntry = entry !== null && entry >= 0;
  demand(isRight && hasEntry === !["page", "checkpoint"].includes(role), "name", name);
}

async function altered(blob, places, manifest) {
  const faults = [];
  for (const member of manifest.members) {
    const place = places.get(member.name);
    const data = await bytesAt(blob, place.start, place.size);
    const isSame = data.length === member.size && globalThis.heng.crc32(data) === place.crc
      && hex(await sha256(data)) === member.sha256 && globalThis.heng.sm3(data) === member.sm3;
    if (!isSame) { faults.push({ code: "altered", at: member.name }); }
  }
  return faults;
}

async function keysOf(manifest) {
  try {
    return { log: await keyOf(manifest.log), witnesses: await Promise.all(manifest.witnesses.map(keyOf)) };
  } catch (failure) {
    throw failure instanceof Failure ? new Failure("key", MANIFEST) : failure;
  }
}

// What the members say, once they are known to be those that the manifest lists.

async function checkContents(blob, places, manifest, trust, report, now) {
  const texts = new Map();
  for (const { name, role } of manifest.members) {
    const { start, size } = places.get(name);
    if (role !== "document") { texts.set(name, await bytesAt(blob, start, size)); }
  }
  await open(texts.get("checkpoint"), trust, report, now, "checkpoint");
  const ofRole = (...roles) => roles.flatMap((role) => manifest.members.filter((one) => one.role === role));
  for (const member of ofRole("entry")) {
    try {
      await checkEntry(member, texts, report, now);
    } catch (failure) {
      if (!(failure instanceof Failure)) { throw failure; }
      report.faults.push(failure.fault);
    }
  }
  const belongs = new Set(ofRole("entry").map((member) => member.entry));
  for (const part of ofRole("opening", "proof")) {
    if (!belongs.has(part.entry)) { report.faults.push({ code: "members", at: part.name }); }
  }
  ofRole("document").forEach((member) => find(member, report));
}

async function checkEntry(member, texts, report, now) {
  const at = { leaf: member.name, opening: NAMES.opening(member.entry), proof: NAMES.proof(member.entry) };
  const proof = receiptOf(texts.get(at.proof) ?? new Uint8Array(), at.proof);
  demand(equal(proof.checkpoint, texts.get("checkpoint")), "another-checkpoint", at.proof);
  demand(proof.index === BigInt(member.entry), "proof", at.proof);
  const opening = texts.get(at.opening) ?? new Uint8Array();
  await enter({ ...proof, leaf: texts.get(at.leaf), opening }, report, now, at);
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
  const note = await asked("checkpoint", at, () => noteOf(data));
  const head = await asked("checkpoint", at, () => headOf(note.text));
  demand(head.origin === trust.log.name, "another-log", at);
  const signed = await signaturesBy(trust.log, note, at);
  demand(signed.length, "signature", at);
  report.checkpoint = head;
  for (const witness of trust.witnesses) {
    const [first] = await signaturesBy(witness, note, at);
    if (first) { report.witnessed[witness.name] = secondsIn(first, at); }
  }
  demand(Object.values(report.witnessed).every((moment) => moment <= now.getTime() + SKEW), "future", at);
}

async function signaturesBy(key, note, at) {
  const found = note.signatures.filter((one) => one.name === key.name && equal(one.identifier, key.identifier));
  for (const one of found) { demand(await key.verify(note.text, one.value), "signature", at); }
  return found;
}

async function enter(receipt, report, now, at) {
  const { origin: _, size, root } = report.checkpoint;
  const leaf = await leafHash(receipt.leaf);
  demand(await leadsToRoot(receipt.proof, { leaf, index: receipt.index, size, root }), "proof", at.proof);
  const found = entryOf(receipt.leaf, at.leaf);
  demand(Date.parse(found.at) <= now.getTime() + SKEW, "future", at.leaf);
  report.entries[receipt.index] = receipt.opening.length ? await opened(found, receipt.opening, at.opening) : found;
}

function entryOf(data, at) {
  const found = objectIn(data, "leaf", at);
  demand(MOMENT.test(found.at) && !Number.isNaN(Date.parse(found.at)), "leaf", at);
  return found;
}

async function opened(leaf, data, at) {
  const match = OPENING.exec(latin(data));
  demand(match, "opening", at);
  const committed = `sha256:${hex(await sha256(joined(unhex(match[2]), unlatin(match[1]))))}`;
  demand(leaf.closed?.commitment === committed, "opening", at);
  const closed = objectIn(unlatin(match[1]), "opening", at);
  return { ...leaf, ...closed, body: { ...leaf.body, ...closed.body } };
}

function objectIn(data, code, at) {
  try {
    const value = JSON.parse(utf8(data));
    demand(value !== null && typeof value === "object" && !Array.isArray(value), code, at);
    return value;
  } catch (failure) {
    throw new Failure(code, at);
  }
}

// Notes, checkpoints, receipts and keys (C2SP signed-note, tlog-checkpoint, tlog-proof).

function receiptOf(data, at) {
  const text = latin(data);
  const split = text.indexOf("\n\n");
  const head = text.slice(0, Math.max(split, 0));
  const lines = head.split("\n").slice(1);
  const extra = lines[0]?.startsWith("extra ") ? bytesOf(lines.shift().slice(6), "receipt", at) : new Uint8Array();
  demand(split >= 0 && head.split("\n")[0] === HEAD && lines[0]?.startsWith("index "), "receipt", at);
  demand(lines.length <= 1 + LONGEST_PROOF && (extra.length > 0 || !head.includes("\nextra ")), "receipt", at);
  const index = numberOf(lines[0].slice(6), "receipt", at);
  const proof = lines.slice(1).map((line) => hashOf(line, "receipt", at));
  const cut = extra.indexOf(10);
  const [leaf, opening] = cut < 0 ? [extra, new Uint8Array()] : [extra.subarray(0, cut), extra.subarray(cut + 1)];
  return { index, proof, checkpoint: data.subarray(split + 2), leaf, opening };
}

function noteOf(data) {
  demand(data.length <= LONGEST_NOTE, "checkpoint", "");
  const whole = utf8(data);
  const split = whole.lastIndexOf("\n\n");
  const [text, signatures] = [whole.slice(0, split + 1), whole.slice(split + 2)];
  demand(split >= 0 && signatures.endsWith("\n") && !/[\x00-\x09\x0b-\x1f]/.test(text), "checkpoint", "");
  const lines = signatures.slice(0, -1).split("\n");
  demand(lines.length <= 100, "checkpoint", "");
  return { text, signatures: lines.map(signatureIn) };
}

function signatureIn(line) {
  const match = /^\u2014 ([^\s+\x00-\x1f]+) (\S+)$/.exec(line);
  demand(match, "checkpoint", "");
  const data = bytesOf(match[2], "checkpoint", "");
  demand(data.length > 4, "checkpoint", "");
  return { name: match[1], identifier: data.subarray(0, 4), value: data.subarray(4) };
}

function headOf(text) {
  const [origin, size, root, ...rest] = text.split("\n");
  demand(rest.length && rest.pop() === "" && origin && rest.every(Boolean), "checkpoint", "");
  return { origin, size: numberOf(size, "checkpoint", ""), root: hashOf(root, "checkpoint", "") };
}

function secondsIn(signature, at) {
  const seconds = viewOf(signature.value).getBigUint64(0);
  demand(seconds <= LAST_SECOND, "checkpoint", at);
  return Number(seconds) * 1000;
}

async function keyOf(text) {
  const [, name, identifier, rest] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text) ?? [];
  demand(name, "key", text);
  const material = bytesOf(rest, "key", text);
  const expected = (await sha256(joined(unutf8(`${name}\n`), material))).subarray(0, 4);
  demand([PLAIN_KEY, WITNESS_KEY].includes(material[0]) && material.length === 33, "key", text);
  demand(hex(expected) === identifier, "key", text);
  const verify = await verifierOf(material);
  return { name, identifier: expected, verify };
}

async function verifierOf(material) {
  const isWitness = material[0] === WITNESS_KEY;
  let key = null;
  try {
    key = await ed25519(material.subarray(1));
  } catch (unfit) {
    return async () => false;
  }
  const check = (signature, message) => crypto.subtle.verify("Ed25519", key, signature, unutf8(message));
  return async (text, value) => {
    if (!isWitness) { return check(value, text); }
    if (value.length !== 72) { return false; }
    const time = viewOf(value).getBigUint64(0);
    return time <= GREATEST && check(value.subarray(8), `cosignature/v1\ntime ${time}\n${text}`);
  };
}

function ed25519(bytes) {
  return crypto.subtle.importKey("raw", bytes, "Ed25519", false, ["verify"]);
}

// Bytes and texts.

async function asked(code, at, read) {
  try {
    return read();
  } catch (failure) {
    throw new Failure(code, at);
  }
}

function demand(holds, code, at) {
  if (!holds) { throw new Failure(code, at); }
}

function canonical(value) {
  if (Array.isArray(value)) { return `[${value.map(canonical).join(",")}]`; }
  if (value !== null && typeof value === "object") {
    return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

function bytesOf(text, code, at) {
  demand(/^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0, code, at);
  const data = unlatin(atob(text));
  demand(btoa(latin(data)) === text, code, at);
  return data;
}

function hashOf(text, code, at) {
  const data = bytesOf(text, code, at);
  demand(data.length === 32, code, at);
  return data;
}

function numberOf(text, code, at) {
  demand(/^(0|[1-9][0-9]{0,18})$/.test(text) && BigInt(text) <= GREATEST, code, at);
  return BigInt(text);
}

async function bytesAt(blob, start, length) {
  return new Uint8Array(await blob.slice(start, start + length).arrayBuffer());
}

async function nodeHash(left, right) {
  return sha256(joined(Uint8Array.of(1), left, right));
}

export async function sha256(data) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", data));
}

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function viewOf(bytes) {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function equal(one, other) {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

function utf8(data) {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
}

function unutf8(text) {
  return new TextEncoder().encode(text);
}

function latin(data) {
  let text = "";
  for (let at = 0; at < data.length; at += 4096) { text += String.fromCharCode(...data.subarray(at, at + 4096)); }
  return text;
}

function unlatin(text) {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function hex(data) {
  return Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function unhex(text) {
  return Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
}

globalThis.heng = { ...globalThis.heng, checkBundle, checkReceipt, leadsToRoot, leafHash, sha256, hex };
