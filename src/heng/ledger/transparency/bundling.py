"""Making bundles 「导出证据包」: all that is sealed about some subjects, with the files that were kept about them.

A bundle opens what the public log keeps closed, so it goes only to who may know it; personal values stay closed in it.
That it was made is an entry, and so is the reading of every document in it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

import msgspec
from django.db import transaction

from heng.engines.bundle.manifest import DOCUMENTS, NAMES, Manifest, Role
from heng.engines.bundle.receipts import Receipt
from heng.engines.bundle.writing import Content, write
from heng.engines.procedure import Refusal
from heng.engines.tlog.keys import VerifierKey
from heng.engines.tlog.trees import TiledTree
from heng.ledger import journal
from heng.ledger.events import kind_of
from heng.ledger.evidence import reading
from heng.ledger.evidence.events import FileKept
from heng.ledger.evidence.models import File
from heng.ledger.evidence.reading import Reading
from heng.ledger.models import Entry
from heng.ledger.transparency import proving, selectors
from heng.ledger.transparency.events import BundleMade
from heng.ledger.transparency.folder import folder

REASON = "导出证据包"


@dataclass(frozen=True, slots=True)
class Stored:
    """The bytes of a kept file, read anew each time."""

    opened: Reading

    def __iter__(self) -> Iterator[bytes]:
        return self.opened.stretch(0, self.opened.size)


@transaction.atomic
def bundle(
    file: BinaryIO,
    subjects: Sequence[str],
    *,
    kept: Iterable[File],
    by: journal.Author,
    page: bytes,
    witnesses: Iterable[VerifierKey] = (),
) -> Manifest:
    """Write a bundle of all sealed entries about these subjects and about files kept for them, those that may be known.

    `page` becomes `verify.html`. What is not sealed yet is not in it, nor are documents that were deleted.

    Raises:
        Refusal: `nothing-sealed`.
        FileNotFoundError: the bytes of a file are gone from the store.
    """
    files = {found.ref: found for found in kept}
    leaves = _leaves([*subjects, *files])
    head = proving.head_over(max(leaves) + 1) if leaves else None
    if head is None:
        raise Refusal("nothing-sealed", "关于该事项还没有已固化的留痕")
    note = bytes(selectors.note_of(head))
    tree = TiledTree(head.size, folder().tile)
    contents = [Content("page", "verify.html", [page]), Content("checkpoint", "checkpoint", [note])]
    for index in sorted(leaves):
        contents += _proven(proving.prove(index, tree, note, opened=True))
    documents = _documents(files, leaves, by)
    journal.record(BundleMade(subjects[0], len(leaves), len(documents), head.size), by=by)
    contents += documents
    log, *second = selectors.vkeys()
    return write(file, contents, log=log, witnesses=witnesses, second=next(iter(second), None))


def _leaves(subjects: Sequence[str]) -> dict[int, int]:
    """Return the entry behind each leaf."""
    entries = Entry.objects.filter(subject__in=subjects).values_list("pk", flat=True)
    return {leaf: entry for entry, leaf in proving.leaves_of(entries).items()}


def _proven(receipt: Receipt) -> list[Content]:
    proof = bytes(replace(receipt, extra=b""))
    parts: dict[Role, bytes] = {"entry": receipt.leaf, "opening": receipt.opening, "proof": proof}
    index = receipt.index
    return [Content(role, NAMES[role].format(index), [data], index) for role, data in parts.items()]


def _documents(files: dict[str, File], leaves: dict[int, int], by: journal.Author) -> list[Content]:
    """Give each file whose keeping is sealed, with the leaf that says its digest."""
    kept = Entry.objects.filter(pk__in=leaves.values(), kind=kind_of(FileKept))
    refs = {entry.pk: msgspec.json.decode(entry.body)["file"] for entry in kept}
    found = []
    for leaf, entry in sorted(leaves.items()):
        file = files.get(refs.get(entry, ""))
        if file is not None and file.deleted_on is None:
            opened = reading.open_(file, by=by, reason=REASON)
            found.append(Content("document", f"{DOCUMENTS}{file.ref}.{file.kind}", Stored(opened), leaf))
    return found
