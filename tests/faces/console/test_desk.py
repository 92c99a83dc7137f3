from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from heng.duties.supervision.models import File
from heng.duties.supervision.services import remind
from heng.ledger import journal
from heng.ledger.keeping import DeliveryRetried
from heng.ledger.models import Cursor
from heng.registers.authorities.models import Application, Designation, Handover
from heng.registers.authorities.procedure import period
from heng.registers.trading.models import Project
from tests.support import world as worlds
from tests.support.cast import CAST, HOUSING

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
pytestmark = pytest.mark.django_db


@pytest.fixture
def at_desk(client, settings):
    settings.MFA_REQUIRED = False
    world = worlds.build(date.today())  # noqa: DTZ011  -- as the doors read the day

    def sit(part: str):
        client.force_login(world.accounts[part], backend=BACKEND)
        return client

    return sit


def test_wang_fang_sees_the_application_that_waits_for_her_department(at_desk):
    page = at_desk("officer").get(reverse("console:desk")).content.decode()
    assert "演示道路工程第2号" in page
    assert "个工作日" in page or "天" in page


def test_li_qiang_does_not_see_it(at_desk):
    page = at_desk("neighbour").get(reverse("console:desk")).content.decode()
    assert "没有待答复的监督申请" in page


def test_what_is_due_today_and_what_is_late_stand_apart(at_desk):
    today = date.today()  # noqa: DTZ011
    waiting = Application.objects.get()
    client, address = at_desk("officer"), reverse("console:desk")
    for due_on, counts in (
        (today, (1, 1, 0)),
        (today - timedelta(days=1), (1, 0, 1)),
        (today + timedelta(days=1), (1, 0, 0)),
    ):
        Handover.objects.all().delete()
        Application.objects.update(due_on=due_on)
        page = client.get(address)
        assert (page.context["counts"].waiting, page.context["counts"].due, page.context["counts"].overdue) == counts
        for which, shown in (("today", counts[1]), ("overdue", counts[2]), ("nonsense", 1)):
            found = [line.row for line in heap(client.get(address, {"due": which}), "applications").lines]
            assert found == ([waiting] if shown else [])


def test_a_clock_is_told_day_by_day(at_desk):
    client, waiting = at_desk("officer"), Application.objects.get()
    rule = period("application", on=waiting.filed_on)
    Application.objects.update(due_on=rule.last_day(waiting.filed_on))
    page = client.get(reverse("console:application", args=[waiting.pk]))
    assert "期限逐日计算" in page.content.decode()
    assert "期间开始当日不计入" in page.content.decode()
    counted = [day for day in page.context["days"] if day.counted]
    assert counted[-1].number == rule.limit


def test_a_clock_that_was_set_otherwise_is_not_explained_by_a_rule_it_did_not_follow(at_desk):
    Application.objects.update(due_on=date(2040, 1, 1))
    page = at_desk("officer").get(reverse("console:application", args=[Application.objects.get().pk]))
    assert "期限逐日计算" not in page.content.decode()


def test_the_openings_of_the_day_are_those_of_the_own_department(at_desk):
    now = timezone.now()
    Project.objects.filter(stage="announced").update(opens_at=now)
    address = reverse("console:desk")
    assert [row.name for row in at_desk("officer").get(address).context["openings"]] == ["演示道路工程第1号"]
    assert list(at_desk("neighbour").get(address).context["openings"]) == []
    assert [row.name for row in at_desk("centre").get(address).context["openings"]] == ["演示道路工程第1号"]
    Project.objects.filter(stage="announced").update(opens_at=now + timedelta(days=1))
    assert list(at_desk("officer").get(address).context["openings"]) == []


@pytest.mark.clause("7.3")
def test_wang_fang_sees_the_files_that_she_keeps_and_the_auditor_all(at_desk):
    address = reverse("console:desk")
    assert at_desk("officer").get(address).context["file_count"] == 1
    head = at_desk("head").get(address)
    assert (head.context["file_count"], len(head.context["files"])) == (0, 1)  # heads see their department's
    assert len(at_desk("watcher").get(address).context["files"]) == 1
    File.objects.update(status=File.Status.WAITING, officer=None)
    assert "待指定责任人" in at_desk("head").get(address).content.decode()
    assert at_desk("neighbour").get(address).context["awaiting_count"] == 0


def test_who_looks_over_the_city_sees_its_figures(at_desk):
    address = reverse("console:desk")
    counts = {figure.stage: figure.count for figure in at_desk("coordinator").get(address).context["figures"]}
    assert (counts["announced"], counts["refused"], counts["completed"]) == (1, 1, 0)
    assert at_desk("officer").get(address).context["figures"] == []


def test_a_hand_over_waits_for_who_is_to_take_it_and_names_its_project(at_desk):
    address = reverse("console:desk")
    [line] = heap(at_desk("officer").get(address), "handovers").lines
    assert (line.row.target_id, line.name) == (HOUSING, "演示道路工程第1号")
    assert heap(at_desk("neighbour").get(address), "handovers").lines == []  # it proposed it, and now waits itself


def test_designations_wait_for_those_who_settle_them(at_desk):
    address = reverse("console:desk")
    assert heap(at_desk("government").get(address), "designations").count == 1
    assert "designations" not in [one.kind.key for one in at_desk("officer").get(address).context["heaps"]]


