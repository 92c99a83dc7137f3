"""The files kept about a project, as its page lists them 「留存文件清单」; and who may see, hand in and hold them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from heng.ledger.evidence import reading, retention
from heng.ledger.evidence.models import File
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor, covers, handling_officer, is_administrator, is_coordinator, teller
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import Project


class PaperForm(forms.Form):
    """A file to be kept."""

    file = forms.FileField(
        label=gettext_lazy("文件"),
        max_length=500,
        allow_empty_file=True,
        help_text=gettext_lazy("PDF、OFD、Office、图片、压缩包、数据文件、录音录像；按内容识别类型"),
    )


@dataclass(frozen=True, slots=True)
class Paper:
    """A kept file as a list shows it: with names behind references, and how often it was opened."""

    file: File
    label: str
    person: str
    department: str
    looks: int

    @property
    def has_signatures(self) -> bool:
        """Whether there may be signatures in it."""
        return self.file.kind == "pdf" and self.file.deleted_on is None


def may_keep(actor: Actor, project: Project) -> bool:
    """Say whether somebody may hand in files about a project: who supervises it, and who tells of it."""
    return handling_officer(actor, project) or teller(actor, project)


def may_hold(actor: Actor, project: Project) -> bool:
    """Say whether somebody may hold the files of a project: its department, and the coordinating office there."""
    return handling_officer(actor, project) or (is_coordinator(actor) and covers(actor, project.region))


def may_watch(actor: Actor, project: Project) -> bool:
    """Say whether somebody may see which recordings there are of a project: who sees inside it, and who records it."""
    inside = trading.sees_inside(actor, project) and bool(actor.authority) and not is_administrator(actor)
    return inside or may_keep(actor, project)


def readable(actor: Actor, project: Project) -> QuerySet[File]:
    """List the files somebody may read: all, to who sees inside the project; to others those of their own organ.

    Who keeps accounts and keys reads none.
    """
    files = reading.files_about(project.ref)
    if is_administrator(actor) or not actor.authority:
        return files.none()
    return files if trading.sees_inside(actor, project) else files.filter(department=actor.authority)


def papers(project: Project, actor: Actor) -> dict[str, object]:
    """Give what the page of a project shows of its files."""
    return {
        "papers": named(list(readable(actor, project))),
        "paper_form": PaperForm() if may_keep(actor, project) else None,
        "hold": retention.holds(project.ref).first(),
        "may_hold": may_hold(actor, project),
        "may_watch": may_watch(actor, project),
    }


def named(files: Sequence[File]) -> list[Paper]:
    """Put names in place of references, and count the looks; three queries, however many files."""
    names = authorities.names_behind({file.person for file in files}, {file.department for file in files})
    counts = reading.looks_counts(files)
    return [
        Paper(
            file,
            reading.label_of(file),
            names.person(file.person),
            names.organ(file.department),
            counts.get(file.ref, 0),
        )
        for file in files
    ]
