// Digests of files of any size, which are read once, piece by piece.

import { bytesAt } from "./bytes.js";

const PIECE = 1 << 22;
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) { rest = rest & 1 ? rest >>> 1 ^ 0xedb88320 : rest >>> 1; }
  return rest;
});

// Give every piece to each of the digests, and say to `onRead` how many bytes it had.
export async function readThrough(blob, digests, onRead = () => {}) {
  for (let at = 0; at < blob.size; at += PIECE) {
    const piece = await bytesAt(blob, at, PIECE);
    digests.forEach((digest) => digest.update(piece));
    onRead(piece.length);
  }
}

// The checksum of zip (CRC-32, ISO 3309).
export class Crc32 {
  #rest = ~0;

  update(bytes) {
    let rest = this.#rest;
    for (let at = 0; at < bytes.length; at += 1) { rest = TABLE[(rest ^ bytes[at]) & 0xff] ^ rest >>> 8; }
    this.#rest = rest;
    return this;
  }

  get value() {
    return ~this.#rest >>> 0;
  }
}
