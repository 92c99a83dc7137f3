"""The way in 「首页」: what is public, who supervises what, what is new; and the files that robots look for."""

from datetime import datetime, time, timedelta

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext_lazy as _

from heng.engines import codes
from heng.faces.frame.asking import ActorRequest
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import PUBLIC
from heng.registers.authorities.models import Authority
from heng.registers.credit import selectors as credit
from heng.registers.trading import selectors as trading
from heng.registers.trading.procedure import WAY
from heng.registers.trading.selectors import Resolution

NEWEST = 8
PLAIN = "text/plain; charset=utf-8"
CLOSED = ("account_login", "console:desk", "portal:mine")
EXPIRES_AFTER = timedelta(days=180)  # RFC 9116: less than a year


class WhoseForm(forms.Form):
    """Of which trade, and where, the supervising department is looked for."""

    trade_class = forms.ChoiceField(
        label=_("交易类别"),
        choices=[
            ("", _("请选择")),
            *((code, f"{code} {row.name}") for code, row in codes.trade_classes().items() if row.parent),
        ],
    )
    region = forms.ChoiceField(label=_("项目所在地"))

    def offer(self) -> "WhoseForm":
        """Offer the city and what lies in it."""
        choice, home = self.fields["region"], settings.HOME_REGION
        near = [(code, row.name) for code, row in codes.regions().items() if codes.is_within(code, of=home)]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = near or [(home, codes.region_name(home))]
        return self


def home(request: ActorRequest) -> HttpResponse:
    """Say what this site shows, answer whose a trade would be, and show the newest notices."""
    today = localdate()
    form = WhoseForm(request.GET if "trade_class" in request.GET else None).offer()
    context = {
        "form": form,
        "answer": _answer(form),
        "projects": trading.search(PUBLIC).count(),
        "departments": len(authorities.organs(on=today, role=Authority.Role.SUPERVISES)),
        "bans": credit.bans_in_force(PUBLIC, on=today).order_by().values("party").distinct().count(),
        "catalogue_rows": len(authorities.catalogue(on=today)),
        "stages": _under_way(),
        "notices": trading.latest_notices(PUBLIC, NEWEST),
    }
    return render(request, "portal/home.html", context)


def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Tell crawlers which pages are no public ones."""
    closed = "".join(f"Disallow: {reverse(name).removesuffix('login/')}\n" for name in CLOSED)
    return HttpResponse(f"User-agent: *\n{closed}Disallow: /api/\nDisallow: /exchange/\n", content_type=PLAIN)


def security(request: HttpRequest) -> HttpResponse:
    """Say whom to tell of a weakness of this site (RFC 9116); without a contact there is no such file."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    until = datetime.combine(localdate() + EXPIRES_AFTER, time(), get_current_timezone())
    lines = [
        *(f"Contact: {contact}" for contact in settings.SECURITY_CONTACT),
        f"Expires: {until.isoformat()}",
        "Preferred-Languages: zh-Hans",
        f"Canonical: {request.build_absolute_uri()}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)


def favicon(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Send those who look for the old address of the icon to the icon."""
    return redirect(static("frame/heng.svg"), permanent=False)


def _under_way() -> list[tuple[str, str, int]]:
    """How many public trades stand at each stage: the stage, its name, the number; empty stages left out."""
    counts = trading.counts_by_stage(PUBLIC)
    return [(stage.value, str(stage.label), counts[stage]) for stage in WAY if counts[stage]]


def _answer(form: WhoseForm) -> Resolution | None:
    if not form.is_bound or not form.is_valid():
        return None
    asked = form.cleaned_data
    return trading.supervisor_for(asked["trade_class"], asked["region"], on=localdate())
