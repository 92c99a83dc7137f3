// The manifest 「清单」: what lies in a bundle and what each member is for. It proves nothing by itself.

import { utf8 } from "./bytes.js";
import { canonical, hasOnly } from "./canonical.js";
import { demand, orFail } from "./failing.js";
import { LONGEST_NOTE } from "./notes.js";

export const MANIFEST = "manifest.json";
export const DOCUMENTS = "documents/";
export const NAMES = {
  page: () => "verify.html",
  checkpoint: () => "checkpoint",
  entry: (index) => `entries/${index}.json`,
  opening: (index) => `openings/${index}.json`,
  proof: (index) => `proofs/${index}.tlog-proof`,
};
export const LONGEST_MANIFEST = 1 << 23;
const FORMAT = "heng-bundle/v1";
const LONGEST_ENTRY = 65535;
const MOST_WITNESSES = 100;
const LIMITS = {
  page: 1 << 22, checkpoint: LONGEST_NOTE, entry: LONGEST_ENTRY, opening: 4 * LONGEST_ENTRY, proof: LONGEST_NOTE,
};
const MEMBERS = ["format", "log", "members", "witnesses"];
const DIGESTS = ["name", "sha256", "sm3"];

export function manifestIn(data) {
  const manifest = orFail("manifest", MANIFEST, () => {
    const text = utf8(data);
    const value = JSON.parse(text);
    demand(canonical(value) === text && isManifest(value), "manifest", MANIFEST);
    return value;
  });
  manifest.members.forEach(checkMember);
  return manifest;
}

// A log with one signer alone has no `second`.
function isManifest(value) {
  return (hasOnly(value, MEMBERS) || hasOnly(value, [...MEMBERS, "second"]) && isText(value.second))
    && value.format === FORMAT && isText(value.log)
    && Array.isArray(value.witnesses) && value.witnesses.length <= MOST_WITNESSES && value.witnesses.every(isText)
    && Array.isArray(value.members) && value.members.every(isMember)
    && value.members.filter((member) => member.role === "checkpoint").length === 1;
}

function isMember(value) {
  return hasOnly(value, [...DIGESTS, "entry", "role", "size"]) && DIGESTS.every((name) => isText(value[name]))
    && (Object.hasOwn(NAMES, value.role) || value.role === "document")
    && Number.isSafeInteger(value.size) && (value.entry === null || Number.isSafeInteger(value.entry));
}

function checkMember({ name, role, size, entry }) {
  demand(role === "document" || size <= LIMITS[role], "too-large", name);
  const isRight = role === "document" ? name.startsWith(DOCUMENTS) : name === NAMES[role](entry);
  const hasEntry = entry !== null && entry >= 0;
  demand(isRight && hasEntry === !["page", "checkpoint"].includes(role), "name", name);
}

function isText(value) {
  return typeof value === "string";
}
