"""Whether what lies in the store still equals what was kept 「核对文件」, and removal of what nobody kept."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from heng.engines.tlog.digests import digests
from heng.ledger.evidence.models import Content, File
from heng.ledger.evidence.store import store

INTACT, MISSING, ALTERED = "完好", "缺失", "已改变"


@dataclass(frozen=True, slots=True)
class Finding:
    """How a file was found; `found` is the digest of what lies there now, empty when nothing does."""

    state: str
    found: str = ""

    @property
    def is_intact(self) -> bool:
        """Whether every byte is as it was kept."""
        return self.state == INTACT


def check(file: File) -> Finding:
    """Read a file through and compare both digests and the size."""
    kept = file.content
    try:
        there = digests(store().read(kept.key, 0, kept.size + 1))  # one byte more shows what was added
    except FileNotFoundError:
        return Finding(MISSING)
    same = (there.sha256.hex(), there.sm3.hex(), there.size) == (kept.sha256, kept.sm3, kept.size)
    return Finding(INTACT if same else ALTERED, there.sha256.hex())


def sweep(*, before: datetime) -> list[str]:
    """Remove what was put into the store before a moment and that no row stands for; return the keys.

    `before` must lie so far back that whoever put it there has entered the row, or died.
    """
    return [key for key in store().older_than(before) if _removed(key, before)]


@transaction.atomic
def _removed(key: str, before: datetime) -> bool:
    """Remove an orphan. A row holds its place meanwhile: who is keeping the same content waits, then looks again."""
    nobody = {"sm3": "", "size": 1, "deleted_on": before.date()}
    content, is_orphan = Content.objects.select_for_update().get_or_create(pk=key.rpartition("/")[2], defaults=nobody)
    if content.deleted_on is None:
        return False
    store().remove(key)
    if is_orphan:
        content.delete()
    return True
