"""What is sealed about a project goes into one file, and every byte of it is checked by the reader of bundles."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import transaction
from django.utils.timezone import now

from heng.engines.bundle.checking import Trust, check_bundle, check_receipt
from heng.engines.procedure import Refusal
from heng.engines.tlog.notes import signature_by
from heng.engines.tlog.signing import Cosigner
from heng.ledger import journal, relay
from heng.ledger.evidence import reading
from heng.ledger.evidence.store import store
from heng.ledger.models import Entry
from heng.ledger.transparency import bundling, proving, selectors, services
from tests.engines.tlog.signers import private
from tests.ledger.evidence.conftest import PDF, ROAD, kept
from tests.ledger.stories import LI_QIANG, WANG_FANG, bid

pytestmark = pytest.mark.django_db
WITNESS = Cosigner("audit.example", private(2), now() - timedelta(minutes=1))


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "files")


@pytest.fixture
def sealed():
    """Two files and a bid about a road, another bid about another, all sealed."""
    files = [kept(), kept(PDF + b"two", name="答疑.pdf")]
    with transaction.atomic():
        for number in (1, 2):
            journal.record(bid(number), by=WANG_FANG)
    seal()
    return files


def seal() -> None:
    relay.run(now=now())
    services.seal(at=now())


def bundled() -> BytesIO:
    made = BytesIO()
    files = reading.files_about(ROAD)
    bundling.bundle(made, [ROAD], kept=files, by=LI_QIANG, page=b"<!doctype html>", witnesses=[WITNESS.vkey])
    return made


@pytest.mark.clause("7.4")
def test_a_bundle_of_a_project_proves_its_acts_and_files(sealed):
    report = check_bundle(bundled(), now=now(), log=selectors.vkey())
    assert report.faults == []
    assert list(report.documents) == [f"documents/{file.ref}.pdf" for file in sealed]
    assert {leaf["subject"] for leaf in report.entries.values()} == {ROAD}, "the other road is left out"


def test_personal_values_stay_closed_in_it(sealed):
    made = bundled().getvalue()
    assert "演示投标人甲".encode() not in made
    assert "答疑.pdf".encode() not in made


def test_that_it_was_made_and_each_document_read_is_an_entry(sealed):
    bundled()
    assert Entry.objects.filter(kind="transparency.BundleMade", subject=ROAD, person=LI_QIANG.person).count() == 1
    assert Entry.objects.filter(kind="evidence.FileRead", person=LI_QIANG.person).count() == 2


def test_a_cosigned_checkpoint_is_taken_before_a_newer_one_without(sealed):
    head = selectors.newest()
    services.cosign(head.size, str(signature_by(WITNESS, selectors.note_of(head).text)))
    with transaction.atomic():
        journal.record(bid(2), by=WANG_FANG)
    seal()
    report = check_bundle(bundled(), now=now())
    assert (report.faults, report.checkpoint.size, list(report.witnessed)) == ([], head.size, [WITNESS.name])


def test_a_byte_altered_in_the_store_shows(sealed, tmp_path):
    key = sealed[0].content.key
    (place,) = (tmp_path / "files").rglob(key.rpartition("/")[2])
    place.chmod(0o600)
    place.write_bytes(b"!" + PDF[1:])
    report = check_bundle(bundled(), now=now())
    assert [str(fault.code) for fault in report.faults] == ["unproven"]


def test_a_file_that_is_gone_from_the_store_stops_it(sealed):
    store().remove(sealed[0].content.key)
    with pytest.raises(FileNotFoundError):
        bundled()


def test_nothing_sealed_is_no_bundle():
    with pytest.raises(Refusal, match="还没有已固化的留痕"):
        bundled()


@pytest.mark.parametrize("opened", [True, False])
def test_an_entry_gets_a_receipt_open_or_closed(sealed, opened):
    entry = Entry.objects.get(subject=ROAD, kind="ledger.BidReceived")
    receipt = proving.receipt_of(entry.pk, opened=opened)
    report = check_receipt(bytes(receipt), Trust(selectors.vkey()), now=now())
    assert report.faults == []
    assert ("price" in report.entries[receipt.index].get("body", {})) == opened
    forged = bytes(replace(receipt, extra=receipt.extra.replace(b"Bid", b"Bad")))
    assert [fault.code for fault in check_receipt(forged, Trust(selectors.vkey()), now=now()).faults] == ["proof"]


def test_an_entry_that_waits_has_no_receipt_yet(sealed):
    with transaction.atomic():
        waiting = journal.record(bid(3), by=WANG_FANG)
    assert proving.receipt_of(waiting.pk, opened=False) is None
    assert proving.leaves_of([waiting.pk, Entry.objects.first().pk]).keys() == {Entry.objects.first().pk}
