"""Fetches the schemas of the Open Contracting Data Standard 1.1.5 for the tests: `python -m tools.standard`.

They are published on the web only, where a test may not go. Two source packages of the standard's own tools carry them
as samples: they are downloaded by name and digest, and what is needed is kept beside the virtual environment. The
closed codelists are made of the enumerations in the schema.
"""

import csv
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(sys.prefix) / "share" / "heng" / "ocds"
TAG = "1__1__5"
PINNED = """
ocdsextensionregistry==0.7.0 --hash=sha256:aae3b247712509f158e16f44747039cfd0a9ee847590aba4794933d6fa79341a
ocdskit==1.7.0 --hash=sha256:02a7d6182bbd7672cfd26cdbcae9726fbacdb917203d2bd5a726caa30040ff76
"""
REGISTRY, KIT = "ocdsextensionregistry-0.7.0/tests/fixtures", "ocdskit-1.7.0/tests/fixtures"
RECORDS = "record-package-schema"
SAMPLES = {
    "release-schema.json": f"{REGISTRY}/release-schema.json",
    "versioned-release-validation-schema.json": f"{REGISTRY}/versioned-release-validation-schema.json",
    "release-package-schema.json": f"{KIT}/release-package-schema.json",
    f"{RECORDS}.json": f"{KIT}/a/{RECORDS}-dereferenced.json",
}


def main() -> int:
    """Fetch what is missing."""
    if (FOLDER / "schema" / "codelists").is_dir():
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _download(folder)
        schemas = {own: json.loads(_sample(folder, path)) for own, path in SAMPLES.items()}
    _refer(schemas[f"{RECORDS}.json"])
    target = FOLDER / "schema"
    target.mkdir(parents=True, exist_ok=True)
    for own, schema in schemas.items():
        (target / own).write_text(json.dumps(schema, ensure_ascii=False), encoding="utf-8")
    _write_codelists(schemas["release-schema.json"], target / "codelists")
    return 0


def _download(folder: Path) -> None:
    (folder / "pinned.txt").write_text(PINNED, encoding="utf-8")
    pip = [str(ROOT / "tools" / "uv"), "tool", "run", "--quiet", "pip", "download", "--quiet", "--no-deps"]
    source = ["--no-binary", ":all:", "--require-hashes", "--dest", str(folder), "-r", str(folder / "pinned.txt")]
    subprocess.run([*pip, *source], check=True)  # noqa: S603  -- names and digests stand above


def _sample(folder: Path, path: str) -> bytes:
    with tarfile.open(folder / f"{path.partition('/')[0]}.tar.gz") as package:
        file = package.extractfile(path)
        if file is None:
            raise FileNotFoundError(path)
        return file.read()


def _refer(schema: dict[str, Any]) -> None:
    """Refer to the schema of releases again, where the sample has a whole copy of it with extensions.

    Versioned releases are left out: none are published here, and their schema would be asked for on the web.
    """
    record = schema["properties"]["records"].pop("items")
    schema["properties"]["records"]["items"] = {"$ref": "#/definitions/record"}
    schema["definitions"] = {"record": record}
    there = f"https://standard.open-contracting.org/schema/{TAG}"
    release = {"$ref": f"{there}/release-schema.json"}
    parts = record["properties"]
    parts["compiledRelease"], parts["releases"]["oneOf"][1]["items"] = release, release
    del parts["versionedRelease"]


def _write_codelists(schema: dict[str, Any], folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for name, codes in _closed(schema):
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["Code"], *([code] for code in codes)])


def _closed(part: Any) -> Iterator[tuple[str, list[str]]]:
    """Find every list of codes that the schema enumerates itself."""
    if isinstance(part, dict):
        codes = part.get("enum") or part.get("items", {}).get("enum") if isinstance(part.get("codelist"), str) else None
        if codes:
            yield part["codelist"], [code for code in codes if code is not None]
        part = list(part.values())
    for inner in part if isinstance(part, list) else ():
        yield from _closed(inner)


if __name__ == "__main__":
    sys.exit(main())
