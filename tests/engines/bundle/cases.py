"""A small log of the house, and bundles and receipts of it."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO

import rfc8785

from heng.engines.bundle import entries
from heng.engines.bundle.manifest import Role
from heng.engines.bundle.receipts import Receipt
from heng.engines.bundle.writing import Content, write
from heng.engines.tlog.checkpoints import Checkpoint
from heng.engines.tlog.merkle import leaf_hash
from heng.engines.tlog.notes import sign_note
from heng.engines.tlog.proofs import prove_inclusion
from heng.engines.tlog.signing import Cosigner, Ed25519Signer
from heng.engines.tlog.trees import TiledTree
from tests.engines.tlog.shelf import shelf_of
from tests.engines.tlog.signers import Sm2Signer, private, signer

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
LOG = signer("log.example/heng", 1)
WITNESS = Cosigner("audit.example", private(2), NOW - timedelta(hours=1))
DOCUMENTS = {3: b"%PDF-1.7 tender", 7: b"%PDF-1.7 decision " * 40_000}
INSIDE = (3, 5, 7)
SALT = bytes(range(16))


def leaf(index: int) -> bytes:
    """One act; those that keep a document say its digest."""
    at = (NOW - timedelta(days=1)).isoformat()
    closed = {"commitment": "sha256:" + sha256(SALT + closed_of(index)).hexdigest()}
    told = {"at": at, "body": {"number": index}, "closed": closed, "kind": "evidence.FileKept", "subject": "TP000001"}
    return rfc8785.dumps(told)


def closed_of(index: int) -> bytes:
    """What an act keeps closed."""
    body = {"file": f"WJ{index:06d}", "sha256": sha256(DOCUMENTS.get(index, b"")).hexdigest(), "title": "招标文件"}
    return rfc8785.dumps({"body": body, "person": "ZH000001"})


def opening(index: int) -> bytes:
    return entries.opening(SALT, closed_of(index))


@dataclass(frozen=True)
class Log:
    """A log of so many acts, with who signs and who saw its head."""

    size: int = 11
    signer: Ed25519Signer = LOG
    witnesses: tuple[Cosigner, ...] = (WITNESS,)
    second: Sm2Signer | None = None
    leaves: dict[int, bytes] = field(default_factory=lambda: {index: leaf(index) for index in range(11)})

    def tree(self) -> TiledTree:
        return shelf_of(leaf_hash(self.leaves[index]) for index in range(self.size)).tree(self.size)

    def checkpoint(self) -> bytes:
        head = Checkpoint(self.signer.name, self.size, self.tree().root())
        second = [self.second] if self.second else []
        return bytes(sign_note(str(head), self.signer, *second, *self.witnesses))

    def receipt(self, index: int) -> Receipt:
        return Receipt(
            index,
            tuple(prove_inclusion(self.tree(), index)),
            self.checkpoint(),
            self.leaves[index] + b"\n" + opening(index),
        )


def contents(log: Log) -> list[Content]:
    """What a bundle of three acts holds."""
    found = [
        Content("page", "verify.html", [b"<!doctype html>"]),
        Content("checkpoint", "checkpoint", [log.checkpoint()]),
    ]
    for index in INSIDE:
        proof = bytes(replace(log.receipt(index), extra=b""))
        found.append(Content("entry", f"entries/{index}.json", [log.leaves[index]], index))
        found.append(Content("opening", f"openings/{index}.json", [opening(index)], index))
        found.append(Content("proof", f"proofs/{index}.tlog-proof", [proof], index))
    found += [Content("document", f"documents/WJ{index:06d}.pdf", [data], index) for index, data in DOCUMENTS.items()]
    return found


def bundle(log: Log | None = None, **replaced: bytes) -> bytes:
    """Write a bundle; contents by name may be replaced, as one would who writes manifest and checksums anew."""
    log = log or Log()
    there = [one if one.name not in replaced else replace(one, chunks=[replaced[one.name]]) for one in contents(log)]
    return written(there, log)


def written(there: list[Content], log: Log) -> bytes:
    file = BytesIO()
    second = log.second.vkey if log.second else None
    write(file, there, log=log.signer.vkey, witnesses=[one.vkey for one in log.witnesses], second=second)
    return file.getvalue()


def content(role: Role, name: str, data: bytes, entry: int | None = None) -> Content:
    return Content(role, name, [data], entry)
