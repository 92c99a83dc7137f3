"""The frozen list 「冻结名单」: all that decides a draw besides chance, settled and sealed before chance is asked."""

import hashlib
from collections import Counter
from dataclasses import asdict, dataclass
from enum import StrEnum

import rfc8785

from heng.engines.draw.texts import DrawError, check_distinct, check_moment, check_reference, check_text

FEWEST_PARTIES, MOST_PARTIES = 2, 16
MOST_CANDIDATES, MOST_STRATA = 100_000, 100


class Use(StrEnum):
    """When the public value enters the seed."""

    ALWAYS = "always"
    IF_MISSING = "if-missing"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One who may be drawn 「候选对象」: known by a reference, in one stratum; any reason against it keeps it out.

    `exclusions` 「排除」: not qualified, barred, not at hand. `recusals` 「回避」: an interest in the matter.
    """

    reference: str
    stratum: str
    exclusions: tuple[str, ...] = ()
    recusals: tuple[str, ...] = ()

    @property
    def is_eligible(self) -> bool:
        """Nothing speaks against it."""
        return not self.exclusions and not self.recusals


@dataclass(frozen=True, slots=True)
class Stratum:
    """A part of the list 「分层」 and how many are drawn from it 「名额」."""

    name: str
    quota: int


@dataclass(frozen=True, slots=True)
class PublicValue:
    """A value named before the draw and published by strangers to it after the last reveal is due 「公开值」.

    `source` says whose value of which issue it is, so exactly that two readers copy the same characters.
    """

    source: str
    use: Use = Use.IF_MISSING


@dataclass(frozen=True, slots=True)
class FrozenList:
    """What is sealed before the draw; `parties` (references) commit and reveal, and enter the seed in this order.

    `reveals_due` is the moment (RFC 3339) after which a reveal counts as missing.

    Whether enough may be drawn is settled here: after the seed is known, nobody can be left a reason to start again.

    Raises:
        DrawError: `text`, `duplicate`, `unknown` (a stratum), `too-few`, `too-many`.
    """

    draw: str
    title: str
    parties: tuple[str, ...]
    reveals_due: str
    strata: tuple[Stratum, ...]
    candidates: tuple[Candidate, ...]
    public_value: PublicValue

    def __post_init__(self) -> None:
        check_reference(self.draw, "list.draw")
        check_text(self.title, "list.title")
        check_moment(self.reveals_due, "list.reveals_due")
        check_text(self.public_value.source, "list.public_value.source")
        self._check_parties()
        self._check_candidates()
        self._check_strata()

    @property
    def digest(self) -> str:
        """SHA-256, in hexadecimal, over the list as canonical JSON (RFC 8785)."""
        return hashlib.sha256(rfc8785.dumps(asdict(self))).hexdigest()

    def eligible(self, stratum: Stratum) -> list[Candidate]:
        """List who may be drawn from a stratum, in the order of the list."""
        return [one for one in self.candidates if one.stratum == stratum.name and one.is_eligible]

    def _check_parties(self) -> None:
        _check_count(len(self.parties), FEWEST_PARTIES, MOST_PARTIES, "list.parties", "承诺方")
        for number, party in enumerate(self.parties):
            check_reference(party, f"list.parties[{number}]")
        check_distinct(self.parties, "list.parties")

    def _check_candidates(self) -> None:
        _check_count(len(self.strata), 1, MOST_STRATA, "list.strata", "分层")
        _check_count(len(self.candidates), 1, MOST_CANDIDATES, "list.candidates", "候选对象")
        names = {stratum.name for stratum in self.strata}
        for number, candidate in enumerate(self.candidates):
            at = f"list.candidates[{number}]"
            check_reference(candidate.reference, f"{at}.reference")
            if candidate.stratum not in names:
                raise DrawError("unknown", f"{at}.stratum", f"名单没有分层“{candidate.stratum}”")
            _check_texts(candidate.exclusions, f"{at}.exclusions")
            _check_texts(candidate.recusals, f"{at}.recusals")
        check_distinct((one.reference for one in self.candidates), "list.candidates")

    def _check_strata(self) -> None:
        eligible = Counter(one.stratum for one in self.candidates if one.is_eligible)
        for number, stratum in enumerate(self.strata):
            at = f"list.strata[{number}]"
            check_text(stratum.name, f"{at}.name")
            _check_count(stratum.quota, 1, MOST_CANDIDATES, f"{at}.quota", "名额")
            _check_enough(stratum, eligible[stratum.name], at)
        check_distinct((stratum.name for stratum in self.strata), "list.strata")


def _check_texts(texts: tuple[str, ...], at: str) -> None:
    for number, text in enumerate(texts):
        check_text(text, f"{at}[{number}]")


def _check_enough(stratum: Stratum, eligible: int, at: str) -> None:
    if eligible < stratum.quota:
        reason = f"“{stratum.name}”应抽取{stratum.quota}名，可抽取的只有{eligible}名，不能抽取"
        raise DrawError("too-few", at, reason)


def _check_count(count: int, least: int, most: int, at: str, what: str) -> None:
    if count < least:
        raise DrawError("too-few", at, f"{what}不得少于{least}，现为{count}")
    if count > most:
        raise DrawError("too-many", at, f"{what}不得多于{most}，现为{count}")
