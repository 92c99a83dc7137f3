"""`heng verify`: whatever is altered is named, and nothing else is."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.conf import settings as active
from django.core.management import CommandError, call_command
from django.db import transaction

from heng.faces.clock import jobs
from heng.faces.clock.covered import covered, uncovered
from heng.faces.demo import play
from heng.faces.demo.scale import CITY, SMALL
from heng.ledger import journal, relay
from heng.ledger.evidence import keeping
from heng.ledger.evidence.models import Content
from heng.ledger.evidence.recordings import ingest, manifest
from heng.ledger.models import Entry, PersonalValue
from heng.ledger.transparency import keys
from heng.ledger.transparency import services as transparency
from heng.ledger.transparency.verifying import running, states, verdicts
from heng.registers.authorities.actors import CLOCK
from heng.registers.trading.models import Project
from tests.faces.clock.tampering import Hand
from tests.ledger.evidence.recordings.conftest import drawn

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 18)
NOON = datetime.combine(TODAY, time(12), ZoneInfo("Asia/Shanghai"))
FEW = replace(SMALL, projects=12, owners=6, agencies=3, bidders=20, experts=12, turn=240, items=0, staffed=(CITY,))
DEEDS = int(os.environ.get("TAMPER", "60"))
FUTURE = datetime(2100, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai"))


@dataclass(frozen=True, slots=True)
class Town:
    """A town that was sealed, and up to where."""

    sealed: int
    log: Path


@pytest.fixture
def a_log_of_its_own() -> None:
    """All tests here read the log of one town."""


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[Town]:
    """A town that traded for years, kept files, was recorded, and sealed in three steps."""
    place = tmp_path_factory.mktemp("town")
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(active, "LOG_ROOT", place / "log")
        patch.setattr(active, "MEDIA_ROOT", str(place / "files"))
        played = play.perform(1, FEW, today=TODAY, at=NOON)
        relay.run(now=NOON)
        transparency.seal(at=NOON)
        for number in range(3):
            pdf = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n" + bytes([number]) * 3000
            keeping.keep(BytesIO(pdf), name="招标文件.pdf", about=_ref(number), by=CLOCK, on=TODAY, kind="PROC")
        _record()
        relay.run(now=NOON)
        transparency.seal(at=NOON)
        play.put_away(played.offices, today=TODAY)
        states.record(covered(), by=CLOCK)
        relay.run(now=NOON)
        yield Town(sealed=_sealed(), log=place / "log")
        transaction.set_rollback(True)


def _ref(number: int) -> str:
    return Project.objects.order_by("pk")[number].ref


def _record() -> None:
    """Two rooms of one opening, each recorded in chunks that are signed two by two."""
    for room in range(2):
        footage = ingest.begin(_ref(room), title="开标室", by=CLOCK, at=NOON, on=TODAY, kind="PROC")
        for sequence in range(4):
            chunk = drawn((8 * room + 2 * sequence + 1, 8 * room + 2 * sequence + 2))
            ingest.take(footage, chunk, sequence=sequence, offset=2000 * sequence, at=NOON)
            if sequence % 2:
                manifest.seal(footage, signer=keys.signer(), by=CLOCK, at=NOON)
        ingest.finish(footage, by=CLOCK, at=NOON)


def _sealed() -> int:
    transparency.seal(at=NOON)
    return transparency.selectors.sealed_size()


def _found(since: running.Since = running.EVER) -> list[str]:
    """What a verification finds, right now, leaving no trace."""
    with transaction.atomic():
        report = running.verify(covered(), by=CLOCK, now=datetime.now(NOON.tzinfo), since=since, processes=1)
        transaction.set_rollback(True)
    return [str(finding) for finding in report.findings]


def test_every_table_is_covered_or_says_why_not():
    tables = {model._meta.label for model in apps.get_models() if model.__module__.startswith("heng.")}
    named = {cover.table for cover in covered()}
    assert not named & uncovered().keys()
    assert tables <= named | uncovered().keys()
    assert all(uncovered().values())


def test_nothing_is_found_where_nobody_altered_anything(town):
    assert _found() == []


@pytest.mark.slow
@pytest.mark.clause("7.5")
def test_whatever_is_altered_is_found(town):
    hand, missed = Hand(20260318, town.sealed), []
    for _ in range(DEEDS):
        with hand.tamper() as deed:
            if not _found():
                missed.append(deed)
    assert missed == []
    assert _found() == []


@pytest.mark.clause("7.5")
@pytest.mark.parametrize("since", [running.EVER, running.Since(0, NOON)], ids=["full", "since the last time"])
def test_whatever_is_altered_in_a_recording_is_named_with_its_recording(town, since):
    hand, missed = Hand(20261124, town.sealed), []
    for _ in range(DEEDS):
        with hand.tamper_recording() as deed:
            if not any(told.startswith(("录像分段 LX", "录像清单 LX")) for told in _found(since)):
                missed.append(deed)
    assert missed == []
    assert _found(since) == []


def test_recordings_that_ended_before_the_last_time_are_not_read_again(town):
    later = running.Since(0, NOON + timedelta(hours=1))
    report = running.verify((), by=CLOCK, now=datetime.now(NOON.tzinfo), since=later, processes=1)
    assert (report.looked["录像分段"], report.looked["录像清单"]) == (0, 0)


def test_an_act_accounts_for_the_rows_of_its_own_room_only(town):
    """Somebody alters the name of a project, then keeps a file about it: the file does not hide the name."""
    with transaction.atomic():
        project = Project.objects.order_by("pk")[0]
        Project.objects.filter(pk=project.pk).update(name="换了名字的项目")
        keeping.keep(
            BytesIO(b"%PDF-1.7\n1 0 obj\n"), name="附件.pdf", about=project.ref, by=CLOCK, on=TODAY, kind="PROC"
        )
        told = _found()
        transaction.set_rollback(True)
    assert told == [f"业务数据 trading.Project {project.pk}：与最近一次留痕后的登记不符（有关事项{project.ref}）"]


def test_the_operator_reads_what_is_wrong_and_the_status_says_so(town):
    said, warned = StringIO(), StringIO()
    with transaction.atomic():
        call_command("verify", processes=1, stdout=said, stderr=warned)
        assert "核验通过" in said.getvalue()
        assert verdicts.newest().is_intact
        entry = Entry.objects.order_by("pk")[3]
        PersonalValue.objects.filter(pk=PersonalValue.objects.order_by("pk")[0].pk).update(value="另一个人")
        with pytest.raises(CommandError, match="核验发现 1 处不符"):
            call_command("verify", since_last=False, processes=1, stdout=said, stderr=warned)
        assert "保存的值与留痕中的承诺不符" in warned.getvalue()
        assert not verdicts.newest().is_intact
        transaction.set_rollback(True)
    assert entry


def test_since_the_last_time_only_what_is_new_is_read_again(town):
    with transaction.atomic():
        call_command("verify", processes=1, stdout=StringIO())
        since = verdicts.since()
        assert since.size == town.sealed
        since = replace(since, at=datetime.now(NOON.tzinfo) + running.MEANWHILE)
        report = running.verify(covered(), by=CLOCK, now=datetime.now(NOON.tzinfo), since=since, processes=1)
        assert report.looked["留痕"] <= 4096
        assert report.looked["证据文件"] == 0
        transaction.set_rollback(True)


def test_a_value_that_was_erased_by_law_is_no_finding(town):
    with transaction.atomic():
        value = PersonalValue.objects.select_related("entry").order_by("pk")[0]
        journal.erase(value.entry, value.field, by=CLOCK, law="个人信息保护法 第四十七条", reason="本人申请")
        assert _found() == []
        PersonalValue.objects.order_by("pk")[0].delete()
        assert [told.partition("：")[2] for told in _found()] == ["值已不在，却没有删除留痕"]
        transaction.set_rollback(True)


def test_a_clock_that_runs_ahead_is_named(town):
    with transaction.atomic():
        journal.record(journal.events.type_of("verifying.RowsRecorded")("trading", (), 0, "时钟"), by=CLOCK)
        report = running.verify(covered(), by=CLOCK, now=NOON - timedelta(days=4000), processes=1)
        transaction.set_rollback(True)
    assert {finding.kind for finding in report.findings} == {"时钟"}
    assert any(finding.place.startswith("检查点") for finding in report.findings)


def test_a_checkpoint_of_another_key_is_not_believed(town, monkeypatch):
    monkeypatch.setattr(active, "LOG_KEY", "A" * 43)
    assert "检查点 公开文件：不是由本日志的密钥签署，或签名与内容不符" in _found()


def test_after_a_change_of_tables_rows_are_recorded_anew_with_a_reason(town):
    with transaction.atomic():
        Content.objects.update(size=1)
        with pytest.raises(CommandError, match="原因"):
            call_command("verify", record_anew=" ", stdout=StringIO())
        said = StringIO()
        call_command("verify", record_anew="换了单位", stdout=said)
        assert said.getvalue() == "重新登记 3 行业务数据的摘要\n"
        assert {told.split()[0] for told in _found()} == {"证据文件", "录像分段"}
        transaction.set_rollback(True)


def test_the_clock_starts_a_verification_that_outlives_the_job(monkeypatch):
    started = []
    monkeypatch.setattr(jobs.subprocess, "Popen", lambda command, **facts: started.append((command[1:], facts)))
    jobs.verify()
    assert started == [(["-m", "heng.config.main", "verify"], {"start_new_session": True})]
