"""The proof 「包含证明」: making one at a million leaves from the tiles on disk, and checking one in the browser.

Leaves are hashes of their numbers; tiles lie in files, read anew for each proof, as a log serves them. Every proof is
checked in Python and, several times over, in chromium by the module that the portal and every bundle use.

    python -m bench.proof [--leaves 1000000] [--proofs 500] [--chromium /usr/bin/chromium]
"""

import argparse
import base64
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from random import Random

from playwright.sync_api import Page, sync_playwright

from bench.support import machine
from heng.engines.tlog.growing import Appender
from heng.engines.tlog.merkle import leaf_hash
from heng.engines.tlog.proofs import check_inclusion, prove_inclusion
from heng.engines.tlog.tiles import Tile, TileReader
from heng.engines.tlog.trees import TiledTree

MODULES = Path(__file__).parent.parent / "src/heng/faces/frame/static/frame/verify"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
PROVE_MS, CHECK_MS = 1.0, 5.0
TIMES = 20  # each proof is checked so often in the browser, whose clock is coarse
CHECK = """async ([proofs, size, root, times]) => {
  const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const spent = [];
  for (const { index, entry, path } of proofs) {
    const [hashes, head] = [path.map(bytes), bytes(root)];
    const started = performance.now();
    for (let n = 0; n < times; n += 1) {
      const leaf = await heng.leafHash(bytes(entry));
      const facts = { leaf, index: BigInt(index), size: BigInt(size), root: head };
      if (!await heng.leadsToRoot(hashes, facts)) { throw new Error(`leaf ${index}`); }
    }
    spent.push((performance.now() - started) / times);
  }
  return spent;
}"""


def main() -> int:
    """Make and check proofs; return the exit status."""
    asked = _arguments()
    verdict = machine.Verdict()
    print(machine.describe(), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        root, read = _grow(Path(folder), asked.leaves)
        indexes = Random(1).sample(range(asked.leaves), asked.proofs)
        made = _prove(indexes, asked.leaves, root, read, verdict)
    _check(made, asked.leaves, root, asked.chromium, verdict)
    return verdict.status


def _grow(folder: Path, leaves: int) -> tuple[bytes, TileReader]:
    """Lay the tiles of a log into files."""
    appender = Appender()
    _lay(folder, appender.extend(leaf_hash(_entry(index)) for index in range(leaves)))
    _lay(folder, appender.edge())

    def read(tile: Tile) -> bytes:
        return (folder / tile.path).read_bytes()

    return appender.root(), read


def _lay(folder: Path, tiles: Iterable[tuple[Tile, bytes]]) -> None:
    for tile, row in tiles:
        place = folder / tile.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(row)


def _prove(
    indexes: Sequence[int], size: int, root: bytes, read: TileReader, verdict: machine.Verdict
) -> list[tuple[int, list[bytes]]]:
    made, spent = [], []
    for index in indexes:
        started = time.perf_counter()
        path = prove_inclusion(TiledTree(size, read), index)
        spent.append((time.perf_counter() - started) * 1000)
        check_inclusion(path, leaf=leaf_hash(_entry(index)), index=index, size=size, root=root)
        made.append((index, path))
    verdict.at_most(f"ms to prove one of {size} leaves", _median(spent), PROVE_MS, machine.spread(spent))
    return made


def _check(
    made: Sequence[tuple[int, list[bytes]]], size: int, root: bytes, chromium: str, verdict: machine.Verdict
) -> None:
    proofs = [
        {"index": str(index), "entry": _text(_entry(index)), "path": [_text(one) for one in path]}
        for index, path in made
    ]
    for page in _pages(chromium):
        spent = page.evaluate(CHECK, [proofs, str(size), _text(root), TIMES])
        verdict.at_most("ms to check one in the browser", _median(spent), CHECK_MS, machine.spread(spent))


def _pages(chromium: str) -> Iterator[Page]:
    """Open a page from disk that holds the modules; without a network."""
    scripts = "".join(
        f'<script type="module">{(MODULES / name).read_text(encoding="utf-8")}</script>'
        for name in ("digests.js", "verify.js")
    )
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(f'<!doctype html><meta charset="utf-8">{scripts}', encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_context(offline=True).new_page()
        page.goto(file.as_uri())
        page.wait_for_function("() => Boolean(globalThis.heng?.leadsToRoot)")
        yield page
        browser.close()


def _entry(index: int) -> bytes:
    return sha256(index.to_bytes(8)).digest()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leaves", type=int, default=1_000_000)
    parser.add_argument("--proofs", type=int, default=500)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
