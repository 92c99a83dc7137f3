"""What this program publishes, it can take in again: into an empty register, the same projects come of it."""

import json
from datetime import date

import pytest
from django.core.cache import cache
from django.core.management import call_command

from heng.registers.trading.models import (
    Abnormality,
    Award,
    Bid,
    Change,
    Contract,
    Document,
    JointBidder,
    Lot,
    Notice,
    Opening,
    Performance,
    Project,
)
from tests.faces.api.trades import failed, found_the_city, purchase, tell, works
from tests.support import append_only

CARRIED = {
    "projects": (
        Project, "", "name", "trade_class", "regime", "region", "owner__code", "owner__name", "agency__code",
        "tender_code", "budget", "currency", "mode", "is_electronic", "approval_name", "approval_number",
        "approval_organ", "registered_on", "stage", "authority_id",
    ),
    "lots": (Lot, "project__", "source_key", "name", "budget", "currency"),
    "notices": (
        Notice, "project__", "kind", "title", "url", "published_at", "documents_from", "documents_to", "bids_due_at",
    ),
    "documents": (Document, "project__", "kind", "title", "url", "published_at"),
    "abnormalities": (Abnormality, "project__", "kind"),
    "openings": (Opening, "lot__project__", "lot__source_key", "opened_at"),
    "bids": (Bid, "lot__project__", "lot__source_key", "bidder__code", "price", "submitted_at", "status"),
    "partners": (JointBidder, "bid__lot__project__", "bid__bidder__code", "party__code"),
    "awards": (Award, "lot__project__", "lot__source_key", "party__code", "amount", "awarded_at", "status"),
    "contracts": (
        Contract, "project__", "lot__source_key", "party__code", "name", "amount", "signed_on", "starts_on", "ends_on",
    ),
    "changes": (Change, "contract__project__", "content", "changed_on"),
    "performances": (Performance, "contract__project__", "kind", "content", "amount", "happened_on"),
}  # fmt: skip
"""What the standard has a place for, by the project's name; keys and numbers are the taker's own."""


def state() -> dict[str, list[str]]:
    return {
        name: sorted(repr(row) for row in model.objects.values_list(f"{path}name", *columns))
        for name, (model, path, *columns) in CARRIED.items()
    }


def told(address: str, client) -> bytes:
    cache.clear()
    return client.get(f"/api/v1/ocds/{address}").content


@pytest.mark.clause("1.6")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("form", ["releases", "records"])
def test_what_is_published_comes_into_an_empty_register_as_the_same_projects(form, client, tmp_path, capsys):
    found_the_city()
    tell(_without_persons(), works(bids=()), failed())
    before = state()
    assert before["changes"], "nothing is compared that is not there"
    (tmp_path / "package.json").write_bytes(told(form, client))
    with append_only.lifted():
        call_command("flush", interactive=False, verbosity=0)
    assert Project.objects.count() == 0
    found_the_city()
    call_command("take", str(tmp_path / "package.json"), "--source", "other", "--region", "410500", "--json")
    report = json.loads(capsys.readouterr().out)
    assert report["counts"]["taken"] == 3, report
    assert state() == before


@pytest.mark.django_db
def test_what_is_published_and_taken_twice_changes_nothing(client, tmp_path, capsys):
    found_the_city()
    tell(purchase(), works(), failed())
    (tmp_path / "package.json").write_bytes(told("releases", client))
    for verdict in ("taken", "unchanged"):
        call_command("take", str(tmp_path / "package.json"), "--source", "other", "--region", "410500", "--json")
        report = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
        assert report["counts"][verdict] == 3, report
    assert Project.objects.count() == 6
    assert date(2026, 1, 5) in set(Project.objects.values_list("registered_on", flat=True))


def _without_persons():
    """A natural person is masked in open data, and so does not come back by name."""
    whole = purchase()
    return purchase(bids=tuple(bid for bid in whole.bids if bid.bidder.kind != "natural"))
