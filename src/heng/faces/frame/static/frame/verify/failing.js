// A check that ends here: a code of heng.engines.bundle.errors, and the place.

export class Failure extends Error {
  constructor(code, at) {
    super(`${code}: ${at}`);
    this.fault = { code, at };
  }
}

export function demand(holds, code, at) {
  if (!holds) { throw new Failure(code, at); }
}

// Do something, and let every way in which it fails be this one.
export function orFail(code, at, read) {
  try {
    return read();
  } catch {
    throw new Failure(code, at);
  }
}
