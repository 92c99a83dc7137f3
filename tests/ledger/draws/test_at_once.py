"""Two press at the same moment: one act is done, and the other is told in plain words."""

import threading
import time

import pytest
from django.db import connection, transaction

from heng.engines.procedure import Refusal
from heng.ledger.draws import services
from heng.ledger.draws.models import Conclusion, Draw, Pledge
from tests.ledger.draws.conftest import IN_TIME, NOW, draft, promise
from tests.support.cast import CAST

pytestmark = pytest.mark.django_db(transaction=True)
SLOW = 0.4  # seconds for which the first keeps its transaction open, so that the second meets it


def meet(first, second) -> str:
    """Let one act, and another while the first has not committed yet; return the code of the second's refusal."""
    begun, faults = threading.Event(), []

    def slowly() -> None:
        try:
            with transaction.atomic():
                first()
                begun.set()
                time.sleep(SLOW)
        except BaseException as fault:  # noqa: BLE001  -- a thread swallows what it meets
            faults.append(fault)
        finally:
            begun.set()
            connection.close()

    thread = threading.Thread(target=slowly)
    thread.start()
    begun.wait(30)
    try:
        second()
    except Refusal as refusal:
        return refusal.code
    finally:
        thread.join()
        assert faults == []
    return ""


def test_two_who_freeze_the_same_list_freeze_one():
    code = meet(*[lambda: services.freeze(draft(), by=CAST.officer, at=NOW)] * 2)
    assert code in {"at-once", "frozen-already"}
    assert Draw.objects.count() == 1


def test_two_of_one_party_make_one_commitment(frozen):
    assert meet(*[lambda: promise(frozen, CAST.officer)] * 2) == "committed-already"
    assert Pledge.objects.count() == 1


def test_two_who_draw_make_one_result(revealed):
    assert meet(*[lambda: services.conclude(revealed, by=CAST.officer, at=IN_TIME)] * 2) == "wrong-state"
    assert Conclusion.objects.count() == 1
