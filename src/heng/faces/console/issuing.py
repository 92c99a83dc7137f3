"""Issuing an official document at the desk 「生成文书」: the proposed words are read over, then numbered and signed."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heng.engines.procedure import Refusal
from heng.faces.console.acting import Act, Place, ask
from heng.faces.console.letters import KINDS, Kind, Letter
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.ledger.evidence.documents import issuing, numbers
from heng.ledger.evidence.documents.draft import FORM, Draft
from heng.ledger.evidence.documents.models import Document
from heng.registers.authorities.actors import Actor, is_staff
from heng.registers.trading import selectors as trading

HELP = gettext_lazy("请核对内容。生成后自动编号、签名并存入项目文件，不能修改。")


class LetterForm(forms.Form):
    """The words of a document, and the mark of its number."""

    mark = forms.CharField(
        label=gettext_lazy("机关代字"), max_length=10, help_text=gettext_lazy("文号的开头，例如“安住建监”")
    )
    title = forms.CharField(label=gettext_lazy("标题"), max_length=300)
    addressee = forms.CharField(label=gettext_lazy("主送机关"), max_length=300)
    body = forms.CharField(label=gettext_lazy("正文"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 12}))
    copies = forms.CharField(label=gettext_lazy("抄送"), max_length=300, required=False)


@admitted(is_staff)
def document(request: ActorRequest, kind: str, pk: int) -> HttpResponse:
    """Issue the document of a decision; or lead to the one that was issued."""
    what = KINDS.get(kind)
    row = what.find(request.actor, pk) if what else None
    if what is None or row is None:
        raise Http404
    _check(request.actor, what, row)
    issued = numbers.of(row.ref, kind)
    if issued is not None and issued.file is not None:
        return redirect(_place(request.actor, what, row, issued))
    letter = what.write(row)
    form = LetterForm(request.POST or None, initial=letter.words | {"mark": numbers.last_mark(request.actor.authority)})
    place = Place(reverse(what.page, args=[pk]), letter.title, row.ref)
    return ask(request, place, form, Act(_("生成文书"), FORM, HELP), lambda: _issue(request.actor, kind, letter, form))


def _check(actor: Actor, what: Kind, row: Any) -> None:
    if not what.may_issue(actor, row):
        raise Refusal("no-authority-to-act", _("您无权为该事项生成文书"), FORM)
    if not what.is_decided(row):
        raise Refusal("not-decided", _("该事项尚未作出决定，没有可以生成的文书"), FORM)


def _issue(actor: Actor, kind: str, letter: Letter, form: forms.Form) -> str:
    project = trading.project_of_ref(actor, letter.about)
    done = issuing.issue(
        Draft(issuer=actor.authority_name, **form.cleaned_data),
        matter=letter.matter,
        kind=kind,
        about=letter.about,
        by=actor,
        at=timezone.now(),
        retention=project.regime if project else "OTHER",
    )
    return _("文书%(number)s已生成并签名，已存入项目文件。") % {"number": done.number}


def _place(actor: Actor, what: Kind, row: Any, issued: Document) -> str:
    """Where the document is read: the page of its file, or that of its matter to who does not see the project."""
    project = trading.project_of_ref(actor, issued.file.about) if issued.file else None
    if project is None or issued.file is None:
        return reverse(what.page, args=[row.pk])
    return reverse("console:paper", args=[project.pk, issued.file_id])
