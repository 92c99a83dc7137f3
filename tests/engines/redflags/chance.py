"""OCDS releases of chance: few names, few prices, many ties, and something missing or odd in every corner."""

from collections.abc import Sequence
from random import Random
from typing import Any

from tests.engines.redflags.oracle import Record

PARTIES, BUYERS = 14, 5
STATUSES = ("valid",) * 6 + ("disqualified", "disqualified", "withdrawn", "pending", "invited", "odd", None, 7)
AWARDS = ("active",) * 8 + ("cancelled", "unsuccessful", "pending", None)
PRICES = (1, 1.5, 2, 2.0, 3, 1e3, 12345678901.25, 0, "5", None)
CURRENCIES = ("CNY",) * 9 + ("USD", None)


def records(random: Random, count: int) -> list[Record]:
    return [_record(random, f"o{number}") for number in range(count)]


def tender(ocid: str, *, closes: str, handed: str) -> Record:
    """One award to one bidder out of one bid."""
    party = [{"id": "T1"}]
    bid = {"status": "valid", "date": handed, "tenderers": party, "value": {"amount": 5, "currency": "CNY"}}
    period = {"startDate": "2024-01-01T00:00:00Z", "endDate": closes}
    return {
        "ocid": ocid,
        "tender": {"tenderPeriod": period},
        "bids": {"details": [bid]},
        "awards": [{"status": "active", "suppliers": party}],
    }


def _record(random: Random, ocid: str) -> Record:
    bids = [_bid(random) for _ in range(random.randint(0, 5))]
    return _some(
        random,
        ocid=random.choice([ocid] * 30 + [5]),
        buyer=_organisation(random, "B", BUYERS),
        tender=_tender(random),
        bids=_some(random, details=bids),
        awards=[_award(random, bids) for _ in range(random.choice([0, 1, 1, 1, 1, 2]))],
    )


def _tender(random: Random) -> Record:
    return _some(
        random,
        status=random.choice(["complete"] * 5 + ["cancelled"]),
        procurementMethod=random.choice(["open", "selective", "limited"]),
        procurementMethodDetails=random.choice(["A", "B", "N", "X"]),
        numberOfTenderers=random.choice([1, 1, 2, 3, "1"]),
        tenderPeriod=_some(random, startDate=_moment(random), endDate=_moment(random)),
        procuringEntity=_organisation(random, "P", BUYERS),
    )


def _bid(random: Random) -> Record:
    value = _some(random, amount=random.choice(PRICES), currency=random.choice(CURRENCIES))
    status = random.choice(STATUSES)
    return _some(random, status=status, date=_moment(random), tenderers=_parties(random), value=value)


def _award(random: Random, bids: Sequence[Record]) -> Record:
    told = [bid["tenderers"] for bid in bids if bid.get("tenderers")]
    suppliers = random.choice(told) if told and random.random() < 0.85 else _parties(random)
    items = [{"classification": {"id": f"{random.randint(10, 30)}00"}} for _ in range(random.randint(0, 3))]
    return _some(random, status=random.choice(AWARDS), suppliers=suppliers, items=items)


def _parties(random: Random) -> list[Record]:
    return [_organisation(random, "T", PARTIES) for _ in range(random.choice([1] * 14 + [0, 2, 3]))]


def _organisation(random: Random, letter: str, count: int) -> Record:
    return _some(random, id=random.choice([f"{letter}{random.randrange(count)}"] * 20 + [7]))


def _moment(random: Random) -> str:
    place = random.choice(["Z", "+08:00"])
    return f"2024-0{random.randint(1, 9)}-{random.randint(10, 28)}T0{random.randint(0, 9)}:00:00{place}"


def _some(random: Random, **parts: Any) -> Record:
    """Leave some parts out, and send nothing for some."""
    kept = {name: value for name, value in parts.items() if random.random() < 0.97}
    return {name: None if random.random() < 0.01 else value for name, value in kept.items()}
