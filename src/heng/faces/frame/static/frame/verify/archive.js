// The zip of a bundle: stored members side by side, and nothing else.

import { bytesAt, equal, latin, unlatin, viewOf } from "./bytes.js";
import { demand } from "./failing.js";

const WHOLE = "zip";
const LARGEST = 0xffffffff;
const MOST_MEMBERS = 20000;
const LONGEST_NAME = 161;
const [LOCAL_SIZE, CENTRAL_SIZE, END_SIZE] = [30, 46, 22];
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}(\/[A-Za-z0-9][A-Za-z0-9._-]{0,79})?$/;

// Where each member lies, by name, in their order.
export async function directoryOf(blob) {
  demand(blob.size <= LARGEST, "too-large", WHOLE);
  const { count, length, start } = await endingOf(blob);
  const records = await bytesAt(blob, start, length);
  const places = new Map();
  let [at, offset] = [0, 0];
  for (let number = 0; number < count; number += 1) {
    const place = placeIn(records.subarray(at, at + CENTRAL_SIZE + LONGEST_NAME), offset);
    demand(!places.has(place.name), "duplicate", place.name);
    places.set(place.name, place);
    at += CENTRAL_SIZE + place.name.length;
    offset = place.end;
  }
  demand(at === length && offset === start, "structure", WHOLE);
  for (const place of places.values()) {
    const header = await bytesAt(blob, place.offset, LOCAL_SIZE + place.name.length);
    demand(equal(header, local(place)), "structure", place.name);
  }
  return places;
}

// The bytes of a member, still on the disk.
export function memberIn(blob, { start, end }) {
  return blob.slice(start, end);
}

async function endingOf(blob) {
  const last = await bytesAt(blob, Math.max(blob.size - END_SIZE, 0), END_SIZE);
  demand(last.length === END_SIZE, "not-a-bundle", WHOLE);
  const view = viewOf(last);
  const [count, length, start] = [view.getUint16(10, true), view.getUint32(12, true), view.getUint32(16, true)];
  const ending = packed("PK\x05\x06", [[2, 0], [2, 0], [2, count], [2, count], [4, length], [4, start], [2, 0]]);
  demand(equal(last, ending) && start + length + END_SIZE === blob.size, "not-a-bundle", WHOLE);
  demand(count <= MOST_MEMBERS, "too-large", WHOLE);
  return { count, length, start };
}

function placeIn(record, offset) {
  demand(record.length >= CENTRAL_SIZE && latin(record.subarray(0, 4)) === "PK\x01\x02", "structure", WHOLE);
  const view = viewOf(record);
  const name = latin(record.subarray(CENTRAL_SIZE, CENTRAL_SIZE + view.getUint16(28, true)));
  demand(NAME.test(name), "name", WHOLE);
  const [crc, size] = [view.getUint32(16, true), view.getUint32(20, true)];
  const start = offset + LOCAL_SIZE + name.length;
  const place = { name, crc, size, offset, start, end: start + size };
  demand(equal(record.subarray(0, CENTRAL_SIZE + name.length), central(place)), "structure", name);
  return place;
}

function local(place) {
  return packed("PK\x03\x04", [[2, 20], ...headed(place)], place.name);
}

function central(place) {
  const rest = [[2, 0], [2, 0], [2, 0], [4, 0], [4, place.offset]];
  return packed("PK\x01\x02", [[2, 20], [2, 20], ...headed(place), ...rest], place.name);
}

function headed({ name, crc, size }) {
  return [[2, 0], [2, 0], [2, 0], [2, 0x21], [4, crc], [4, size], [4, size], [2, name.length], [2, 0]];
}

function packed(mark, fields, name = "") {
  const size = fields.reduce((sum, [width]) => sum + width, mark.length);
  const bytes = new Uint8Array(size + name.length);
  const view = viewOf(bytes);
  bytes.set(unlatin(mark));
  let at = mark.length;
  for (const [width, value] of fields) {
    if (width === 2) { view.setUint16(at, value, true); } else { view.setUint32(at, value, true); }
    at += width;
  }
  bytes.set(unlatin(name), at);
  return bytes;
}
