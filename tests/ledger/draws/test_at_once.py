"""Two press at the same moment: one act is done, and the other is told in plain words."""

import pytest

from heng.ledger.draws import services
from heng.ledger.draws.models import Conclusion, Draw, Pledge
from tests.ledger.draws.conftest import IN_TIME, NOW, draft, promise
from tests.support.at_once import meet
from tests.support.cast import CAST

pytestmark = pytest.mark.django_db(transaction=True)


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
