"""Invented parties 「虚构主体」: names that nobody could take for real ones, with codes that check."""

from dataclasses import dataclass
from random import Random

from heng.engines.codes import organisation_check_char, uscc_check_char
from heng.registers.parties.services import PartyFacts

OWNERS = 16
AGENCIES = 6
BIDDERS = 38
TRADES = ("建设", "市政", "路桥", "水务", "园林", "信息", "商贸", "服务")


@dataclass(frozen=True, slots=True)
class Companies:
    """Who builds, who arranges and who bids in the invented city; two of them are barred."""

    owners: tuple[PartyFacts, ...]
    agencies: tuple[PartyFacts, ...]
    bidders: tuple[PartyFacts, ...]

    @property
    def barred_owner(self) -> PartyFacts:
        """The owner that a ban keeps out."""
        return self.owners[-1]

    @property
    def barred_agency(self) -> PartyFacts:
        """The agency that a ban keeps out."""
        return self.agencies[-1]

    @property
    def everybody(self) -> tuple[PartyFacts, ...]:
        """All of them."""
        return (*self.owners, *self.agencies, *self.bidders)


def invent(random: Random) -> Companies:
    """Invent sixty parties; the same seed, the same parties."""
    return Companies(
        owners=tuple(
            _party(random, f"安阳虚构项目业主第{number:03d}号单位", "12", ("01",)) for number in _numbers(OWNERS)
        ),
        agencies=tuple(
            _party(random, f"安阳虚构招标代理第{number:03d}号有限公司", "91", ("02",)) for number in _numbers(AGENCIES)
        ),
        bidders=tuple(
            _party(random, f"安阳虚构{random.choice(TRADES)}第{number:03d}号有限公司", "91", ("03",))
            for number in _numbers(BIDDERS)
        ),
    )


def _numbers(count: int) -> range:
    return range(1, count + 1)


def _party(random: Random, name: str, kind: str, roles: tuple[str, ...]) -> PartyFacts:
    organisation = f"MA{random.randrange(1_000_000):06d}"
    first = f"{kind}410500{organisation}{organisation_check_char(organisation)}"
    return PartyFacts(name=name, code=first + uscc_check_char(first), region="410500", roles=roles)
