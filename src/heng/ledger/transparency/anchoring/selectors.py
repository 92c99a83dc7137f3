"""Reads of anchoring 「查验佐证」: what to lay before a witness, who signed up to where, and the roots day by day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.db.models.functions import TruncDate

from heng.engines.tlog.notes import parse_note
from heng.engines.tlog.proofs import prove_consistency
from heng.engines.tlog.trees import TiledTree
from heng.engines.tlog.witnessing import Submission
from heng.ledger.roots import trusted
from heng.ledger.transparency.anchoring import stamps
from heng.ledger.transparency.anchoring.models import Contact, TimeStamp
from heng.ledger.transparency.folder import folder
from heng.ledger.transparency.models import Checkpoint, Cosignature


@dataclass(frozen=True, slots=True)
class Standing:
    """How a witness stands 「见证情况」: the size it signed last, how far it lies behind, and how asking it went."""

    name: str
    size: int
    lag: int
    contact: Contact | None


@dataclass(frozen=True, slots=True)
class Closing:
    """The last root of a day 「每日根值」, who witnessed it or a later one, and its timestamp if it has one."""

    day: date
    checkpoint: Checkpoint
    witnesses: tuple[str, ...]
    stamp: TimeStamp | None


def submission(head: Checkpoint, old: int) -> bytes:
    """Write what lays a checkpoint before a witness that has signed `old` leaves.

    Raises:
        ValueError: the witness has signed more than there is.
        FileNotFoundError: a tile is gone.
    """
    proof = tuple(prove_consistency(TiledTree(head.size, folder().tile), old))
    return bytes(Submission(old, proof, parse_note(head.note.encode())))


def standings(names: Iterable[str], size: int) -> list[Standing]:
    """Tell of each witness how it stands against a log of that size."""
    signed, contacts = _signed(), Contact.objects.in_bulk(list(names := sorted(names)))
    return [
        Standing(name, signed.get(name, 0), max(0, size - signed.get(name, 0)), contacts.get(name)) for name in names
    ]


def closings(*, until: date, days: int) -> list[Closing]:
    """List the last checkpoint of each day up to and with `until`, the newest first, at most that many."""
    by_day = Checkpoint.objects.annotate(day=TruncDate("at")).filter(day__lte=until).values("day")
    sizes = {row["last"]: row["day"] for row in by_day.annotate(last=Max("size")).order_by("-day")[:days]}
    signed = _signed()
    return [
        Closing(
            sizes[head.size],
            head,
            tuple(sorted(name for name, size in signed.items() if size >= head.size)),
            getattr(head, "stamp", None),
        )
        for head in Checkpoint.objects.filter(size__in=sizes).select_related("stamp").order_by("-size")
    ]


def unstamped(*, before: date) -> Checkpoint | None:
    """Return the last checkpoint of the days before, if no authority has stamped it."""
    heads = Checkpoint.objects.annotate(day=TruncDate("at")).filter(day__lt=before)
    head = heads.select_related("stamp").order_by("-size").first()
    return None if head is None or hasattr(head, "stamp") else head


def checkpoint_of(size: int) -> Checkpoint | None:
    """Return the checkpoint of a size."""
    return Checkpoint.objects.filter(pk=size).first()


def stamped(size: int) -> TimeStamp | None:
    """Return the timestamp of the checkpoint of a size."""
    return TimeStamp.objects.select_related("checkpoint").filter(pk=size).first()


def false_stamps() -> list[int]:
    """List the sizes whose kept timestamp does not hold under the roots that are trusted today."""
    roots, false = trusted(), []
    for stamp in TimeStamp.objects.select_related("checkpoint").order_by("pk").iterator():
        try:
            stamps.check(bytes(stamp.response), stamp.checkpoint.note.encode(), roots)
        except stamps.StampError:
            false.append(stamp.checkpoint_id)
    return false


def _signed() -> dict[str, int]:
    rows = Cosignature.objects.values_list("witness").annotate(Max("checkpoint_id"))
    return dict(rows.order_by("witness"))
