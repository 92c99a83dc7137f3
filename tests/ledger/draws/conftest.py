"""A draw of the housing department 演示 at each of its stages, under a log of its own."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from heng.engines.draw import Candidate, PublicValue, Stratum, Use, commit
from heng.ledger import relay
from heng.ledger.draws import services
from heng.ledger.draws.models import Draw
from heng.ledger.draws.services import Draft
from heng.ledger.transparency import services as log
from heng.registers.authorities.actors import Actor
from tests.support.cast import AUDIT, CAST, CENTRE, HOUSING

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
COMMITS_DUE, REVEALS_DUE = NOW + timedelta(hours=2), NOW + timedelta(hours=6)
IN_TIME, LATE = NOW + timedelta(hours=1), REVEALS_DUE + timedelta(minutes=1)
PARTIES = (HOUSING, CENTRE, AUDIT)
HANDS = (CAST.officer, CAST.centre, CAST.watcher)  # one of each party
SOURCE = "中国体育彩票排列5第26061期开奖号码，五位数字，不留空格"
NUMBERS = "40718"


def draft(**changes: object) -> Draft:
    """Five firms of which two are to be inspected, and one more that is barred."""
    firms = [Candidate(f"91410500DEMO0000{number}A", "建筑施工") for number in range(1, 6)]
    facts: dict[str, object] = {
        "purpose": Draw.Purpose.TARGETS,
        "title": "2026年第一次双随机抽查：检查对象",
        "parties": PARTIES,
        "commits_due": COMMITS_DUE,
        "reveals_due": REVEALS_DUE,
        "strata": (Stratum("建筑施工", 2),),
        "candidates": (*firms, Candidate("91410500DEMO00006A", "建筑施工", ("处于市场禁入期",))),
        "public_value": PublicValue(SOURCE),
        "names": {"91410500DEMO00001A": "演示建筑甲公司"},
    }
    return Draft(**(facts | changes))  # type: ignore[arg-type]


def nonce(hand: Actor) -> bytes:
    """The number that a party of these tests keeps to itself."""
    return hand.authority.encode().ljust(32, b".")


def promise(draw: Draw, hand: Actor, at: datetime = IN_TIME) -> Draw:
    """Let somebody commit for its organ."""
    return services.commit(draw, commit(draw.ref, hand.authority, nonce(hand)).digest, by=hand, at=at)


def show(draw: Draw, hand: Actor, at: datetime = IN_TIME) -> Draw:
    """Let somebody reveal for its organ."""
    return services.reveal(draw, nonce(hand).hex(), by=hand, at=at)


@pytest.fixture(autouse=True)
def unheard(silence) -> None:
    """Nobody listens."""


@pytest.fixture
def seal() -> Callable[[], object]:
    """Seal all that was recorded, as the clock does every minute."""

    def sealed() -> None:
        relay.run(now=NOW)
        log.seal(at=NOW)

    return sealed


@pytest.fixture
def frozen() -> Draw:
    """A list that is frozen."""
    return services.freeze(draft(), by=CAST.officer, at=NOW)


@pytest.fixture
def committed(frozen, seal) -> Draw:
    """One for which all have committed, sealed."""
    for hand in HANDS:
        promise(frozen, hand)
    seal()
    return Draw.objects.get(pk=frozen.pk)


@pytest.fixture
def revealed(committed, seal) -> Draw:
    """One in which all have revealed, sealed."""
    for hand in HANDS:
        show(committed, hand)
    seal()
    return Draw.objects.get(pk=committed.pk)


def always(**changes: object) -> Draft:
    """A draft in which the public value enters in any case."""
    return draft(public_value=PublicValue(SOURCE, Use.ALWAYS), **changes)
