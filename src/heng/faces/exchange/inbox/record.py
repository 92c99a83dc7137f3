"""One record on its way in 「记录」: what a reader found, and what it could not read.

A reader is a generator over a stream: it yields every record of the stream once, in the order of the stream, either
`Received` or `Rejected`, and never holds more than one record in memory. It raises `Unreadable` only when nothing
further can be read; whatever was yielded before stands.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import BinaryIO

import msgspec

from heng.registers.parties.services import PartyFacts
from heng.registers.trading.services.dossier import Dossier, InvestmentFacts


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, or worth knowing, about one field of a record.

    `field` is the path in the record (`/tender/value/amount`, `BID_PRICE`), `code` a stable word for programs
    (`negative-money`), `message` a Chinese sentence that says what is wrong and what to do.
    """

    field: str
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceProfile:
    """How to understand one source 「来源」: defaults for what its records leave open.

    `code` is the key of the source in every table; `region` the region code of a trade that names none; `classes`
    gives the trade class of a category of things bought (`goods`, `works`, `services`; `""`: not said).
    """

    code: str
    region: str
    classes: Mapping[str, str] = field(
        default_factory=lambda: {"goods": "D01", "works": "A99", "services": "D03", "": "Z99"}
    )


class Filing:
    """Marks the content of a record that goes neither to trading nor to parties; see `inbox.desks`."""

    __slots__ = ()


Content = Dossier | InvestmentFacts | PartyFacts | Filing


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A record that was read.

    `dataset` and `key` name it at its source: the same key always tells the same facts. `stamp` orders the versions of
    one key (any text that sorts by time); of two versions the later is kept whichever comes first, and a fact that only
    the earlier tells is kept too. `raw` is the record as it came, enough to read it again by itself with the reader of
    `dataset`; `digest` is that of its meaning (see `digest_of`). `remarks` do not stand in its way.
    """

    dataset: str
    key: str
    line: int
    raw: bytes
    content: Content
    digest: str
    stamp: str = ""
    remarks: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A record that could not be read, as it came and with every reason. `key` may be empty."""

    dataset: str
    key: str
    line: int
    raw: bytes
    findings: tuple[Finding, ...]


class Unreadable(Exception):
    """A file, or the rest of it, cannot be read at all 「无法读取」; the reason is a Chinese sentence."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


Reader = Callable[[BinaryIO, SourceProfile], Iterator[Received | Rejected]]
"""Reads one record after the other from a stream of bytes (decompressed; JSON already in UTF-8, XML as it is)."""


def digest_of(meaning: object) -> str:
    """Digest what a record means: of its JSON with sorted keys, so that spelling and order of fields do not count."""
    return blake2b(msgspec.json.encode(meaning, order="sorted"), digest_size=16).hexdigest()
