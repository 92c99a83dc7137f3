"""The eleven indicators once more, in plain Python over plain records: slow, and independent of what it checks."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations
from typing import Any

Record = dict[str, Any]
Flags = dict[tuple[str, str, str], float]
"""Group as the peer prints it, identifier and code, to the value."""


@dataclass(frozen=True)
class Asked:
    """Settings, as the oracle understands them."""

    currency: str = "CNY"
    thresholds: Mapping[str, float] = field(default_factory=dict)
    excluded: tuple[str, ...] = ()
    not_compared: tuple[str, ...] = ()
    days: float = 15
    days_of: Mapping[str, float] = field(default_factory=dict)
    compatible: bool = False


def flags(records: Iterable[Record], asked: Asked) -> Flags:
    kept = [one for one in records if in_scope(one, asked)]
    found: Flags = {}
    for rule in (r003, r018, r024, r025, r028, r030, r035, r036, r038, r048, r058):
        found |= {(group, name, rule.__name__.upper()): value for group, name, value in rule(kept, asked)}
    return found


def in_scope(one: Record, asked: Asked) -> bool:
    tender = part(one, "tender")
    details = tender.get("procurementMethodDetails")
    return isinstance(one.get("ocid"), str) and tender.get("status") != "cancelled" and details not in asked.excluded


Found = Iterator[tuple[str, str, float]]


def r003(records: list[Record], asked: Asked) -> Found:
    for one in records:
        tender = part(one, "tender")
        start, end = (moment(part(tender, "tenderPeriod").get(name)) for name in ("startDate", "endDate"))
        least = asked.days_of.get(tender.get("procurementMethodDetails") or "", asked.days)
        if start and end and math.trunc((end - start).total_seconds() / 86_400) < least:
            yield "OCID", one["ocid"], 1


def r018(records: list[Record], _: Asked) -> Found:
    for one in records:
        tender = part(one, "tender")
        if tender.get("numberOfTenderers") == 1 and tender.get("procurementMethod") in {"open", "selective"}:
            yield "OCID", one["ocid"], 1


def r024(records: list[Record], asked: Asked) -> Found:
    told = list(distances(records, asked))
    q1, q3 = (quantile([d for *_, d in told], tau) for tau in (0.25, 0.75))
    fence = asked.thresholds.get("R024", q1 - 1.5 * (q3 - q1))
    if "R024" not in asked.thresholds and not (q1 > 0 and fence > 0):
        return
    for ocid, winner, runner_up, distance in told:
        if distance <= fence:
            yield "OCID", ocid, distance
            yield "Tenderer", winner, 0
            yield "Tenderer", runner_up, 0


def r058(records: list[Record], asked: Asked) -> Found:
    told = list(distances(records, asked))
    q1, q3 = (quantile([d for *_, d in told], tau) for tau in (0.25, 0.75))
    fence = asked.thresholds.get("R058", q3 + 1.5 * (q3 - q1))
    for ocid, winner, _runner_up, distance in told:
        if fence > 0 and distance >= fence:
            yield "OCID", ocid, distance
            yield "Tenderer", winner, 0


def r025(records: list[Record], asked: Asked) -> Found:
    bids: dict[str, int] = defaultdict(int)
    wins: dict[str, int] = defaultdict(int)
    for one in records:
        winner = sole_winner(one)
        if winner is not None:
            for party in {name for name, _bid in sole_bids(one)}:
                bids[party] += 1
                wins[party] += party == winner
    ratios = {party: wins[party] / count for party, count in bids.items()}
    q1, q3 = (quantile(list(ratios.values()), tau) for tau in (0.25, 0.75))
    fence = asked.thresholds.get("R025", q1 - 1.5 * (q3 - q1))
    if "R025" not in asked.thresholds and not (q1 > 0 and fence > 0):
        return
    often = quantile(list(map(float, bids.values())), 0.75)
    yield from (("Tenderer", name, ratio) for name, ratio in ratios.items() if bids[name] >= often and ratio <= fence)


def r028(records: list[Record], asked: Asked) -> Found:
    for one in compared(records, asked):
        priced = [(amount(bid), currency(bid), frozenset(ids(bid, "tenderers"))) for bid in submitted(one)]
        priced = [row for row in priced if row[0] is not None and row[1] and row[2]]
        for mine, other in combinations(priced, 2):
            if mine[:2] == other[:2] and mine[2] != other[2]:
                yield "OCID", one["ocid"], 1
                yield from (("Tenderer", name, 1) for name in mine[2] | other[2])


def r030(records: list[Record], asked: Asked) -> Found:
    read: Callable[[object], Any] = (lambda text: text) if asked.compatible else moment
    for one in records:
        close = read(part(part(one, "tender"), "tenderPeriod").get("endDate"))
        winners = {name for award in active(one) for name in ids(award, "suppliers")}
        for bid in submitted(one):
            handed = read(bid.get("date"))
            if (
                bid["status"] == "valid"
                and close
                and handed
                and handed > close
                and winners & set(ids(bid, "tenderers"))
            ):
                yield "OCID", one["ocid"], 1
                yield from (("Tenderer", name, 1) for name in ids(bid, "tenderers"))


def r035(records: list[Record], _: Asked) -> Found:
    for one in records:
        valid, out = (
            {name for bid in submitted(one) if bid["status"] == status for name in ids(bid, "tenderers")}
            for status in ("valid", "disqualified")
        )
        winners = {name for award in active(one) for name in ids(award, "suppliers")}
        if is_final(one) and len(valid) == 1 and valid == winners and out - valid:
            yield "OCID", one["ocid"], len(out - valid)
            yield "Tenderer", next(iter(valid)), 0


def r036(records: list[Record], asked: Asked) -> Found:
    for one in compared(records, asked):
        bids = [bid for bid in submitted(one) if amount(bid) is not None and currency(bid) == asked.currency]
        if active(one) and any(bid["status"] == "valid" for bid in bids):
            lowest = min(bids, key=lambda bid: amount(bid) or 0)
            yield from [("OCID", one["ocid"], 1)] * (lowest["status"] == "disqualified")


def r038(records: list[Record], asked: Asked) -> Found:
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in records:
        bids = submitted(one)
        out = sum(bid["status"] == "disqualified" for bid in bids)
        groups = (("Buyer", part(one, "buyer")), ("ProcuringEntity", part(part(one, "tender"), "procuringEntity")))
        for group, organisation in groups:
            if bids and isinstance(organisation.get("id"), str):
                _add(counts[group, organisation["id"]], out, len(bids))
        for bid in bids:
            for name in ids(bid, "tenderers"):
                _add(counts["Tenderer", name], bid["status"] == "disqualified", 1)
    for group in ("Buyer", "ProcuringEntity", "Tenderer"):
        counting = 1 if asked.compatible or group == "Tenderer" else 2
        told = {name: row[0] / row[1] for (whose, name), row in counts.items() if whose == group and row[counting] >= 2}
        q1, q3 = (quantile(list(told.values()), tau) for tau in (0.25, 0.75))
        fence = q3 + 1.5 * (q3 - q1)
        yield from ((group, name, ratio) for name, ratio in told.items() if fence > 0 and ratio >= fence)


def r048(records: list[Record], asked: Asked) -> Found:
    kinds: dict[str, set[str]] = defaultdict(set)
    seen: dict[str, set[str]] = defaultdict(set)
    for one in records:
        for award in active(one):
            if len(listed(award, "suppliers")) == len(ids(award, "suppliers")) == 1:
                for item in listed(award, "items"):
                    code = part(item, "classification").get("id")
                    if isinstance(code, str):
                        (name,) = ids(award, "suppliers")
                        kinds[name].add(code[:2])
                        seen[name].add(one["ocid"])
    least = asked.thresholds.get("R048.least", 20)
    told = {name: float(len(some)) for name, some in kinds.items() if len(seen[name]) >= least}
    q1, q3 = (quantile(list(told.values()), tau) for tau in (0.25, 0.75))
    yield from (("Tenderer", name, count) for name, count in told.items() if count >= q3 + 1.5 * (q3 - q1))


def distances(records: list[Record], asked: Asked) -> Iterator[tuple[str, str, str, float]]:
    for one in compared(records, asked):
        winner = sole_winner(one)
        bids = [(name, amount(bid)) for name, bid in sole_bids(one) if currency(bid) == asked.currency]
        priced = [(name, price) for name, price in bids if price is not None]
        mine = min((price for name, price in priced if name == winner), default=None)
        others = [(name, price) for name, price in priced if name != winner]
        if winner is not None and mine is not None and mine > 0 and others:
            name, price = min(others, key=lambda row: row[1])
            if price >= mine:
                yield one["ocid"], winner, name, (price - mine) / mine


def quantile(values: list[float], tau: float) -> float:
    if not values:
        return math.nan
    ordered, n = sorted(values), len(values)
    h = (n + 1 / 3) * tau + 1 / 3
    k = math.trunc(h)
    if k <= 0:
        return ordered[0]
    return ordered[-1] if k >= n else ordered[k - 1] + (h - k) * (ordered[k] - ordered[k - 1])


def compared(records: list[Record], asked: Asked) -> list[Record]:
    return [one for one in records if part(one, "tender").get("procurementMethodDetails") not in asked.not_compared]


def sole_winner(one: Record) -> str | None:
    awards = active(one)
    if not is_final(one) or len(awards) != 1 or len(listed(awards[0], "suppliers")) != 1:
        return None
    return next(iter(ids(awards[0], "suppliers")), None)


def is_final(one: Record) -> bool:
    if not isinstance(one.get("awards"), list) or not isinstance(part(one, "bids").get("details"), list):
        return False
    told = {award["status"] for award in one["awards"] if isinstance(award.get("status"), str)}
    return told <= {"active", "cancelled", "unsuccessful"}


def sole_bids(one: Record) -> list[tuple[str, Record]]:
    bids = [bid for bid in submitted(one) if bid["status"] == "valid" and len(listed(bid, "tenderers")) == 1]
    return [(name, bid) for bid in bids for name in ids(bid, "tenderers")]


def submitted(one: Record) -> list[Record]:
    bids = listed(part(one, "bids"), "details")
    return [bid for bid in bids if isinstance(bid.get("status"), str) and bid["status"] not in {"invited", "withdrawn"}]


def active(one: Record) -> list[Record]:
    return [award for award in listed(one, "awards") if award.get("status") == "active"]


def ids(owner: Record, name: str) -> list[str]:
    told = [one["id"] for one in listed(owner, name) if isinstance(one.get("id"), str)]
    return list(dict.fromkeys(told))


def amount(bid: Record) -> float | None:
    value = part(bid, "value").get("amount")
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def currency(bid: Record) -> object:
    return part(bid, "value").get("currency")


def moment(text: object) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) else None


def part(owner: Record, name: str) -> Record:
    value = owner.get(name)
    return value if isinstance(value, dict) else {}


def listed(owner: Record, name: str) -> list[Record]:
    value = owner.get(name)
    return value if isinstance(value, list) else []


def _add(row: list[int], out: int, bids: int) -> None:
    row[0] += out
    row[1] += bids
    row[2] += 1
