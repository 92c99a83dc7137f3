"""Bans and credit records of invented parties 「信用」: running, ended, lifted, of one kind of trade only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from heng.faces.demo.companies import Companies
from heng.registers.authorities.actors import CLOCK
from heng.registers.credit import services as credit
from heng.registers.credit.models import Ban, Record, Regime
from heng.registers.parties.models import Party
from heng.registers.parties.services import PartyFacts

HOUSING, FINANCE = "安阳市住房和城乡建设局", "安阳市财政局"
CARTEL, FORGERY = "招标投标法 第五十三条", "政府采购法 第七十七条"


@dataclass(frozen=True, slots=True)
class Barred:
    """A ban: from and until how many days after today, and for which trades (empty: all)."""

    party: PartyFacts
    starts: int
    ends: int
    organ: str = HOUSING
    law: str = CARTEL
    reason: str = "虚构：串通投标受到行政处罚"
    regime: str = ""
    lifted: bool = False


def enter(companies: Companies, known: Mapping[str, Party], *, today: date, at: datetime) -> None:
    """Enter the bans and records of the invented city."""
    for number, one in enumerate(_bans(companies), 1):
        ban = _enter(one, known[one.party.code], number, today=today, at=at)
        if one.lifted:
            credit.lift_ban(ban, by=CLOCK, at=at, reason="虚构：处罚决定经复议撤销")
    for number, kind in enumerate(Record.Kind.values * 2, 1):
        party = companies.bidders[-number]
        credit.enter_record(
            known[party.code],
            kind=kind,
            title=f"虚构：{Record.Kind(kind).label}",
            body="演示数据，全部虚构。",
            organ=FINANCE if number % 2 else HOUSING,
            document_number=f"虚构信用〔{today.year}〕{number}号",
            law="安公管办〔2022〕6号 六",
            happened_on=today - timedelta(days=40 * number),
            source_key=f"DEMO-{number}",
            by=CLOCK,
            at=at,
        )


def _bans(companies: Companies) -> tuple[Barred, ...]:
    """The owner and the agency are barred throughout, by one ban after another; some bidders in other ways."""
    first, second, third, fourth = companies.barred
    false = "虚构：提供虚假材料谋取中标、成交"
    return (
        *(
            Barred(party, starts, ends)
            for party in (companies.barred_owner, companies.barred_agency)
            for starts, ends in ((-1_200, -500), (-499, 365))
        ),
        Barred(first, -200, 165, FINANCE, FORGERY, false, regime=Regime.PROCUREMENT.value),
        Barred(second, -700, -335),
        Barred(third, -30, 700),
        Barred(fourth, -100, 265, lifted=True),
    )


def _enter(one: Barred, party: Party, number: int, *, today: date, at: datetime) -> Ban:
    return credit.enter_ban(
        party,
        regime=one.regime,
        starts_on=today + timedelta(days=one.starts),
        ends_on=today + timedelta(days=one.ends),
        reason=one.reason,
        law=one.law,
        organ=one.organ,
        document_number=f"虚构罚决〔{today.year - 1}〕{number}号",
        by=CLOCK,
        at=at,
    )
