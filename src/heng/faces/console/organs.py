"""Departments entered, renamed and dissolved 「机构登记」 by the administrator of the joint conference's office."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from heng.engines import codes
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.faces.frame.telling import status_of, told
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor, covers, is_administrator
from heng.registers.authorities.models import Authority
from heng.registers.authorities.services import staff

DATE = {"type": "date"}


class UsccField(forms.CharField):
    """The code of an organ, checked by its own digit; none is allowed."""

    def clean(self, value: str | None) -> str:
        code = super().clean(value).strip().upper()
        if code and not codes.is_uscc(code):
            raise forms.ValidationError(_("统一社会信用代码有误，请核对 18 位代码"))
        return str(code)


class OrganForm(forms.Form):
    """A new organ."""

    region = forms.ChoiceField(label=gettext_lazy("行政区划"))
    kind = forms.RegexField(
        r"\A[A-Z]{2,4}\Z",
        label=gettext_lazy("部门类别"),
        help_text=gettext_lazy("两至四位大写字母，如财政 CZ、住建 ZJ、交通 JT；与行政区划合成部门代码。"),
        error_messages={"invalid": gettext_lazy("部门类别应为两至四位大写字母")},
    )
    role = forms.ChoiceField(label=gettext_lazy("职能"), choices=Authority.Role)
    name = forms.CharField(label=gettext_lazy("名称"), max_length=80)
    uscc = UsccField(label=gettext_lazy("统一社会信用代码"), max_length=18, required=False)
    effective_from = forms.DateField(label=gettext_lazy("设立日期"), widget=forms.DateInput(DATE))

    def offer(self, reader: Actor) -> "OrganForm":
        """Offer the regions in the reader's reach."""
        choice = self.fields["region"]
        if isinstance(choice, forms.ChoiceField):
            found = [row for row in codes.regions().values() if covers(reader, row.code)]
            choice.choices = [(row.code, f"{row.name} {row.code}") for row in found]
        return self


class CorrectForm(forms.Form):
    """What it is called from now on."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=80)
    uscc = UsccField(label=gettext_lazy("统一社会信用代码"), max_length=18, required=False)
    reason = forms.CharField(label=gettext_lazy("原因或文号"), max_length=200)


class EndForm(forms.Form):
    """The first day without it, and why."""

    effective_to = forms.DateField(
        label=gettext_lazy("撤销日期"),
        widget=forms.DateInput(DATE),
        help_text=gettext_lazy("自这一天起不再存在；届时应没有在任人员。"),
    )
    reason = forms.CharField(label=gettext_lazy("撤销原因或文号"), max_length=200)


@admitted(is_administrator)
def organ_new(request: ActorRequest) -> HttpResponse:
    """Enter a department that is not there yet."""
    today = localdate()
    form = OrganForm(request.POST or None, initial={"effective_from": today}).offer(request.actor)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        code = f"{asked['region']}-{asked['kind']}"
        if told(form, lambda: staff.create_authority(code, **asked, by=request.actor, on=today)):
            messages.success(request, _("已登记机构。"))
            return redirect("console:department", code)
    return render(request, "console/organ_new.html", {"form": form}, status=status_of(form))


@admitted(is_administrator)
def organ(request: ActorRequest, code: str) -> HttpResponse:
    """Show the forms by which a department is renamed or dissolved."""
    return _shown(request, _organ(request, code))


@require_POST
@admitted(is_administrator)
def organ_correct(request: ActorRequest, code: str) -> HttpResponse:
    """Call a department otherwise."""
    found, form = _organ(request, code), CorrectForm(request.POST)
    if not form.is_valid() or not told(
        form, lambda: staff.correct_authority(found, **form.cleaned_data, by=request.actor, on=localdate())
    ):
        return _shown(request, found, correct=form)
    messages.success(request, _("已更正机构名称。"))
    return redirect("console:department", code)


@require_POST
@admitted(is_administrator)
def organ_end(request: ActorRequest, code: str) -> HttpResponse:
    """Dissolve a department."""
    found, form = _organ(request, code), EndForm(request.POST)
    if not form.is_valid() or not told(
        form, lambda: staff.end_authority(found, **form.cleaned_data, by=request.actor, on=localdate())
    ):
        return _shown(request, found, end=form)
    messages.success(request, _("已登记机构撤销。"))
    return redirect("console:department", code)


def _organ(request: ActorRequest, code: str) -> Authority:
    """Find a department that this administrator keeps; no form is shown to others."""
    found = authorities.authority(code)
    if found is None:
        raise Http404
    staff.check_keeps(request.actor, found)
    return found


def _shown(
    request: ActorRequest, found: Authority, *, correct: CorrectForm | None = None, end: EndForm | None = None
) -> HttpResponse:
    context = {
        "organ": found,
        "correct": correct or CorrectForm(initial={"name": found.name, "uscc": found.uscc}),
        "end": end or EndForm(initial={"effective_to": localdate()}),
    }
    sent = [form for form in (correct, end) if form is not None]
    return render(request, "console/organ.html", context, status=max(map(status_of, sent), default=200))
