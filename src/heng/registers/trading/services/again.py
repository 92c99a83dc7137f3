"""Asking the gate again 「再次审查进场」, when something changed that had kept a project out."""

from contextlib import suppress
from datetime import date

from django.db.models import Q

from heng.engines.procedure import Refusal
from heng.registers.authorities.actors import Actor
from heng.registers.trading.models import Project, Stage
from heng.registers.trading.services import gate

ASKING = (Stage.APPLIED, Stage.REFUSED)
PREFIX = "TP"


def project_of(ref: str) -> Project | None:
    """Find a project by its reference; None when it is the reference of something else."""
    digits = ref.removeprefix(PREFIX)
    if not ref.startswith(PREFIX) or not (digits.isascii() and digits.isdecimal()):
        return None
    return Project.objects.filter(pk=int(digits)).first()


def ask_for(ref: str, *, by: Actor, on: date) -> None:
    """Ask for one project, if it stands before the gate."""
    project = project_of(ref)
    if project is not None and project.stage in ASKING:
        gate.ask_entry(project, by=by, on=on)


def ask_for_party(code: str, *, by: Actor, on: date) -> None:
    """Ask for the projects of a party that a ban kept out."""
    own = Q(owner__code=code) | Q(agency__code=code)
    for project in Project.objects.filter(own, stage=Stage.REFUSED, refusal_code="barred").order_by("pk"):
        gate.ask_entry(project, by=by, on=on)


def ask_for_barred(*, by: Actor, on: date) -> int:
    """Ask for every project that a ban kept out, since bans end by themselves; return how many were let in."""
    admitted = 0
    for project in Project.objects.filter(stage=Stage.REFUSED, refusal_code="barred").order_by("pk"):
        with suppress(Refusal):  # it was withdrawn, or let in, while others were asked for
            admitted += gate.ask_entry(project, by=by, on=on).allowed
    return admitted
