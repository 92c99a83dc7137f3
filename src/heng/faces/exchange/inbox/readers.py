"""Which reader reads what 「读取方式」: by the form of a stream, or by the dataset of a record that was kept."""

from collections.abc import Iterator
from io import BufferedReader, BytesIO
from typing import BinaryIO, cast

from heng.faces.exchange.inbox.national import reader as national
from heng.faces.exchange.inbox.ocds import reader as ocds
from heng.faces.exchange.inbox.record import Received, Rejected, SourceProfile
from heng.faces.exchange.inbox.sniff import Opened


def read(opened: Opened, profile: SourceProfile) -> Iterator[Received | Rejected]:
    """Read every record of what came in.

    Raises:
        Unreadable: the rest cannot be read.
    """
    reader = national.read if opened.form == "xml" else ocds.read
    return reader(opened.stream, profile)


def again(dataset: str, raw: bytes, profile: SourceProfile, line: int) -> list[Received | Rejected]:
    """Read one record again, as it was kept."""
    if dataset == ocds.DATASET:
        return list(ocds.read_one(raw, profile, line))
    return list(national.read(cast(BinaryIO, BufferedReader(BytesIO(raw))), profile))
