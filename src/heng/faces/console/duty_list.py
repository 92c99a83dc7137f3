"""The duty list 「权责清单」: each row in its versions, with article, section and officer, and the acts open to it."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.faces.frame.telling import status_of, told
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import heading_or_keeping, is_staff
from heng.registers.authorities.models import Account, Authority, Duty, Section
from heng.registers.authorities.services import duties
from heng.registers.authorities.services.duties import DutyFacts

DATE = {"type": "date"}
CLASSES = r"\A[A-Z][0-9]{0,2}([,，、\s]+[A-Z][0-9]{0,2})*\Z"


class SectionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes none when it runs
    """A section of a department that the page names already."""

    def label_from_instance(self, obj: Section) -> str:
        return obj.name


class OfficerField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes none when it runs
    """A person; two may have one name, so the account stands beside it."""

    def label_from_instance(self, obj: Account) -> str:
        return f"{obj.name}（{obj.username}）"


class DutyForm(forms.Form):
    """A row of the list."""

    code = forms.RegexField(
        r"\A[A-Za-z0-9\-]+\Z",
        label=gettext_lazy("事项编码"),
        max_length=30,
        error_messages={"invalid": gettext_lazy("事项编码只能用字母、数字和短横线")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("类别"), choices=Duty.Kind)
    title = forms.CharField(label=gettext_lazy("事项"), max_length=200)
    law = forms.CharField(
        label=gettext_lazy("法律依据"), max_length=200, help_text=gettext_lazy("写到条款，如：招标投标法 第七条。")
    )
    trade_classes = forms.RegexField(
        CLASSES,
        label=gettext_lazy("交易类别"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("类别代码或其字头，用逗号分开，如 A03,A06；不填表示各类交易。"),
        error_messages={"invalid": gettext_lazy("交易类别应为字母加数字，如 A03，用逗号分开")},
    )
    section = SectionField(Section.objects.none(), label=gettext_lazy("责任科室"))
    officer = OfficerField(Account.objects.none(), label=gettext_lazy("责任人"), required=False)
    effective_from = forms.DateField(label=gettext_lazy("生效日期"), widget=forms.DateInput(DATE))

    def offer(self, organ: Authority, on: date) -> "DutyForm":
        """Offer the sections and the people of the department."""
        choices = {
            "section": authorities.sections(organ.code),
            "officer": authorities.officers(organ.code, on=on),
        }
        for name, found in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = found
        return self

    def facts(self) -> DutyFacts:
        """The row as the service takes it."""
        asked = self.cleaned_data
        words = asked["trade_classes"]
        for mark in "，、 ":
            words = words.replace(mark, ",")
        return DutyFacts(
            code=asked["code"],
            kind=asked["kind"],
            title=asked["title"],
            law=asked["law"],
            section=asked["section"],
            trade_classes=tuple(word for word in words.split(",") if word),
            officer=asked["officer"],
        )


class RepealForm(forms.Form):
    """From which day on, and why."""

    effective_to = forms.DateField(
        label=gettext_lazy("失效日期"),
        widget=forms.DateInput(DATE),
        help_text=gettext_lazy("自这一天起不再是本部门的事项。"),
    )
    reason = forms.CharField(label=gettext_lazy("废止原因"), max_length=200, widget=forms.Textarea({"rows": 2}))


class OfficerForm(forms.Form):
    """Who answers."""

    officer = OfficerField(Account.objects.none(), label=gettext_lazy("责任人"))

    def offer(self, authority: str, on: date) -> "OfficerForm":
        """Offer the people in post."""
        field = self.fields["officer"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = authorities.officers(authority, on=on)
        return self


@admitted(is_staff)
def duty(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one row in all its versions, and the acts that are open to this reader."""
    row = _duty(request, pk)
    return _shown(request, row, RepealForm(initial={"effective_to": localdate()}), _officer_form(row))


