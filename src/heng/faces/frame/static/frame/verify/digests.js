// Digests that browsers lack: SM3 「国密杂凑」 (GB/T 32905-2016), and the checksum of zip (CRC-32, ISO 3309).
// No part of a page on its own: put it before verify.js, which asks for it under `globalThis.heng`.

const IV = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e];
const BLOCK = 64;
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) { rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1; }
  return rest;
});

export function crc32(bytes) {
  let rest = ~0;
  for (let at = 0; at < bytes.length; at += 1) { rest = CRC_TABLE[(rest ^ bytes[at]) & 0xff] ^ (rest >>> 8); }
  return ~rest >>> 0;
}

export function sm3(bytes) {
  const state = Uint32Array.from(IV);
  const words = new Uint32Array(68);
  const whole = bytes.length - bytes.length % BLOCK;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < whole; at += BLOCK) { compress(state, words, view, at); }
  const last = new DataView(padded(bytes.subarray(whole), bytes.length).buffer);
  for (let at = 0; at < last.byteLength; at += BLOCK) { compress(state, words, last, at); }
  return Array.from(state, (word) => word.toString(16).padStart(8, "0")).join("");
}

function padded(rest, length) {
  const block = new Uint8Array(rest.length < BLOCK - 8 ? BLOCK : 2 * BLOCK);
  block.set(rest);
  block[rest.length] = 0x80;
  new DataView(block.buffer).setBigUint64(block.length - 8, BigInt(length) * 8n);
  return block;
}

function compress(state, words, view, at) {
  expand(words, view, at);
  let [a, b, c, d, e, f, g, h] = state;
  for (let round = 0; round < 64; round += 1) {
    const early = round < 16;
    const a12 = turn(a, 12);
    const ss1 = turn((a12 + e + turn(early ? 0x79cc4519 : 0x7a879d8a, round % 32)) | 0, 7);
    const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = early ? e ^ f ^ g : (e & f) | (~e & g);
    const tt1 = (ff + d + (ss1 ^ a12) + (words[round] ^ words[round + 4])) | 0;
    const tt2 = (gg + h + ss1 + words[round]) | 0;
    [d, c, b, a] = [c, turn(b, 9), a, tt1];
    [h, g, f, e] = [g, turn(f, 19), e, tt2 ^ turn(tt2, 9) ^ turn(tt2, 17)];
  }
  [a, b, c, d, e, f, g, h].forEach((word, place) => { state[place] ^= word; });
}

function expand(words, view, at) {
  for (let n = 0; n < 16; n += 1) { words[n] = view.getUint32(at + 4 * n); }
  for (let n = 16; n < 68; n += 1) {
    const mixed = words[n - 16] ^ words[n - 9] ^ turn(words[n - 3], 15);
    words[n] = mixed ^ turn(mixed, 15) ^ turn(mixed, 23) ^ turn(words[n - 13], 7) ^ words[n - 6];
  }
}

function turn(word, by) {
  return by ? (word << by) | (word >>> (32 - by)) : word;
}

globalThis.heng = { ...globalThis.heng, crc32, sm3 };
