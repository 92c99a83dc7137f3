"""Jobs of the hour 「定时任务」: which run when, how the last run ended, and what failed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django_q.models import Failure, Schedule, Task

from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.faces.frame.keepers import keeps_the_platform
from heng.ledger.events import plate

SHOWN = 20
REASON_LENGTH = 300
EVER: dict[str, str | Promise] = {Schedule.DAILY: _("每天"), Schedule.MINUTES: _("每隔若干分钟")}


@dataclass(frozen=True, slots=True)
class Job:
    """A job with its name, how often it runs, and how the last run ended; `tone` says the same."""

    name: str
    often: str | Promise
    next_run: datetime | None
    last_run: datetime | None
    tone: str
    word: str | Promise


@dataclass(frozen=True, slots=True)
class Fall:
    """A run that failed, and with which words, without the workings of the program."""

    name: str
    at: datetime
    reason: str


@admitted(keeps_the_platform)
def jobs(request: ActorRequest) -> HttpResponse:
    """Show the jobs and the latest failures."""
    falls = [
        Fall(_name(row.func), row.started, _last_line(row.result))
        for row in Failure.objects.order_by("-started")[:SHOWN]
    ]
    return render(request, "console/jobs.html", {"jobs": list(_jobs()), "falls": falls})


def _jobs() -> Iterator[Job]:
    """Give each job with its last run; as many queries as there are jobs, and jobs are few."""
    for row in Schedule.objects.order_by("func"):
        last = Task.objects.filter(func=row.func).order_by("-started").first()
        often = _("每 %(minutes)d 分钟") % {"minutes": row.minutes} if row.minutes else EVER.get(row.schedule_type, "")
        tone, word = ("idle", _("尚未运行")) if last is None else _ended(last)
        yield Job(_name(row.func), often, row.next_run, last.started if last else None, tone, word)


def _ended(task: Task) -> tuple[str, str | Promise]:
    return ("ok", _("成功")) if task.success else ("bad", _("失败"))


def _name(function: str) -> str:
    """Name a job as its docstring does; one that this program no longer knows by its path."""
    try:
        return plate(import_string(function), function)
    except ImportError:
        return function


def _last_line(result: object) -> str:
    lines = str(result or "").strip().splitlines()
    return lines[-1][:REASON_LENGTH] if lines else ""
