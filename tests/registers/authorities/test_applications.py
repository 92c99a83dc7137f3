"""The owner of a voluntary project asks; the department answers by a day, and refuses only with reasons."""

import pytest

from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.models import Application
from heng.registers.authorities.services import applications
from tests.registers.conftest import MONDAY
from tests.support.cast import AUDIT, CAST, HOUSING, OWNER_CODE, WATER

PROJECT = "TP000001"


@pytest.fixture
def ask(city):
    def ask(authority=HOUSING, by=CAST.owner, grounds="演示：自愿进场", subject=PROJECT, applicant=OWNER_CODE):
        return applications.apply(
            subject,
            project_name="演示活动中心装修",
            applicant_code=applicant,
            applicant_name="演示市虚构单位",
            authority=city[authority],
            grounds=grounds,
            by=by,
            on=MONDAY,
        )

    return ask


@pytest.mark.clause("2.2")
def test_the_owner_applies_and_the_department_accepts(ask, told):
    application = ask()
    assert str(application.due_on) == "2026-03-09"  # five working days on
    applications.accept(application, by=CAST.officer, on=MONDAY, reason="属本部门职责")
    entrusted = authorities.entrustment(PROJECT)
    assert (entrusted.accepted, entrusted.accepted_application) == (HOUSING, application.ref)
    assert told() == [("authorities.ApplicationFiled", PROJECT), ("authorities.ApplicationAccepted", PROJECT)]


def test_the_window_of_the_centre_may_file_what_came_on_paper(ask):
    assert ask(by=CAST.centre).status == Application.Status.SUBMITTED


@pytest.mark.parametrize("who", ["stranger", "officer", "coordinator", "public"])
def test_nobody_else_applies_for_the_owner(ask, refused, who):
    refused("no-authority-to-act", lambda: ask(by=getattr(CAST, who)))


def test_no_application_goes_to_an_organ_that_supervises_nothing(ask, refused):
    refused("not-a-supervisor", lambda: ask(authority=AUDIT))


def test_an_application_gives_its_grounds(ask, refused):
    refused("no-reason", lambda: ask(grounds="  "))


def test_one_application_is_open_at_a_time(ask, refused):
    first = ask()
    assert "演示市住房和城乡建设局待答复" in refused("already-applied", lambda: ask(authority=WATER)).reason
    applications.withdraw(first, by=CAST.owner, on=MONDAY)
    second = ask(authority=WATER)
    applications.accept(second, by=CAST.neighbour, on=MONDAY)
    refused("already-applied", ask)


def test_of_two_at_the_same_moment_one_is_told_to_look_again(ask, refused, monkeypatch):
    ask()
    monkeypatch.setattr(applications, "_check_first", lambda *_args, **_more: None)
    assert "刷新" in refused("already-applied", ask).reason
    assert Application.objects.count() == 1


def test_what_a_dissolved_department_accepted_binds_nobody(ask, city):
    applications.accept(ask(), by=CAST.officer, on=MONDAY)
    city[HOUSING].effective_to = MONDAY
    city[HOUSING].save()
    applications.accept(ask(authority=WATER), by=CAST.neighbour, on=MONDAY)
    assert authorities.entrustment(PROJECT).accepted == WATER


@pytest.mark.clause("2.2")
def test_a_refusal_without_a_reason_is_refused_itself(ask, refused):
    application = ask()
    refused("no-reason", lambda: applications.refuse(application, by=CAST.officer, on=MONDAY, reason=" "))
    applications.refuse(application, by=CAST.officer, on=MONDAY, reason="不属本行业")
    assert application.decision == "不属本行业"
    assert authorities.entrustment(PROJECT).accepted is None
    assert ask(authority=WATER).status == Application.Status.SUBMITTED


@pytest.mark.parametrize("who", ["neighbour", "reader", "administrator", "coordinator", "owner", "machine", "public"])
def test_the_neighbour_and_others_may_not_accept(ask, refused, who):
    application = ask()
    refused("no-authority-to-act", lambda: applications.accept(application, by=getattr(CAST, who), on=MONDAY))
    application.refresh_from_db()
    assert application.status == Application.Status.SUBMITTED


def test_two_officers_answer_once(ask, refused):
    application = ask()
    seen_before = Application.objects.get(pk=application.pk)
    applications.refuse(application, by=CAST.officer, on=MONDAY, reason="不属本行业")
    refused("wrong-state", lambda: applications.accept(seen_before, by=CAST.head, on=MONDAY))


def test_each_reads_what_concerns_them(ask):
    application = ask()
    for reader in (CAST.officer, CAST.reader, CAST.owner, CAST.coordinator, CAST.watcher, CAST.centre, CAST.clock):
        assert list(authorities.applications(reader)) == [application]
    for reader in (CAST.neighbour, CAST.stranger, CAST.public, CAST.elsewhere(CAST.watcher)):
        assert not authorities.applications(reader)
    assert not authorities.applications(CAST.officer, status=Application.Status.ACCEPTED)