@admitted(is_staff)
def duty_new(request: ActorRequest, code: str) -> HttpResponse:
    """Enter a row that the list did not have."""
    organ = authorities.authority(code)
    if organ is None:
        raise Http404
    duties.check_keeps(request.actor, organ)
    today = localdate()
    form = DutyForm(request.POST or None, initial={"effective_from": today}).offer(organ, today)
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["effective_from"]
        row = told(form, lambda: duties.enter(organ, form.facts(), effective_from=day, by=request.actor, on=today))
        if row is not None:
            messages.success(request, _("已登记权责事项。"))
            return redirect("console:duty", row.pk)
    context = {"organ": organ, "form": form}
    return render(request, "console/duty_form.html", context, status=status_of(form))


@admitted(is_staff)
def duty_supersede(request: ActorRequest, pk: int) -> HttpResponse:
    """Replace a row from a day on; the former version stays on file."""
    row = _kept(request, pk)
    today = localdate()
    form = DutyForm(request.POST or None, initial=_initial(row, today)).offer(row.authority, today)
    form.fields["code"].disabled = True
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["effective_from"]
        later = told(form, lambda: duties.supersede(row, form.facts(), effective_from=day, by=request.actor, on=today))
        if later is not None:
            messages.success(request, _("已登记新版本，原版本保留在案。"))
            return redirect("console:duty", later.pk)
    context = {"organ": row.authority, "row": row, "form": form}
    return render(request, "console/duty_form.html", context, status=status_of(form))


@require_POST
@admitted(is_staff)
def duty_repeal(request: ActorRequest, pk: int) -> HttpResponse:
    """End a row with nothing in its place."""
    row = _kept(request, pk)
    form = RepealForm(request.POST)
    if not form.is_valid() or not told(
        form, lambda: duties.repeal(row, **form.cleaned_data, by=request.actor, on=localdate())
    ):
        return _shown(request, row, form, _officer_form(row))
    messages.success(request, _("已废止权责事项。"))
    return redirect("console:duty", pk)


@require_POST
@admitted(is_staff)
def duty_assign(request: ActorRequest, pk: int) -> HttpResponse:
    """Name who answers for a row."""
    row = _kept(request, pk)
    form = OfficerForm(request.POST).offer(row.authority_id, localdate())
    if not form.is_valid() or not told(
        form,
        lambda: duties.assign_officer(row, form.cleaned_data["officer"], by=request.actor, on=localdate()),
    ):
        return _shown(request, row, RepealForm(initial={"effective_to": localdate()}), form)
    messages.success(request, _("已确定责任人。"))
    return redirect("console:duty", pk)


def _duty(request: ActorRequest, pk: int) -> Duty:
    row = authorities.duty(request.actor, pk)
    if row is None:
        raise Http404
    return row


def _kept(request: ActorRequest, pk: int) -> Duty:
    """Find a row that this reader may change; no form is shown to others."""
    row = _duty(request, pk)
    duties.check_keeps(request.actor, row.authority)
    return row


def _officer_form(row: Duty) -> OfficerForm:
    return OfficerForm(initial={"officer": row.officer_id}).offer(row.authority_id, localdate())


def _shown(request: ActorRequest, row: Duty, repeal: RepealForm, officer: OfficerForm) -> HttpResponse:
    context = {
        "row": row,
        "versions": authorities.versions(request.actor, authority=row.authority_id, code=row.code),
        "may_act": heading_or_keeping(request.actor, row.authority) and row.effective_to is None,
        "repeal": repeal,
        "officer": officer,
    }
    status = max(status_of(repeal), status_of(officer))
    return render(request, "console/duty.html", context, status=status)


def _initial(row: Duty, today: date) -> dict[str, object]:
    return {
        "code": row.code,
        "kind": row.kind,
        "title": row.title,
        "law": row.law,
        "trade_classes": row.trade_classes,
        "section": row.section_id,
        "officer": row.officer_id,
        "effective_from": max(today, row.effective_from),
    }
