"""What parties do 「承诺与揭示」: each promises a number that it keeps to itself, and shows it when all is sealed."""

from datetime import datetime

from django.db import transaction

from heng.engines.draw.ceremony import commit_to
from heng.engines.procedure import Refusal
from heng.ledger import journal
from heng.ledger.draws import rules
from heng.ledger.draws.events import CommitmentMade, NonceRevealed
from heng.ledger.draws.models import Draw, Pledge, Showing
from heng.ledger.draws.procedure import DRAW, Hand
from heng.ledger.draws.selectors import checkpoint_of
from heng.ledger.draws.services.closing import again, close, locked


@transaction.atomic
def commit(draw: Draw, digest: str, *, by: Hand, at: datetime) -> Draw:
    """Hand in the commitment of the actor's organ 「作出承诺」: SHA-256 over draw, party and a nonce that it keeps.

    Raises:
        Refusal: `wrong-state`, `no-authority-to-act`, `committed-already`, `too-late`, `text`.
    """
    draw = locked(draw)
    DRAW.take("commit", draw, by=by)
    if draw.commitments.filter(party=by.authority).exists():
        raise Refusal("committed-already", "贵单位已经作出承诺，承诺不能更改")
    rules.check_until(at, draw.commits_due, "承诺")
    rules.check_hex(digest, "承诺摘要")
    Pledge.objects.create(draw=draw, party=by.authority, digest=digest, at=at)
    journal.record(CommitmentMade(draw.ref, by.authority, digest), by=by, law=draw.law)
    return again(draw)


@transaction.atomic
def reveal(draw: Draw, nonce: str, *, by: Hand, at: datetime) -> Draw:
    """Show the nonce of the actor's organ 「揭示随机数」, once list and commitments are sealed; the last one closes.

    Raises:
        Refusal: `wrong-state`, `no-authority-to-act`, `revealed-already`, `not-sealed`, `too-late`, `text`,
            `wrong-nonce`.
    """
    draw = locked(draw)
    DRAW.take("reveal", draw, by=by)
    if draw.reveals.filter(party=by.authority).exists():
        raise Refusal("revealed-already", "贵单位已经揭示随机数")
    rules.check_sealed(checkpoint_of(draw), "名单和承诺尚未全部固化，此前不得揭示，请过几分钟再来")
    rules.check_until(at, draw.reveals_due, "揭示")
    rules.check_hex(nonce, "随机数")
    if commit_to(draw.ref, by.authority, nonce) != draw.commitments.get(party=by.authority).digest:
        raise Refusal("wrong-nonce", "随机数与贵单位的承诺不符，请使用作出承诺时下载的文件")
    Showing.objects.create(draw=draw, party=by.authority, nonce=nonce, at=at)
    journal.record(NonceRevealed(draw.ref, by.authority, nonce), by=by, law=draw.law)
    return close(draw, by)
