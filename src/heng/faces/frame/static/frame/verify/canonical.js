// Canonical JSON (RFC 8785) of strings, whole numbers, null, arrays and objects, all that records and manifests hold.
// Half a character is none: it is refused by a SyntaxError.

export function canonical(value) {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(",")}]`;
  }
  if (value !== null && typeof value === "object") {
    const members = Object.keys(value).sort().map((key) => `${canonical(key)}:${canonical(value[key])}`);
    return `{${members.join(",")}}`;
  }
  if (/\p{Cs}/u.test(value)) { throw new SyntaxError("half a character"); }
  return JSON.stringify(value);
}

export function isObject(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

// Whether a value is an object of these members and no other.
export function hasOnly(value, names) {
  return isObject(value) && Object.keys(value).length === names.length
    && names.every((name) => Object.hasOwn(value, name));
}
