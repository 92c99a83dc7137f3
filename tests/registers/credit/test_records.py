"""The file of a party grows; what is withdrawn stays for whoever asks what was known before."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from heng.registers.credit import selectors as credit
from heng.registers.credit import services
from heng.registers.credit.models import Record
from heng.registers.parties.models import Party
from tests.registers.conftest import MONDAY, NOON
from tests.support.cast import CAST


@pytest.fixture
def party(db) -> Party:
    return Party.objects.create(code="91410500MA3X00010X", name="演示建设公司甲")


def enter(party: Party, *, by=CAST.officer, at=NOON, **changes) -> Record:
    given = {"kind": "penalty", "title": "演示：串通投标", "organ": "演示市住房局", "happened_on": MONDAY} | changes
    return services.enter_record(party, by=by, at=at, **given)


@pytest.mark.clause("1.8")
def test_a_record_stands_in_the_file_of_its_party(party, told):
    record = enter(party, law="招标投标法 第五十三条")
    assert list(credit.records(party)) == [record]
    assert told() == [("credit.RecordEntered", party.ref)]


def test_told_again_under_its_key_nothing_happens(party, told):
    assert enter(party, source_key="demo:1") == enter(party, source_key="demo:1")
    assert len(told()) == 1


def test_told_differently_it_is_corrected_and_the_former_stays_known(party):
    first = enter(party, source_key="demo:1")
    second = enter(party, source_key="demo:1", title="演示：更正", at=NOON + timedelta(days=1))
    assert list(credit.records(party)) == [second]
    assert list(credit.records(party, known_at=NOON)) == [first]


def test_a_withdrawn_record_is_no_longer_known(party, refused):
    record = enter(party, source_key="demo:1")
    at = NOON + timedelta(days=1)
    refused("no-reason", lambda: services.withdraw_record(record, by=CAST.officer, at=at, reason=""))
    services.withdraw_record(record, by=CAST.officer, at=at, reason="信用修复")
    assert not credit.records(party)
    assert list(credit.records(party, known_at=NOON)) == [record]
    refused("already-withdrawn", lambda: services.withdraw_record(record, by=CAST.officer, at=at, reason="再次"))
    assert enter(party, source_key="demo:1", at=at) == record  # an old telling does not bring it back
    assert not credit.records(party)


@pytest.mark.parametrize("who", ["reader", "watcher", "centre", "owner", "public"])
def test_nobody_else_writes_the_file(party, refused, who):
    record = enter(party)
    by = getattr(CAST, who)
    refused("no-authority-to-act", lambda: enter(party, by=by))
    refused("no-authority-to-act", lambda: services.withdraw_record(record, by=by, at=NOON, reason="演示"))


def test_the_database_keeps_one_current_record_of_a_key(party):
    row = {"party": party, "kind": "penalty", "title": "演示", "organ": "演示", "source_key": "demo:1"}
    Record.objects.create(**row, happened_on=date(2026, 1, 1), known_from=NOON)
    with pytest.raises(IntegrityError):
        Record.objects.create(**row, happened_on=date(2026, 1, 1), known_from=NOON)
