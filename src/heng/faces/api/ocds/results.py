"""What came of a tender 「投标与结果」: bids once opened, awards, contracts and how they were performed."""

from collections.abc import Iterator

from heng.faces.api.ocds.parties import Directory
from heng.faces.api.ocds.wording import Object, day, moment, money, told
from heng.registers.trading.models import Award, Bid, Performance, Project, Stage
from heng.registers.trading.selectors import BidView, ContractView, LotView

BIDS = {
    str(Bid.Status.VALID.label): "valid",
    str(Bid.Status.REJECTED.label): "disqualified",
    str(Bid.Status.WITHDRAWN.label): "withdrawn",
    str(Bid.Status.PENDING.label): "pending",
}
NOT_TOLD = "not-told"
"""Of a contract whose award nobody told of: the standard asks for one."""


def bids(lots: list[LotView], directory: Directory) -> Object:
    """Tell of the bids (extension `bids`), of lots whose bids were opened."""
    return told(details=[_bid(view.lot.source_key, bid, directory) for view in lots for bid in view.bids])


def awards(lots: list[LotView], directory: Directory) -> list[Object]:
    """Tell of the awards."""
    return [_award(view.lot.source_key, award, directory) for view in lots for award in view.awards]


def contracts(project: Project, rows: list[ContractView], lots: list[LotView], directory: Directory) -> list[Object]:
    """Tell of the contracts, each with the award that it follows."""
    made = {award.lot_id: award for view in lots for award in reversed(view.awards)}
    status = "terminated" if project.stage == Stage.COMPLETED else "active"
    return [_contract(row, _follows(row, lots, made), status, directory) for row in rows]


def _bid(lot: str, bid: BidView, directory: Directory) -> Object:
    tenderers = [directory.mention(party, "tenderer") for party in (bid.bidder, *bid.joint)]
    return told(
        id=f"bid-{bid.pk}",
        date=moment(bid.submitted_at),
        status=BIDS[str(bid.status)],
        tenderers=tenderers,
        value=money(bid.price, bid.currency),
        relatedLots=[lot],
    )


def _award(lot: str, award: Award, directory: Directory) -> Object:
    supplier = directory.mention(award.party, "supplier")
    return told(
        id=f"award-{award.pk}",
        status=award.status,
        date=moment(award.awarded_at),
        value=money(award.amount, award.currency),
        suppliers=[supplier] if supplier else [],
        relatedLots=[lot],
    )


def _follows(view: ContractView, lots: list[LotView], made: dict[int, Award]) -> str:
    """Find the award of the same lot and party, else of the same lot."""
    row = view.contract
    same = (
        award for lot in lots for award in lot.awards if (award.lot_id, award.party_id) == (row.lot_id, row.party_id)
    )
    found = next(same, None) or made.get(row.lot_id or 0)
    return f"award-{found.pk}" if found else NOT_TOLD


def _contract(view: ContractView, award: str, status: str, directory: Directory) -> Object:
    row = view.contract
    supplier = directory.mention(row.party, "supplier")
    return told(
        id=f"contract-{row.pk}",
        awardID=award,
        title=row.name or row.number,
        status=status,
        dateSigned=day(row.signed_on),
        value=money(row.amount, row.currency),
        period=told(startDate=day(row.starts_on), endDate=day(row.ends_on)),
        suppliers=[supplier] if supplier else [],
        amendments=list(_amendments(view)),
        implementation=_implementation(view, row.currency),
    )


def _amendments(view: ContractView) -> Iterator[Object]:
    for change in view.changes:
        yield told(id=f"change-{change.pk}", date=day(change.changed_on), description=change.content)


def _implementation(view: ContractView, currency: str) -> Object:
    payments = [row for row in view.performances if row.kind == Performance.Kind.PAYMENT]
    others = [row for row in view.performances if row.kind != Performance.Kind.PAYMENT]
    return told(
        transactions=[
            told(id=f"payment-{row.pk}", date=day(row.happened_on), value=money(row.amount, currency))
            for row in payments
        ],
        milestones=[
            told(
                id=f"milestone-{row.pk}",
                title=row.content or row.get_kind_display(),
                type="delivery",
                dateMet=day(row.happened_on),
                status="met",
            )
            for row in others
        ],
    )
