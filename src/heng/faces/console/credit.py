"""Credit 「信用」: bans of all parties, and the acts on a party's file: bar, lift, enter a record, withdraw one."""

from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heng.faces.console.acting import Act, Place, ask
from heng.faces.console.parties import ANY, DAY, PAGE, ban_row, named_regions, party_of
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.registers.authorities.actors import is_staff
from heng.registers.credit import selectors as credit
from heng.registers.credit import services as credit_file
from heng.registers.credit.models import Ban, Record, Regime
from heng.registers.parties import selectors as registry

STATES = [
    ("running", gettext_lazy("禁入中")),
    ("coming", gettext_lazy("尚未开始")),
    ("over", gettext_lazy("已届满")),
    ("all", gettext_lazy("全部")),
]
EARLIEST = date(1949, 10, 1)  # no decision of an organ of this state is older
NOTICE_SIX = "安公管办〔2022〕6号 六"
LONG = forms.Textarea(attrs={"rows": 3})


class BanFilter(forms.Form):
    """Which bans are looked for; those that run, unless another state is asked for."""

    q = forms.CharField(label=gettext_lazy("主体名称或代码"), max_length=100, required=False)
    state = forms.ChoiceField(label=gettext_lazy("状态"), choices=STATES, required=False)
    regime = forms.ChoiceField(label=gettext_lazy("适用范围"), choices=[*ANY, *Regime.choices], required=False)


class BanForm(forms.Form):
    """A ban as it was decided."""

    reason = forms.CharField(label=gettext_lazy("事由"), max_length=600, widget=LONG)
    law = forms.CharField(
        label=gettext_lazy("法律依据"),
        max_length=600,
        help_text=gettext_lazy("写明法律名称和条款，例如：招标投标法 第五十三条"),
    )
    organ = forms.CharField(label=gettext_lazy("决定机关"), max_length=200)
    document_number = forms.CharField(label=gettext_lazy("决定文号"), max_length=120, required=False)
    regime = forms.ChoiceField(
        label=gettext_lazy("适用范围"), choices=[("", gettext_lazy("各类交易")), *Regime.choices], required=False
    )
    region = forms.ChoiceField(
        label=gettext_lazy("适用区域"),
        choices=lambda: [("", gettext_lazy("全国")), *named_regions()],
        required=False,
    )
    starts_on = forms.DateField(label=gettext_lazy("禁入起始日"), widget=forms.DateInput(DAY))
    ends_on = forms.DateField(
        label=gettext_lazy("禁入截止日"),
        widget=forms.DateInput(DAY),
        required=False,
        help_text=gettext_lazy("当日仍在禁入期内；留空为永久禁入"),
    )

    def clean_starts_on(self) -> date:
        """Take a day that such a decision can name."""
        return _credible(self.cleaned_data["starts_on"])


class LiftForm(forms.Form):
    """Why a ban is lifted, and from which day."""

    reason = forms.CharField(label=gettext_lazy("解除理由"), max_length=600, widget=LONG)
    from_on = forms.DateField(
        label=gettext_lazy("解除日期"),
        widget=forms.DateInput(DAY),
        required=False,
        help_text=gettext_lazy("自该日起可以参加交易；留空为今天。填禁入起始日或更早，即该禁入自始无效"),
    )


class RecordForm(forms.Form):
    """A record of a party's file."""

    kind = forms.ChoiceField(label=gettext_lazy("类别"), choices=Record.Kind)
    title = forms.CharField(label=gettext_lazy("事由"), max_length=600)
    body = forms.CharField(label=gettext_lazy("内容"), max_length=5000, required=False, widget=LONG)
    organ = forms.CharField(label=gettext_lazy("认定机关"), max_length=200)
    document_number = forms.CharField(label=gettext_lazy("文号"), max_length=120, required=False)
    law = forms.CharField(label=gettext_lazy("依据"), max_length=600, required=False)
    happened_on = forms.DateField(label=gettext_lazy("日期"), widget=forms.DateInput(DAY))

    def clean_happened_on(self) -> date:
        """Take a day that has come."""
        day = _credible(self.cleaned_data["happened_on"])
        if day > timezone.localdate():
            raise forms.ValidationError(_("日期不得晚于今天，请核对"))
        return day


