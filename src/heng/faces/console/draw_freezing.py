"""Freezing a list at the desk 「冻结名单」: pasted, from a file, or begun from officers or registered parties."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heng.engines import codes
from heng.engines.draw import PublicValue, Use
from heng.faces.console.draw_lines import QuotasField, Roll, RollField, read, text_of
from heng.faces.console.pasted import PARTED
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.faces.frame.telling import status_of, told
from heng.ledger.draws import services
from heng.ledger.draws.models import Draw
from heng.ledger.draws.procedure import may_freeze
from heng.ledger.draws.reasons import reasons
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import PUBLIC, Actor, on_one_line
from heng.registers.parties import selectors as parties

MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
FIRST, LAST = timedelta(days=1), timedelta(days=2)  # offered for commitments and for reveals
MOST_PARTIES = 500  # of the register, offered at once


class FreezeForm(forms.Form):
    """All that decides a draw besides chance."""

    purpose = forms.ChoiceField(label=gettext_lazy("用途"), choices=Draw.Purpose)
    title = forms.CharField(label=gettext_lazy("名称"), max_length=100, help_text=gettext_lazy("公开，不要写人名"))
    lines = RollField(
        label=gettext_lazy("名单"),
        required=False,
        max_length=1_000_000,
        help_text=gettext_lazy(
            "每行一个：编号，名称，分层，排除理由，回避理由。编号公开，不得用身份证号码；留空则自动编号。"
            "名称不进入公布的记录。不分层的、没有理由的，后面留空。多个理由用顿号分开。"
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("名单文件（CSV）"),
        required=False,
        help_text=gettext_lazy("列的次序与上面相同，没有标题行；选了文件的，以文件为准"),
    )
    quotas = QuotasField(gettext_lazy("抽取名额"), gettext_lazy("不分层的填一个数字；分层的每行一个：分层，名额"))
    parties = forms.MultipleChoiceField(
        label=gettext_lazy("承诺方"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("两个以上，其中应有与结果没有利害关系的一方，例如纪检监察、审计或者交易中心"),
    )
    commits_due = forms.DateTimeField(label=gettext_lazy("承诺截止时间"), widget=MOMENT)
    reveals_due = forms.DateTimeField(label=gettext_lazy("揭示截止时间"), widget=MOMENT)
    source = forms.CharField(
        label=gettext_lazy("公开值的来源"),
        max_length=200,
        help_text=gettext_lazy(
            "揭示截止以后由外人公布的一个数，写明哪一家、哪一期、怎样抄写，例如：中国福利彩票双色球第2026137期开奖号码，七个两位数，不留空格"
        ),
    )
    use = forms.ChoiceField(
        label=gettext_lazy("公开值何时加入"),
        choices=[
            (Use.IF_MISSING.value, gettext_lazy("有一方没有揭示时才加入")),
            (Use.ALWAYS.value, gettext_lazy("一律加入（须等公布，最稳妥）")),
        ],
    )

    def offer(self, actor: Actor) -> "FreezeForm":
        """Offer the organs of the actor's city and county as parties."""
        choice = self.fields["parties"]
        if isinstance(choice, forms.MultipleChoiceField):
            choice.choices = organs_near(actor)
        return self

    def clean(self) -> dict[str, Any]:
        """Take the list from the file where there is one."""
        given = super().clean() or {}
        if file := given.get("file"):
            given["lines"] = read(text_of(file))
        elif not self.errors and not given["lines"].candidates:
            self.add_error("lines", _("请填写名单，或者选择名单文件"))
        return given


@admitted(may_freeze)
def draw_new(request: ActorRequest) -> HttpResponse:
    """Freeze a list; `?among=officers` or `?among=parties&role=…` begins it."""
    initial = _initial(request) if request.method == "GET" else None
    form = FreezeForm(request.POST or None, request.FILES or None, initial=initial).offer(request.actor)
    if request.method == "POST" and form.is_valid():
        made = told(form, lambda: services.freeze(_draft(form.cleaned_data), by=request.actor, at=now()))
        if made is not None:
            messages.success(request, _("名单已冻结，编号%(ref)s。请各方在截止时间前作出承诺。") % {"ref": made.ref})
            return redirect("console:draw", pk=made.pk)
    context = {"form": form, "reasons": reasons(), "roles": codes.roles().items()}
    return render(request, "console/draw_new.html", context, status=status_of(form))


def organs_near(actor: Actor) -> list[tuple[str, str]]:
    """The organs that exist in the actor's region, in those around it and in it."""
    found = [organ for organ in authorities.organs(on=localdate()) if on_one_line(actor.region, organ.region)]
    return [(organ.code, f"{organ.name}（{organ.code}）") for organ in found]


def _draft(given: dict[str, Any]) -> services.Draft:
    roll: Roll = given["lines"]
    return services.Draft(
        purpose=given["purpose"],
        title=given["title"],
        parties=tuple(given["parties"]),
        commits_due=given["commits_due"],
        reveals_due=given["reveals_due"],
        strata=given["quotas"],
        candidates=roll.candidates,
        public_value=PublicValue(given["source"], Use(given["use"])),
        names=roll.names,
    )


def _initial(request: ActorRequest) -> dict[str, object]:
    at: datetime = now()
    begun: dict[str, object] = {"commits_due": at + FIRST, "reveals_due": at + LAST}
    match request.GET.get("among"):
        case "officers":
            people = authorities.officers(request.actor.authority, on=localdate())
            lines = [f"P{number:03d}，{one.name}" for number, one in enumerate(people, start=1)]
            return begun | {"lines": "\n".join(lines), "purpose": Draw.Purpose.INSPECTORS}
        case "parties":
            role = request.GET.get("role", "")
            found = parties.parties(PUBLIC, role=role if role in codes.roles() else None, region=request.actor.region)
            coded = [one for one in found.order_by("name").distinct()[:MOST_PARTIES] if codes.is_uscc(one.code)]
            lines = [f"{one.code}，{PARTED.sub(' ', one.name)}" for one in coded]
            return begun | {"lines": "\n".join(lines), "purpose": Draw.Purpose.TARGETS}
    return begun
