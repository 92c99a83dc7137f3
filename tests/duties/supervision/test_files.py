"""One project, one file, one named officer: opened by itself, kept by the department, put away at the end."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from heng.duties.supervision import selectors as supervision
from heng.duties.supervision import services
from heng.duties.supervision.models import File
from heng.duties.supervision.procedure import PROCEDURE
from heng.ledger import relay
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.models import Account, Appointment, Duty, Post, Section
from heng.registers.authorities.services import handovers, staff
from heng.registers.trading.models import Project
from heng.registers.trading.services import gate, intake
from tests.registers.conftest import FOUNDED, MONDAY
from tests.registers.trading import trades
from tests.registers.trading.trades import ROAD, WHOLE, road
from tests.support.cast import CAST, HOUSING, WATER


@pytest.fixture
def employ(city):
    """Put somebody into a post of a department; the account."""

    def employ(name, power="handles", authority=HOUSING):
        section, _ = Section.objects.get_or_create(authority=city[authority], name="招标监管科")
        post = Post.objects.create(section=section, title=f"{name}的岗位", power=power)
        account = Account.objects.create_user(name, name=name)
        Appointment.objects.create(account=account, post=post, starts_on=FOUNDED)
        return account

    return employ


@pytest.fixture
def answer_for(city):
    """Let an officer answer for a class of trade on the duty list."""

    def answer_for(account, classes):
        section = Section.objects.get(authority=HOUSING)
        return Duty.objects.create(
            authority=city[HOUSING],
            code=f"ZJ-{classes}",
            kind=Duty.Kind.POWER,
            title="房屋建筑工程招标投标监督",
            law="招标投标法 第七条",
            trade_classes=classes,
            section=section,
            officer=account,
            effective_from=FOUNDED,
        )

    return answer_for


@pytest.fixture
def admitted(city):
    """Let a project in; it."""

    def admit(key="1"):
        intake.take([road(key)], by=CAST.centre, on=MONDAY)
        return Project.objects.get(source_key=key)

    return admit


def carry():
    relay.run(now=datetime(2026, 3, 2, tzinfo=UTC))


def actor(account):
    return authorities.actor_of(account, on=MONDAY)


@pytest.mark.clause("3.4")
@pytest.mark.clause("7.3")
def test_a_project_that_is_let_in_gets_its_file_with_who_answers_for_it(admitted, employ, answer_for, told):
    wang, other = employ("王芳"), employ("赵敏", "heads")
    duty, _ = answer_for(wang, "A01"), answer_for(other, "A")
    project = admitted()
    carry()
    file = supervision.file_of(project, actor(wang))
    assert (file.officer, file.duty, file.authority_id, file.status) == (wang, duty, HOUSING, "open")
    assert ("supervision.FileOpened", project.ref) in told()


@pytest.mark.clause("7.3")
def test_one_project_has_one_file_however_often_it_is_told(admitted, employ):
    employ("王芳", "heads")
    project = admitted()
    carry()
    first = File.objects.get()
    assert services.open_file(project, by=CAST.clock, on=MONDAY) == first
    with pytest.raises(IntegrityError), transaction.atomic():
        File.objects.create(project=project, authority_id=HOUSING, officer=first.officer, opened_on=MONDAY)


def test_without_a_row_on_the_list_the_head_with_the_fewest_files_keeps_it(admitted, employ):
    heads = [employ("赵敏", "heads"), employ("钱立", "heads")]
    for key in "1234":
        services.open_file(admitted(key), by=CAST.clock, on=MONDAY)
    assert [head.supervision_files.count() for head in heads] == [2, 2]


def test_while_nobody_is_there_the_file_waits_and_is_named_once_somebody_comes(admitted, city, told):
    project = admitted()
    carry()
    file = File.objects.get()
    assert (file.status, file.officer) == ("waiting", None)
    assert ("supervision.OfficerAwaited", project.ref) in told()
    section = Section.objects.create(authority=city[HOUSING], name="招标监管科")
    post = Post.objects.create(section=section, title="科长", power="heads")
    account = Account.objects.create_user("zhao", name="赵敏")
    staff.appoint(account, post, starts_on=MONDAY, by=CAST.clock, on=MONDAY)
    carry()
    file.refresh_from_db()
    assert (file.status, file.officer) == ("open", account)


def test_the_database_keeps_no_open_file_without_an_officer(admitted):
    project = admitted()
    with pytest.raises(IntegrityError), transaction.atomic():
        File.objects.create(project=project, authority_id=HOUSING, status="open", opened_on=MONDAY)


@pytest.mark.clause("8.6")
def test_a_project_that_is_not_in_has_no_file(city, refused):
    outside = gate.register(replace(ROAD, trade_class="Z99"), "centre", "1", by=CAST.centre, on=MONDAY)
    gate.ask_entry(outside, by=CAST.centre, on=MONDAY)
    carry()
    assert not File.objects.exists()
    refused("not-in", lambda: services.open_file(outside, by=CAST.clock, on=MONDAY))


def test_the_head_names_another_officer_with_a_reason(admitted, employ, refused):
    zhao, wang, li = employ("赵敏", "heads"), employ("王芳"), employ("李强", authority=WATER)
    file = services.open_file(admitted(), by=CAST.clock, on=MONDAY)
    given = {"on": MONDAY, "reason": "演示：岗位调整"}
    refused("no-authority-to-act", lambda: services.reassign(file, wang, by=actor(wang), **given))
    refused("not-in-post", lambda: services.reassign(file, li, by=actor(zhao), **given))
    refused("no-reason", lambda: services.reassign(file, wang, by=actor(zhao), on=MONDAY, reason=" "))
    assert services.reassign(file, wang, by=actor(zhao), **given).officer == wang
    assert list(supervision.files_of_mine(actor(wang))) == [file]
    assert not supervision.files_of_mine(actor(zhao)).exists()


def test_a_file_is_put_away_only_when_the_trade_has_ended(admitted, employ, refused):
    wang = employ("王芳", "heads")
    file = services.open_file(admitted(), by=CAST.clock, on=MONDAY)
    refused("still-going-on", lambda: services.close(file, by=actor(wang), on=MONDAY))
    intake.take([WHOLE], by=CAST.centre, on=MONDAY)
    assert services.close(file, by=actor(wang), on=MONDAY).closed_on == MONDAY
    assert services.reopen(file, by=actor(wang), on=MONDAY, reason="演示：回查").status == "open"


def test_the_file_follows_its_project_to_another_department(admitted, employ, city):
    employ("王芳", "heads")
    li = employ("李强", "heads", WATER)
    project = admitted()
    carry()
    handovers.claim(project.ref, by=CAST.officer, at=trades.ANNOUNCED)
    facts = {"target": city[WATER], "due_on": date(2026, 5, 1), "reason": "演示：属水利"}
    handover = handovers.hand_over(project.ref, **facts, by=CAST.officer, on=MONDAY)
    handovers.take(handover, by=CAST.neighbour, on=MONDAY)
    carry()
    file = File.objects.get()
    assert (file.authority_id, file.officer) == (WATER, li)


@pytest.mark.parametrize("who", ["officer", "reader", "watcher", "coordinator", "clock"])
def test_the_department_and_those_who_watch_read_the_file(admitted, who):
    project = admitted()
    carry()
    assert supervision.file_of(project, getattr(CAST, who)) is not None


@pytest.mark.parametrize("who", ["neighbour", "centre", "owner", "machine", "public", "government"])
def test_nobody_else_does(admitted, who):
    project = admitted()
    carry()
    assert supervision.file_of(project, getattr(CAST, who)) is None


def test_a_list_of_files_takes_one_question(admitted, django_assert_num_queries):
    for key in "123":
        admitted(key)
    carry()
    with django_assert_num_queries(1):
        rows = list(supervision.files(CAST.head))
        found = {(file.project.owner.name, file.authority.code, file.officer) for file in rows}
    assert found == {("演示业主", HOUSING, None)}


class Paper:
    """A file as the procedure sees it."""

    authority_id = HOUSING
    officer_ref = CAST.officer.person

    def __init__(self, state):
        self.state = state


@pytest.mark.parametrize("step", list(PROCEDURE), ids=lambda step: step.verb)
def test_every_step_has_its_right_actor_its_neighbour_and_its_wrong_state(step, refused):
    for state in File.Status.values:
        paper = Paper(state)
        if state not in step.source:
            refused("wrong-state", lambda: PROCEDURE.take(step.verb, paper, by=CAST.head))  # noqa: B023
            continue
        assert PROCEDURE.take(step.verb, paper, by=CAST.head) is step
        for who in ("neighbour", "neighbour_head", "reader", "centre", "watcher", "coordinator", "public"):
            refused("no-authority-to-act", lambda: PROCEDURE.take(step.verb, paper, by=getattr(CAST, who)))  # noqa: B023


def test_the_named_officer_puts_the_own_file_away():
    assert PROCEDURE.take("close", Paper("open"), by=CAST.officer).target == "closed"
