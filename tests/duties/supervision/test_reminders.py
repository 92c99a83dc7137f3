"""Who is late is told: 王芳 before the day and after it, 赵敏 who heads her once it is past; each once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from heng.duties.supervision import selectors as supervision
from heng.duties.supervision import services
from heng.duties.supervision.models import File, Reminder
from heng.ledger.models import Entry
from heng.registers.authorities.models import Account, Appointment, Duty, Post, Section
from heng.registers.authorities.services import applications, designations, handovers
from heng.registers.trading.models import Project
from heng.registers.trading.services import acts, again, gate, intake
from tests.registers.conftest import FOUNDED, MONDAY
from tests.registers.trading import trades
from tests.registers.trading.trades import ROAD, WHOLE, road
from tests.support.cast import CAST, HOUSING, OWNER_CODE, WATER

ASKED = {"project_name": "演示项目", "applicant_code": OWNER_CODE, "applicant_name": "演示业主", "grounds": "演示"}
DUE = date(2026, 3, 9)  # five working days after MONDAY


def remind(on):
    return services.remind(by=CAST.clock, on=on)


def seen(actor, on):
    return [(row.matter, row.urgency) for row in supervision.reminders(actor, on)]


@pytest.fixture
def wang(city):
    """王芳's account, under the key that the cast gives her; she answers for applications."""
    section = Section.objects.create(authority=city[HOUSING], name="招标监管科")
    post = Post.objects.create(section=section, title="监管岗", power="handles")
    account = Account.objects.create_user("wang", name="王芳", pk=1)
    Appointment.objects.create(account=account, post=post, starts_on=FOUNDED)
    Duty.objects.create(
        authority=city[HOUSING], code="ZJ-04", kind="responsibility", title="接受监督申请", section=section,
        law="安公管办〔2022〕6号 二", officer=account, effective_from=FOUNDED,
    )  # fmt: skip
    return account


@pytest.fixture
def application(city):
    return applications.apply("TP000001", authority=city[HOUSING], by=CAST.owner, on=MONDAY, **ASKED)


@pytest.mark.clause("3.1")
def test_wang_fang_is_reminded_before_the_day_after_it_and_then_her_head(wang, application):
    assert application.due_on == DUE
    colleague = replace(CAST.officer, person="AC000077")
    assert remind(DUE - timedelta(days=5)) == 0
    for on, urgency in ((DUE - timedelta(days=3), "soon"), (DUE + timedelta(days=1), "late")):
        assert remind(on) == 1
        assert seen(CAST.officer, on) == [(application.ref, urgency)]
        assert seen(colleague, on) == []
        assert seen(CAST.watcher, on) == []
    past = DUE + timedelta(days=3)
    assert remind(past) == 1
    assert seen(CAST.head, past) == seen(CAST.watcher, past) == [(application.ref, "raised")]
    assert seen(CAST.head, DUE) == [(application.ref, "soon")]


def test_however_often_the_clock_asks_it_is_told_once_and_stands_in_the_journal(wang, application):
    assert [remind(DUE + timedelta(days=1)) for _ in range(3)] == [1, 0, 0]
    entry = Entry.objects.get(kind="supervision.Reminded")
    assert (entry.subject, entry.role, entry.law) == ("TP000001", "clock", "安公管办〔2022〕6号 二")


def test_two_clocks_at_once_tell_it_once(wang, application):
    remind(DUE)
    row = Reminder.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_what_is_answered_reminds_nobody(wang, application):
    remind(DUE)
    applications.refuse(application, by=CAST.officer, on=DUE, reason="演示")
    assert seen(CAST.officer, DUE) == []
    assert remind(DUE + timedelta(days=9)) == 0


def test_the_neighbour_the_centre_and_the_public_are_told_nothing(wang, application):
    past = DUE + timedelta(days=9)
    remind(past)
    strangers = (CAST.neighbour, CAST.neighbour_head, CAST.centre, CAST.government, CAST.owner, CAST.public)
    assert all(seen(who, past) == [] for who in strangers)
    assert seen(CAST.elsewhere(CAST.watcher, "410581"), past) == []


@pytest.mark.parametrize("who", ["officer", "head", "centre", "watcher", "coordinator", "public"])
def test_only_the_clock_reminds(city, refused, who):
    refused("no-authority-to-act", lambda: services.remind(by=getattr(CAST, who), on=MONDAY))


@pytest.mark.clause("2.3")
def test_the_office_of_the_city_is_reminded_of_a_designation(city):
    designation = designations.request("TP000001", region="410581", by=CAST.owner, on=MONDAY, **ASKED)
    remind(designation.due_on)
    assert seen(CAST.coordinator, designation.due_on) == [(designation.ref, "soon")]
    assert seen(CAST.officer, designation.due_on) == []


