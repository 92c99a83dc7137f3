// SM3 「国密杂凑」 (GB/T 32905-2016), which browsers lack, in pieces.

import { BlockHash } from "./hashing.js";

const SM3_START = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e];
const EARLY = 16;  // rounds of the first kind
const TURNED = Int32Array.from({ length: 64 }, (_, round) => turn(round < EARLY ? 0x79cc4519 : 0x7a879d8a, round % 32));
const expanded = new Int32Array(68);

export function sm3InPieces() {
  return new BlockHash(SM3_START, compressSm3);
}

export function sm3(data) {
  return sm3InPieces().update(data).digest();
}

function compressSm3(state, view, at) {
  expandSm3(view, at);
  let [a, b, c, d, e, f, g, h] = state;
  for (let round = 0; round < 64; round += 1) {
    const a12 = a << 12 | a >>> 20;
    const sum = (a12 + e + TURNED[round]) | 0;
    const ss1 = sum << 7 | sum >>> 25;
    const ff = round < EARLY ? a ^ b ^ c : a & b | a & c | b & c;
    const gg = round < EARLY ? e ^ f ^ g : e & f | ~e & g;
    const tt1 = (ff + d + (ss1 ^ a12) + (expanded[round] ^ expanded[round + 4])) | 0;
    const tt2 = (gg + h + ss1 + expanded[round]) | 0;
    d = c; c = b << 9 | b >>> 23; b = a; a = tt1;
    h = g; g = f << 19 | f >>> 13; f = e; e = tt2 ^ (tt2 << 9 | tt2 >>> 23) ^ (tt2 << 17 | tt2 >>> 15);
  }
  state[0] ^= a; state[1] ^= b; state[2] ^= c; state[3] ^= d;
  state[4] ^= e; state[5] ^= f; state[6] ^= g; state[7] ^= h;
}

function expandSm3(view, at) {
  for (let n = 0; n < 16; n += 1) { expanded[n] = view.getInt32(at + 4 * n); }
  for (let n = 16; n < 68; n += 1) {
    const mixed = expanded[n - 16] ^ expanded[n - 9] ^ turn(expanded[n - 3], 15);
    expanded[n] = mixed ^ turn(mixed, 15) ^ turn(mixed, 23) ^ turn(expanded[n - 13], 7) ^ expanded[n - 6];
  }
}

function turn(word, by) {
  return word << by | word >>> 32 - by;
}
