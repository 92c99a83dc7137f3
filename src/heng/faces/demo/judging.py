"""How an invented panel judges 「评审过程」: members, scores, ranks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from heng.faces.demo.contest import Offer, money
from heng.faces.demo.names import person
from heng.faces.demo.workdays import moment
from heng.registers.parties.services import ExpertFacts
from heng.registers.trading.services.dossier import MemberFacts, ScoreFacts

EXPERTS = 4  # beside one of the owner; two thirds at least must be experts (招标投标法 第三十七条)
ITEMS = (("技术部分", Decimal(40)), ("商务部分", Decimal(20)))
PRICE_POINTS, STEEPNESS = Decimal(40), Decimal(100)
BELOW_MEAN = money(0.97)
TENTH = Decimal("0.1")
VALID = "valid"


@dataclass(frozen=True, slots=True)
class Judged:
    """What the panel made of the offers: the valid ones from first to last, with the number of each, and the scores."""

    ranked: tuple[tuple[str, Offer], ...]
    scores: tuple[ScoreFacts, ...]


def panel(random: Random, experts: tuple[ExpertFacts, ...], lot: str, day: date) -> tuple[MemberFacts, ...]:
    """Draw a panel: experts of the pool, and one of the owner."""
    drawn = random.sample(experts, EXPERTS)
    members = [
        MemberFacts(
            key=str(place),
            lot=lot,
            name=expert.name,
            expert=expert.code,
            kind="专家",
            is_chair=place == 1,
            checked_in_at=moment(day, 8, 30 + place),
        )
        for place, expert in enumerate(drawn, 1)
    ]
    owner = MemberFacts(
        key=str(EXPERTS + 1), lot=lot, name=person(random), kind="招标人代表", checked_in_at=moment(day, 8, 50)
    )
    return (*members, owner)


def judge(
    random: Random, offers: list[Offer], members: tuple[MemberFacts, ...], *, lot: str, items: int, lowest: bool
) -> Judged:
    """Score the valid offers and rank them; `lowest`: the lowest price is best, else the one nearest to the mean.

    `items` is how many items each member scores; with none only the total of a bid is told.
    """
    numbered = [(str(place), one) for place, one in enumerate(offers, 1) if one.status == VALID]
    points = _price_points([one.price for _, one in numbered], lowest=lowest)
    scores: list[ScoreFacts] = []
    totals: dict[str, Decimal] = {}
    for (key, one), price in zip(numbered, points, strict=True):
        merit = 0.97 if one.is_chosen else random.uniform(0.72, 0.88)
        given = list(_given(random, key, members, lot=lot, items=items, merit=merit))
        full = sum((most for _, most in ITEMS), Decimal(0)) * money(merit)
        totals[key] = price + (sum((row.value for row in given), Decimal(0)) / len(members) if given else full)
        scores += given
        name, value = ("报价得分", price) if items else ("综合得分", totals[key])
        scores.append(ScoreFacts(key="price", lot=lot, bid=key, item=name, value=value.quantize(Decimal("0.01"))))
    ranked = sorted(numbered, key=lambda pair: (not pair[1].is_chosen, -totals[pair[0]], pair[0]))
    return Judged(tuple(ranked), tuple(scores))


def _given(
    random: Random, bid: str, members: tuple[MemberFacts, ...], *, lot: str, items: int, merit: float
) -> Iterator[ScoreFacts]:
    for item, (name, most) in enumerate(ITEMS[:items], 1):
        ceiling = most if items == len(ITEMS) else most + ITEMS[-1][1]
        for member in members:
            value = min(ceiling, ceiling * money(merit * random.uniform(0.96, 1.03))).quantize(TENTH)
            yield ScoreFacts(key=f"{member.key}-{item}", lot=lot, bid=bid, member=member.key, item=name, value=value)


def _price_points(prices: list[Decimal], *, lowest: bool) -> list[Decimal]:
    if lowest:
        return [PRICE_POINTS * min(prices) / price for price in prices]
    base = sum(prices, Decimal(0)) / len(prices) * BELOW_MEAN
    return [max(Decimal(0), PRICE_POINTS - abs(price - base) / base * STEEPNESS) for price in prices]
