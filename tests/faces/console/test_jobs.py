"""The jobs of the hour, and the reminders that one of them writes, as people see them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django_q.models import Task

from heng.duties.supervision import services as supervision
from heng.faces.clock.schedules import APPOINTMENTS, ensure_schedules
from heng.registers.authorities.models import Application
from tests.support.cast import CAST

NOW = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = date.today()  # noqa: DTZ011  -- as the doors read the day


def ran(job, *, success, result=None, number=1):
    facts = {"started": NOW, "stopped": NOW, "success": success, "result": result}
    return Task.objects.create(id=f"{number:032d}", name=job, func=f"heng.faces.clock.jobs.{job}", **facts)


def test_the_keeper_reads_which_job_runs_when_and_which_failed(as_one, world):
    ensure_schedules(now=NOW)
    ran("remind", success=False, result="Traceback: /somewhere/else.py\nOperationalError: database is locked")
    ran("clear_sessions", success=True, number=2)
    ran("long_forgotten", success=False, result="gone", number=3)
    page = as_one("administrator").get(reverse("console:jobs")).content.decode()
    for name in ("期限提醒", "清理过期会话", "禁入期满后再次审查", "database is locked", "成功", "失败", "尚未运行"):
        assert name in page
    assert "/somewhere/else.py" not in page
    assert "heng.faces.clock.jobs.long_forgotten" in page


def test_the_page_says_what_to_expect_when_nothing_has_run(as_one, world):
    page = as_one("administrator").get(reverse("console:jobs")).content.decode()
    assert "还没有定时任务" in page
    assert "没有失败的任务" in page


def test_nobody_else_reads_the_jobs(as_one, world):
    for who in ("officer", "head", "coordinator", "watcher", "centre"):
        assert as_one(who).get(reverse("console:jobs")).status_code == 403


def test_the_questions_asked_do_not_grow_with_the_failures(as_one, world, django_assert_max_num_queries):
    ensure_schedules(now=NOW)
    client = as_one("administrator")
    client.get(reverse("console:jobs"))
    for number in range(1, 15):
        ran("remind", success=False, result="x", number=number)
    with django_assert_max_num_queries(12 + len(APPOINTMENTS)):
        client.get(reverse("console:jobs"))


@pytest.mark.clause("3.1")
def test_the_desk_of_wang_fang_shows_what_she_is_reminded_of_and_not_that_of_li_qiang(as_one, world):
    Application.objects.update(due_on=TODAY - timedelta(days=1))
    supervision.remind(by=CAST.clock, on=TODAY)
    application = Application.objects.get()
    page = as_one("officer").get(reverse("console:desk")).content.decode()
    assert "答复监督申请" in page
    assert reverse("console:application", args=[application.pk]) in page
    assert "答复监督申请" not in as_one("neighbour").get(reverse("console:desk")).content.decode()


def test_others_read_of_a_project_only_the_trace_of_their_own_organ(as_one, world):
    supervision.remind(by=CAST.clock, on=TODAY + timedelta(days=30))
    address = reverse("console:project", args=[world.words["project"]])
    pages = {
        who: as_one(who).get(address, {"tab": "trace"}).content.decode() for who in ("officer", "neighbour", "watcher")
    }
    assert "期限提醒" in pages["officer"]
    assert "期限提醒" in pages["watcher"]
    assert "期限提醒" not in pages["neighbour"]
