"""Go's checksum database, which knows nothing of us, reads our log: checkpoints, proofs and tiles."""

import json
import os
import subprocess
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from heng.engines.tlog.checkpoints import Checkpoint
from heng.engines.tlog.growing import Appender
from heng.engines.tlog.notes import parse_note, sign_note
from heng.engines.tlog.proofs import prove_consistency, prove_inclusion
from heng.engines.tlog.tiles import tile_in
from tests.engines.tlog.shelf import Shelf
from tests.engines.tlog.signers import Sm2Signer, signer

SIZE = 70_000
ORIGIN = "heng.example/log"
LOG = signer(ORIGIN)
SOURCE = Path(__file__).parent / "sumdb" / "main.go"
SETTINGS = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])

Sumdb = Callable[..., Any]


class Unconvinced(Exception):
    """Go refused; its reason."""


@pytest.fixture(scope="session")
def sumdb(tmp_path_factory: pytest.TempPathFactory) -> Sumdb:
    """Ask Go one question."""
    program = tmp_path_factory.mktemp("sumdb")
    go = {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": str(program / "cache"), "GOFLAGS": ""}
    build = ["go", "build", "-o", str(program / "sumdb"), str(SOURCE)]
    subprocess.run(build, check=True, env=os.environ | go, capture_output=True)

    def ask(question: str, **facts: Any) -> Any:
        written = json.dumps({"Question": question} | facts, default=lambda data: b64encode(data).decode())
        told = subprocess.run([program / "sumdb"], input=written, capture_output=True, text=True, check=False)
        if told.returncode:
            raise Unconvinced(told.stderr)
        return json.loads(told.stdout)

    return ask


@pytest.fixture(scope="session")
def root(shelf) -> bytes:
    return shelf.tree(SIZE).root()


@pytest.fixture(scope="session")
def log(leaves, tmp_path_factory) -> Path:
    """The log as files."""
    home, appender = tmp_path_factory.mktemp("log"), Appender()
    for tile, row in [*appender.extend(leaves), *appender.edge()]:
        path = home / tile.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(row)
    return home


def test_go_opens_our_checkpoint_with_our_key(sumdb, root):
    text = str(Checkpoint(ORIGIN, SIZE, root))
    note = sign_note(text, LOG, signer("witness.example", 2), Sm2Signer(ORIGIN, 3))
    assert sumdb("open", Note=bytes(note).decode(), Keys=[str(LOG.vkey)]) == [text, ORIGIN]


def test_go_refuses_an_altered_checkpoint_and_another_key(sumdb, root):
    note = bytes(sign_note(str(Checkpoint(ORIGIN, SIZE, root)), LOG)).decode()
    with pytest.raises(Unconvinced, match="invalid signature"):
        sumdb("open", Note=note.replace(str(SIZE), str(SIZE - 1)), Keys=[str(LOG.vkey)])
    with pytest.raises(Unconvinced, match="no verifiable signatures"):
        sumdb("open", Note=note, Keys=[str(signer(ORIGIN, 2).vkey)])


def test_we_believe_what_go_signs_with_our_secret(sumdb):
    note = parse_note(sumdb("sign", Note="text\n", Secret=LOG.secret()).encode())
    assert note == sign_note("text\n", LOG)
    assert list(note.signed_by([LOG.vkey])) == [LOG.vkey]


@SETTINGS
@given(st.integers(1, SIZE), st.integers(0), st.integers(1))
def test_go_is_convinced_by_our_inclusion_proofs(sumdb, shelf, size, index, alteration):
    tree, index = shelf.tree(size), index % size
    facts = {"Size": size, "Index": index, "Root": tree.root(), "Leaf": tree.leaf(index)}
    proof = prove_inclusion(tree, index)
    sumdb("inclusion", Proof=proof, **facts)
    with pytest.raises(Unconvinced):
        sumdb("inclusion", Proof=altered(proof, alteration), **facts)


@SETTINGS
@given(st.integers(1, SIZE), st.integers(0), st.integers(1))
def test_go_is_convinced_by_our_consistency_proofs(sumdb, shelf, size, old, alteration):
    tree, old = shelf.tree(size), old % size + 1
    facts = {"Size": size, "OldSize": old, "Root": tree.root(), "OldRoot": shelf.tree(old).root()}
    proof = prove_consistency(tree, old)
    sumdb("consistency", Proof=proof, **facts)
    with pytest.raises(Unconvinced):
        sumdb("consistency", Proof=altered(proof, alteration), **facts)


@SETTINGS
@given(st.integers(0, SIZE - 1), st.integers(1, SIZE))
def test_go_makes_the_same_proofs_from_our_tiles(sumdb, shelf, log, index, old):
    tree = shelf.tree(SIZE)
    ours = {"Inclusion": prove_inclusion(tree, index), "Consistency": prove_consistency(tree, old)}
    told = sumdb("prove", **facts_of(shelf, log, index, old))
    assert told == {name: [b64encode(node).decode() for node in proof] for name, proof in ours.items()}


@SETTINGS
@given(st.integers(0, SIZE - 1), st.integers(0, 2), st.integers(0), st.integers(0, 255))
def test_go_refuses_altered_tiles(sumdb, shelf, log, index, level, beside, bit):
    """Any hash of these tiles will do but the one that stands on the way up from the leaf."""
    tile = tile_in(SIZE, level, index >> 8 * (level + 1))
    beside_the_way = [place for place in range(tile.width) if (tile.index << 8) + place != index >> 8 * level]
    assume(beside_the_way)
    other = beside_the_way[beside % len(beside_the_way)]
    whole = (log / tile.path).read_bytes()
    turned = int.from_bytes(whole) ^ 1 << 256 * (tile.width - 1 - other) + bit
    (log / tile.path).write_bytes(turned.to_bytes(len(whole)))
    try:
        with pytest.raises(Unconvinced, match=r"inconsistent tile|invalid transparency proof"):
            sumdb("prove", **facts_of(shelf, log, index, SIZE))
    finally:
        (log / tile.path).write_bytes(whole)


def facts_of(shelf: Shelf, log: Path, index: int, old: int) -> dict[str, Any]:
    tree = shelf.tree(SIZE)
    roots = {"Root": tree.root(), "OldRoot": shelf.tree(old).root(), "Leaf": tree.leaf(index)}
    return {"Directory": str(log), "Size": SIZE, "Index": index, "OldSize": old} | roots


def altered(proof: list[bytes], how: int) -> list[bytes]:
    """Turn a bit of one hash, or add one to a proof without any."""
    if not proof:
        return [bytes(32)]
    which, bit = how % len(proof), how % 256
    node = (int.from_bytes(proof[which]) ^ 1 << bit).to_bytes(32)
    return [*proof[:which], node, *proof[which + 1 :]]
