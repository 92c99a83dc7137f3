"""Every byte of a file is proven, and what nobody kept is swept away."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heng.ledger.evidence import checking
from heng.ledger.evidence.store import anteroom, store
from tests.ledger.evidence.conftest import PDF, kept

pytestmark = pytest.mark.django_db
YESTERDAY = datetime(2026, 3, 1, tzinfo=UTC)
LONG_AGO = (YESTERDAY - timedelta(days=3)).timestamp()


def lies_at(shelf, file):
    return shelf / file.content.key


def write(path, content: bytes) -> None:
    path.chmod(0o640)
    path.write_bytes(content)


def test_an_untouched_file_is_intact(shelf):
    assert checking.check(kept()).is_intact


@pytest.mark.clause("7.6")
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, len(PDF) - 1), flip=st.integers(1, 255))
def test_any_byte_that_flips_in_the_store_is_found(shelf, place, flip):
    file = kept()
    altered = bytearray(PDF)
    altered[place] ^= flip
    write(lies_at(shelf, file), bytes(altered))
    found = checking.check(file)
    assert (found.state, found.is_intact) == (checking.ALTERED, False)
    write(lies_at(shelf, file), PDF)


@pytest.mark.parametrize("content", [PDF[:-1], PDF + b"x", b""])
def test_bytes_that_are_cut_off_or_added_are_found(shelf, content):
    file = kept()
    write(lies_at(shelf, file), content)
    assert checking.check(file).state == checking.ALTERED


def test_a_lost_file_is_found(shelf):
    file = kept()
    lies_at(shelf, file).unlink()
    assert checking.check(file).state == checking.MISSING


def test_sweeping_removes_old_orphans_and_drafts_and_nothing_else(shelf):
    file = kept()
    draft = anteroom() / "left-by-the-dead"
    orphan, young = shelf / "ab/cd" / ("abcd" * 16), shelf / "ef/01" / ("ef01" * 16)
    for path in (draft, orphan, young):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"nobody's")
    for path in (draft, orphan, lies_at(shelf, file)):
        os.utime(path, (LONG_AGO, LONG_AGO))
    gone = checking.sweep(before=YESTERDAY)
    assert sorted(gone) == sorted([str(path.relative_to(shelf)) for path in (draft, orphan)])
    assert young.exists()
    assert checking.check(file).is_intact
    assert checking.sweep(before=YESTERDAY) == []


def test_a_stretch_of_a_file_is_read_without_the_rest():
    file = kept()
    assert b"".join(store().read(file.content.key, 5, 3)) == PDF[5:8]
    assert b"".join(store().read(file.content.key, len(PDF) - 2, 100)) == PDF[-2:]
    assert b"".join(store().read(file.content.key, 0, 0)) == b""
