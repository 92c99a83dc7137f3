"""Systems of trading centres 「对接系统」: their keys, shown once, what they open, and when they were last used."""

from django import forms
from django.contrib import messages
from django.core.validators import RegexValidator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from heng.engines import codes
from heng.faces.console import traces
from heng.faces.console.once import shown_once
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.faces.frame.telling import status_of, told
from heng.ledger import reading
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor, is_administrator
from heng.registers.authorities.models import Authority, System
from heng.registers.authorities.services import accounts

ONCE = gettext_lazy("请以可靠方式交给对接系统的运维人员，由其放入请求头 X-API-Key。本平台只保存其摘要，无法再次显示。")


def _scopes() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=gettext_lazy("权限范围"),
        choices=System.Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("只给对接所需的权限。"),
    )


class SystemForm(forms.Form):
    """A new system."""

    code = forms.CharField(
        label=gettext_lazy("系统代码"),
        max_length=40,
        validators=[RegexValidator(r"\A[a-z0-9][a-z0-9\-]+\Z", gettext_lazy("系统代码只能用小写字母、数字和短横线"))],
    )
    name = forms.CharField(label=gettext_lazy("系统名称"), max_length=80)
    authority = forms.ModelChoiceField(Authority.objects.none(), label=gettext_lazy("交易中心"))
    region = forms.ChoiceField(label=gettext_lazy("默认行政区划"))
    scopes = _scopes()

    def offer(self, reader: Actor) -> "SystemForm":
        """Offer the centres that the reader keeps, and the regions."""
        organ, region = self.fields["authority"], self.fields["region"]
        if isinstance(organ, forms.ModelChoiceField):
            organ.queryset = authorities.kept_organs(reader, on=localdate(), role=Authority.Role.TRADES)
        if isinstance(region, forms.ChoiceField):
            region.choices = [(row.code, f"{row.name} {row.code}") for row in codes.regions().values()]
        return self


class KeyForm(forms.Form):
    """What the new key opens."""

    scopes = _scopes()


@admitted(is_administrator)
def systems(request: ActorRequest) -> HttpResponse:
    """List the systems in the reader's reach."""
    rows = [(row, _words(row)) for row in authorities.systems(request.actor)]
    return render(request, "console/systems.html", {"rows": rows})


@admitted(is_administrator)
def system_new(request: ActorRequest) -> HttpResponse:
    """Enter a system and show its first key once."""
    form = SystemForm(request.POST or None, initial={"region": request.actor.region}).offer(request.actor)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        made = told(form, lambda: accounts.create_system(**asked, by=request.actor, on=localdate()))
        if made is not None:
            return _key(request, *made)
    return render(request, "console/system_new.html", {"form": form}, status=status_of(form))


@admitted(is_administrator)
def system(request: ActorRequest, code: str) -> HttpResponse:
    """Show one system, its key's scopes and last use, and what was done with it."""
    row = _system(request, code)
    return _shown(request, row, KeyForm(initial={"scopes": row.scopes.split()}))


@require_POST
@admitted(is_administrator)
def system_key(request: ActorRequest, code: str) -> HttpResponse:
    """Give a system a new key and show it once; the old one opens nothing any more."""
    row = _system(request, code)
    form = KeyForm(request.POST)
    if not form.is_valid():
        return _shown(request, row, form)
    key = accounts.issue_key(row, scopes=form.cleaned_data["scopes"], by=request.actor, on=localdate())
    return _key(request, row, key)


@require_POST
@admitted(is_administrator)
def system_revoke(request: ActorRequest, code: str) -> HttpResponse:
    """Let a system's key open nothing any more."""
    row = _system(request, code)
    accounts.revoke_key(row, reason=request.POST.get("reason", ""), by=request.actor, on=localdate())
    messages.success(request, _("已吊销密钥，该系统即时起不能再调用接口。"))
    return redirect("console:system", code)


def _system(request: ActorRequest, code: str) -> System:
    return get_object_or_404(authorities.systems(request.actor), pk=code)


def _shown(request: ActorRequest, row: System, form: KeyForm) -> HttpResponse:
    context = {
        "row": row,
        "region": codes.region_name(row.region),
        "scopes": _words(row),
        "form": form,
        "traces": traces.named(reading.entries_about(row.ref)),
    }
    return render(request, "console/system.html", context)


def _words(row: System) -> list[str]:
    return [str(System.Scope(scope).label) for scope in row.scopes.split()]


def _key(request: ActorRequest, row: System, key: str) -> HttpResponse:
    return shown_once(
        request,
        title=_("已签发密钥"),
        whose=f"{row.name}（{row.code}）",
        secret=key,
        advice=ONCE,
        onward=reverse("console:system", args=[row.code]),
    )
