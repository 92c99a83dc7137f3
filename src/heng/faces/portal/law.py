"""Published lists 「公开清单」: who supervises what, the duty lists, the entry catalogue."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from heng.faces.frame.asking import ActorRequest
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.models import Authority


def home(request: ActorRequest) -> HttpResponse:
    """Say what this site is and who supervises which trade."""
    today = localdate()
    organs = list(authorities.organs(on=today, role=Authority.Role.SUPERVISES))
    context = {
        "departments": len(organs),
        "regions": len({organ.region for organ in organs}),
        "rows": authorities.jurisdiction(on=today),
        "catalogue_rows": len(authorities.catalogue(on=today)),
    }
    return render(request, "portal/home.html", context)


def departments(request: ActorRequest) -> HttpResponse:
    """List the supervising departments of city and counties."""
    organs = authorities.organs(on=localdate(), role=Authority.Role.SUPERVISES)
    return render(request, "portal/departments.html", {"departments": organs})


def department(request: ActorRequest, code: str) -> HttpResponse:
    """Show one department and its list of powers and responsibilities."""
    organ = authorities.authority(code)
    if organ is None:
        raise Http404
    duties = authorities.duties(request.actor, authority=code, on=localdate())
    return render(request, "portal/department.html", {"department": organ, "duties": duties})


def catalogue(request: ActorRequest) -> HttpResponse:
    """Show which trades must enter, from which amount on, by which document."""
    return render(request, "portal/catalogue.html", {"rows": authorities.catalogue(on=localdate())})
