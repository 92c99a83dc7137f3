"""The inbox at the desk 「收件台」: what came in, what was not taken and why; try again, put right, hand in a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from heng.faces.exchange import byhand, selectors
from heng.faces.exchange.inbox import report
from heng.faces.exchange.inbox.national.fields import TABLES
from heng.faces.exchange.inbox.record import Finding
from heng.faces.exchange.inbox.report import LABELS, Report
from heng.faces.exchange.models import Batch, Item
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.faces.frame.telling import status_of, told
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor

Kept = TypeVar("Kept", Batch, Item)
PAGE = 20
SHOWN = 5  # findings of a record in a list
MOST = 20 * 1024 * 1024  # bytes of a file that is handed in here
AT_ONCE = 500  # records taken up again by one press
ANY = [("", gettext_lazy("全部"))]
TONES = {"refused": "bad", "waiting": "warn", "held": "info"}
OCDS = ("OCDS", gettext_lazy("开放合约数据（OCDS）"))
DATASETS = [OCDS, *((number, f"{number} {table.title}") for number, table in TABLES.items())]


class ItemFilter(forms.Form):
    """Which records are looked for."""

    key = forms.CharField(label=gettext_lazy("来源主键（从头）"), max_length=160, required=False)
    verdict = forms.ChoiceField(label=gettext_lazy("结果"), choices=[*ANY, *Item.Verdict.choices], required=False)
    dataset = forms.ChoiceField(label=gettext_lazy("数据集"), choices=[*ANY, *DATASETS], required=False)
    source = forms.CharField(label=gettext_lazy("来源系统"), max_length=40, required=False)


class HandInForm(forms.Form):
    """A file, and the system that it speaks for."""

    source = forms.ChoiceField(label=gettext_lazy("来源系统"))
    file = forms.FileField(
        label=gettext_lazy("文件"),
        help_text=gettext_lazy("OCDS 1.1（JSON、JSON Lines）或国家数据规范 XML，可用 gzip 压缩，不超过 20 MB"),
    )

    def offer(self, actor: Actor) -> "HandInForm":
        """Offer the systems that this reader serves."""
        choice = self.fields["source"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [(row.code, f"{row.name}（{row.code}）") for row in authorities.systems_served(actor)]
        return self

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse what is better sent by its system."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST:
            raise forms.ValidationError(_("文件超过 20 MB，请由来源系统在线报送，或请系统管理员以命令收录"))
        return file


class CorrectForm(forms.Form):
    """A record put right."""

    text = forms.CharField(
        label=gettext_lazy("更正后的内容"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false"}),
        help_text=gettext_lazy("只能是一条记录，格式与原文相同；提交后按该来源系统的报送重新收录"),
    )


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with one field, which is named as people know it."""

    field: str
    label: str
    message: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many records are open of a verdict."""

    verdict: str
    label: str
    number: int
    tone: str


@dataclass(frozen=True, slots=True)
class Row:
    """A record that was not taken, in a list."""

    item: Item
    dataset: str
    tone: str
    flaws: tuple[Flaw, ...]
    more: int


@admitted(byhand.may_look)
def items(request: ActorRequest) -> HttpResponse:
    """List the records that were not taken, the newest first."""
    form = ItemFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = selectors.items_found(request.actor, **asked)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [_row(item) for item in page.object_list],
        "counts": _counts(request.actor),
        "may_work": byhand.may_work(request.actor),
    }
    return render(request, "exchange/items.html", context)


@admitted(byhand.may_look)
def batches(request: ActorRequest) -> HttpResponse:
    """List the files and requests that came in, the newest first."""
    page = Paginator(selectors.batches(request.actor), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_work": byhand.may_work(request.actor)}
    return render(request, "exchange/batches.html", context)


@admitted(byhand.may_look)
def batch(request: ActorRequest, pk: int) -> HttpResponse:
    """Show what became of one batch, and what of it is still not taken."""
    return _batch(request, _found(selectors.batch(request.actor, pk)))


@require_POST
@admitted(byhand.may_look)
def batch_retry(request: ActorRequest, pk: int) -> HttpResponse:
    """Take up again what is open of a batch, some hundred records at most."""
    row = _found(selectors.batch(request.actor, pk))
    kept = list(selectors.items_of(request.actor, row)[:AT_ONCE])
    _say_changed(request, byhand.retry(kept, of=row, by=request.actor, at=timezone.localtime()))
    return redirect("inbox:batch", pk=pk)


@admitted(byhand.may_look)
def item(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one record: why it was not taken, and how it begins, masked."""
    return _item(request, _found(selectors.item(request.actor, pk)))


