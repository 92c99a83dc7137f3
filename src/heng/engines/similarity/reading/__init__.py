"""Reading what bidders handed in 「文件读取」: in a process of its own, within limits, or refused with a reason."""

import msgspec

from heng.engines import isolated
from heng.engines.similarity.documents import Document
from heng.engines.similarity.reading.child import Answer
from heng.engines.similarity.reading.refusals import UnreadableError

__all__ = ["UnreadableError", "read"]

MOST_BYTES = 500 * 1024**2
SECONDS, MEGABYTES = 300, 3_000


def read(data: bytes) -> Document:
    """Read a document in a bounded process.

    Raises:
        UnreadableError: refused; `reason` says why.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableError("too-large")
    try:
        given = isolated.run(f"{__name__}.child", data, seconds=SECONDS, megabytes=MEGABYTES)
    except isolated.Failed as fault:
        raise UnreadableError("too-much" if _is_bound(str(fault)) else "broken") from fault
    answer = msgspec.msgpack.decode(given, type=Answer)
    if answer.document is None:
        raise UnreadableError(answer.refusal)
    return answer.document


def _is_bound(complaint: str) -> bool:
    """Say whether a process ended because it met its bounds."""
    return complaint in {"too slow", "status -9", "status -24"} or complaint.startswith("MemoryError")
