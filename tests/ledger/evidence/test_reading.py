"""Whoever opens a file leaves a look, which nobody can take back."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from heng.engines.procedure import Refusal
from heng.ledger.evidence import deleting, reading, retention
from heng.ledger.models import Entry
from tests.ledger.evidence.conftest import PDF, ROAD, kept
from tests.ledger.stories import LI_QIANG, WANG_FANG

pytestmark = pytest.mark.django_db


def test_a_file_is_read_and_the_look_recorded_with_its_reason():
    file = kept()
    opened = reading.open_(file, by=LI_QIANG, reason="核对招标文件")
    assert (opened.name, opened.media_type, opened.size) == ("招标文件.pdf", "application/pdf", len(PDF))
    assert b"".join(opened.stretch(0, opened.size)) == PDF
    (look,) = reading.looks(file)
    assert (look.subject, look.person) == (file.ref, LI_QIANG.person)
    assert "核对招标文件" in [fact.value for fact in look.facts]


@pytest.mark.clause("7.6")
def test_a_look_is_append_only():
    file = kept()
    reading.open_(file, by=LI_QIANG, reason="核对")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.filter(subject=file.ref).update(person=WANG_FANG.person)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.filter(subject=file.ref)._raw_delete("default")


def test_without_a_reason_nothing_is_opened():
    with pytest.raises(Refusal, match="请填写用途"):
        reading.open_(kept(), by=LI_QIANG, reason="  ")


def test_fetching_more_of_an_opened_file_is_the_same_look_but_only_for_who_looked():
    file = kept()
    reading.open_(file, by=LI_QIANG, reason="看录像")
    moment = Entry.objects.latest("pk").at - timedelta(seconds=1)
    reading.open_(file, by=LI_QIANG, reason="看录像", since=moment)
    assert len(reading.looks(file)) == 1
    reading.open_(file, by=WANG_FANG, reason="看录像", since=moment)
    assert reading.looks_counts([file]) == {file.ref: 2}
    reading.open_(file, by=LI_QIANG, reason="看录像", since=moment + timedelta(days=1))
    assert reading.looks_counts([file]) == {file.ref: 3}


def test_a_deleted_file_is_listed_and_opened_by_nobody():
    file = kept()
    deleting.delete(
        file, by=WANG_FANG, on=date(2060, 1, 1), matter=retention.Matter(date(2030, 1, 1)), reason="保存期满"
    )
    (listed,) = reading.files_about(ROAD)
    with pytest.raises(Refusal, match="已于2060-01-01销毁"):
        reading.open_(listed, by=LI_QIANG, reason="核对")


def test_files_are_found_by_what_they_are_about():
    first, second, other = kept(), kept(name="副本.pdf"), kept(about="TP000002")
    assert list(reading.files_about(ROAD)) == [second, first]
    assert list(reading.files_about("TP000002")) == [other]
