"""A draw done again 「复核抽取」: by whoever holds the record, with nothing but the record."""

from collections.abc import Sequence
from dataclasses import dataclass

from heng.engines.draw.ranking import Drawn
from heng.engines.draw.record import Record, follow


@dataclass(frozen=True, slots=True)
class Check:
    """One question to a record and where the answer is no; nowhere means that it holds."""

    name: str
    faults: tuple[str, ...]

    @property
    def label(self) -> str:
        """What the check asks, for people."""
        return LABELS[self.name]


LABELS = {
    "list": "冻结名单的摘要与名单一致",
    "commitments": "名单所列各方均按顺序作出承诺",
    "reveals": "各方揭示的数与其承诺一致，缺失的载明原因",
    "public-value": "公开值按名单的规定使用",
    "seed": "种子由名单摘要、检查点、承诺、揭示和公开值算得",
    "ranking": "可抽取的对象均按种子算得的数排序",
    "result": "各分层按名额取最前，其余依次递补",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What doing it again showed: each check, and the result that should have come of the draw."""

    checks: tuple[Check, ...]
    result: tuple[Drawn, ...]

    @property
    def holds(self) -> bool:
        """Every check holds: the published result is the one result that this draw could have."""
        return not any(check.faults for check in self.checks)


def replay(record: Record) -> Outcome:
    """Draw again from what the record says it was drawn from, and compare every step.

    It cannot see in which order things were sealed. That list and commitments lie in the tree of the checkpoint, that
    reveals came later, and absences before the public value, is proved by the log (`engines.tlog`).
    """
    ceremony, again = record.ceremony, follow(record.ceremony)
    faults = {
        "list": _same("list_digest", record, again),
        "commitments": ceremony.wrong_commitments(),
        "reveals": [*ceremony.wrong_reveals(), *_same("reveals_digest", record, again)],
        "public-value": ceremony.wrong_public_value(),
        "seed": _same("seed", record, again),
        "ranking": _differing("ranking", record.ranking, again.ranking),
        "result": _differing("result", record.result, again.result),
    }
    return Outcome(tuple(Check(name, tuple(faults[name])) for name in LABELS), again.result)


def _same(name: str, record: Record, again: Record) -> list[str]:
    return [] if getattr(record, name) == getattr(again, name) else [name]


def _differing(name: str, published: Sequence[object], again: Sequence[object]) -> list[str]:
    """Name the strata that differ, or the whole when there are too many or too few."""
    if len(published) != len(again):
        return [name]
    pairs = enumerate(zip(published, again, strict=True))
    return [f"{name}[{number}]" for number, (one, other) in pairs if one != other]