def test_the_receiving_department_is_reminded_on_the_clock_that_already_runs(city):
    handovers.claim("TP000001", by=CAST.officer, at=trades.ANNOUNCED)
    told = {"due_on": MONDAY, "reason": "演示", "by": CAST.officer, "on": MONDAY}
    handover = handovers.hand_over("TP000001", target=city[WATER], **told)
    remind(MONDAY)
    assert seen(CAST.neighbour, MONDAY) == [(handover.ref, "soon")]
    handovers.take(handover, by=CAST.neighbour, on=MONDAY)
    assert seen(CAST.neighbour, MONDAY) == []


@pytest.mark.clause("7.3")
def test_a_file_that_waits_for_an_officer_is_brought_before_the_head(city, wang):
    intake.take([road()], by=CAST.centre, on=MONDAY)
    file = File.objects.create(project=Project.objects.get(), authority=city[HOUSING], opened_on=MONDAY)
    past = MONDAY + timedelta(days=7)
    remind(past)
    assert seen(CAST.head, past) == [(file.ref, "raised")]
    services.assign(file, wang, by=CAST.head, on=past)
    assert seen(CAST.head, past) == []


@pytest.mark.clause("1.3")
def test_the_named_officer_is_reminded_of_the_day_by_which_the_contract_must_be_signed(city, wang):
    intake.take([replace(WHOLE, contracts=(), performances=(), changes=())], by=CAST.centre, on=MONDAY)
    project = Project.objects.get()
    services.open_file(project, by=CAST.clock, on=MONDAY)
    limit = next(each for each in supervision.open_limits(on=MONDAY) if each.code == "T15")
    assert limit.officer == wang.pk
    remind(limit.due_on)
    assert (project.ref, "soon") in seen(CAST.officer, limit.due_on)
    acts.sign(project, trades.CONTRACT, by=CAST.centre, on=limit.due_on)
    remind(limit.due_on)
    codes = [row.code for row in supervision.reminders(CAST.officer, limit.due_on)]
    assert "T15" not in codes


def test_nobody_is_reminded_of_what_was_over_before_the_project_came_here(city, wang):
    late = date(2027, 3, 1)
    intake.take([replace(WHOLE, contracts=(), performances=(), changes=())], by=CAST.centre, on=late)
    services.open_file(Project.objects.get(), by=CAST.clock, on=late)
    assert list(supervision.open_limits(on=late)) == []


def test_the_questions_asked_do_not_grow_with_the_reminders(city, wang, django_assert_max_num_queries):
    for number in range(1, 13):
        applications.apply(f"TP{number:06d}", authority=city[HOUSING], by=CAST.owner, on=MONDAY, **ASKED)
    assert remind(DUE) == 12
    with django_assert_max_num_queries(1):
        assert [row.authority.name for row in supervision.reminders(CAST.officer, DUE)]


@pytest.mark.parametrize("many", [2, 9])
def test_the_questions_asked_for_what_is_due_do_not_grow_with_the_matters(
    city, wang, many, django_assert_max_num_queries
):
    ended = replace(WHOLE, contracts=(), performances=(), changes=())
    intake.take([replace(ended, key=f"{number}") for number in range(many)], by=CAST.centre, on=MONDAY)
    for number, project in enumerate(Project.objects.all(), start=1):
        services.open_file(project, by=CAST.clock, on=MONDAY)
        applications.apply(project.ref, authority=city[HOUSING], by=CAST.owner, on=MONDAY, **ASKED)
        handovers.claim(f"TS{number:06d}", by=CAST.officer, at=trades.ANNOUNCED)
        told = {"due_on": MONDAY, "reason": "演示", "by": CAST.officer, "on": MONDAY}
        handovers.hand_over(f"TS{number:06d}", target=city[WATER], **told)
    with django_assert_max_num_queries(16):
        limits = list(supervision.open_limits(on=MONDAY))
    kinds = [limit.kind for limit in limits]
    assert [kinds.count(kind) for kind in ("application", "handover")] == [many, many]
    assert len([limit for limit in limits if limit.code == "T15"]) == many
    assert {limit.officer for limit in limits if limit.kind == "application"} == {wang.pk}


@pytest.mark.clause("6.4")
def test_the_gate_is_asked_again_once_a_ban_has_run_out(city):
    project = gate.register(ROAD, "centre", "1", by=CAST.centre, on=MONDAY)
    project.owner.bans.create(
        starts_on=FOUNDED, ends_on=MONDAY, reason="演示", law="演示", organ="演示", known_from=trades.ANNOUNCED
    )
    assert not gate.ask_entry(project, by=CAST.centre, on=MONDAY).allowed
    assert again.ask_for_barred(by=CAST.clock, on=MONDAY) == 0
    assert again.ask_for_barred(by=CAST.clock, on=MONDAY + timedelta(days=1)) == 1
    assert again.ask_for_barred(by=CAST.clock, on=MONDAY + timedelta(days=1)) == 0
