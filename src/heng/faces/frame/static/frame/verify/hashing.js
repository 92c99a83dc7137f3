// A digest taken in pieces, of the family of SHA-256 and SM3: blocks of 64 bytes, at the end the length in bits.

import { viewOf } from "./bytes.js";

const BLOCK = 64;
const LENGTH = 8;

export class BlockHash {
  #state;
  #compress;
  #rest = new Uint8Array(BLOCK);
  #length = 0;

  // `compress(state, view, at)` takes the block that begins at `at` into the state of eight words.
  constructor(start, compress) {
    this.#state = Uint32Array.from(start);
    this.#compress = compress;
  }

  update(bytes) {
    const filled = this.#length % BLOCK;
    this.#length += bytes.length;
    if (filled + bytes.length < BLOCK) {
      this.#rest.set(bytes, filled);
      return this;
    }
    const first = (BLOCK - filled) % BLOCK;
    if (first) {
      this.#rest.set(bytes.subarray(0, first), filled);
      this.#take(this.#rest);
    }
    const whole = bytes.length - (bytes.length - first) % BLOCK;
    this.#take(bytes.subarray(first, whole));
    this.#rest.set(bytes.subarray(whole));
    return this;
  }

  // Ends the digest: nothing can be added any more.
  digest() {
    const filled = this.#length % BLOCK;
    const last = new Uint8Array(filled < BLOCK - LENGTH ? BLOCK : 2 * BLOCK);
    last.set(this.#rest.subarray(0, filled));
    last[filled] = 0x80;
    viewOf(last).setBigUint64(last.length - LENGTH, BigInt(this.#length) * 8n);
    this.#take(last);
    const told = new Uint8Array(4 * this.#state.length);
    this.#state.forEach((word, place) => viewOf(told).setUint32(4 * place, word));
    return told;
  }

  #take(blocks) {
    const view = viewOf(blocks);
    for (let at = 0; at < blocks.length; at += BLOCK) { this.#compress(this.#state, view, at); }
  }
}
