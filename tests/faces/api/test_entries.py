from datetime import date

import pytest
from django.core.cache import cache

from heng.engines import codes
from heng.registers.authorities.actors import Actor, Role
from heng.registers.parties.services import PartyFacts
from heng.registers.trading.models import Project
from heng.registers.trading.services import owning
from heng.registers.trading.services.dossier import ProjectFacts
from tests.support import world as worlds
from tests.support.cast import HOUSING

TODAY = date.today()  # noqa: DTZ011  -- as the doors read the day
OWNER = {"name": "演示市虚构建设单位", "code": "12410500MB1234562Y"}
ROAD = {
    "key": "K-1",
    "name": "演示房建工程",
    "trade_class": "A01",
    "region": "410500",
    "owner": OWNER,
    "is_mandatory": True,
    "budget": "8000000",
    "approval_name": "演示立项批复",
    "approval_number": "演发改〔2026〕1号",
    "approval_organ": "演示市发展和改革委员会",
}
pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client):
    worlds.build(TODAY)
    cache.clear()

    def post(**facts):
        body = {name: value for name, value in (ROAD | facts).items() if value is not None}
        return client.post("/api/v1/entries", body, content_type="application/json", headers={"X-API-Key": worlds.KEY})

    return post


def test_the_owner_of_these_tests_has_a_lawful_code():
    assert codes.check_uscc(OWNER["code"]).ok


@pytest.mark.clause("8.6")
@pytest.mark.clause("2.1")
def test_a_project_with_its_department_enters(ask):
    answer = ask().json()
    assert answer["allowed"], answer
    assert answer["authority"] == HOUSING
    assert answer["article"]


@pytest.mark.clause("8.6")
def test_a_voluntary_project_without_a_department_stays_outside(ask):
    answer = ask(is_mandatory=False, budget="100000").json()
    assert not answer["allowed"]
    assert answer["code"] == "no-authority"
    assert "安公管办〔2022〕6号" in answer["law"]
    assert Project.objects.get(source="centre", source_key="K-1").authority is None


def test_asking_twice_changes_nothing(ask):
    assert ask().json() == ask().json()
    assert Project.objects.filter(source="centre", source_key="K-1").count() == 1


def test_a_wrong_code_is_answered_in_plain_words(ask):
    answer = ask(owner=OWNER | {"code": "12410500MB1234567X"})
    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/problem+json"
    assert "统一社会信用代码" in answer.json()["detail"]


def test_negative_money_and_a_missing_name_are_named(ask):
    answer = ask(budget="-1", name=None)
    assert answer.status_code == 422
    assert "budget" in answer.json()["detail"]
    assert "name" in answer.json()["detail"]


def test_the_system_goes_on_with_a_project_that_its_owner_registered(ask):
    owner = Actor(Role.PARTY, person="AC000099", party=OWNER["code"])
    party = PartyFacts(name=OWNER["name"], code=OWNER["code"])
    facts = ProjectFacts(name="业主登记", trade_class="A01", region="410500", owner=party, registered_on=TODAY)
    own = owning.register_own(facts, "1", by=owner, on=TODAY)
    answer = ask(project=own.ref).json()
    assert answer["project"] == own.ref
    assert ask(project="TP999999", key="K-9").json()["code"] == "unknown-project"