class WithdrawForm(forms.Form):
    """Why a record no longer stands."""

    reason = forms.CharField(label=gettext_lazy("撤销理由"), max_length=600, widget=LONG)


@admitted(is_staff)
def bans(request: ActorRequest) -> HttpResponse:
    """List bans: those that run, or those over or to come."""
    form, today, reader = BanFilter(request.GET), timezone.localdate(), request.actor
    asked = form.cleaned_data if form.is_valid() else {}
    found = credit.bans_found(
        request.actor,
        on=today,
        state=asked.get("state") or "running",
        regime=asked.get("regime", ""),
        text=asked.get("q", ""),
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [(ban_row(ban, today, reader), registry.shown_name(ban.party, reader)) for ban in page.object_list]
    return render(request, "console/bans.html", {"form": form, "page": page, "rows": rows})


@admitted(credit_file.may_write)
def ban_enter(request: ActorRequest, pk: int) -> HttpResponse:
    """Bar a party from trading, as an organ decided."""
    party, form = party_of(request, pk), BanForm(request.POST or None)

    def enter() -> str:
        ban = credit_file.enter_ban(party, by=request.actor, at=timezone.now(), **form.cleaned_data)
        return _("已登记市场禁入 %(ref)s。") % {"ref": ban.ref}

    return ask(request, _file(pk, party.name), form, Act(_("登记市场禁入"), NOTICE_SIX), enter)


@admitted(credit_file.may_write)
def ban_lift(request: ActorRequest, pk: int) -> HttpResponse:
    """Lift a ban."""
    ban, form = _ban(request, pk), LiftForm(request.POST or None)
    credit_file.check_may_end(ban, by=request.actor)

    def lift() -> str:
        credit_file.lift_ban(ban, by=request.actor, at=timezone.now(), **form.cleaned_data)
        return _("已解除市场禁入 %(ref)s，已执行的部分仍留在信用记录中。") % {"ref": ban.ref}

    place = _file(ban.party_id, f"{ban.party.name} {ban.ref}")
    return ask(request, place, form, Act(_("解除市场禁入"), ban.law), lift)


@admitted(credit_file.may_write)
def record_enter(request: ActorRequest, pk: int) -> HttpResponse:
    """Enter a record in a party's file."""
    party, form = party_of(request, pk), RecordForm(request.POST or None)

    def enter() -> str:
        record = credit_file.enter_record(party, by=request.actor, at=timezone.now(), **form.cleaned_data)
        return _("已登记信用记录 %(ref)s。") % {"ref": record.ref}

    return ask(request, _file(pk, party.name), form, Act(_("登记信用记录"), NOTICE_SIX), enter)


@admitted(credit_file.may_write)
def record_withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """Withdraw a record."""
    record, form = credit.record(request.actor, pk), WithdrawForm(request.POST or None)
    if record is None:
        raise Http404
    credit_file.check_may_end(record, by=request.actor)

    def withdraw() -> str:
        credit_file.withdraw_record(record, by=request.actor, at=timezone.now(), **form.cleaned_data)
        return _("已撤销信用记录 %(ref)s，何时掌握、何时撤销仍可查询。") % {"ref": record.ref}

    place = _file(record.party_id, f"{record.party.name} {record.ref} {record.title}")
    return ask(request, place, form, Act(_("撤销信用记录"), NOTICE_SIX), withdraw)


def _ban(request: ActorRequest, pk: int) -> Ban:
    found = credit.ban(request.actor, pk)
    if found is None:
        raise Http404
    return found


def _file(party_pk: int, name: str) -> Place:
    """The file of a party, from which its acts are asked."""
    return Place(reverse("console:party", args=[party_pk]), name)


def _credible(day: date) -> date:
    if day < EARLIEST:
        raise forms.ValidationError(_("年份过早，请核对日期"))
    return day
