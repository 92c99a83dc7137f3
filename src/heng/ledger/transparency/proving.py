"""Receipts 「回执」: what proves one entry to whoever has the key of the log, in the form of `engines.bundle`."""

from collections.abc import Collection
from dataclasses import dataclass

import msgspec
import rfc8785
from django.db.models import Count

from heng.engines.bundle import entries
from heng.engines.bundle.receipts import Receipt
from heng.engines.tlog.proofs import prove_inclusion
from heng.engines.tlog.trees import TiledTree
from heng.ledger.events import Event, kind_of
from heng.ledger.models import Entry, Turn
from heng.ledger.transparency import selectors
from heng.ledger.transparency.folder import folder
from heng.ledger.transparency.models import Checkpoint


@dataclass(frozen=True, slots=True)
class Seal:
    """The seal of an entry as a page shows it 「固化」: at which leaf it is sealed; None while it waits."""

    entry: int
    leaf: int | None

    @property
    def is_sealed(self) -> bool:
        """Whether it stands in the public log."""
        return self.leaf is not None


def seals(subjects: Collection[str], of: Collection[type[Event]], *, by: str) -> dict[str, Seal]:
    """Return the seal of each thing that entries of these kinds about these subjects name in their field `by`.

    The newest entry that names a thing counts. Three queries, however many things.
    """
    told = Entry.objects.filter(subject__in=sorted(subjects), kind__in=sorted(map(kind_of, of))).order_by("pk")
    newest = {str(msgspec.json.decode(body)[by]): entry for entry, body in told.values_list("pk", "body")}
    leaves = leaves_of(newest.values())
    return {name: Seal(entry, leaves.get(entry)) for name, entry in newest.items()}


def leaves_of(of: Collection[int]) -> dict[int, int]:
    """Return at which leaf each of these entries is sealed; those that wait are left out. Two queries."""
    turns = Turn.objects.filter(entry_id__in=of, position__lte=selectors.sealed_size())
    return {entry: position - 1 for entry, position in turns.values_list("entry_id", "position")}


def head_over(size: int) -> Checkpoint | None:
    """Return the newest checkpoint over so many leaves or more; one that a witness has signed before any other."""
    heads = Checkpoint.objects.filter(size__gte=size).annotate(witnesses=Count("cosignatures"))
    return heads.filter(witnesses__gt=0).order_by("-size").first() or heads.order_by("-size").first()


def receipt_of(entry: int, *, opened: bool) -> Receipt | None:
    """Prove an entry, with what its leaf keeps closed if `opened`; None while it is not sealed."""
    index = leaves_of([entry]).get(entry)
    return None if index is None else receipt_at(index, opened=opened)


def receipt_at(index: int, *, opened: bool) -> Receipt | None:
    """Prove what stands at a leaf; None while no checkpoint is over it."""
    head = head_over(index + 1)
    if head is None:
        return None
    return prove(index, TiledTree(head.size, folder().tile), bytes(selectors.note_of(head)), opened=opened)


def prove(index: int, tree: TiledTree, checkpoint: bytes, *, opened: bool) -> Receipt:
    """Prove a leaf under a checkpoint, whose tree this is."""
    leaf = selectors.leaf_at(index, tree.size)
    lines = [leaf, opening(index, leaf)] if opened else [leaf]
    return Receipt(index, tuple(prove_inclusion(tree, index)), checkpoint, b"\n".join(lines))


def opening(index: int, leaf: bytes) -> bytes:
    """Write what opens a leaf."""
    found = selectors.opening_of(index, leaf)
    return entries.opening(found.salt, rfc8785.dumps(found.closed))
