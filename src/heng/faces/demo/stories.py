"""How an invented trade went 「虚构过程」, told chapter by chapter, up to today and nothing of the future."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from random import Random
from typing import Any

from heng.faces.demo import contest, judging
from heng.faces.demo.companies import Companies
from heng.faces.demo.contest import Offer
from heng.faces.demo.performing import performing
from heng.faces.demo.scale import Scale
from heng.faces.demo.timetable import Timetable, is_bought, plan
from heng.faces.demo.trades import Mishap, Scene
from heng.faces.demo.workdays import moment, on_or_after
from heng.registers.trading.services.dossier import (
    AbnormalityFacts,
    AwardFacts,
    BidFacts,
    CandidateFacts,
    DepositFacts,
    DocumentFacts,
    Dossier,
    EvaluationFacts,
    LotFacts,
    MarkFacts,
    NoticeFacts,
    OpeningFacts,
    QuestionFacts,
)

TENDERING, JUDGING, AWARDING, PERFORMING = range(4)
DEPOSIT, TOO_MUCH = contest.money(0.02), contest.money(0.05)
DEPOSIT_OF_SALE = contest.money(0.2)
INVENTED = "演示数据，全部虚构。"
NUMERALS = "一二三"
FIRST_RATES = 2  # bids that are one too few
Told = tuple[int, date, str, Any]
"""A fact: of which chapter, of which day, for which table of a dossier, and itself."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """What is told of a trade in one go, and the day on which the last of it happened."""

    dossier: Dossier
    day: date


@dataclass(slots=True)
class Story:
    """A trade, told by its lots; `opened` are the lots of which bids were told, with the offers."""

    scene: Scene
    scale: Scale
    companies: Companies
    random: Random
    today: date
    opened: dict[str, list[Offer]] = field(default_factory=dict)
    times: Timetable = field(init=False)

    def __post_init__(self) -> None:
        scene = self.scene
        self.times = plan(self.random, scene.gate, scene.facts.trade_class, opens=scene.opens, breach=scene.breach)

    def chapters(self, source: str) -> list[Chapter]:
        """Tell everything that happened before today: in chapters at the small scale, else in one go."""
        told = [fact for fact in self._tell() if fact[1] < self.today]
        found: dict[int, dict[str, list[Any]]] = {}
        days: dict[int, date] = {}
        for chapter, day, table, fact in told:
            place = chapter if self.scale.items > 1 else TENDERING
            found.setdefault(place, {}).setdefault(table, []).append(fact)
            days[place] = max(day, days.get(place, day))
        return [
            Chapter(Dossier(source=source, key=self.scene.key, **_tuples(found[place])), days[place])
            for place in sorted(found)
        ]

    def has_broken(self) -> bool:
        """Say whether the breach that the plot wants has happened before today."""
        times, breach = self.times, self.scene.breach
        days = {
            "short-bid-period": times.opens,
            "too-few-opened": times.opens,
            "deposit-too-high": times.opens,
            "late-clarification": times.clarified,
            "late-candidates": times.publicised,
            "short-publicity": times.publicised,
            "not-rank-one": times.awarded,
        }
        return bool(breach) and days.get(breach, times.signed) < self.today

    @property
    def lots(self) -> list[str]:
        """The keys of the lots."""
        return [str(number) for number in range(1, self.scene.lots + 1)]

    def _tell(self) -> Iterator[Told]:
        facts, mishap = self.scene.facts, self.scene.mishap
        for place, lot in enumerate(self.lots):
            name = f"{facts.name}{NUMERALS[place]}标段"
            round_ = 2 if mishap == Mishap.AGAIN else 1
            part = (facts.budget or Decimal(0)) / self.scene.lots
            yield TENDERING, self.scene.gate, "lots", LotFacts(key=lot, name=name, budget=part, round=round_)
        yield from self._announce("")
        if mishap in {Mishap.FAILS, Mishap.STOPS}:
            yield from self._end(mishap)
            return
        if mishap == Mishap.AGAIN:
            yield from self._end(Mishap.FAILS)
            failed = self.times.opens
            self.times = plan(self.random, on_or_after(failed + timedelta(days=3)), facts.trade_class)
            yield from self._announce("-2")
        for lot in self.lots:
            yield from self._lot(lot)

    def _announce(self, again: str) -> Iterator[Told]:
        times, facts = self.times, self.scene.facts
        sale = min(times.announced + timedelta(days=7), times.opens)
        notice = NoticeFacts(
            key=f"tender{again}",
            kind="tender",
            title=f"{facts.name}{'重新' if again else ''}公告",
            content=f"{INVENTED}{facts.name}已具备交易条件，现公开交易，最高限价{facts.budget}元。",
            published_at=moment(times.announced),
            media="虚构公共服务平台",
            documents_from=moment(times.announced, 10),
            documents_to=moment(sale, 17),
            bids_due_at=moment(times.opens, 10),
        )
        yield TENDERING, times.announced, "notices", notice
        for kind in ("招标（采购）文件", "最高限价"):
            key = f"{kind}{again}"
            digest = sha256(f"{self.scene.key}{key}".encode()).hexdigest()
            document = DocumentFacts(
                key=key, title=f"{facts.name}{kind}", kind=kind, sha256=digest, published_at=moment(times.announced)
            )
            yield TENDERING, times.announced, "documents", document
        if self.scene.number % 4 == 1 or self.scene.breach == "late-clarification":
            yield from self._clarify(again)

    def _clarify(self, again: str) -> Iterator[Told]:
        day, name = self.times.clarified, self.scene.facts.name
        notice = NoticeFacts(
            key=f"clarification{again}",
            kind="clarification",
            title=f"{name}澄清",
            content=f"{INVENTED}工程量清单第3项数量更正，请按更正后的数量报价。",
            published_at=moment(day, 15),
        )
        yield TENDERING, day, "notices", notice
        question = QuestionFacts(
            key=f"question{again}", title="关于工程量清单的疑问", question="清单第3项数量与图纸不一致，以何者为准？",
            answer="以澄清公告更正后的数量为准。", at=moment(day, 14),
        )  # fmt: skip
        yield TENDERING, day, "questions", question

    def _end(self, mishap: Mishap) -> Iterator[Told]:
        day, name = self.times.opens, self.scene.facts.name
        if mishap == Mishap.FAILS:
            report = AbnormalityFacts(
                key="failed", kind="1", title="流标", content="投标人少于三个", approved_at=moment(day, 11)
            )
            yield TENDERING, day, "abnormalities", report
            return
        day = self.times.clarified
        report = AbnormalityFacts(
            key="stopped", kind="2", title="终止开标", content="采购计划调整", approved_at=moment(day, 16)
        )
        yield TENDERING, day, "abnormalities", report
        notice = NoticeFacts(
            key="termination",
            kind="termination",
            title=f"{name}终止公告",
            content=INVENTED,
            published_at=moment(day, 16),
        )
        yield TENDERING, day, "notices", notice

    def _lot(self, lot: str) -> Iterator[Told]:
        facts, day = self.scene.facts, self.times.opens
        offers = self._offers(lot)
        if day < self.today:
            self.opened[lot] = offers
        place = OpeningFacts(key="1", lot=lot, opened_at=moment(day, 10), place="虚构开标室", content=INVENTED)
        yield JUDGING, day, "openings", place
        yield from self._bids(lot, offers)
        if contest.is_sold(facts.trade_class):
            ranked = tuple(sorted(enumerate(offers, 1), key=lambda pair: -pair[1].price))
            yield from self._award(lot, [one for _, one in ranked])
        else:
            yield from self._judge(lot, offers)

    def _offers(self, lot: str) -> list[Offer]:
        facts, bidders = self.scene.facts, self.companies.rivals
        part, seal = (facts.budget or Decimal(0)) / self.scene.lots, f"{self.scene.key}:{lot}"
        if self.scene.round:
            return self.scene.round.offers(self.random, bidders, part, lot=seal)
        count = FIRST_RATES if self.scene.breach == "too-few-opened" else 0
        offers = contest.honest(self.random, bidders, part, lot=seal, trade_class=facts.trade_class, count=count)
        if self.scene.is_decoy:  # two neighbours behind one public address: no collusion
            shared = replace(offers[1].machine, ip=offers[0].machine.ip)
            offers[1] = replace(offers[1], machine=shared)
        return offers

    def _bids(self, lot: str, offers: list[Offer]) -> Iterator[Told]:
        day = self.times.opens
        share = DEPOSIT_OF_SALE if contest.is_sold(self.scene.facts.trade_class) else DEPOSIT
        if self.scene.breach == "deposit-too-high":
            share = TOO_MUCH
        amount = ((self.scene.facts.budget or Decimal(0)) / self.scene.lots * share).quantize(Decimal(1))
        back = on_or_after(self.times.signed + timedelta(days=2))
        for place, one in enumerate(offers, 1):
            key, at = str(place), moment(day, 9, 55 - 5 * place)
            bid = BidFacts(
                key=key, lot=lot, bidder=one.bidder, price=one.price, submitted_at=at, status=one.status,
                manager=one.manager,
            )  # fmt: skip
            yield JUDGING, day, "bids", bid
            made = one.machine
            marks = MarkFacts(
                key=key, lot=lot, bidder=one.bidder, file_name=f"投标文件-{key}.pdf", md5=one.md5, cpu=made.cpu,
                disk=made.disk, memory=made.memory, ip=made.ip, mac=made.mac, submitted_at=at,
            )  # fmt: skip
            yield JUDGING, day, "marks", marks
            deposit = DepositFacts(
                key=key, lot=lot, party=one.bidder, form="转账", amount=amount, account=one.account,
                received_at=moment(day - timedelta(days=2), 15), refunded_on=back if back < self.today else None,
            )  # fmt: skip
            yield JUDGING, day, "deposits", deposit

    def _judge(self, lot: str, offers: list[Offer]) -> Iterator[Told]:
        times, facts = self.times, self.scene.facts
        day = times.evaluated
        members = judging.panel(self.random, self.companies.experts, lot, day)
        judged = judging.judge(
            self.random, offers, members, lot=lot, items=self.scale.items, lowest=is_bought(facts.trade_class)
        )
        for member in members:
            yield JUDGING, day, "panel", member
        for score in judged.scores:
            yield JUDGING, day, "scores", score
        report = EvaluationFacts(
            key="1", lot=lot, content=f"{INVENTED}推荐中标候选人见公示。", result="推荐中标候选人",
            submitted_at=moment(day, 17), ended_at=moment(day, 17),
        )  # fmt: skip
        yield JUDGING, day, "evaluations", report
        for rank, (key, one) in enumerate(judged.ranked[:3], 1):
            candidate = CandidateFacts(key=key, lot=lot, party=one.bidder, rank=rank, price=one.price)
            yield JUDGING, day if is_bought(facts.trade_class) else times.publicised, "candidates", candidate
        if lot == "1" and not is_bought(facts.trade_class):
            notice = NoticeFacts(
                key="candidates", kind="candidates", title=f"{facts.name}中标候选人公示", content=INVENTED,
                published_at=moment(times.publicised, 16), ends_on=times.publicised_until,
            )  # fmt: skip
            yield JUDGING, times.publicised, "notices", notice
        yield from self._award(lot, [one for _, one in judged.ranked])

    def _award(self, lot: str, ranked: list[Offer]) -> Iterator[Told]:
        times, name = self.times, self.scene.facts.name
        winner = ranked[1 if self.scene.breach == "not-rank-one" else 0]
        award = AwardFacts(
            key="1", lot=lot, party=winner.bidder, amount=winner.price, awarded_at=moment(times.awarded, 10)
        )
        yield AWARDING, times.awarded, "awards", award
        if lot == "1":
            notice = NoticeFacts(
                key="result", kind="result", title=f"{name}结果公告", content=INVENTED,
                published_at=moment(times.awarded, 16),
            )  # fmt: skip
            yield AWARDING, times.awarded, "notices", notice
        for chapter, day, table, fact in performing(self.scene, times, lot, winner):
            yield (AWARDING, PERFORMING)[chapter], day, table, fact


def _tuples(found: dict[str, list[Any]]) -> dict[str, Any]:
    return {table: tuple(facts) for table, facts in found.items()}
