"""Two enter the same at the same moment: one is let in, the other is told in plain words; nothing is done twice."""

from datetime import timedelta

import pytest

from heng.ledger.models import Entry
from heng.registers.authorities.models import Account, Authority, Claim, Duty, Section, System
from heng.registers.authorities.services import accounts, applications, designations, duties, handovers, staff
from heng.registers.authorities.services.duties import DutyFacts
from tests.registers.conftest import FOUNDED, MONDAY, NOON, ORGANS
from tests.support.at_once import meet
from tests.support.cast import CAST, CENTRE, CITY, HOUSING, OWNER_CODE

ASKED = {"project_name": "演示项目", "applicant_code": OWNER_CODE, "applicant_name": "演示业主", "grounds": "演示"}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def organs(db):
    Authority.objects.bulk_create(
        [
            Authority(code=code, kind=code.split("-")[1], role=role, name=name, region=CITY, effective_from=FOUNDED)
            for code, (name, role) in ORGANS.items()
        ]
    )


def _account() -> object:
    return accounts.create_account("wang", name="王芳", by=CAST.administrator, on=MONDAY)


def _organ() -> object:
    told = {"kind": "JT", "role": "supervises", "name": "演示市交通运输局", "region": CITY, "effective_from": FOUNDED}
    return staff.create_authority("410500-JT", **told, by=CAST.administrator, on=MONDAY)


def _system() -> object:
    told = {"name": "演示系统", "authority": Authority.objects.get(pk=CENTRE), "region": CITY, "scopes": ["read"]}
    return accounts.create_system("trades", **told, by=CAST.administrator, on=MONDAY)


def _designation() -> object:
    return designations.request("TP000001", region=CITY, by=CAST.owner, on=MONDAY, **ASKED)


def _application() -> object:
    organ = Authority.objects.get(pk=HOUSING)
    return applications.apply("TP000001", authority=organ, by=CAST.owner, on=MONDAY, **ASKED)


@pytest.mark.parametrize(
    ("act", "code", "table"),
    [
        (_account, "already-there", Account),
        (_organ, "already-there", Authority.objects.filter(pk="410500-JT")),
        (_system, "already-there", System),
        (_designation, "already-requested", None),
        (_application, "already-applied", None),
    ],
)
def test_who_comes_a_moment_later_is_told_so(act, code, table):
    entries = Entry.objects.count()
    assert meet(act, act) == code
    assert Entry.objects.count() == entries + 1
    if table is not None:
        assert getattr(table, "objects", table).count() == 1


@pytest.mark.parametrize("later", [timedelta(), timedelta(days=1)])
def test_a_row_of_the_duty_list_is_entered_once(later):
    """Be it from the same day or from another: two open versions would contradict each other."""
    organ = Authority.objects.get(pk=HOUSING)
    section = Section.objects.create(authority=organ, name="招标监管科")
    facts = DutyFacts(code="ZJ-01", kind="power", title="招标监督", law="招标投标法 第七条", section=section)
    enter = lambda day: duties.enter(organ, facts, effective_from=day, by=CAST.administrator, on=MONDAY)  # noqa: E731
    assert meet(lambda: enter(MONDAY), lambda: enter(MONDAY + later)) == "already-listed"
    assert Duty.objects.count() == 1


def test_only_one_department_is_the_first_to_receive_a_matter():
    receive = lambda who: handovers.claim("TS000001", by=who, at=NOON)  # noqa: E731
    assert meet(lambda: receive(CAST.officer), lambda: receive(CAST.neighbour)) == ""
    assert Claim.objects.count() == 2
    bodies = Entry.objects.filter(kind="authorities.MatterReceived").order_by("pk").values_list("body", flat=True)
    assert ['"is_first":true' in body for body in bodies] == [True, False]
