"""Manifests are signed in turn, each line on the line before, and their digests stand in the journal."""

import json
from hashlib import sha256

import pytest

from heng.engines.tlog.notes import parse_note
from heng.ledger.evidence.recordings import ingest, manifest
from heng.ledger.models import Entry
from tests.ledger.evidence.recordings.conftest import SIGNER, begun
from tests.ledger.stories import NOON, WANG_FANG

pytestmark = pytest.mark.django_db


@pytest.fixture
def footage(chunks):
    """Four chunks, sealed two by two."""
    footage = begun()
    for sequence, chunk in enumerate(chunks):
        ingest.take(footage, chunk, sequence=sequence, offset=2000 * sequence, at=NOON)
        if sequence % 2:
            manifest.seal(footage, signer=SIGNER, by=WANG_FANG, at=NOON)
    return footage


@pytest.mark.clause("7.5")
def test_each_line_holds_the_digest_of_the_line_before_also_across_manifests(footage):
    notes = [parse_note(one.note.encode()) for one in footage.manifests.order_by("first")]
    lines = [line for note in notes for line in note.text.splitlines()[2:]]
    assert [line.split(" ")[0] for line in lines] == ["0", "1", "2", "3"]
    digests = ["0" * 64, *(sha256(line.encode()).hexdigest() for line in lines)]
    assert [line.split(" ")[-1] for line in lines] == digests[:-1]
    for note in notes:
        assert list(note.signed_by([SIGNER.vkey])) == [SIGNER.vkey]


def test_the_digest_of_each_manifest_is_an_entry_that_becomes_a_leaf(footage):
    told = [json.loads(one.body) for one in Entry.objects.filter(kind="recordings.RecordingSealed").order_by("pk")]
    made = list(footage.manifests.order_by("first"))
    assert [one["digest"] for one in told] == [sha256(one.note.encode()).hexdigest() for one in made]
    assert [(one["first"], one["last"], one["start"], one["end"]) for one in told] == [
        (0, 1, 0, 4000),
        (2, 3, 4000, 8000),
    ]


def test_nothing_new_is_not_signed(footage):
    assert manifest.seal(footage, signer=SIGNER, by=WANG_FANG, at=NOON) is None
    assert footage.manifests.count() == 2
