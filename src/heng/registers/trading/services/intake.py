"""Intake 「数据收录」: the one way in for facts of trades, many dossiers at a time.

Each project is registered and asks the gate by the same rules as one by hand; of a project that is not in, nothing is
stored but the project itself. Telling twice changes nothing, and what is wrong with one dossier does not touch another.
"""

from collections.abc import Sequence
from datetime import date

from django.db import DataError, IntegrityError, transaction

from heng.engines.procedure import Refusal
from heng.registers.authorities.actors import Actor, deals_with_trades
from heng.registers.trading.procedure import TRACE
from heng.registers.trading.services import registration
from heng.registers.trading.services.dossier import Dossier
from heng.registers.trading.services.investments import take_investments
from heng.registers.trading.services.outcome import Outcome
from heng.registers.trading.services.sitting import Sitting

__all__ = ["Outcome", "take", "take_investments"]

BATCH = 500


def take(dossiers: Sequence[Dossier], *, by: Actor, on: date) -> list[Outcome]:
    """Take in what is told of projects; one outcome for each dossier, in order.

    Batches of five hundred are each one transaction. Dossiers of one project follow each other as they came.

    Raises:
        Refusal: `no-authority-to-act`: the actor may not tell of trades at all.
    """
    check_may_tell(by)
    outcomes: dict[int, Outcome] = {}
    for turn in _turns(dossiers):
        for start in range(0, len(turn), BATCH):
            numbers = turn[start : start + BATCH]
            answers = _take([dossiers[number] for number in numbers], by=by, on=on)
            outcomes.update(zip(numbers, answers, strict=True))
    return [outcomes[number] for number in range(len(dossiers))]


def check_may_tell(by: Actor) -> None:
    """Refuse whoever is not the trading centre or its system."""
    if not deals_with_trades(by):
        raise Refusal("no-authority-to-act", "您无权报送交易数据", TRACE)


def _turns(dossiers: Sequence[Dossier]) -> list[list[int]]:
    """Put dossiers into turns, so that no turn has two of one project; numbers, in order."""
    turns: list[list[int]] = []
    seen: dict[registration.Key, int] = {}
    for number, dossier in enumerate(dossiers):
        key = registration.key_of(dossier)
        turn = seen[key] = seen.get(key, -1) + 1
        if turn == len(turns):
            turns.append([])
        turns[turn].append(number)
    return turns


def _take(dossiers: Sequence[Dossier], *, by: Actor, on: date) -> list[Outcome]:
    """Take a batch; when the database or a party spoils it, take its halves, down to the one that is wrong."""
    try:
        with transaction.atomic():
            return Sitting(dossiers, by=by, on=on).hold()
    except Refusal as refusal:
        fault: Exception = refusal
    except (DataError, IntegrityError) as error:
        fault = error
    if len(dossiers) > 1:
        middle = len(dossiers) // 2
        return [*_take(dossiers[:middle], by=by, on=on), *_take(dossiers[middle:], by=by, on=on)]
    return [_refused(dossiers[0], fault)]


def _refused(dossier: Dossier, fault: Exception) -> Outcome:
    if isinstance(fault, Refusal):
        return Outcome(key=dossier.key, verdict="refused", code=fault.code, reason=fault.reason, law=fault.law)
    reason = f"数据不符合登记要求，请核对后重报（{str(fault).splitlines()[0][:200]}）"
    return Outcome(key=dossier.key, verdict="refused", code="bad-facts", reason=reason)
