"""What was told of a trade before and matters when more is told 「既往情况」; read only when it does."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Exists, Max, OuterRef

from heng.registers.trading.models import Abnormality, Contract, Notice, Performance, Project, Stage
from heng.registers.trading.services.dossier import Dossier
from heng.registers.trading.services.staging import ANNOUNCING, ENDS, FINISHING, Past, Sign


def of_new(dossier: Dossier) -> Past:
    """The past of a project that nothing was told of before: whether all its contracts are performed."""
    finished = {moment.contract for moment in dossier.performances if moment.kind in FINISHING}
    return Past(is_performed=all(contract.key in finished for contract in dossier.contracts))


def of_known(projects: Iterable[Project], signs: Mapping[int, Sequence[Sign]]) -> dict[int, Past]:
    """The past of known projects, by number; what was just stored is part of it. Three queries at most."""
    failed = {project.pk for project in projects if project.stage == Stage.FAILED}
    ends = set(ENDS.values())
    ending = {pk for pk, seen in signs.items() if any(sign.stage in ends for sign in seen)} | failed
    finishing = {pk for pk, seen in signs.items() if any(sign.stage == Stage.COMPLETED for sign in seen)}
    failures, announced, unfinished = _failures(failed), _announced(ending), _unfinished(finishing)
    return {pk: Past(failures.get(pk), announced.get(pk), pk not in unfinished) for pk in failed | ending | finishing}


def _failures(projects: set[int]) -> dict[int, datetime | None]:
    if not projects:
        return {}
    rows = Abnormality.objects.filter(
        project__in=projects, kind=Abnormality.Kind.FAILED, withdrawn_on__isnull=True
    ).values_list("project_id")
    return dict(rows.annotate(last=Max("approved_at")))


def _announced(projects: set[int]) -> dict[int, datetime | None]:
    if not projects:
        return {}
    rows = Notice.objects.filter(project__in=projects, kind__in=ANNOUNCING, withdrawn_on__isnull=True)
    return dict(rows.order_by().values_list("project_id").annotate(last=Max("published_at")))


def _unfinished(projects: set[int]) -> set[int]:
    """Those of which a contract is neither accepted nor settled."""
    if not projects:
        return set()
    finish = Performance.objects.filter(contract=OuterRef("pk"), kind__in=FINISHING, withdrawn_on__isnull=True)
    open_ = Contract.objects.filter(~Exists(finish), project__in=projects, withdrawn_on__isnull=True)
    return set(open_.order_by().values_list("project_id", flat=True))
