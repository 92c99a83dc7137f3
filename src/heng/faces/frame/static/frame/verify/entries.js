// Entries 「留痕条目」 as the log has them: part of each closed by a commitment, and what opens it.

import { hex, joined, latin, sha256, unhex, unlatin, utf8 } from "./bytes.js";
import { isObject } from "./canonical.js";
import { demand, orFail } from "./failing.js";

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$/;
const OPENING = /^\{"closed":(\{.*\}),"salt":"([0-9a-f]{32,64})"\}$/s;

export function entryOf(data, at) {
  const found = objectIn(data, "leaf", at);
  demand(MOMENT.test(found.at) && !Number.isNaN(Date.parse(found.at)), "leaf", at);
  return found;
}

// The entry with what it keeps closed, if this opens it: SHA-256 over salt and canonical JSON.
export async function opened(leaf, data, at) {
  const match = OPENING.exec(latin(data));
  demand(match, "opening", at);
  const committed = `sha256:${hex(await sha256(joined(unhex(match[2]), unlatin(match[1]))))}`;
  demand(leaf.closed?.commitment === committed, "opening", at);
  const closed = objectIn(unlatin(match[1]), "opening", at);
  return { ...leaf, ...closed, body: { ...leaf.body, ...closed.body } };
}

function objectIn(data, code, at) {
  return orFail(code, at, () => {
    const value = JSON.parse(utf8(data));
    demand(isObject(value), code, at);
    return value;
  });
}
