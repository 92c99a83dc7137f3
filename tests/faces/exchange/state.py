"""The state of the registers by what things are called, whatever their numbers are."""

from heng.faces.exchange.models import Item
from heng.registers.parties.models import Part, Party
from heng.registers.trading.models import Award, Bid, Contract, Document, JointBidder, Lot, Notice, Project

UNSAID = {"id", "resolution", "search"}


def of_the_registers() -> dict[str, list]:
    """Everything that was taken in."""
    return {
        "projects": _rows(Project, "owner__code", "agency__code"),
        "lots": _rows(Lot, "project__source_key"),
        "notices": _rows(Notice, "project__source_key"),
        "documents": _rows(Document, "project__source_key"),
        "bids": _rows(Bid, "lot__source_key", "lot__project__source_key", "bidder__code"),
        "partners": sorted(JointBidder.objects.values_list("bid__source_key", "party__code")),
        "awards": _rows(Award, "lot__source_key", "lot__project__source_key", "party__code"),
        "contracts": _rows(Contract, "project__source_key", "lot__source_key", "party__code"),
        "parties": sorted(Party.objects.values_list("code", "name", "scheme")),
        "parts": sorted(Part.objects.values_list("party__code", "role")),
        "open": sorted(
            Item.objects.filter(resolved_at=None).values_list("dataset", "key", "digest", "verdict", "code")
        ),
    }


def _rows(model, *names: str) -> list:
    plain = [
        column.name for column in model._meta.concrete_fields if not column.is_relation and column.name not in UNSAID
    ]
    return sorted(repr(row) for row in model.objects.values_list(*plain, *names))