@pytest.mark.parametrize("kind", ["applications", "handovers"])
def test_what_does_not_fit_on_the_desk_is_counted_there_and_stands_on_its_own_pages(at_desk, kind):
    _crowd(25)
    client, address = at_desk("officer"), reverse(f"console:{kind}")
    desk = client.get(reverse("console:desk"))
    assert (len(heap(desk, kind).lines), heap(desk, kind).count) == (10, 26)
    assert f'<a href="{address}">全部 26 件</a>' in desk.content.decode()
    pages = [client.get(address, {"page": number}).context["lines"] for number in (1, 2)]
    assert [len(lines) for lines in pages] == [20, 6]
    days = [line.row.due_on for lines in pages for line in lines]
    assert days == sorted(days)


def test_the_list_of_a_kind_keeps_to_what_is_late(at_desk):
    client, today = at_desk("officer"), date.today()  # noqa: DTZ011
    _crowd(25)
    late = list(Application.objects.values_list("pk", flat=True)[:12])
    Application.objects.update(due_on=today + timedelta(days=9))
    Application.objects.filter(pk__in=late).update(due_on=today - timedelta(days=1))
    desk = client.get(reverse("console:desk"), {"due": "overdue"})
    address = reverse("console:applications") + "?due=overdue"
    assert f'<a href="{address}">全部 12 件</a>' in desk.content.decode()
    page = client.get(address)
    assert (len(page.context["lines"]), page.context["page"].paginator.count) == (12, 12)
    assert [tab.count for tab in page.context["tabs"]] == [26, 0, 12]


def test_the_list_of_designations_is_no_officers_business(at_desk):
    address = reverse("console:designations")
    assert at_desk("officer").get(address).status_code == 404
    assert "演示" in at_desk("government").get(address).content.decode()


def test_every_reminder_stands_in_its_list(at_desk):
    today = date.today()  # noqa: DTZ011
    _crowd(25)
    Application.objects.update(due_on=today - timedelta(days=1))
    remind(by=CAST.clock, on=today)
    client = at_desk("head")
    desk = client.get(reverse("console:desk"))
    count = desk.context["reminder_count"]
    assert count >= 26
    assert len(desk.context["reminders"]) == 10
    assert f"全部 {count} 件" in desk.content.decode()
    assert client.get(reverse("console:reminders"), {"page": 2}).context["page"].paginator.count == count


@pytest.mark.parametrize("part", ["officer", "head", "centre", "watcher", "coordinator", "government"])
def test_the_desk_asks_as_often_for_many_matters_as_for_few(at_desk, part):
    client, address = at_desk(part), reverse("console:desk")
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    _crowd()
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) <= len(few)


def heap(page, kind):
    """What stands on the desk of a kind of matter."""
    return next(one for one in page.context["heaps"] if one.kind.key == kind)


def _crowd(more=7):
    """So many more of everything that a desk may show."""
    for rows in (Application, Designation, Handover):
        one = rows.objects.first()
        for number in range(more):
            one.pk, one.subject = None, f"TP9{number:05d}"
            one.save(force_insert=True)
    file, project = File.objects.get(), Project.objects.get(stage="announced")
    for number in range(more):
        project.pk, project.source_key, project.opens_at = None, f"crowd-{number}", timezone.now()
        project.save(force_insert=True)
        file.pk, file.project = None, project
        file.save(force_insert=True)


def test_the_public_is_asked_to_log_in(client):
    assert client.get(reverse("console:desk")).status_code == 302


def test_an_owner_may_not_sit_at_the_desk(at_desk):
    assert at_desk("owner").get(reverse("console:desk")).status_code == 403


@pytest.mark.clause("7.6")
def test_the_journal_shows_each_department_its_own_acts_and_the_auditor_all(at_desk, transactional_entry):
    subject = transactional_entry
    assert subject in at_desk("officer").get(reverse("console:journal")).content.decode()
    assert subject not in at_desk("neighbour").get(reverse("console:journal")).content.decode()
    assert subject in at_desk("watcher").get(reverse("console:journal")).content.decode()


@pytest.fixture
def transactional_entry(db):
    """王芳 asked for a delivery again: an act of her department."""
    journal.record(DeliveryRetried("nobody.hears", 1, "boom"), by=CAST.officer)
    return "nobody.hears"


def test_an_administrator_tries_a_failed_delivery_again(at_desk):
    Cursor.objects.create(listener="nobody.hears", failures=3, stumbling=1, error="boom")
    client = at_desk("administrator")
    assert "投递失败" in client.get(reverse("console:deliveries")).content.decode()
    assert client.post(reverse("console:delivery_retry", args=["nobody.hears"])).status_code == 302
    assert Cursor.objects.get().retry_at is None


def test_a_delivery_is_not_skipped_without_a_reason(at_desk):
    Cursor.objects.create(listener="nobody.hears", failures=3, stumbling=1, error="boom")
    answer = at_desk("administrator").post(reverse("console:delivery_skip", args=["nobody.hears"]), {"reason": " "})
    assert answer.status_code == 409
    assert "请写明跳过这条消息的原因" in answer.content.decode()
