"""Schemes of collusion 「串通手法」, put into the city on purpose; what is true of them stands in a file aside only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from heng.faces.demo.contest import Offer, honest, money, offer
from heng.registers.parties.services import PartyFacts
from heng.registers.trading.services.dossier import ProjectFacts

EVERY, PLACE = 10, 6  # in one project of ten somebody colludes
GANG = 4
BESIDE = 2  # honest bidders in the same lot
LEADER = 0

Shares = Callable[["Round"], list[Decimal]]
"""Which shares of the budget the members of a gang offer, in their order."""

Trick = Callable[[list[Offer]], list[Offer]]
"""What else a gang does with its offers; the leader of all rounds stands first."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way to collude: its Chinese title, the article that names it, and what the gang does."""

    title: str
    law: str
    shares: Shares | None = None
    trick: Trick | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """One lot in which a gang plays its scheme; `number` counts the rounds of this gang from 0."""

    scheme: int
    kind: str
    number: int
    gang: tuple[PartyFacts, ...]

    @classmethod
    def of(cls, seed: int, project: int, bidders: tuple[PartyFacts, ...]) -> "Round | None":
        """Say what is played in a project of this number, if anything: gangs take turns over the years."""
        if project % EVERY != PLACE:
            return None
        gangs = len(SCHEMES) * max(1, len(bidders) // 80)
        number, scheme = divmod(project // EVERY, gangs)
        gang = Random(f"{seed}:scheme:{scheme}").sample(bidders, GANG)  # noqa: S311  -- a play, not a secret
        return cls(scheme, list(SCHEMES)[scheme % len(SCHEMES)], number, tuple(gang))

    @property
    def leader(self) -> int:
        """Who is meant to win this round: where winners rotate, each in turn."""
        return self.number % GANG if self.kind == "rotation" else LEADER

    def with_owner(self, facts: ProjectFacts, owners: tuple[PartyFacts, ...]) -> ProjectFacts:
        """Let one owner stand behind all rounds of this gang."""
        return replace(facts, owner=owners[self.scheme % len(owners)])

    def offers(self, random: Random, bidders: tuple[PartyFacts, ...], budget: Decimal, *, lot: str) -> list[Offer]:
        """Let the gang bid, beside some who know nothing of it."""
        rivals = honest(random, bidders, budget, lot=lot, trade_class="A", count=BESIDE + GANG)
        beside = [one for one in rivals if one.bidder not in self.gang][:BESIDE]
        scheme = SCHEMES[self.kind]
        shares = scheme.shares(self) if scheme.shares else [money(random.uniform(0.90, 0.96)) for _ in self.gang]
        own = [offer(bidder, budget * share, lot) for bidder, share in zip(self.gang, shares, strict=True)]
        own[self.leader] = replace(own[self.leader], is_chosen=True)
        return [*(scheme.trick(own) if scheme.trick else own), *beside]


def _led(low: float, high: float) -> Shares:
    """Let the leader of the round offer a low price, and the others high ones close to each other."""
    step = money((0.994 - high) / GANG)
    return lambda turn: [money(low) if place == turn.leader else money(high) + step * place for place in range(GANG)]


def _fixed(*shares: float) -> Shares:
    return lambda _: [money(share) for share in shares]


def _ratio(turn: Round) -> list[Decimal]:
    """Multiply from one to the next by a number that is the same in every round."""
    by = money(1.006 + turn.scheme % 7 * 0.001)
    return [money(0.93) * by**place for place in range(GANG)]


def _same_machine(offers: list[Offer]) -> list[Offer]:
    return [replace(one, machine=offers[LEADER].machine) for one in offers]


def _same_account(offers: list[Offer]) -> list[Offer]:
    return [replace(one, account=offers[LEADER].account) for one in offers]


def _same_manager(offers: list[Offer]) -> list[Offer]:
    return [offers[0], replace(offers[1], manager=offers[0].manager), *offers[2:]]


def _same_file(offers: list[Offer]) -> list[Offer]:
    return [offers[0], *(replace(one, md5=offers[0].md5) for one in offers[1:3]), *offers[3:]]


def _alone(offers: list[Offer]) -> list[Offer]:
    return [offers[LEADER]]


def _give_up(offers: list[Offer]) -> list[Offer]:
    return [offers[LEADER], *(replace(one, status="withdrawn") for one in offers[1:])]


ROUND_ABOUT, MARKED, FOR_SOMEBODY = (f"招标投标法实施条例 第{number}条" for number in ("三十九", "四十", "四十一"))
SCHEMES: Mapping[str, Scheme] = {
    "cover-bidding": Scheme("陪标：一家低价，其余报价抱团偏高", ROUND_ABOUT, _led(0.93, 0.975)),
    "shared-machine": Scheme("投标文件硬件特征码一致", MARKED, trick=_same_machine),
    "rotation": Scheme("固定投标人轮流中标", ROUND_ABOUT, _led(0.955, 0.97)),
    "price-ladder": Scheme("投标报价呈等差规律", MARKED, _fixed(0.93, 0.938, 0.946, 0.954)),
    "fixed-ratio": Scheme("投标报价呈固定比例", MARKED, _ratio),
    "mean-steering": Scheme("联合抬高评标基准价", ROUND_ABOUT, _fixed(0.962, 0.991, 0.9895, 0.9932)),
    "shared-account": Scheme("投标保证金从同一账户转出", MARKED, trick=_same_account),
    "same-manager": Scheme("不同投标人的项目负责人为同一人", MARKED, trick=_same_manager),
    "same-file": Scheme("不同投标人的投标文件相同", MARKED, trick=_same_file),
    "favoured-winner": Scheme("同一招标人的项目长期由同一投标人高价中标", FOR_SOMEBODY, _fixed(0.988, 1, 1, 1), _alone),
    "collective-withdrawal": Scheme(
        "投标人集体撤回，使特定投标人中标", ROUND_ABOUT, _fixed(0.986, 0.93, 0.94, 0.95), _give_up
    ),
}
