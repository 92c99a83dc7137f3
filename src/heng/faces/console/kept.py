"""The files kept about a project, as its page lists them 「留存文件清单」; and who may see, hand in and hold them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.utils.timezone import now

from heng.faces.console.handing import PaperForm
from heng.faces.frame.asking import ActorRequest
from heng.ledger.evidence import categories, holding, reading
from heng.ledger.evidence.models import File
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import (
    Actor,
    covers,
    handling_officer,
    is_administrator,
    is_coordinator,
    is_handler,
    teller,
)
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import Project

PAGE = 20


@dataclass(frozen=True, slots=True)
class Paper:
    """A kept file as a list shows it: with names behind references, and how often it was opened."""

    file: File
    label: str
    category: str
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


def may_hold_parties(actor: Actor) -> bool:
    """Say whether somebody may hold what concerns a party: who handles cases, and the coordinating office."""
    return is_handler(actor) or is_coordinator(actor)


def may_watch(actor: Actor, project: Project) -> bool:
    """Say whether somebody may see which recordings there are of a project: who sees inside it, and who records it."""
    inside = trading.sees_inside(actor, project) and bool(actor.authority) and not is_administrator(actor)
    return inside or may_keep(actor, project)


def papers(project: Project, request: ActorRequest) -> dict[str, object]:
    """Give what the page of a project shows of its files, a page of them at a time."""
    actor = request.actor
    page = Paginator(trading.files_of(project, actor, at=now()), PAGE).get_page(request.GET.get("page"))
    return {
        "paper_page": page,
        "papers": named(list(page.object_list)),
        "paper_form": PaperForm().offer(project, actor) if may_keep(actor, project) else None,
        "hold": holding.standing(project.ref).first(),
        "may_hold": may_hold(actor, project),
        "may_watch": may_watch(actor, project),
    }


def named(files: Sequence[File]) -> list[Paper]:
    """Put names in place of references, and count the looks; three queries, however many files."""
    names = authorities.names_behind({file.person for file in files}, {file.department for file in files})
    counts, titles = reading.looks_counts(files), categories.titles()
    return [
        Paper(
            file,
            reading.label_of(file),
            titles.get(file.category, file.category),
            names.person(file.person),
            names.organ(file.department),
            counts.get(file.ref, 0),
        )
        for file in files
    ]
