"""How an invented contract was signed, changed and performed 「履约过程」."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from heng.faces.demo.contest import CENT, Offer, money
from heng.faces.demo.timetable import Timetable
from heng.faces.demo.trades import Scene
from heng.faces.demo.workdays import moment, on_or_after
from heng.registers.trading.services.dossier import ChangeFacts, ContractFacts, NoticeFacts, PerformanceFacts

DIFFERS = money(1.12)
MORE = money(0.05)
PARTS = (("advance", 10, 0.3), ("progress", 60, 0.4))  # days after the contract, and which share is paid


def performing(scene: Scene, times: Timetable, lot: str, winner: Offer) -> Iterator[tuple[int, date, str, Any]]:
    """Tell of a contract: chapter 0 is how it was signed, chapter 1 what came after."""
    amount = winner.price
    if scene.breach == "contract-differs":
        amount = (amount * DIFFERS).quantize(CENT)
    contract = ContractFacts(
        key=lot,
        lot=lot,
        party=winner.bidder,
        number=f"虚构合同{scene.key}-{lot}",
        name=f"{scene.facts.name}合同",
        amount=amount,
        signed_on=times.signed,
        starts_on=times.signed,
        ends_on=times.completed,
    )
    yield 0, times.signed, "contracts", contract
    if lot == "1":
        notice = NoticeFacts(
            key="contract", kind="contract", title=f"{scene.facts.name}合同公告", content="演示数据，全部虚构。",
            published_at=moment(times.signed, 16),
        )  # fmt: skip
        yield 0, times.signed, "notices", notice
    if scene.number % 5 == 0:
        day = on_or_after(times.signed + timedelta(days=40))
        change = ChangeFacts(
            key="1", contract=lot, content="增加零星工程量", amount=(amount * MORE).quantize(CENT), changed_on=day
        )
        yield 1, day, "changes", change
    yield from _moments(scene, times, contract)


def _moments(scene: Scene, times: Timetable, contract: ContractFacts) -> Iterator[tuple[int, date, str, Any]]:
    amount = contract.amount or money(0)
    for key, days, share in PARTS:
        day = on_or_after(times.signed + timedelta(days=days))
        paid = PerformanceFacts(
            key=key, contract=contract.key, kind="payment", content="按合同约定付款",
            amount=(amount * money(share)).quantize(CENT), happened_on=day,
        )  # fmt: skip
        yield 1, day, "performances", paid
    half = on_or_after(times.signed + (times.completed - times.signed) / 2)
    for key, kind, content, day in (
        ("half", "milestone", "完成合同约定的主要节点", half),
        ("acceptance", "acceptance", "验收合格", times.completed),
    ):
        done = PerformanceFacts(key=key, contract=contract.key, kind=kind, content=content, happened_on=day)
        yield 1, day, "performances", done
    if scene.number % 2 == 0:
        day = on_or_after(times.completed + timedelta(days=30))
        settled = PerformanceFacts(
            key="settlement", contract=contract.key, kind="settlement", content="结算完成",
            amount=(amount * money(0.3)).quantize(CENT), happened_on=day,
        )  # fmt: skip
        yield 1, day, "performances", settled
