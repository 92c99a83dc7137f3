"""Checkpoints: each is signed by this log and stands for its tiles; the published one is among them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from heng.engines.tlog import checkpoints
from heng.engines.tlog.errors import MalformedError, SignatureError
from heng.engines.tlog.notes import Signature, parse_note
from heng.engines.tlog.trees import TiledTree
from heng.ledger.models import Entry
from heng.ledger.transparency import keys, selectors
from heng.ledger.transparency.models import Checkpoint
from heng.ledger.transparency.verifying.findings import CHECKPOINT, CLOCK, Finding
from heng.ledger.transparency.verifying.reading import Stored

ROUGHLY = timedelta(minutes=5)  # by so much two clocks may differ


def check_heads(sizes: Sequence[int], now: datetime) -> tuple[Counter[str], list[Finding]]:
    """Check the checkpoints of these sizes."""
    heads = Checkpoint.objects.filter(size__in=sizes).order_by("size")
    return Counter({CHECKPOINT: len(sizes)}), [finding for head in heads for finding in _check(head, now)]


def check_published() -> list[Finding]:
    """Check that what stands published is a checkpoint of the database, with nothing that the database has not."""
    data, newest = selectors.published(), selectors.newest()
    if data is None or newest is None:
        alone = (data is None) is not (newest is None)
        return [Finding(CHECKPOINT, "公开文件", "文件与数据库中只有一处有检查点")] if alone else []
    try:
        note = parse_note(data)
        head = checkpoints.open_checkpoint(data, origin=keys.signer().name, keys=[selectors.vkey()])
    except MalformedError:
        return [Finding(CHECKPOINT, "公开文件", "不是检查点，被截断或改动")]
    except SignatureError:
        return [Finding(CHECKPOINT, "公开文件", "不是由本日志的密钥签署，或签名与内容不符")]
    if not set(note.signatures) <= _signatures(head):
        return [Finding(CHECKPOINT, "公开文件", "数据库中没有这样的检查点或见证签名")]
    return []


def check_clock(now: datetime) -> Iterator[Finding]:
    """Find entries that say they were written in the future."""
    for pk, at in Entry.objects.filter(at__gt=now + ROUGHLY).values_list("pk", "at")[:10]:
        yield Finding(CLOCK, f"留痕编号{pk}", f"时间{at:%Y-%m-%d %H:%M:%S}Z晚于现在，数据库或本机的时钟不准")


def _signatures(head: checkpoints.Checkpoint) -> set[Signature]:
    """Return what the database knows of signatures under a checkpoint; nothing of one that it does not know."""
    row = Checkpoint.objects.filter(size=head.size, root=head.root.hex()).first()
    try:
        return set(selectors.note_of(row).signatures) if row else set()
    except MalformedError:
        return set()


def _check(head: Checkpoint, now: datetime) -> Iterator[Finding]:
    place = f"{head.size}条"
    if head.at > now + ROUGHLY:
        yield Finding(CLOCK, f"检查点{place}", f"时间{head.at:%Y-%m-%d %H:%M:%S}Z晚于现在，本机时钟不准或被拨动")
    try:
        signed = checkpoints.open_checkpoint(head.note.encode(), origin=keys.signer().name, keys=[selectors.vkey()])
    except MalformedError:
        yield Finding(CHECKPOINT, place, "签名文本被改动，不再是检查点")
        return
    except SignatureError:
        yield Finding(CHECKPOINT, place, "不是由本日志的密钥签署，或签名与内容不符")
        return
    if (signed.size, signed.root.hex()) != (head.size, head.root):
        yield Finding(CHECKPOINT, place, "条数或根哈希与签名文本不符")
    yield from _lead(signed, place)


def _lead(signed: checkpoints.Checkpoint, place: str) -> Iterator[Finding]:
    """Check that the tiles lead to the root that was signed."""
    try:
        root = TiledTree(signed.size, Stored(signed.size).hashes).root()
    except (OSError, ValueError):
        yield Finding(CHECKPOINT, place, "数据块缺失或损坏，算不出根哈希")
        return
    if root != signed.root:
        yield Finding(CHECKPOINT, place, "由数据块算出的根哈希与签署的不符")
