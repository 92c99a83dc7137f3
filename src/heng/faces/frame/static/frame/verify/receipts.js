// Receipts 「回执」 (C2SP tlog-proof), whose line of extra data carries the entry and what opens it.

import { NO_BYTES, latin } from "./bytes.js";
import { bytesOf, hashOf, numberOf } from "./encoding.js";
import { demand } from "./failing.js";

export const HEAD = "c2sp.org/tlog-proof@v1";
const LONGEST_PROOF = 63;

export function receiptOf(data, at) {
  const text = latin(data);
  const split = text.indexOf("\n\n");
  const head = text.slice(0, Math.max(split, 0));
  const lines = head.split("\n").slice(1);
  const extra = lines[0]?.startsWith("extra ") ? bytesOf(lines.shift().slice(6), "receipt", at) : NO_BYTES;
  demand(split >= 0 && head.split("\n")[0] === HEAD && lines[0]?.startsWith("index "), "receipt", at);
  demand(lines.length <= 1 + LONGEST_PROOF && (extra.length > 0 || !head.includes("\nextra ")), "receipt", at);
  const index = numberOf(lines[0].slice(6), "receipt", at);
  const proof = lines.slice(1).map((line) => hashOf(line, "receipt", at));
  const cut = extra.indexOf(10);
  const [leaf, opening] = cut < 0 ? [extra, NO_BYTES] : [extra.subarray(0, cut), extra.subarray(cut + 1)];
  return { index, proof, checkpoint: data.subarray(split + 2), leaf, opening };
}