@require_POST
@admitted(byhand.may_look)
def item_retry(request: ActorRequest, pk: int) -> HttpResponse:
    """Take up one record again."""
    row = _found(selectors.item(request.actor, pk))
    _say_changed(request, byhand.retry([row], of=row, by=request.actor, at=timezone.localtime()))
    return redirect("inbox:item", pk=pk) if selectors.item(request.actor, pk) else redirect("inbox:items")


@require_POST
@never_cache
@admitted(byhand.may_look)
def item_open(request: ActorRequest, pk: int) -> HttpResponse:
    """Show a record as it came, to put it right; that it was read stands in the journal."""
    row = _found(selectors.item(request.actor, pk))
    return _item(request, row, CorrectForm(initial={"text": byhand.look_into(row, by=request.actor)}))


@require_POST
@never_cache
@admitted(byhand.may_look)
def item_correct(request: ActorRequest, pk: int) -> HttpResponse:
    """Take a corrected record; what is still wrong is told, and the text stays."""
    row = _found(selectors.item(request.actor, pk))
    form = CorrectForm(request.POST)
    if form.is_valid():
        text, now = form.cleaned_data["text"], timezone.localtime()
        wrong = told(form, lambda: byhand.correct(row, text, by=request.actor, at=now))
        if wrong == ():
            messages.success(request, _("更正后的记录已重新处理。"))
            return redirect("inbox:items")
        for flaw in _flaws(row.dataset, wrong or ()):
            form.add_error("text", f"{flaw.label}：{flaw.message}" if flaw.label else flaw.message)
    return _item(request, row, form)


@admitted(byhand.may_work)
def hand_in(request: ActorRequest) -> HttpResponse:
    """Take in a file for a system, and show the report."""
    form = HandInForm(request.POST or None, request.FILES or None).offer(request.actor)
    if request.method == "POST" and form.is_valid():
        file, source = form.cleaned_data["file"], form.cleaned_data["source"]
        now = timezone.localtime()
        done = told(form, lambda: byhand.hand_in(file, name=file.name, source=source, by=request.actor, at=now))
        if done is not None:
            return _batch(request, done.batch, done)
    return render(request, "exchange/hand_in.html", {"form": form}, status=status_of(form))


def _batch(request: ActorRequest, row: Batch, fresh: Report | None = None) -> HttpResponse:
    context = {
        "batch": row,
        "counts": [(label, getattr(row, name), TONES.get(name, "idle")) for name, label in LABELS.items()],
        "groups": [(group, LABELS[group.verdict], TONES[group.verdict]) for group in report.troubles_of(row)],
        "report": fresh,
        "released": [(LABELS[name], count) for name, count in fresh.released.items()] if fresh else [],
        "may_work": byhand.may_work(request.actor),
    }
    return render(request, "exchange/batch.html", context)


def _item(request: ActorRequest, row: Item, form: CorrectForm | None = None) -> HttpResponse:
    works = byhand.may_work(request.actor)
    context = {
        "item": row,
        "row": _row(row, every=True),
        "form": form,
        "preview": byhand.preview(row) if works and form is None else None,
        "may_work": works,
    }
    return render(request, "exchange/item.html", context, status=status_of(form) if form else 200)


def _row(row: Item, *, every: bool = False) -> Row:
    found = [Finding(one["field"], one["code"], one["message"]) for one in row.findings]
    flaws = _flaws(row.dataset, found)
    shown = flaws if every else flaws[:SHOWN]
    dataset = TABLES[row.dataset].title if row.dataset in TABLES else str(OCDS[1])
    return Row(row, dataset, TONES[row.verdict], shown, len(flaws) - len(shown))


def _flaws(dataset: str, findings: Iterable[Finding]) -> tuple[Flaw, ...]:
    labels = {field.name: field.label for field in TABLES[dataset].fields} if dataset in TABLES else {}
    return tuple(Flaw(one.field, labels.get(one.field, one.field), one.message) for one in findings)


def _counts(actor: Actor) -> list[Count]:
    found = selectors.open_counts(actor)
    return [
        Count(verdict, str(label), found[verdict], TONES[verdict] if found[verdict] else "idle")
        for verdict, label in Item.Verdict.choices
    ]


def _say_changed(request: ActorRequest, changed: dict[str, int]) -> None:
    words = "，".join(f"{LABELS[verdict]} {count}" for verdict, count in changed.items())
    if words:
        messages.success(request, _("重新处理完毕：%(changed)s。") % {"changed": words})
    else:
        messages.info(request, _("重新处理完毕，结果没有变化。"))


def _found(row: Kept | None) -> Kept:
    if row is None:
        raise Http404
    return row
