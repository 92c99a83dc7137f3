// Bytes, and the texts that stand for them.

export const NO_BYTES = new Uint8Array();

export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function viewOf(bytes) {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

export function equal(one, other) {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

// As Python reads it: a mark of byte order stays, and what is no UTF-8 is refused by a TypeError.
export function utf8(data) {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
}

export function unutf8(text) {
  return new TextEncoder().encode(text);
}

export function latin(data) {
  let text = "";
  for (let at = 0; at < data.length; at += 4096) { text += String.fromCharCode(...data.subarray(at, at + 4096)); }
  return text;
}

export function unlatin(text) {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function hex(data) {
  return Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function unhex(text) {
  return Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
}

// Standard base64 (RFC 4648 4) in the one way to write it; null for anything else.
export function unbase64(text) {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) { return null; }
  const data = unlatin(atob(text));
  return btoa(latin(data)) === text ? data : null;
}

// In one piece, for what is short; a file is read through by digests.js.
export async function sha256(data) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", data));
}

export async function bytesAt(blob, start, length) {
  return new Uint8Array(await blob.slice(start, start + length).arrayBuffer());
}
