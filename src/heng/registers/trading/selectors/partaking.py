"""What a party does in trades 「参与交易」: as owner, as agency, as bidder once the bids are opened, as winner.

And the panels on which an expert sat, once the result is fixed.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from heng.registers.authorities.actors import Actor, Role, reach
from heng.registers.parties.models import Expert, Party
from heng.registers.trading.models import Award, Bid, PanelMember, Project, Stage
from heng.registers.trading.selectors.contents import FIXED, OPENED, STANDING
from heng.registers.trading.selectors.search import INSPECTING, visible_to

ENDED = (Stage.FAILED, Stage.TERMINATED)
OWNER, AGENCY, BIDDER, PARTNER, WINNER = (
    "招标（采购）人",
    "代理机构",
    "投标人（供应商）",
    "联合体成员",
    "中标（成交）人",
)


def taken_part(reader: Actor, party: Party) -> QuerySet[Project]:
    """The projects in which a party takes or took part, as far as the reader may know; the latest first."""
    told = Q(owner=party) | Q(agency=party) | Q(pk__in=_awards(party).values("lot__project"))
    told |= Q(pk__in=_bids(Q(bidder=party)).values("lot__project"))
    told |= Q(pk__in=_bids(Q(joint_bidders__party=party)).values("lot__project"))
    rows = visible_to(reader).filter(told).select_related("owner", "authority").defer("resolution", "search")
    return rows.order_by("-registered_on", "-pk")


def parts_taken(party: Party, projects: Iterable[Project]) -> dict[int, tuple[str, ...]]:
    """Say by project what a party is or was in it; three queries for however many."""
    rows = list(projects)
    keys = [row.pk for row in rows]
    known = {
        BIDDER: set(_bids(Q(bidder=party), keys).values_list("lot__project", flat=True)),
        PARTNER: set(_bids(Q(joint_bidders__party=party), keys).values_list("lot__project", flat=True)),
        WINNER: set(_awards(party).filter(lot__project__in=keys).values_list("lot__project", flat=True)),
        OWNER: {row.pk for row in rows if row.owner_id == party.pk},
        AGENCY: {row.pk for row in rows if row.agency_id == party.pk},
    }
    order = (OWNER, AGENCY, BIDDER, PARTNER, WINNER)
    return {pk: tuple(part for part in order if pk in known[part]) for pk in keys}


def refs_of_parties(project: Project) -> set[str]:
    """Give the references of all who take part in a project, opened or not: for the clock, never for a page."""
    bids = Bid.objects.filter(lot__project=project, **STANDING)
    awards = Award.objects.filter(lot__project=project, **STANDING)
    part = Q(pk__in={project.owner_id, project.agency_id or project.owner_id}) | Q(pk__in=bids.values("bidder"))
    part |= Q(pk__in=bids.values("joint_bidders__party")) | Q(pk__in=awards.values("party"))
    return {party.ref for party in Party.objects.filter(part).only("pk")}


def sittings(reader: Actor, expert: Expert) -> QuerySet[PanelMember]:
    """The panels on which an expert sat, for those who supervise the trade or watch over who does; the latest first.

    Nobody learns of a panel before the result is fixed (招标投标法 第三十七条).
    """
    found = PanelMember.objects.filter(expert=expert, lot__project__stage__in=FIXED, **STANDING)
    if reader.role == Role.OFFICER:
        found = found.filter(lot__project__authority=reader.authority)
    elif reader.role in INSPECTING and reader.region:
        found = found.filter(lot__project__region__startswith=reach(reader.region))
    elif reader.role != Role.CLOCK:
        found = found.none()
    return found.select_related("lot__project").order_by("-lot__project__registered_on", "-pk")


def _awards(party: Party) -> QuerySet[Award]:
    return Award.objects.filter(party=party, status=Award.Status.ACTIVE, **STANDING).order_by()


def _bids(whose: Q, projects: Iterable[int] | None = None) -> QuerySet[Bid]:
    """The bids of whom is asked for, in lots whose bids are opened; before that nobody learns who bids."""
    ended = Q(lot__project__stage__in=ENDED, lot__project__lots__openings__opened_at__isnull=False)
    found = Bid.objects.filter(whose, Q(lot__project__stage__in=OPENED) | ended, **STANDING).order_by()
    return found if projects is None else found.filter(lot__project__in=projects)
