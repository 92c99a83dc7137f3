// Base64 and decimal numbers as the formats of the log write them: each value has one way to be written.

import { unbase64 } from "./bytes.js";
import { demand } from "./failing.js";

const HASH_SIZE = 32;
export const GREATEST = (1n << 63n) - 1n;

export function bytesOf(text, code, at) {
  const data = unbase64(text);
  demand(data, code, at);
  return data;
}

export function hashOf(text, code, at) {
  const data = bytesOf(text, code, at);
  demand(data.length === HASH_SIZE, code, at);
  return data;
}

export function numberOf(text, code, at) {
  demand(/^(0|[1-9][0-9]{0,18})$/.test(text) && BigInt(text) <= GREATEST, code, at);
  return BigInt(text);
}
