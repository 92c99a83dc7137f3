"""What a comparison found 「比对报告」: clues for people to look at, none of which decides anything."""

from dataclasses import dataclass

import msgspec

VERSION = "heng-similar/v1"


@dataclass(frozen=True, slots=True)
class Place:
    """A character of a page, counted from 0."""

    page: int
    character: int


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a passage: where it stands, its text, and which `[start, end)` of that text are equal."""

    bidder: str
    file: str
    start: Place
    last: Place
    text: str
    marked: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that two bidders share (rule A09), with its equal letters; `marked` of both sides pair up."""

    left: Side
    right: Side
    letters: int
    rare: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something else that bidders share: by which rule of the catalogue, in a sentence, and what or where."""

    rule: str
    bidders: tuple[str, str]
    sentence: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that was refused, and why."""

    bidder: str
    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found, and in `unread` and `notes` what was not compared."""

    bidders: tuple[str, ...]
    passages: tuple[Passage, ...]
    findings: tuple[Finding, ...]
    unread: tuple[Unread, ...]
    notes: tuple[str, ...]
    version: str = VERSION

    def text(self) -> str:
        """Write the report as JSON."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1).decode()
