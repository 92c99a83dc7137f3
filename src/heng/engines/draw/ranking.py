"""Ranks 「排序」: each eligible candidate draws a number under the seed; the smallest are taken, the next substitute.

Numbers of 256 bits are compared and never divided, so that no remainder favours anybody. Two alike would need a
collision of SHA-256; the reference would then decide.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from heng.engines.draw.frozen import FrozenList, Stratum


@dataclass(frozen=True, slots=True)
class Rank:
    """A candidate and its number, in hexadecimal."""

    reference: str
    value: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """The eligible candidates of a stratum, the smallest number first."""

    stratum: str
    ranks: tuple[Rank, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Who was drawn from a stratum, and who steps in 「递补」, in this order, for one that cannot serve."""

    stratum: str
    drawn: tuple[str, ...]
    substitutes: tuple[str, ...]


def rank(frozen: FrozenList, seed: str) -> tuple[Ranking, ...]:
    """Rank each stratum; who is excluded or recused has no rank, and its presence changes no other's."""
    return tuple(_rank(frozen, stratum, seed) for stratum in frozen.strata)


def take(frozen: FrozenList, ranking: Sequence[Ranking]) -> tuple[Drawn, ...]:
    """Take the first of each stratum up to its quota."""
    return tuple(_take(stratum, one) for stratum, one in zip(frozen.strata, ranking, strict=True))


def _rank(frozen: FrozenList, stratum: Stratum, seed: str) -> Ranking:
    values = sorted((_value(seed, one.reference), one.reference) for one in frozen.eligible(stratum))
    return Ranking(stratum.name, tuple(Rank(reference, value) for value, reference in values))


def _value(seed: str, reference: str) -> str:
    """HMAC-SHA256 of a reference under the seed, in hexadecimal."""
    return hmac.digest(bytes.fromhex(seed), reference.encode(), "sha256").hex()


def _take(stratum: Stratum, ranking: Ranking) -> Drawn:
    references = tuple(one.reference for one in ranking.ranks)
    return Drawn(stratum.name, references[: stratum.quota], references[stratum.quota :])
