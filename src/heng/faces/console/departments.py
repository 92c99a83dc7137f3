"""Departments 「部门」: city and counties, each with its duty list, its posts and who holds them."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heng.engines import codes
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.faces.frame.telling import status_of, told
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor, heading_or_keeping, is_administrator, is_staff, keeper
from heng.registers.authorities.models import Appointment, Authority, Post
from heng.registers.authorities.procedure import Organ
from heng.registers.authorities.selectors import Standing
from heng.registers.authorities.services import staff

ANY = [("", gettext_lazy("全部"))]


class DepartmentFilter(forms.Form):
    """Which departments."""

    q = forms.CharField(label=gettext_lazy("名称或部门代码"), max_length=40, required=False)
    region = forms.ChoiceField(label=gettext_lazy("行政区划"), required=False)
    role = forms.ChoiceField(label=gettext_lazy("职能"), choices=[*ANY, *Authority.Role.choices], required=False)

    def offer(self, regions: list[str]) -> "DepartmentFilter":
        """Offer the regions that have departments."""
        choice = self.fields["region"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [*ANY, *((code, codes.region_name(code)) for code in regions)]
        return self


@dataclass(frozen=True, slots=True)
class Line:
    """A department in the list."""

    organ: Organ
    role: str | Promise
    standing: Standing


@dataclass(frozen=True, slots=True)
class Place:
    """A region with its departments."""

    code: str
    name: str
    lines: list[Line]


@admitted(is_staff)
def departments(request: ActorRequest) -> HttpResponse:
    """Show the departments of each region, and where nobody answers for a duty."""
    today = localdate()
    organs = authorities.organs(on=today)
    form = DepartmentFilter(request.GET).offer(sorted({organ.region for organ in organs}))
    asked = form.cleaned_data if form.is_valid() else {}
    standings = authorities.standings(request.actor, on=today)
    lines = [
        Line(organ, Authority.Role(organ.role).label, standings.get(organ.code, Standing()))
        for organ in organs
        if _sought(organ, asked)
    ]
    context = {
        "form": form,
        "places": _places(lines),
        "count": len(lines),
        "may_keep": is_administrator(request.actor),
    }
    return render(request, "console/departments.html", context)


@admitted(is_staff)
def department(request: ActorRequest, code: str) -> HttpResponse:
    """Show one department: its duty list today and to come, its posts and people as far as the reader may know."""
    organ = _organ(code)
    today = localdate()
    context = {
        "organ": organ,
        "region": codes.region_name(organ.region),
        "duties": authorities.duties(request.actor, authority=code, on=today),
        "to_come": authorities.duties_to_come(request.actor, authority=code, on=today),
        "posts": _posts(request.actor, code, today),
        "knows_people": _knows_people(request.actor, organ),
        "may_list": heading_or_keeping(request.actor, organ),
        "may_keep": keeper(request.actor, organ),
    }
    return render(request, "console/department.html", context)


class PostForm(forms.Form):
    """A post with its one power, in a section that is there or is new."""

    section = forms.CharField(
        label=gettext_lazy("科室"), max_length=80, help_text=gettext_lazy("填写已有科室的名称，或者新科室的名称。")
    )
    title = forms.CharField(label=gettext_lazy("岗位"), max_length=80)
    power = forms.ChoiceField(
        label=gettext_lazy("权限"),
        choices=Post.Power,
        help_text=gettext_lazy("经办和负责人办理事项；查阅只读；系统管理维护岗位、账号和密钥，不办理事项。"),
    )


@admitted(is_staff)
def post_new(request: ActorRequest, code: str) -> HttpResponse:
    """Set up a post, and its section when it is new."""
    organ = _organ(code)
    staff.check_keeps(request.actor, organ)
    form = PostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked, today = form.cleaned_data, localdate()
        post = told(
            form,
            lambda: staff.create_post_in(
                organ, asked["section"], asked["title"], power=asked["power"], by=request.actor, on=today
            ),
        )
        if post is not None:
            messages.success(request, _("已设立岗位。"))
            return redirect("console:department", code)
    context = {"organ": organ, "form": form, "sections": authorities.sections(code)}
    return render(request, "console/post_new.html", context, status=status_of(form))


def _posts(reader: Actor, code: str, today: date) -> list[tuple[Post, list[Appointment]]]:
    """Put to each post those who hold it, or will."""
    held: dict[int, list[Appointment]] = {}
    for row in authorities.staff(reader, on=today, authority=code):
        held.setdefault(row.post_id, []).append(row)
    return [(post, held.get(post.pk, [])) for post in authorities.posts(reader, authority=code)]


def _organ(code: str) -> Authority:
    organ = authorities.authority(code)
    if organ is None:
        raise Http404
    return organ


def _knows_people(reader: Actor, organ: Authority) -> bool:
    return reader.authority == organ.code or keeper(reader, organ)


def _sought(organ: Organ, asked: dict[str, str]) -> bool:
    words = asked.get("q", "").strip().lower()
    return (
        words in f"{organ.name} {organ.code}".lower()
        and asked.get("region", "") in {"", organ.region}
        and asked.get("role", "") in {"", organ.role}
    )


def _places(lines: list[Line]) -> list[Place]:
    """Gather by region; the city, whose code is the smallest, stands first."""
    by_region: dict[str, list[Line]] = {}
    for line in lines:
        by_region.setdefault(line.organ.region, []).append(line)
    return [Place(code, codes.region_name(code), by_region[code]) for code in sorted(by_region)]
