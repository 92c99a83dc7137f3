"""Handing in files about a project 「提交文件」: several at once, each with what it is and to which lot it belongs."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heng.engines.procedure import Refusal
from heng.faces.frame.uploads import too_large
from heng.ledger.evidence import categories, keeping
from heng.ledger.evidence.categories import Category
from heng.ledger.evidence.models import File
from heng.registers.authorities.actors import Actor, teller
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import Project

NEVER = {categories.UNTOLD, categories.OFFICIAL}  # are not chosen: one is a gap, the other the program's own
HELP = gettext_lazy("PDF、OFD、Office、图片、压缩包、数据文件、录音录像；按内容识别类型，可以一次选择多个")
LOT_HELP = gettext_lazy("投标文件请选择所属标段；不选择的，全部标段开标后才列示")


class FilesInput(forms.FileInput):
    """Chooses several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files, at least one."""

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        """Give each file, in shape."""
        every = data if isinstance(data, (list, tuple)) else [data]
        return [super(FilesField, self).clean(one, initial) for one in every or [None]]


class PaperForm(forms.Form):
    """Files to be kept."""

    category = forms.ChoiceField(label=gettext_lazy("文件类别"))
    part = forms.ChoiceField(label=gettext_lazy("标段（包）"), required=False, help_text=LOT_HELP)
    file = FilesField(
        label=gettext_lazy("文件"),
        max_length=500,
        allow_empty_file=True,
        widget=FilesInput(attrs={"multiple": True}),
        help_text=HELP,
    )

    def offer(self, project: Project, actor: Actor) -> "PaperForm":
        """Offer the categories that this actor may hand in, and the lots; tell the browser how much it may send."""
        choices = [(row.category, row.title) for row in _offered(actor, project)]
        lots = [(view.lot.source_key, view.lot.name) for view in trading.bids_of(project, actor)]
        self._choose("category", [("", _("请选择")), *choices])
        self._choose("part", [("", _("整个项目")), *lots])
        self.fields["file"].widget.attrs |= {"data-most": settings.FILES_MAX_BYTES, "data-told": too_large()}
        return self

    def refuse(self, name: str, reason: str) -> None:
        """Say why one of the files was not kept."""
        self.add_error(None, _("“%(name)s”未保存：%(reason)s") % {"name": name, "reason": reason})

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


def hand_in(form: PaperForm, project: Project, *, by: Actor) -> list[File]:
    """Keep the files of a form one by one; what is refused stands in the form, and the others are kept."""
    given = form.cleaned_data
    kept = []
    for file in given["file"]:
        try:
            kept.append(_keep(file, given["category"], given["part"], project, by))
        except Refusal as no:
            form.refuse(file.name or "", no.reason)
    return kept


def said(files: Iterable[File]) -> list[str]:
    """Say what was kept; of what stays shut also that, since no list will show it before the opening."""
    shut = _("文件“%(name)s”已保存（%(ref)s，SHA-256 %(digest)s）。开标前不列示，任何人都不能查阅。")
    plain = _("文件“%(name)s”已保存（%(ref)s），摘要已经留痕。")
    return [
        (shut if file.is_shut else plain) % {"name": file.name, "ref": file.ref, "digest": file.content_id}
        for file in files
    ]


def _keep(file: "UploadedFile[bytes]", category: str, part: str, project: Project, by: Actor) -> File:
    today = localdate()
    about = {"about": project.ref, "kind": project.regime, "category": category, "part": part}
    return keeping.keep(file, name=file.name or "", by=by, on=today, **about)


def _offered(actor: Actor, project: Project) -> list[Category]:
    """List what somebody may hand in: who tells of the trade, all that belongs to one; who supervises it, the rest."""
    rows = [row for row in categories.categories(on=localdate()).values() if row.category not in NEVER]
    if teller(actor, project):
        return [row for row in rows if row.category != categories.OVERSIGHT]
    return sorted((row for row in rows if not row.is_shut), key=lambda row: row.category != categories.OVERSIGHT)
