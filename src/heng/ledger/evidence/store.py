"""Where contents lie 「存放处」: a disk by default, an S3-compatible store by setting; both by the digest as key."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Protocol, cast

from django.conf import settings
from django.core.files.storage import storages

PIECE = 256 * 1024


class Store(Protocol):
    """Keeps bytes under a key. What was put is on the medium when `put` returns, whole or not at all."""

    def put(self, key: str, draft: Path) -> None:
        """Keep a copy of the file, or the file itself."""

    def lock(self, key: str, *, until: date) -> None:
        """Refuse deletion through a day, where the store can; a day before the one that stands changes nothing."""

    def has(self, key: str) -> bool:
        """Tell whether something lies there."""

    def read(self, key: str, start: int, length: int) -> Iterator[bytes]:
        """Yield a stretch in pieces.

        Raises:
            FileNotFoundError: nothing lies there.
        """

    def remove(self, key: str) -> None:
        """Destroy what lies there, if anything does."""

    def older_than(self, moment: datetime) -> Iterable[str]:
        """List what was put there before a moment."""


def store() -> Store:
    """Give the store of the settings."""
    return cast(Store, storages["evidence"])


def anteroom() -> Path:
    """Give the folder in which a file waits, on this machine, until it is known what it is."""
    folder = Path(settings.MEDIA_ROOT) / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
