"""What the law is asked about: a project's facts, the organs there are, and whom the project was entrusted to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol, overload

SUPERVISES = "supervises"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A project as the law sees it.

    `regime` is a value of `credit.models.Regime` (ENG, PROC, LAND, MINE, PROPERTY, OTHER); `region` a code of six
    digits; `budget` in 元 of `currency`; `is_mandatory` what the owner declared, if anything; `industry` a division of
    GB/T 4754 with its letter (`N77`); `section_classes` those of the lots, of the other list (A08 施工 …).
    """

    trade_class: str
    regime: str
    region: str
    registered_on: date
    is_mandatory: bool | None = None
    budget: Decimal | None = None
    currency: str = "CNY"
    fund_source: str = ""
    industry: str = ""
    section_classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrustment:
    """To whom a project was entrusted by its own procedure, if at all; codes of departments and references.

    `accepted` took it on the owner's application; `designated` was settled by negotiation or named by a government
    (`way`), under `document_number` of `decider`.
    """

    accepted: str | None = None
    accepted_application: str = ""
    designated: str | None = None
    designation: str = ""
    way: str = ""
    document_number: str = ""
    decider: str = ""


class Organ(Protocol):
    """A department as the resolver needs it; the row of the table is one."""

    @property
    def code(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def region(self) -> str: ...
    @property
    def effective_from(self) -> date: ...
    @property
    def effective_to(self) -> date | None: ...


class Organs(Sequence[Organ]):
    """Departments with an index by code, and by kind and region; made once for many projects."""

    def __init__(self, organs: Iterable[Organ]) -> None:
        self._organs = tuple(organs)
        self._by_code = {organ.code: organ for organ in self._organs}
        self._by_kind: dict[tuple[str, str], list[Organ]] = {}
        for organ in self._organs:
            if organ.role == SUPERVISES:
                self._by_kind.setdefault((organ.kind, organ.region), []).append(organ)

    def __iter__(self) -> Iterator[Organ]:
        return iter(self._organs)

    def __len__(self) -> int:
        return len(self._organs)

    @overload
    def __getitem__(self, index: int) -> Organ: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Organ]: ...
    def __getitem__(self, index: int | slice) -> Organ | Sequence[Organ]:
        return self._organs[index]

    def of_code(self, code: str, *, on: date) -> Organ | None:
        """Find a supervising department that exists on this day."""
        organ = self._by_code.get(code)
        return organ if organ is not None and organ.role == SUPERVISES and exists(organ, on) else None

    def of_kind(self, kind: str, region: str, *, on: date) -> Organ | None:
        """Find the supervising department of a kind in exactly this region, that exists on this day."""
        return next((organ for organ in self._by_kind.get((kind, region), ()) if exists(organ, on)), None)


def exists(organ: Organ, on: date) -> bool:
    """Has it been set up and not yet been dissolved? `effective_to` is the first day without it."""
    return organ.effective_from <= on and (organ.effective_to is None or on < organ.effective_to)
