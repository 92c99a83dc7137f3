"""The jobs of the hour and when they run."""

import logging
from datetime import datetime, timedelta
from importlib import import_module
from zoneinfo import ZoneInfo

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django_q.models import Schedule

from heng.faces.clock import jobs
from heng.faces.clock.schedules import APPOINTMENTS, Appointment, ensure_schedules
from heng.ledger import listening
from heng.ledger.models import Cursor

pytestmark = pytest.mark.django_db

EVENING = datetime(2026, 3, 2, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = timedelta(days=1)


def test_every_appointment_is_with_a_job_that_exists():
    for appointment in APPOINTMENTS:
        module, _, name = appointment.function.rpartition(".")
        assert callable(getattr(import_module(module), name))
        assert (appointment.at is None) == (appointment.minutes > 0)


def test_the_schedules_are_made_once_and_keep_their_next_run():
    ensure_schedules(now=EVENING)
    before = {row.name: row.next_run for row in Schedule.objects.all()}
    assert before["heng:clear_sessions"] == datetime(2026, 3, 3, 2, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert before["heng:watch_deliveries"] == EVENING + timedelta(minutes=10)
    ensure_schedules(now=EVENING + DAY)
    assert {row.name: row.next_run for row in Schedule.objects.all()} == before
    assert Schedule.objects.count() == len(APPOINTMENTS)


def test_a_job_of_this_night_runs_this_night():
    midnight = datetime(2026, 3, 3, 0, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert Appointment("clear_sessions", at=APPOINTMENTS[0].at).next_run(midnight).date() == midnight.date()


def test_schedules_that_are_twice_wrong_or_forgotten_are_put_right_and_those_of_others_left_alone():
    ensure_schedules(now=EVENING)
    Schedule.objects.filter(name="heng:clear_logins").update(func="elsewhere.job")
    Schedule.objects.create(name="heng:clear_sessions", func="heng.faces.clock.jobs.clear_sessions")
    Schedule.objects.create(name="heng:forgotten", func="heng.faces.clock.jobs.forgotten")
    Schedule.objects.create(name="other", func="math.hypot")
    ensure_schedules(now=EVENING)
    assert sorted(Schedule.objects.values_list("name", "func")) == sorted(
        [(each.name, each.function) for each in APPOINTMENTS] + [("other", "math.hypot")]
    )


def test_old_sessions_are_forgotten_however_often_one_asks():
    for key, days in (("old", -1), ("new", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=datetime.now(ZoneInfo("UTC")) + days * DAY)
    jobs.clear_sessions()
    jobs.clear_sessions()
    assert [session.pk for session in Session.objects.all()] == ["new"]


def test_logins_are_kept_for_half_a_year():
    for model in (AccessLog, AccessFailureLog):
        for days in (10, 183, 185):
            row = model.objects.create(username=f"{days}", ip_address="127.0.0.1", user_agent="")
            model.objects.filter(pk=row.pk).update(attempt_time=datetime.now(ZoneInfo("UTC")) - days * DAY)
    jobs.clear_logins()
    for model in (AccessLog, AccessFailureLog):
        assert sorted(model.objects.values_list("username", flat=True)) == ["10", "183"]
    assert not AccessAttempt.objects.exists()


def test_a_listener_that_keeps_failing_stands_in_the_log(caplog, monkeypatch):
    monkeypatch.setattr(listening, "_LISTENERS", {})
    Cursor.objects.create(listener="room.tired", failures=2, error="ValueError: 累")
    Cursor.objects.create(listener="room.broken", failures=7, error="ValueError: 坏")
    with caplog.at_level(logging.ERROR):
        jobs.watch_deliveries()
    assert [record.getMessage() for record in caplog.records] == [
        "room.broken failed 7 times, 0 entries wait: ValueError: 坏"
    ]
