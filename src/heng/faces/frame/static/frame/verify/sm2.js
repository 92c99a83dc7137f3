// Verifying SM2 signatures 「国密SM2验签」 (GB/T 32918.2-2016; the curve is that of GB/T 32918.5-2017), as
// heng.engines.tlog.sm2 does in Python. Nothing here is secret, so plain integers will do. A point is [x, y], or null at
// infinity.

import { hex, joined, unhex, unutf8 } from "./bytes.js";
import { sm3 } from "./sm3.js";

const SIZE = 32;
const P = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
const A = P - 3n;
const B = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;
const N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const G = [
  0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
];
const UNCOMPRESSED = 4;
const IDENTITY = unutf8("1234567812345678");  // of a signer who has agreed on no other, GM/T 0009-2012 10

// `key` is 4, x and y in 32 bytes each; `signature` r and s in 32 bytes each.
export function sm2Verify(key, message, signature) {
  const point = pointOf(key);
  if (!point || signature.length !== 2 * SIZE) { return false; }
  const [r, s] = [numberIn(signature.subarray(0, SIZE)), numberIn(signature.subarray(SIZE))];
  const t = (r + s) % N;
  if (!(r > 0n && r < N && s > 0n && s < N && t)) { return false; }
  const sum = add(multiply(s, G), multiply(t, point));
  return sum !== null && (sm2Digest(key, message) + sum[0]) % N === r;
}

// The number that is signed: SM3 over who signs, with which key on which curve, and the message.
export function sm2Digest(key, message) {
  const bits = Uint8Array.of(IDENTITY.length >> 5, IDENTITY.length << 3);
  const curve = [A, B, ...G].map((number) => unhex(number.toString(16).padStart(2 * SIZE, "0")));
  return numberIn(sm3(joined(sm3(joined(bits, IDENTITY, ...curve, key.subarray(1))), message)));
}

function pointOf(key) {
  if (key.length !== 1 + 2 * SIZE || key[0] !== UNCOMPRESSED) { return null; }
  const [x, y] = [numberIn(key.subarray(1, 1 + SIZE)), numberIn(key.subarray(1 + SIZE))];
  return x < P && y < P && modulo(y * y - x * x * x - A * x - B) === 0n ? [x, y] : null;
}

function add(one, other) {
  if (one === null || other === null) { return one ?? other; }
  const [[x1, y1], [x2, y2]] = [one, other];
  if (x1 === x2 && modulo(y1 + y2) === 0n) { return null; }
  const isSame = x1 === x2 && y1 === y2;
  const slope = isSame ? (3n * x1 * x1 + A) * inverse(2n * y1) : (y2 - y1) * inverse(x2 - x1);
  const x = modulo(slope * slope - x1 - x2);
  return [x, modulo(slope * (x1 - x) - y1)];
}

function multiply(times, point) {
  let total = null;
  for (const bit of times.toString(2)) {
    total = add(total, total);
    if (bit === "1") { total = add(total, point); }
  }
  return total;
}

// By Euclid: what is no multiple of P has one.
function inverse(number) {
  let [rest, next, factor, other] = [P, modulo(number), 0n, 1n];
  while (next) {
    const times = rest / next;
    [rest, next] = [next, rest - times * next];
    [factor, other] = [other, factor - times * other];
  }
  return modulo(factor);
}

function modulo(number) {
  const rest = number % P;
  return rest < 0n ? rest + P : rest;
}

function numberIn(data) {
  return BigInt(`0x${hex(data)}`);
}
