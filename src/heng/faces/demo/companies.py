"""Invented parties and experts 「虚构主体」: names that nobody could take for real ones, with codes that check."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from heng.engines.codes import organisation_check_char, uscc_check_char
from heng.faces.demo.names import person
from heng.faces.demo.scale import Scale
from heng.registers.parties.services import ExpertFacts, PartyFacts, PersonFacts

TRADES = ("建设", "市政", "路桥", "水务", "园林", "信息", "商贸", "服务")
SPECIALITIES = ("A0801", "A0802", "A0803", "A0301", "A0401", "B0201", "C0601")
STRIDE, SERIALS = 7_919, 1_000_000  # without a common divisor, so that no serial number comes twice


@dataclass(frozen=True, slots=True)
class Companies:
    """Who builds, who arranges, who bids and who judges in the invented city; an owner and an agency are barred."""

    owners: tuple[PartyFacts, ...]
    agencies: tuple[PartyFacts, ...]
    bidders: tuple[PartyFacts, ...]
    experts: tuple[ExpertFacts, ...]
    full: tuple[PartyFacts, ...]  # all parties with their people, as they are registered once

    @property
    def represented(self) -> tuple[PartyFacts, ...]:
        """The owners whose representatives can log in."""
        return self.owners[:3]

    @property
    def barred(self) -> tuple[PartyFacts, ...]:
        """The bidders on whom bans lie, or lay; they take no part in the play."""
        return self.bidders[:4]

    @property
    def rivals(self) -> tuple[PartyFacts, ...]:
        """The bidders who take part."""
        return self.bidders[4:]

    @property
    def barred_owner(self) -> PartyFacts:
        """The owner that a ban keeps out."""
        return self.owners[-1]

    @property
    def barred_agency(self) -> PartyFacts:
        """The agency that a ban keeps out."""
        return self.agencies[-1]


def invent(random: Random, scale: Scale) -> Companies:
    """Invent the parties and experts; the same seed and scale, the same ones."""
    serial = _serials(random)
    owners = [
        _party(random, serial, f"安阳虚构项目业主第{number:03d}号单位", "12", "01") for number in _numbers(scale.owners)
    ]
    agencies = [
        _party(random, serial, f"安阳虚构招标代理第{number:03d}号有限公司", "91", "02")
        for number in _numbers(scale.agencies)
    ]
    bidders = [
        _party(random, serial, f"安阳虚构{random.choice(TRADES)}第{number:03d}号有限公司", "91", "03")
        for number in _numbers(scale.bidders)
    ]
    experts = tuple(_expert(random, number) for number in _numbers(scale.experts))
    return Companies(_named(owners), _named(agencies), _named(bidders), experts, (*owners, *agencies, *bidders))


def _numbers(count: int) -> range:
    return range(1, count + 1)


def _serials(random: Random) -> Iterator[int]:
    start = random.randrange(SERIALS)
    return ((start + step * STRIDE) % SERIALS for step in range(SERIALS))


def _party(random: Random, serial: Iterator[int], name: str, kind: str, role: str) -> PartyFacts:
    organisation = f"MA{next(serial):06d}"
    first = f"{kind}410500{organisation}{organisation_check_char(organisation)}"
    people = (
        PersonFacts(part="representative", name=person(random)),
        PersonFacts(part="contact", name=person(random), phone=f"0372-0{random.randrange(10**6):06d}"),
    )
    return PartyFacts(name=name, code=first + uscc_check_char(first), region="410500", roles=(role,), people=people)


def _expert(random: Random, number: int) -> ExpertFacts:
    return ExpertFacts(
        code=f"DEMO-ZJ-{number:05d}",
        name=person(random),
        employer=f"安阳虚构设计咨询第{number % 40 + 1:02d}号单位",
        specialities=tuple(sorted(random.sample(SPECIALITIES, 2))),
        region="410500",
    )


def _named(parties: list[PartyFacts]) -> tuple[PartyFacts, ...]:
    """Name parties as facts do that come later: by name and code."""
    return tuple(PartyFacts(name=party.name, code=party.code) for party in parties)
