"""Freezing a list 「冻结名单」: all that decides a draw besides chance, settled before chance is asked."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

import rfc8785
from django.db import IntegrityError, transaction
from django.db.models import Max

from heng.engines.draw import Candidate, DrawError, FrozenList, PublicValue, Stratum
from heng.engines.procedure import Refusal
from heng.ledger import journal
from heng.ledger.draws import rules, selectors
from heng.ledger.draws.events import ListFrozen
from heng.ledger.draws.models import Draw, Entrant
from heng.ledger.draws.procedure import LAWS, Hand, may_freeze

LONGEST = 200  # characters of a title or a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A list that is to be frozen; `parties` are codes of organs, which the caller knows to exist.

    `names` are those behind references that say nothing by themselves; they are kept beside the list. Without `law`
    the article of the purpose stands.
    """

    purpose: str
    title: str
    parties: tuple[str, ...]
    commits_due: datetime
    reveals_due: datetime
    strata: tuple[Stratum, ...]
    candidates: tuple[Candidate, ...]
    public_value: PublicValue
    names: Mapping[str, str] = field(default_factory=dict)
    law: str = ""


@transaction.atomic
def freeze(draft: Draft, *, by: Hand, at: datetime) -> Draw:
    """Freeze a list 「冻结名单」: from now on nothing of it changes, and its digest is an entry that will be sealed.

    Raises:
        Refusal: `no-authority-to-act`, `bad-times`, `personal-number`, `no-such-reason`, `own-log`, `frozen-already`,
            `at-once`, or a code of `DrawError`.
    """
    if not may_freeze(by):
        raise Refusal("no-authority-to-act", "您无权冻结名单")
    rules.check_dates(at, draft.commits_due, draft.reveals_due)
    rules.check_candidates(draft.candidates)
    if selectors.log_origin() in draft.public_value.source:
        raise Refusal("own-log", "公开值不得取自封存抽取名单的日志自己，请另行指定")
    _check_first(draft, by)
    number = (Draw.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    return _store(draft, number, _frozen(draft, number), by, at)


def _check_first(draft: Draft, by: Hand) -> None:
    """Refuse to freeze one matter twice at a time, as who presses a button twice does, or who would choose later."""
    same = Draw.objects.filter(organizer=by.authority, title=draft.title, conclusion__isnull=True).first()
    if same is not None:
        raise Refusal("frozen-already", f"同名的抽取{same.ref}已经冻结、尚未完成，请先完成它")
    if len(draft.title) > LONGEST or any(len(name) > LONGEST for name in draft.names.values()):
        raise Refusal("text", f"名称最长{LONGEST}字")


def _frozen(draft: Draft, number: int) -> FrozenList:
    due = draft.reveals_due.astimezone(rules.BEIJING).replace(microsecond=0).isoformat()
    try:
        return FrozenList(
            Draw(number=number).ref,
            draft.title,
            draft.parties,
            due,
            draft.strata,
            draft.candidates,
            draft.public_value,
        )
    except DrawError as fault:
        raise rules.refused(fault) from fault


def _store(draft: Draft, number: int, frozen: FrozenList, by: Hand, at: datetime) -> Draw:
    draw = Draw(
        number=number,
        purpose=draft.purpose,
        title=frozen.title,
        organizer=by.authority,
        parties=" ".join(frozen.parties),
        list=rfc8785.dumps(asdict(frozen)).decode(),
        digest=frozen.digest,
        law=draft.law or LAWS.get(Draw.Purpose(draft.purpose), ""),
        frozen_at=at,
        commits_due=draft.commits_due.replace(microsecond=0),
        reveals_due=datetime.fromisoformat(frozen.reveals_due),
    )
    try:
        with transaction.atomic():
            draw.save(force_insert=True)
    except IntegrityError as fault:
        raise Refusal("at-once", "刚刚有另一份名单冻结，本份没有冻结，请查看抽取列表后再提交") from fault
    Entrant.objects.bulk_create(
        Entrant(draw=draw, reference=one.reference, name=draft.names[one.reference])
        for one in frozen.candidates
        if draft.names.get(one.reference)
    )
    journal.record(_news(draw, draft), by=by, law=draw.law)
    return draw


def _news(draw: Draw, draft: Draft) -> ListFrozen:
    frozen = draw.frozen
    roll = rfc8785.dumps(dict(draft.names)).decode() if draft.names else ""
    eligible = sum(one.is_eligible for one in frozen.candidates)
    return ListFrozen(
        draw.ref,
        str(draw.get_purpose_display()),
        draw.title,
        draw.digest,
        frozen.parties,
        len(frozen.candidates),
        eligible,
        draw.commits_due,
        draw.reveals_due,
        frozen.public_value.source,
        roll,
    )
