"""Verbs of the log: seal, publish, cosign. One sealer at a time; what it signed once it never signs otherwise."""

from datetime import datetime

from django.db import transaction

from heng.engines.tlog import checkpoints
from heng.engines.tlog.errors import MalformedError, SignatureError
from heng.engines.tlog.notes import Signature, parse_note, sign_note
from heng.engines.tlog.tiles import HEIGHT, Tile, edge_of
from heng.ledger.reading import horizon
from heng.ledger.transparency import keys, reading, selectors
from heng.ledger.transparency.errors import LogBrokenError
from heng.ledger.transparency.folder import CHECKPOINT, bundle_of, folder
from heng.ledger.transparency.leaves import leaf
from heng.ledger.transparency.locking import sole_sealer
from heng.ledger.transparency.models import Checkpoint, Cosignature
from heng.ledger.transparency.selectors import newest, note_of
from heng.ledger.transparency.shown import shown
from heng.ledger.transparency.writing import LogWriter

STRIDE = 1 << 16  # leaves under one checkpoint, at most


def seal(*, at: datetime) -> int:
    """Seal every entry that has its turn 「固化」; return how many. Nothing is done while another seals.

    Tiles first, then the checkpoint in the database, then the one that is published: whoever dies in between is
    followed by one who takes up at the newest checkpoint of the database, by these same steps.

    Raises:
        LogBrokenError: keys, files and database do not tell of one log; nothing was signed.
    """
    with sole_sealer() as is_sole:
        if not is_sole:
            return 0
        _publish()
        before = size = selectors.sealed_size()
        while (until := min(horizon(), size + STRIDE)) > size:
            _seal_until(until, at)
            size = until
        return size - before


@transaction.atomic
def cosign(size: int, line: str) -> Cosignature:
    """Add what a witness signed to the checkpoint of a size; published at once, or by the sealer at its next turn.

    The caller has verified it. A witness that signs again is kept as it signed first.

    Raises:
        MalformedError: not the line of a signature.
        Checkpoint.DoesNotExist: no checkpoint has this size.
    """
    signature = Signature.parse(line.removesuffix("\n"))
    checkpoint = Checkpoint.objects.get(size=size)
    kept, _ = Cosignature.objects.get_or_create(
        checkpoint=checkpoint, witness=signature.name, defaults={"line": str(signature).removesuffix("\n")}
    )
    transaction.on_commit(publish)
    return kept


def publish() -> None:
    """Publish the newest checkpoint with its cosignatures, unless somebody seals right now, who will."""
    with sole_sealer() as is_sole:
        if is_sole:
            _publish()


def _seal_until(until: int, at: datetime) -> None:
    last = newest()
    log = _taken_up(last)
    secret = keys.salt_secret()
    log.extend(leaf(row, secret, shown(row.kind)) for row in reading.rows(log.size, until))
    log.finish()
    head = checkpoints.Checkpoint(keys.signer().name, log.size, log.root())
    note = bytes(sign_note(str(head), *keys.signers())).decode()
    Checkpoint.objects.create(size=head.size, root=head.root.hex(), note=note, at=at)
    _publish()
    if last:
        _clear(last.size, until)


def _taken_up(last: Checkpoint | None) -> LogWriter:
    """Go on from a checkpoint, once it is ours, its files lead to it, and its last leaf can be made again."""
    log = LogWriter(folder(), last.size if last else 0)
    if last is None:
        return log
    try:
        head = checkpoints.open_checkpoint(last.note.encode(), origin=keys.signer().name, keys=[selectors.vkey()])
    except (MalformedError, SignatureError) as fault:
        raise LogBrokenError(f"checkpoint {last.size} is not signed by this log: {fault}") from fault
    if (head.size, head.root) != (last.size, log.root()):
        raise LogBrokenError(f"the files do not lead to the root of checkpoint {last.size}")
    stored = selectors.leaf_at(last.size - 1, last.size)
    if selectors.leaf_again(last.size - 1, stored) != stored:
        raise LogBrokenError(f"leaf {last.size - 1} is not what the journal and the salt of this log make")
    return log


def _publish() -> None:
    """Publish the newest checkpoint; for the sole sealer, or an older one could come over a newer."""
    last, log = newest(), folder()
    standing = log.read(CHECKPOINT) if (log.root / CHECKPOINT).exists() else b""
    if standing:
        _check_is_ours(standing)
    if last and (note := bytes(note_of(last))) != standing:
        log.replace(CHECKPOINT, note)


def _check_is_ours(standing: bytes) -> None:
    """Refuse to go on beside what stands published: a database that was set back would sign a second history."""
    try:
        published = checkpoints.Checkpoint.parse(parse_note(standing).text)
    except MalformedError as fault:
        raise LogBrokenError(f"what stands published is no checkpoint: {fault}") from fault
    if not Checkpoint.objects.filter(size=published.size, root=published.root.hex()).exists():
        raise LogBrokenError(f"{published.size} leaves stand published under a root that the database does not know")


def _clear(size: int, until: int) -> None:
    """Clear partial tiles away whose place is full now (C2SP tlog-tiles allows it)."""
    partial = [*edge_of(size), *filter(None, [bundle_of(size)])]
    for tile in partial:
        if until >= _leaves_up_to(tile):
            folder().clear(tile)


def _leaves_up_to(tile: Tile) -> int:
    """Count the leaves of a log in which a tile has just become full."""
    level = max(tile.level, 0)
    return tile.index + 1 << HEIGHT * (level + 1)
