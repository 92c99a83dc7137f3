"""Secrets in files 「密钥文件」: made once by whoever comes first, read by their owner only."""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def made_once(place: Path, make: Callable[[], bytes]) -> bytes:
    """Return what a file holds; where there is none, make it, readable by its owner only and on the disk.

    Of several processes or threads that make it at once the first wins, and nobody reads half of it.
    """
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix=f".{place.name}-") as draft:
            draft.write(make())
            draft.flush()
            os.fsync(draft.fileno())
            with suppress(FileExistsError):  # another was first; what it made counts
                os.link(draft.name, place)
    return place.read_bytes()
