// Signed notes 「签名文本」 and checkpoints 「检查点」 (C2SP signed-note, tlog-checkpoint).

import { equal, utf8, viewOf } from "./bytes.js";
import { bytesOf, hashOf, numberOf } from "./encoding.js";
import { demand, orFail } from "./failing.js";

export const LONGEST_NOTE = 1000000;
const MOST_SIGNATURES = 100;
const LAST_SECOND = 253402300799n;  // of the year 9999
const CODE = "checkpoint";

// The note and the head of a log that it tells; nothing is believed yet.
export function checkpointOf(data, at) {
  return orFail(CODE, at, () => {
    const note = noteOf(data);
    return { note, head: headOf(note.text) };
  });
}

// The signatures of a note by this key; one that is false fails with the code.
export async function signaturesBy(key, note, code, at) {
  const found = note.signatures.filter((one) => one.name === key.name && equal(one.identifier, key.identifier));
  for (const one of found) { demand(await key.verify(note.text, one.value), code, at); }
  return found;
}

// When a witness signed, in milliseconds.
export function momentIn(signature, at) {
  const seconds = viewOf(signature.value).getBigUint64(0);
  demand(seconds <= LAST_SECOND, CODE, at);
  return Number(seconds) * 1000;
}

function noteOf(data) {
  demand(data.length <= LONGEST_NOTE, CODE, "");
  const whole = utf8(data);
  const split = whole.lastIndexOf("\n\n");
  const [text, signatures] = [whole.slice(0, split + 1), whole.slice(split + 2)];
  demand(split >= 0 && signatures.endsWith("\n") && !/[\x00-\x09\x0b-\x1f]/.test(text), CODE, "");
  const lines = signatures.slice(0, -1).split("\n");
  demand(lines.length <= MOST_SIGNATURES, CODE, "");
  return { text, signatures: lines.map(signatureIn) };
}

function signatureIn(line) {
  const match = /^\u2014 ([^\s+\x00-\x1f]+) (\S+)$/.exec(line);
  demand(match, CODE, "");
  const data = bytesOf(match[2], CODE, "");
  demand(data.length > 4, CODE, "");
  return { name: match[1], identifier: data.subarray(0, 4), value: data.subarray(4) };
}

function headOf(text) {
  const [origin, size, root, ...rest] = text.split("\n");
  demand(rest.length && rest.pop() === "" && origin && rest.every(Boolean), CODE, "");
  return { origin, size: numberOf(size, CODE, ""), root: hashOf(root, CODE, "") };
}
