// SHA-256 (FIPS 180-4) in pieces, which WebCrypto does not offer: for files greater than memory.

import { BlockHash } from "./hashing.js";

const SHA256_START = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
const PRIMES = [
  2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113,
  127, 131, 137, 139, 149, 151, 157, 163, 167, 173, 179, 181, 191, 193, 197, 199, 211, 223, 227, 229, 233, 239, 241, 251,
  257, 263, 269, 271, 277, 281, 283, 293, 307, 311,
];
const ROUND = Int32Array.from(PRIMES, cubeRootBits);
const schedule = new Int32Array(64);

export function sha256InPieces() {
  return new BlockHash(SHA256_START, compressSha256);
}

// The first 32 bits behind the point of the cube root, by whole numbers: the root of n * 2^96 has 32 bits more than n's.
function cubeRootBits(number) {
  const wanted = BigInt(number) << 96n;
  let [low, high] = [0n, 1n << 36n];
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** 3n <= wanted) { low = middle; } else { high = middle; }
  }
  return Number(BigInt.asIntN(32, low));
}

function compressSha256(state, view, at) {
  expandSha256(view, at);
  let [a, b, c, d, e, f, g, h] = state;
  for (let round = 0; round < 64; round += 1) {
    const s1 = (e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7);
    const t1 = (h + s1 + (e & f ^ ~e & g) + ROUND[round] + schedule[round]) | 0;
    const s0 = (a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10);
    const t2 = (s0 + (a & b ^ a & c ^ b & c)) | 0;
    h = g; g = f; f = e; e = (d + t1) | 0;
    d = c; c = b; b = a; a = (t1 + t2) | 0;
  }
  state[0] += a; state[1] += b; state[2] += c; state[3] += d;
  state[4] += e; state[5] += f; state[6] += g; state[7] += h;
}

function expandSha256(view, at) {
  for (let n = 0; n < 16; n += 1) { schedule[n] = view.getInt32(at + 4 * n); }
  for (let n = 16; n < 64; n += 1) {
    const [early, late] = [schedule[n - 15], schedule[n - 2]];
    const s0 = (early >>> 7 | early << 25) ^ (early >>> 18 | early << 14) ^ early >>> 3;
    const s1 = (late >>> 17 | late << 15) ^ (late >>> 19 | late << 13) ^ late >>> 10;
    schedule[n] = schedule[n - 16] + s0 + schedule[n - 7] + s1;
  }
}
