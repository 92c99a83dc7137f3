"""Must a project enter the platform 「应否进场」: judged by the catalogue in force on the day it was registered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from heng.engines.writing import in_words
from heng.registers.authorities.actors import reach
from heng.registers.authorities.procedure import CatalogueRow, Facts, catalogue

COUNTED_CURRENCY = "CNY"
PROCUREMENT = "PROC"
# Lots are classed by the list of the expert pool, not by that of trades: there A08 is works, A03 to A05 are services.
CONSTRUCTION = ("A08", "A09", "A10")
SERVICES = ("A03", "A04", "A05")
GOODS = "B"
PROCURED = {"D01": "goods", "D02": "construction", "D03": "services", "D04": "goods"}
UNLISTED = "unlisted"  # planning, consulting, cost: no line is set for them
# How funds are named when a project is registered; a project may name several.
PUBLIC_FUNDS = (
    "财政",
    "预算",
    "国有",
    "政府",
    "专项债",
    "国债",
    "上级",
    "中央",
    "省级",
    "市级",
    "县级",
    "国际组织",
    "世界银行",
    "亚洲开发银行",
)
PRIVATE_FUNDS = ("自筹", "民营", "民间", "私营", "社会资本", "外商", "个人", "村民")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryJudgement:
    """Whether a project must enter; `required` is None when the facts do not suffice, and `reason` says which fail."""

    required: bool | None
    reason: str
    article: str = ""
    row: CatalogueRow | None = None


def judge_entry(facts: Facts, on: date | None = None) -> EntryJudgement:
    """Judge a project by the catalogue in force on the day it was registered, or on another day `on`."""
    day = on or facts.registered_on
    rows = _nearest(row for row in catalogue(on=day) if _applies(row, facts))
    if not rows:
        return EntryJudgement(
            required=None, reason=f"{in_words(day)}有效的进场目录未列此类交易（{facts.trade_class}），不能据以判断"
        )
    without_line = next((row for row in rows if row.threshold is None), None)
    if without_line is not None and without_line.scope == "optional":
        return _answer(without_line, required=None, reason=f"{without_line.title}可以进场，是否进场由单位依法决定")
    if without_line is not None:
        return _answer(without_line, required=True, reason=f"{without_line.title}，不论金额均应进场")
    if facts.budget is None:
        return _answer(rows[0], required=None, reason="未填报预算金额，不能与限额比较，请补充")
    if facts.currency != COUNTED_CURRENCY:
        return _answer(rows[0], required=None, reason=f"预算以{facts.currency}计，限额以人民币计，不能比较")
    return _by_line(rows, facts, facts.budget)


def is_public(fund_source: str) -> bool | None:
    """Answer whether these are public funds; None when nothing is told, or in words that are not known."""
    if any(word in fund_source for word in PUBLIC_FUNDS):
        return True
    if any(word in fund_source for word in PRIVATE_FUNDS):
        return False
    return None


def level_of(region: str) -> str:
    """Name the level of a region code: province, city or county; districts and development zones count as counties."""
    return {2: "province", 4: "city"}.get(len(reach(region)), "county")


def _applies(row: CatalogueRow, facts: Facts) -> bool:
    return (
        row.regime == facts.regime
        and facts.trade_class.startswith(row.trade_class)
        and facts.industry.startswith(row.industry)
        and facts.region.startswith(reach(row.region))
        and row.level in {"", level_of(facts.region)}
    )


def _nearest(rows: Iterable[CatalogueRow]) -> list[CatalogueRow]:
    """Keep the rows that speak of this class and region most closely: what is special goes before what is general."""
    found = list(rows)
    closest = max((_closeness(row) for row in found), default=None)
    return [row for row in found if _closeness(row) == closest]


def _closeness(row: CatalogueRow) -> tuple[int, int, int, int]:
    return len(row.trade_class), len(row.industry), len(reach(row.region)), len(row.level)


def _by_line(rows: list[CatalogueRow], facts: Facts, budget: Decimal) -> EntryJudgement:
    """Compare with the lines of the works that the lots name; without lots, the whole is one contract of any kind."""
    works = _works(facts)
    lines = [(row, row.threshold) for row in rows if row.threshold and (not works or row.work in {"", *works})]
    if not lines:
        return _answer(rows[0], required=False, reason="所列标段类别不在限额规定之内")
    lowest, low = min(lines, key=lambda line: line[1])
    highest, high = max(lines, key=lambda line: line[1])
    # Of several kinds of work one surely reaches its line only when the whole reaches the sum of the lines.
    sure = sum((line for _, line in lines), Decimal(0)) if works else high
    if budget < low:
        return _answer(lowest, required=False, reason=f"预算{_yuan(budget)}低于{_line(lowest)}")
    if budget < sure:
        return _answer(highest, required=None, reason=f"预算{_yuan(budget)}已达{_line(lowest)}，需按标段类别逐项比较")
    return _in_scope(highest, facts, budget)


def _in_scope(row: CatalogueRow, facts: Facts, budget: Decimal) -> EntryJudgement:
    reached = f"预算{_yuan(budget)}达到{_line(row)}"
    if row.scope != "public":
        return _answer(row, required=True, reason=reached)
    public = is_public(facts.fund_source)
    if public is None:
        return _answer(
            row, required=None, reason=f"{reached}，但资金来源未填报或不能识别，不能判断是否属规定范围，请补充"
        )
    if not public:
        return _answer(row, required=False, reason=f"{reached}，但资金来源为“{facts.fund_source}”，不属规定范围")
    return _answer(row, required=True, reason=f"{reached}，资金来源为“{facts.fund_source}”")


def _works(facts: Facts) -> set[str]:
    """Say what is bought: by the classes of the lots, else by that of the trade where it says so."""
    procured = PROCURED.get(facts.trade_class)
    works = {_work(section) for section in facts.section_classes}
    if facts.regime == PROCUREMENT:  # here every service has the line of services
        works = {"services" if work == UNLISTED else work for work in works}
    return works or ({procured} if procured else set())


def _work(section_class: str) -> str:
    if section_class.startswith(CONSTRUCTION):
        return "construction"
    if section_class.startswith(SERVICES):
        return "services"
    return "goods" if section_class.startswith(GOODS) else UNLISTED


def _line(row: CatalogueRow) -> str:
    return f"{row.title}限额{_yuan(row.threshold or Decimal(0))}"


def _yuan(amount: Decimal) -> str:
    """Write an amount as people do: whole 万元 where it comes out even."""
    if amount and amount % 10_000 == 0:
        return f"{int(amount) // 10_000}万元"
    return f"{amount.normalize():f}元"


def _answer(row: CatalogueRow, *, required: bool | None, reason: str) -> EntryJudgement:
    return EntryJudgement(required=required, reason=reason, article=row.law, row=row)
