"""What the organiser does 「组织抽取」: end the waiting, note who was absent, draw."""

import base64
import hashlib
from datetime import datetime

from django.db import transaction

from heng.engines import draw as engine
from heng.engines.draw import Ceremony, DrawError
from heng.ledger import journal
from heng.ledger.draws import rules, selectors
from heng.ledger.draws.events import DrawConcluded, DrawLapsed, RevealMissed
from heng.ledger.draws.models import Conclusion, Draw, Showing
from heng.ledger.draws.procedure import DRAW, Hand
from heng.ledger.draws.rules import BEIJING
from heng.ledger.draws.selectors import checkpoint_of, closing_of, needs_public_value, whose_turn
from heng.ledger.draws.services.closing import again, close, locked, reveals_of
from heng.ledger.models import Checkpoint


@transaction.atomic
def lapse(draw: Draw, *, by: Hand, at: datetime) -> Draw:
    """End a draw for which commitments lack 「终止抽取」. Nobody knows anything of chance yet, so none gains by it.

    Raises:
        Refusal: `wrong-state`, `no-authority-to-act`, `too-early`.
    """
    draw = locked(draw)
    DRAW.take("lapse", draw, by=by)
    rules.check_after(at, draw.commits_due, "承诺")
    missing = whose_turn(draw)
    Conclusion.objects.create(draw=draw, lapse=f"截至承诺截止时间未作出承诺：{'、'.join(missing)}", at=at)
    journal.record(DrawLapsed(draw.ref, missing), by=by, law=draw.law)
    return again(draw)


@transaction.atomic
def fallback(draw: Draw, *, by: Hand, at: datetime) -> Draw:
    """Note who showed nothing in time 「截止揭示」: the public value that the list names will enter in its stead.

    Raises:
        Refusal: `wrong-state`, `no-authority-to-act`, `not-sealed`, `too-early`.
    """
    draw = locked(draw)
    DRAW.take("fallback", draw, by=by)
    rules.check_sealed(checkpoint_of(draw), "名单和承诺尚未全部固化，不能截止揭示")
    rules.check_after(at, draw.reveals_due, "揭示")
    absence = f"未在{draw.reveals_due.astimezone(BEIJING):%Y年%-m月%-d日%H时%M分}前揭示"
    for code in whose_turn(draw):
        Showing.objects.create(draw=draw, party=code, absence=absence, at=at)
        journal.record(RevealMissed(draw.ref, code, absence), by=by, law=draw.law)
    return close(draw, by)


@transaction.atomic
def conclude(draw: Draw, public_value: str = "", *, by: Hand, at: datetime) -> Draw:
    """Draw 「抽取」 from what is sealed, and keep the record that everybody may replay.

    Raises:
        Refusal: `wrong-state`, `no-authority-to-act`, `not-sealed`, `too-early`, `public-value-missing`,
            `public-value-unasked`, or a code of `DrawError`.
    """
    draw = locked(draw)
    DRAW.take("conclude", draw, by=by)
    rules.check_sealed(closing_of(draw), "揭示情况尚未固化，固化以后才能抽取，请过几分钟再来")
    head = rules.check_sealed(checkpoint_of(draw), "名单和承诺尚未全部固化，不能抽取")
    is_due = needs_public_value(draw)
    rules.check_public_value(draw, public_value, is_due=is_due)
    if is_due:
        rules.check_after(at, draw.reveals_due, "揭示")
    record = _conduct(draw, head, public_value)
    text = record.text()
    Conclusion.objects.create(draw=draw, record=text, checkpoint=head, at=at)
    digest, drawn = hashlib.sha256(text.encode()).hexdigest(), sum(len(one.drawn) for one in record.result)
    told = DrawConcluded(draw.ref, head.size, record.checkpoint.root, public_value, record.seed, digest, drawn)
    journal.record(told, by=by, law=draw.law)
    return again(draw)


def _conduct(draw: Draw, head: Checkpoint, public_value: str) -> engine.Record:
    digests = {one.party: one.digest for one in draw.commitments.all()}
    commitments = tuple(engine.Commitment(code, digests[code]) for code in draw.party_codes)
    root = base64.b64encode(bytes.fromhex(head.root)).decode()
    seal = engine.Checkpoint(selectors.log_origin(), head.size, root)
    try:
        return engine.conduct(Ceremony(draw.frozen, seal, commitments, reveals_of(draw), public_value))
    except DrawError as fault:
        raise rules.refused(fault) from fault
