"""When which job runs 「定时安排」: a table, written into django-q2 whenever the platform starts."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import localtime
from django_q.models import Schedule

MARK = "heng:"  # names of ours; schedules of others are left alone


@dataclass(frozen=True, slots=True)
class Appointment:
    """A job, by its function, daily at an hour or every so many minutes."""

    job: str
    at: time | None = None
    minutes: int = 0

    @property
    def name(self) -> str:
        """Under which name django-q2 knows it."""
        return f"{MARK}{self.job}"

    @property
    def function(self) -> str:
        """The path of the function."""
        return f"heng.faces.clock.jobs.{self.job}"

    def next_run(self, now: datetime) -> datetime:
        """Return the first moment after now."""
        if self.at is None:
            return now + timedelta(minutes=self.minutes)
        today = localtime(now).replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        return today if today > now else today + timedelta(days=1)


APPOINTMENTS = (
    Appointment("ask_for_barred", at=time(0, 10)),
    Appointment("remind", minutes=60),
    Appointment("clear_sessions", at=time(2, 10)),
    Appointment("clear_logins", at=time(2, 20)),
    Appointment("delete_due_files", at=time(2, 30)),
    Appointment("sweep_store", at=time(2, 40)),
    Appointment("watch_deliveries", minutes=10),
    Appointment("record_rows", minutes=1),
    Appointment("verify", at=time(3, 0)),
    Appointment("seal_recordings", minutes=1),
    Appointment("convert_recordings", minutes=1),
    Appointment("seal", minutes=1),
    Appointment("ask_witnesses", minutes=1),
    Appointment("stamp_root", minutes=60),
    Appointment("check_stamps", at=time(3, 10)),
)


@transaction.atomic
def ensure_schedules(*, now: datetime) -> None:
    """Make the schedules of django-q2 equal the table; one that is right keeps its next run."""
    ours = Schedule.objects.select_for_update().filter(name__startswith=MARK)
    ours.exclude(name__in=[each.name for each in APPOINTMENTS]).delete()
    for appointment in APPOINTMENTS:
        rows = list(ours.filter(name=appointment.name).order_by("pk"))
        wanted = {
            "func": appointment.function,
            "schedule_type": Schedule.DAILY if appointment.at else Schedule.MINUTES,
            "minutes": appointment.minutes or None,
            "repeats": -1,
        }
        if len(rows) == 1 and all(getattr(rows[0], name) == value for name, value in wanted.items()):
            continue
        Schedule.objects.filter(pk__in=[row.pk for row in rows]).delete()
        Schedule.objects.create(name=appointment.name, next_run=appointment.next_run(now), **wanted)
