"""What may be read of supervision files 「查阅监管档案」: a department its own, whoever watches the region's."""

from django.db.models import Q, QuerySet

from heng.duties.supervision.models import File
from heng.duties.supervision.procedure import PROCEDURE
from heng.engines.procedure import Step
from heng.registers.authorities.actors import Actor, Role, reach
from heng.registers.trading.models import Project

REGIONAL = {Role.COORDINATOR, Role.WATCHER}


def files(actor: Actor, *, status: str | None = None) -> QuerySet[File]:
    """The files an actor may read, the newest first, with project, department and officer."""
    rows = File.objects.filter(_seen_by(actor)).select_related("project__owner", "authority", "officer", "duty")
    return rows if status is None else rows.filter(status=status)


def file_of(project: Project, actor: Actor) -> File | None:
    """The one file of a project, if the actor may read it."""
    return files(actor).filter(project=project).first()


def files_of_mine(actor: Actor) -> QuerySet[File]:
    """The open files of which the actor is the named officer."""
    digits = actor.person.removeprefix("AC")
    if not (digits.isascii() and digits.isdecimal()):
        return File.objects.none()
    return files(actor, status=File.Status.OPEN).filter(officer=int(digits))


def open_steps(file: File, actor: Actor) -> list[Step]:
    """What the actor may do with a file now."""
    return PROCEDURE.open_steps(file, by=actor)


def _seen_by(actor: Actor) -> Q:
    if actor.role == Role.CLOCK:
        return Q()
    if actor.role == Role.OFFICER and actor.authority:
        return Q(authority=actor.authority)
    if actor.role in REGIONAL and actor.region:
        return Q(project__region__startswith=reach(actor.region))
    return Q(pk__in=[])
