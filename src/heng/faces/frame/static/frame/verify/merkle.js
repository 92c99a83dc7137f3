// The tree of the log (RFC 9162 2.1): hashes are Uint8Arrays of 32 bytes, places and sizes are BigInts.

import { equal, joined, sha256 } from "./bytes.js";

export async function leafHash(entry) {
  return sha256(joined(Uint8Array.of(0), entry));
}

// Whether the proof leads from the leaf to the root (RFC 9162 2.1.3.2).
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

async function nodeHash(left, right) {
  return sha256(joined(Uint8Array.of(1), left, right));
}
