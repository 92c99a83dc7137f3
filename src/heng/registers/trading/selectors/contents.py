"""What a project holds 「项目内容」: lots, bids, panel, awards, contracts, as far as this reader may know them.

Bids are unknown before they are opened (招标投标法 第三十六条), the panel before the result is fixed (第三十七条);
marks of bid files, accounts and people are for those who supervise.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from django.db.models import Prefetch, QuerySet

from heng.registers.authorities.actors import Actor, is_staff
from heng.registers.credit.models import Regime
from heng.registers.parties.models import Party
from heng.registers.parties.selectors import mask_id, mask_name
from heng.registers.trading.models import (
    Abnormality,
    Award,
    Bid,
    BidMark,
    Candidate,
    Change,
    Contract,
    Deposit,
    Document,
    Evaluation,
    Fact,
    JointBidder,
    Lot,
    Notice,
    Opening,
    PanelMember,
    Performance,
    Project,
    Question,
    Score,
    Stage,
)
from heng.registers.trading.procedure import WAY
from heng.registers.trading.selectors.search import sees_inside

OPENED = set(WAY[WAY.index(Stage.OPENED) :])
PUBLICISED = set(WAY[WAY.index(Stage.PUBLICISED) :])
FIXED = set(WAY[WAY.index(Stage.AWARDED) :])
STANDING = {"withdrawn_on__isnull": True}
HUNDREDTH = Decimal("0.01")
Told = TypeVar("Told", bound=Fact)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyInTrade:
    """A party and what it is in this trade."""

    party: Party
    part: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkView:
    """The marks of a bid file; for supervisors."""

    file_name: str
    md5: str
    cpu: str
    disk: str
    memory: str
    ip: str
    mac: str
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BidView:
    """A bid as the reader may see it; `score` is the mean of what the panel gave in all, `marks` may be empty."""

    pk: int
    bidder: Party
    joint: tuple[Party, ...]
    price: Decimal | None
    currency: str
    price_note: str
    submitted_at: datetime | None
    status: str
    rank: int | None
    score: Decimal | None
    is_winner: bool
    marks: tuple[MarkView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LotView:
    """A lot with its bids, the ranked ones first; `is_secret`: they are not opened yet, `bids` is empty."""

    lot: Lot
    is_secret: bool
    opened_at: datetime | None
    bids: tuple[BidView, ...]
    awards: tuple[Award, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractView:
    """A contract with its changes and what was performed."""

    contract: Contract
    changes: tuple[Change, ...]
    performances: tuple[Performance, ...]


def is_opened(project: Project) -> bool:
    """Say whether the bids were opened."""
    if project.stage in OPENED:
        return True
    ended = project.stage in {Stage.FAILED, Stage.TERMINATED}
    return ended and Opening.objects.filter(lot__project=project, opened_at__isnull=False).exists()


def parties_of(project: Project, actor: Actor) -> list[PartyInTrade]:
    """Owner, agency, bidders (once opened) and winners, each once a part."""
    found = [PartyInTrade(party=project.owner, part="招标（采购）人")]
    if project.agency is not None:
        found.append(PartyInTrade(party=project.agency, part="代理机构"))
    for view in bids_of(project, actor):
        found += [PartyInTrade(party=bid.bidder, part="投标人（供应商）", detail=view.lot.name) for bid in view.bids]
        joint = [(bid, party) for bid in view.bids for party in bid.joint]
        found += [PartyInTrade(party=party, part="联合体成员", detail=view.lot.name) for _, party in joint]
        found += [
            PartyInTrade(party=award.party, part="中标（成交）人", detail=view.lot.name)
            for award in view.awards
            if award.party is not None and award.status == Award.Status.ACTIVE
        ]
    return found


def bids_of(project: Project, actor: Actor) -> list[LotView]:
    """The lots with their bids, as far as the reader may know them; as many queries for one lot as for many."""
    inside = sees_inside(actor, project)
    shown = is_opened(project)
    rows = _standing(Lot.objects.filter(project=project)).prefetch_related(
        Prefetch("openings", _standing(Opening.objects.order_by("opened_at"))),
        Prefetch("awards", _standing(Award.objects.select_related("party"))),
    )
    if shown:
        rows = rows.prefetch_related(
            Prefetch("bids", _bids(inside=inside)),
            Prefetch("candidates", _standing(Candidate.objects.all())),
            Prefetch("bid_marks", _standing(BidMark.objects.all()) if inside else BidMark.objects.none()),
        )
    return [_lot_view(lot, shown=shown, inside=inside) for lot in rows]


def panel_of(project: Project, actor: Actor) -> list[tuple[PanelMember, str]]:
    """The panel with the names the reader may see; empty before the result is fixed.

    Names stand in the result of procurement (财政部令第87号 第六十九条); of others only supervisors see them in full.
    """
    if project.stage not in FIXED:
        return []
    members = _standing(PanelMember.objects.filter(lot__project=project)).select_related("lot", "expert").order_by("pk")
    in_full = sees_inside(actor, project) or project.regime == Regime.PROCUREMENT
    named = [(member, member.name or (member.expert.name if member.expert else "")) for member in members]
    return [(member, name if in_full else mask_name(name)) for member, name in named]


def awards_of(project: Project, actor: Actor) -> list[Award]:  # noqa: ARG001  -- the reader comes with every question
    """The awards of all lots; public."""
    return list(_standing(Award.objects.filter(lot__project=project)).select_related("lot", "party"))


def contracts_of(project: Project, actor: Actor) -> list[ContractView]:  # noqa: ARG001
    """The contracts with their changes and performance; public."""
    rows = _standing(Contract.objects.filter(project=project)).select_related("lot", "party")
    rows = rows.prefetch_related(
        Prefetch("changes", _standing(Change.objects.order_by("changed_on", "pk"))),
        Prefetch("performances", _standing(Performance.objects.order_by("happened_on", "pk"))),
    )
    return [
        ContractView(
            contract=contract,
            changes=tuple(contract.changes.all()),
            performances=tuple(contract.performances.all()),
        )
        for contract in rows
    ]


def notices_of(project: Project, actor: Actor) -> QuerySet[Notice]:
    """The notices in the order of their publication; public. Staff see what was revoked too."""
    rows = Notice.objects.filter(project=project)
    return rows if is_staff(actor) else _standing(rows)


def documents_of(project: Project, actor: Actor) -> QuerySet[Document]:  # noqa: ARG001
    """The documents by their address; public."""
    return _standing(Document.objects.filter(project=project))


def questions_of(project: Project, actor: Actor) -> QuerySet[Question]:  # noqa: ARG001
    """Questions and answers; public, without who asked."""
    return _standing(Question.objects.filter(project=project)).order_by("at", "pk")


def evaluations_of(project: Project, actor: Actor) -> list[Evaluation]:
    """The reports of the panel, for staff: what they say may name people."""
    if not is_staff(actor):
        return []
    return list(_standing(Evaluation.objects.filter(lot__project=project)).select_related("lot").order_by("pk"))


def candidates_of(project: Project, actor: Actor) -> list[Candidate]:
    """The candidates in their rank, once they are published; supervisors see them as soon as they are told."""
    if project.stage not in PUBLICISED and not sees_inside(actor, project):
        return []
    rows = _standing(Candidate.objects.filter(lot__project=project)).select_related("lot", "party")
    return list(rows.order_by("lot", "rank", "pk"))


def abnormalities_of(project: Project, actor: Actor) -> list[Abnormality]:  # noqa: ARG001
    """The abnormal ends and turns of a trade; public."""
    return list(_standing(Abnormality.objects.filter(project=project)).order_by("approved_at", "pk"))


def deposits_of(project: Project, actor: Actor) -> list[tuple[Deposit, str]]:
    """The bid bonds once the bids are opened, each with its account masked; for supervisors only."""
    if not (sees_inside(actor, project) and is_opened(project)):
        return []
    rows = _standing(Deposit.objects.filter(lot__project=project)).select_related("lot", "party")
    return [(row, mask_id(row.account)) for row in rows.order_by("lot", "pk")]


def _lot_view(lot: Lot, *, shown: bool, inside: bool) -> LotView:
    openings, awards = list(lot.openings.all()), tuple(lot.awards.all())
    moment = next((opening.opened_at for opening in openings if opening.opened_at), None)
    if not shown:
        return LotView(lot=lot, is_secret=True, opened_at=moment, bids=(), awards=awards)
    winners = {award.party_id for award in awards if award.status == Award.Status.ACTIVE}
    ranks = {candidate.party_id: candidate.rank for candidate in lot.candidates.all()}
    marks: dict[int, list[MarkView]] = {}
    for mark in lot.bid_marks.all():
        marks.setdefault(mark.bidder_id, []).append(_mark_view(mark))
    bids = (
        BidView(
            pk=bid.pk,
            bidder=bid.bidder,
            joint=tuple(partner.party for partner in bid.joint_bidders.all()),
            price=bid.price,
            currency=bid.currency,
            price_note=bid.price_note,
            submitted_at=bid.submitted_at,
            status=bid.get_status_display(),
            rank=ranks.get(bid.bidder_id),
            score=_mean(bid) if inside else None,
            is_winner=bid.bidder_id in winners,
            marks=tuple(marks.get(bid.bidder_id, ())),
        )
        for bid in lot.bids.all()
    )
    ranked = tuple(sorted(bids, key=lambda bid: (bid.rank is None, bid.rank)))
    return LotView(lot=lot, is_secret=False, opened_at=moment, bids=ranked, awards=awards)


def _mark_view(mark: BidMark) -> MarkView:
    return MarkView(**{name: getattr(mark, name) for name in MarkView.__slots__})


def _mean(bid: Bid) -> Decimal | None:
    """What the members of the panel gave this bid in all, on average."""
    totals: dict[int | None, Decimal] = {}
    for score in bid.scores.all():
        totals[score.member_id] = totals.get(score.member_id, Decimal(0)) + score.value
    return (sum(totals.values(), Decimal(0)) / len(totals)).quantize(HUNDREDTH) if totals else None


def _bids(*, inside: bool) -> QuerySet[Bid]:
    partners = Prefetch("joint_bidders", JointBidder.objects.select_related("party").order_by("pk"))
    rows = _standing(Bid.objects.select_related("bidder")).prefetch_related(partners)
    return rows.prefetch_related(Prefetch("scores", _standing(Score.objects.all()))) if inside else rows


def _standing(rows: QuerySet[Told]) -> QuerySet[Told]:
    """Leave out what its teller took back."""
    return rows.filter(**STANDING)
