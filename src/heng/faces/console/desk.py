"""The desk 「工作台」: what is due, what is overdue, what is new."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import is_staff
from heng.registers.authorities.models import Application, Designation, Handover

SHOWN = 50


@admitted(is_staff)
def desk(request: ActorRequest) -> HttpResponse:
    """Show what waits for this reader."""
    applications = authorities.applications(request.actor, status=Application.Status.SUBMITTED)
    designations = authorities.designations(request.actor, status=Designation.Status.REQUESTED)
    handovers = authorities.handovers(request.actor, status=Handover.Status.PROPOSED)
    dues = [
        due
        for found in (applications, designations, handovers)
        for due in found.order_by("due_on").values_list("due_on", flat=True)
    ]
    context = {
        "applications": applications[:SHOWN],
        "designations": designations[:SHOWN],
        "handovers": handovers[:SHOWN],
        **_counts(dues, localdate()),
    }
    return render(request, "console/desk.html", context)


def _counts(dues: list[date], today: date) -> dict[str, int]:
    return {
        "waiting": len(dues),
        "due_today": sum(due == today for due in dues),
        "overdue": sum(due < today for due in dues),
    }
