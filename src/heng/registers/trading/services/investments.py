"""Undertakings behind trades 「投资项目」, with their approval."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from django.db import transaction

from heng.engines.procedure import Refusal
from heng.ledger import journal
from heng.ledger.journal import Act
from heng.registers.authorities.actors import Actor, deals_with_trades
from heng.registers.trading.events import InvestmentTaken
from heng.registers.trading.models import Investment, Project, Stage
from heng.registers.trading.procedure import TRACE
from heng.registers.trading.services import gate, shape
from heng.registers.trading.services.dossier import InvestmentFacts

COLUMNS = (
    "name", "region", "invest_code", "industry", "fund_source", "scale", "address", "approval_name", "approval_number",
    "approval_organ",
)  # fmt: skip
CHUNK = 500


@transaction.atomic
def take_investments(
    facts: Sequence[InvestmentFacts], source: str, *, by: Actor, on: date
) -> list[Literal["taken", "updated", "unchanged"]]:
    """Take in undertakings (dataset 500), and let projects that lacked their approval or industry ask the gate again.

    Raises:
        Refusal: `no-authority-to-act`; `bad-facts`, for all of them: ask with fewer to find which.
    """
    if not deals_with_trades(by):
        raise Refusal("no-authority-to-act", "您无权报送交易数据", TRACE)
    for one in facts:
        if flaw := shape.flaw_of(one, Investment) or shape.flaw_of_key(one.code):
            raise Refusal("bad-facts", f"投资项目{one.code}：{flaw}")
    known = _known([one.code for one in facts], source)
    before = {code: _values(row) for code, row in known.items()}
    answers = [_put(one, source, known) for one in facts]
    _write(known, before)
    changed = [row for code, row in known.items() if before.get(code) != _values(row)]
    journal.record_all([Act(InvestmentTaken(row.ref, row.code, row.name, on), TRACE) for row in changed], by=by)
    waiting = Project.objects.filter(investment__in=[row for row in changed if row.code in before], stage=Stage.REFUSED)
    for project in waiting.order_by("pk"):
        gate.ask_entry(project, by=by, on=on)
    return answers


def _known(codes: Sequence[str], source: str) -> dict[str, Investment]:
    found: dict[str, Investment] = {}
    for start in range(0, len(codes), CHUNK):
        rows = Investment.objects.filter(source=source, code__in=codes[start : start + CHUNK])
        found |= {row.code: row for row in rows}
    return found


def _put(told: InvestmentFacts, source: str, known: dict[str, Investment]) -> Literal["taken", "updated", "unchanged"]:
    row = known.get(told.code)
    values = {name: getattr(told, name) for name in COLUMNS}
    if row is None:
        known[told.code] = Investment(source=source, code=told.code, **values)
        return "taken"
    differs = values != {name: getattr(row, name) for name in COLUMNS}
    for name, value in values.items():
        setattr(row, name, value)
    return "updated" if differs else "unchanged"


def _write(known: dict[str, Investment], before: dict[str, tuple[str, ...]]) -> None:
    Investment.objects.bulk_create([row for code, row in known.items() if code not in before])
    changed = [row for code, row in known.items() if code in before and before[code] != _values(row)]
    Investment.objects.bulk_update(changed, COLUMNS)


def _values(row: Investment) -> tuple[str, ...]:
    return tuple(getattr(row, name) for name in COLUMNS)
