// Keys of signed notes 「验证公钥」 (C2SP signed-note): Ed25519, cosignatures of witnesses, and SM2 「国密签名」.

import { equal, hex, joined, sha256, unlatin, unutf8, viewOf } from "./bytes.js";
import { GREATEST, bytesOf } from "./encoding.js";
import { demand } from "./failing.js";
import { sm2Verify } from "./sm2.js";

const TIME = 8;  // bytes before the signature of a witness
const ALGORITHMS = [
  { mark: Uint8Array.of(1), size: 32, verifier: plainVerifier },
  { mark: Uint8Array.of(4), size: 32, verifier: witnessVerifier },
  { mark: unlatin("\xffGB/T 32918.2 SM2-SM3\n"), size: 65, verifier: sm2Verifier },
];

// Whether this browser knows Ed25519, and gives pages on such an address any cryptography at all.
export async function knowsSignatures() {
  try {
    await ed25519(new Uint8Array(32));
    return true;
  } catch (unknown) {
    return !(unknown.name === "NotSupportedError" || !globalThis.crypto?.subtle);
  }
}

// Read a key from its text, `name+identifier+base64`; `verify` takes the text of a note and a signature.
export async function keyOf(text) {
  const [, name, identifier, rest] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text) ?? [];
  demand(name, "key", text);
  const material = bytesOf(rest, "key", text);
  const expected = (await sha256(joined(unutf8(`${name}\n`), material))).subarray(0, 4);
  const algorithm = ALGORITHMS.find(({ mark }) => equal(material.subarray(0, mark.length), mark));
  demand(algorithm && material.length === algorithm.mark.length + algorithm.size, "key", text);
  demand(hex(expected) === identifier, "key", text);
  return { name, text, identifier: expected, verify: await algorithm.verifier(material.subarray(algorithm.mark.length)) };
}

async function plainVerifier(bytes) {
  const check = await ed25519Verifier(bytes);
  return (text, value) => check(value, text);
}

async function witnessVerifier(bytes) {
  const check = await ed25519Verifier(bytes);
  return async (text, value) => {
    if (value.length !== TIME + 64) { return false; }
    const time = viewOf(value).getBigUint64(0);
    return time <= GREATEST && check(value.subarray(TIME), `cosignature/v1\ntime ${time}\n${text}`);
  };
}

function sm2Verifier(bytes) {
  return (text, value) => sm2Verify(bytes, unutf8(text), value);
}

async function ed25519Verifier(bytes) {
  try {
    const key = await ed25519(bytes);
    return (signature, message) => crypto.subtle.verify("Ed25519", key, signature, unutf8(message));
  } catch {
    return async () => false;
  }
}

async function ed25519(bytes) {
  return crypto.subtle.importKey("raw", bytes, "Ed25519", false, ["verify"]);
}
