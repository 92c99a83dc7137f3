"""How an invented trade went 「虚构过程」: notice, bids, opening, evaluation, award, contract, performance."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from heng.faces.demo.companies import Companies
from heng.registers.parties.services import PartyFacts
from heng.registers.trading.models import Stage
from heng.registers.trading.services.dossier import (
    AbnormalityFacts,
    AwardFacts,
    BidFacts,
    CandidateFacts,
    ContractFacts,
    Dossier,
    EvaluationFacts,
    LotFacts,
    NoticeFacts,
    OpeningFacts,
    PerformanceFacts,
    ProjectFacts,
)

CHINA = ZoneInfo("Asia/Shanghai")
LOT = "1"
DAYS = {
    Stage.ANNOUNCED: 3,
    Stage.OPENED: 26,  # more than the twenty days of 招标投标法 第二十四条
    Stage.EVALUATED: 27,
    Stage.PUBLICISED: 29,
    Stage.AWARDED: 34,  # after more than the three days of 条例 第五十四条
    Stage.CONTRACTED: 55,  # within the thirty days of 招标投标法 第四十六条
    Stage.COMPLETED: 300,
}
"""How many days after its registration a trade comes to a stage."""

MISHAPS = 13  # of so many trades one fails and one is terminated
FAILS, STOPS = 6, 12
FAILURE_AFTER = 28


def tell(random: Random, source: str, key: str, facts: ProjectFacts, companies: Companies, *, today: date) -> Dossier:
    """Tell of a trade that is in all that has happened up to today; nothing of the future."""
    start = facts.registered_on
    bidders = random.sample(companies.bidders, 5)
    prices = [_price(random, facts.budget or Decimal(0)) for _ in bidders]
    mishap = int(key[-5:]) % MISHAPS
    reached = {stage for stage, days in DAYS.items() if start + timedelta(days=days) < today}
    if mishap in {FAILS, STOPS}:
        reached &= {Stage.ANNOUNCED}
    told = Dossier(source=source, key=key, lots=(LotFacts(key=LOT, name=f"{facts.name}一标段", budget=facts.budget),))
    told = _before_the_award(told, facts, reached, bidders, prices)
    told = _after_it(told, facts, reached, bidders[0], min(prices))
    if mishap in {FAILS, STOPS} and start + timedelta(days=FAILURE_AFTER) < today:
        told = replace(told, abnormalities=(_mishap(start, is_failure=mishap == FAILS),))
    return told


def _before_the_award(
    told: Dossier, facts: ProjectFacts, reached: set[Stage], bidders: list[PartyFacts], prices: list[Decimal]
) -> Dossier:
    start, ranked = facts.registered_on, sorted(prices)
    if Stage.ANNOUNCED in reached:
        told = replace(told, notices=(_notice(facts, "tender", Stage.ANNOUNCED),))
    if Stage.OPENED in reached:
        opened = _at(start, Stage.OPENED)
        bids = tuple(
            BidFacts(
                key=str(number),
                lot=LOT,
                bidder=bidder,
                price=price,
                submitted_at=opened - timedelta(hours=number),
                status="valid",
            )
            for number, (bidder, price) in enumerate(zip(bidders, ranked, strict=True), 1)
        )
        told = replace(
            told, bids=bids, openings=(OpeningFacts(key="1", lot=LOT, opened_at=opened, place="虚构开标室"),)
        )
    if Stage.EVALUATED in reached:
        ended = _at(start, Stage.EVALUATED)
        report = EvaluationFacts(key="1", lot=LOT, content="虚构评标报告", submitted_at=ended, ended_at=ended)
        told = replace(told, evaluations=(report,))
    if Stage.PUBLICISED in reached:
        candidates = tuple(
            CandidateFacts(key=str(rank), lot=LOT, party=bidder, rank=rank, price=price)
            for rank, (bidder, price) in enumerate(list(zip(bidders, ranked, strict=True))[:3], 1)
        )
        publicity = _notice(facts, "candidates", Stage.PUBLICISED)
        told = replace(told, candidates=candidates, notices=(*told.notices, publicity))
    return told


def _after_it(told: Dossier, facts: ProjectFacts, reached: set[Stage], winner: PartyFacts, price: Decimal) -> Dossier:
    start = facts.registered_on
    if Stage.AWARDED in reached:
        award = AwardFacts(key="1", lot=LOT, party=winner, amount=price, awarded_at=_at(start, Stage.AWARDED))
        result = _notice(facts, "result", Stage.AWARDED)
        told = replace(told, awards=(award,), notices=(*told.notices, result))
    if Stage.CONTRACTED in reached:
        signed = start + timedelta(days=DAYS[Stage.CONTRACTED])
        contract = ContractFacts(
            key="1",
            lot=LOT,
            party=winner,
            number=f"虚构合同{told.key}",
            name=facts.name,
            amount=price,
            signed_on=signed,
        )
        told = replace(told, contracts=(contract,))
    if Stage.COMPLETED in reached:
        done = start + timedelta(days=DAYS[Stage.COMPLETED])
        accepted = PerformanceFacts(key="1", contract="1", kind="acceptance", content="验收合格", happened_on=done)
        told = replace(told, performances=(accepted,))
    return told


def _mishap(start: date, *, is_failure: bool) -> AbnormalityFacts:
    at = datetime.combine(start + timedelta(days=FAILURE_AFTER), time(9), CHINA)
    if is_failure:
        return AbnormalityFacts(key="1", kind="1", title="流标", content="投标人少于三个", approved_at=at)
    return AbnormalityFacts(key="1", kind="2", title="终止开标", content="采购计划调整", approved_at=at)


def _notice(facts: ProjectFacts, kind: str, stage: Stage) -> NoticeFacts:
    start = facts.registered_on
    return NoticeFacts(
        key=kind,
        kind=kind,
        title=f"{facts.name}公告",
        content="演示数据，全部虚构。",
        published_at=_at(start, stage),
        bids_due_at=_at(start, Stage.OPENED) if stage == Stage.ANNOUNCED else None,
    )


def _at(start: date, stage: Stage) -> datetime:
    return datetime.combine(start + timedelta(days=DAYS[stage]), time(9), CHINA)


def _price(random: Random, budget: Decimal) -> Decimal:
    return (budget * random.randrange(820, 990) / 1_000).quantize(Decimal("0.01"))
