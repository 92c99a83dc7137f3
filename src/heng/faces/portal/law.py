"""Published lists 「公开清单」: who supervises, the duty lists, the entry catalogue, and the figures of all trades."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from heng.engines import codes
from heng.faces.frame.asking import ActorRequest
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import PUBLIC
from heng.registers.authorities.models import Authority
from heng.registers.trading import selectors as trading
from heng.registers.trading.selectors import Tally


class DepartmentFilter(forms.Form):
    """Which department is looked for."""

    q = forms.CharField(label=_("部门名称"), max_length=100, required=False)
    region = forms.ChoiceField(label=_("市、县（区）"), required=False)


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a chart: `share` is its length in hundredths of the longest, `url` leads to its projects."""

    tally: Tally
    share: int
    url: str


def departments(request: ActorRequest) -> HttpResponse:
    """List the supervising departments of city and counties, by words of the name and by place."""
    organs = list(authorities.organs(on=localdate(), role=Authority.Role.SUPERVISES))
    places = [(code, codes.region_name(code)) for code in sorted({organ.region for organ in organs})]
    form = DepartmentFilter(request.GET)
    choice = form.fields["region"]
    if isinstance(choice, forms.ChoiceField):
        choice.choices = [("", _("全部")), *places]
    asked = form.cleaned_data if form.is_valid() else {}
    words, place = asked.get("q", "").strip(), asked.get("region", "")
    rows = [
        (organ, codes.region_name(organ.region))
        for organ in organs
        if words in organ.name and place in {"", organ.region}
    ]
    return render(request, "portal/departments.html", {"form": form, "rows": rows})


def department(request: ActorRequest, code: str) -> HttpResponse:
    """Show one department and its list of powers and responsibilities."""
    organ = authorities.authority(code)
    if organ is None:
        raise Http404
    context = {
        "department": organ,
        "region": codes.region_path(organ.region),
        "duties": authorities.duties(PUBLIC, authority=code, on=localdate()),
    }
    return render(request, "portal/department.html", context)


def division(request: ActorRequest) -> HttpResponse:
    """Show which trades fall to which department, of the city, and by which document."""
    today, home = localdate(), settings.HOME_REGION
    organs = authorities.organs(on=today)
    rows = []
    for row in authorities.jurisdiction(on=today):
        found = (organs.of_kind(kind, home, on=today) for kind in row.kinds)
        rows.append((row, next(filter(None, found), None)))
    return render(request, "portal/division.html", {"rows": rows})


def catalogue(request: ActorRequest) -> HttpResponse:
    """Show which trades must enter, from which amount on, by which document."""
    return render(request, "portal/catalogue.html", {"rows": authorities.catalogue(on=localdate())})


def figures(request: ActorRequest) -> HttpResponse:
    """Count what is public: by department, class, stage and year."""
    found = trading.figures(PUBLIC)
    columns = [
        [
            (_("按所处阶段"), _("阶段"), _bars(found.by_stage, "stage")),
            (_("按交易类别"), _("交易类别"), _bars(found.by_class, "trade_class")),
            (_("按登记年度"), _("年度"), _bars(found.by_year, "")),
        ],
        [(_("按监督部门"), _("监督部门"), _bars(found.by_department, "authority"))],
    ]
    return render(request, "portal/figures.html", {"figures": found, "columns": columns})


def _bars(tallies: Iterable[Tally], parameter: str) -> list[Bar]:
    listed = list(tallies)
    longest = max((tally.number for tally in listed), default=1)
    address = reverse("portal:projects")
    return [
        Bar(tally, round(100 * tally.number / longest), f"{address}?{parameter}={tally.key}" if parameter else "")
        for tally in listed
    ]
