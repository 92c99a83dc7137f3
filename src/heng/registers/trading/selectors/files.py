"""Which kept files of a project a reader may know of 「留存文件」, and from when those that came with bids.

Bids stay shut until they are opened before all (招标投标法 第二十八条、第三十六条), and nobody may learn who bids or
how many do (第二十二条). Until then such a file is listed to nobody, whoever kept it. Why so: ADR 17.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from heng.ledger.evidence import reading
from heng.ledger.evidence.models import File
from heng.registers.authorities.actors import Actor, is_administrator
from heng.registers.trading.models import Award, Evaluation, Lot, Notice, Opening, Project
from heng.registers.trading.selectors.contents import OPENED, STANDING
from heng.registers.trading.selectors.search import sees_inside


@dataclass(frozen=True, slots=True)
class Openings:
    """When the bids of each lot, by its key, were opened up to now; `called_at`, when bids were called for.

    `bidding`: the lots that stand before an opening, the first, or the next after a failure.
    """

    lots: dict[str, list[datetime]]
    called_at: Sequence[datetime]
    bidding: Collection[str]

    def have_opened(self, file: File) -> bool:
        """Say whether what came with this file is open: its lot was opened after the call that it answers.

        A file that names no lot waits for all of them; one whose lot is not known, or was taken back, stays shut.
        """
        lots = [file.part] if file.part else list(self.lots)
        return bool(lots) and all(self._answered(lot, file.kept_at) for lot in lots)

    def _answered(self, lot: str, kept_at: datetime) -> bool:
        """Say whether an opening followed the call before the file came, or, while bidding goes on, the file itself."""
        called = max((moment for moment in self.called_at if moment <= kept_at), default=None)
        since = kept_at if lot in self.bidding else called
        return any(since is None or moment >= since for moment in self.lots.get(lot, []))


def files_of(project: Project, actor: Actor, *, at: datetime) -> QuerySet[File]:
    """List the files that somebody may know of at a moment: all, who sees inside the project; others their organ's own.

    Who keeps accounts and keys reads none. What is shut is in no list before the opening, not even its sender's.
    """
    files = reading.files_about(project.ref)
    if is_administrator(actor):
        return files.none()
    if not sees_inside(actor, project):
        files = files.filter(department=actor.authority) if actor.authority else files.none()
    return files.exclude(pk__in=_shut(project, at))


def _shut(project: Project, at: datetime) -> list[int]:
    """Find the files about a project that nobody may know of yet."""
    rows = list(File.objects.filter(about=project.ref, is_shut=True).only("pk", "part", "kept_at"))
    if not rows:
        return []
    openings = _openings(project, at)
    return [row.pk for row in rows if not openings.have_opened(row)]


def _openings(project: Project, at: datetime) -> Openings:
    """Gather what was told: the report of a panel and an award prove as well that bids were opened before."""
    standing = Lot.objects.filter(project=project, **STANDING).values_list("source_key", flat=True)
    lots: dict[str, list[datetime]] = {key: [] for key in standing}
    for kind, column in ((Opening, "opened_at"), (Evaluation, "ended_at"), (Award, "awarded_at")):
        rows = kind.objects.filter(lot__project=project, **STANDING, **{f"{column}__lte": at})
        for key, moment in rows.values_list("lot__source_key", column):
            if key in lots:
                lots[key].append(moment)
    calls = Notice.objects.filter(project=project, kind=Notice.Kind.TENDER, published_at__lte=at, **STANDING)
    called_at = [moment for moment in calls.order_by().values_list("published_at", flat=True) if moment]
    return Openings(lots, called_at, lots if _is_bidding(project, at) else _awaiting(project, at))


def _is_bidding(project: Project, at: datetime) -> bool:
    """Say whether all that is for sale stands before an opening."""
    return project.stage not in OPENED or (project.opens_at is not None and project.opens_at > at)


def _awaiting(project: Project, at: datetime) -> set[str]:
    """Name the lots of which an opening to come was told."""
    coming = Opening.objects.filter(lot__project=project, opened_at__gt=at, **STANDING)
    return set(coming.values_list("lot__source_key", flat=True))
