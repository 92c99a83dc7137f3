"""The bids for one lot 「竞争」: who offers what, from which machine, with whose money."""

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from heng.registers.parties.services import PartyFacts

CENT = Decimal("0.01")
HIGHEST = 0.995  # of the budget: nobody offers more
FEWEST, MOST = 3, 8
SOLD = ("B", "C", "Z")  # classes in which the highest price wins


@dataclass(frozen=True, slots=True)
class Machine:
    """The marks that a bid file carries away from the machine on which it was made."""

    cpu: str
    disk: str
    memory: str
    mac: str
    ip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One bid. `is_chosen`: the lot is meant for it; `price` in 元."""

    bidder: PartyFacts
    price: Decimal
    machine: Machine
    account: str
    md5: str
    manager: str
    status: str = "valid"
    is_chosen: bool = False


def is_sold(trade_class: str) -> bool:
    """Say whether this is sold to whoever offers most, without a panel."""
    return trade_class.startswith(SOLD)


def honest(
    random: Random, bidders: tuple[PartyFacts, ...], budget: Decimal, *, lot: str, trade_class: str, count: int = 0
) -> list[Offer]:
    """Let companies compete for a lot, each for itself: prices lie around that of the market."""
    rivals = random.sample(bidders, count or random.randrange(FEWEST, MOST))
    if is_sold(trade_class):
        return [offer(rival, budget * money(1 + random.random() * 0.3), lot) for rival in rivals]
    market = random.uniform(0.86, 0.95)
    shares = (min(HIGHEST, market * random.gauss(1, 0.025)) for _ in rivals)
    return [offer(rival, budget * money(share), lot) for rival, share in zip(rivals, shares, strict=True)]


def offer(bidder: PartyFacts, price: Decimal, lot: str) -> Offer:
    """Let a company bid from its own machine and account."""
    seal = hashlib.md5(f"{lot}:{bidder.code}".encode(), usedforsecurity=False).hexdigest()
    return Offer(
        bidder=bidder,
        price=price.quantize(CENT),
        machine=machine_of(bidder),
        account=f"虚构账户{bidder.code[-10:]}",
        md5=seal,
        manager=f"演示经理{serial_of(bidder)}{'甲乙丙'[int(seal[0], 16) % 3]}",
    )


def serial_of(bidder: PartyFacts) -> str:
    """Return the six digits by which invented companies differ."""
    return bidder.code[10:16]


def machine_of(bidder: PartyFacts) -> Machine:
    """Return the machine of a company; the address is one of a range that no public network uses."""
    digest = hashlib.sha256(bidder.code.encode()).hexdigest()
    number = int(serial_of(bidder))
    return Machine(
        cpu=digest[6:22].upper(),
        disk=f"DEMO-{digest[22:32].upper()}",
        memory=digest[32:40].upper(),
        mac=":".join(["02", *(digest[place : place + 2] for place in range(40, 50, 2))]),
        ip=f"100.{64 + number // 2**16}.{number // 256 % 256}.{number % 256}",
    )


def money(share: float) -> Decimal:
    """Turn a share into a number that money can be multiplied by, the same on every machine."""
    return Decimal(round(share * 1_000_000)) / 1_000_000
