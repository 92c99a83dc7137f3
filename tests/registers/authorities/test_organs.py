"""The organs as delivered are entered once; what was changed locally stays."""

import pytest

from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import CLOCK, PUBLIC
from heng.registers.authorities.models import Authority, Duty, Section
from heng.registers.authorities.procedure import Facts
from heng.registers.authorities.services import inquiries, organs
from tests.registers.conftest import MONDAY
from tests.support.cast import CAST


@pytest.mark.clause("2.1")
@pytest.mark.clause("3.4")
def test_city_and_counties_stand_with_their_duty_lists(db, told):
    entered = organs.load_organs(by=CLOCK, on=MONDAY)
    assert entered == Authority.objects.count() + Section.objects.count() + Duty.objects.count() == len(told())
    supervising = Authority.objects.filter(role=Authority.Role.SUPERVISES)
    assert all(organ.duties.exists() for organ in supervising)
    assert Authority.objects.get(pk="410581-ZJ").name == "林州市住房和城乡建设局"


def test_loading_again_changes_nothing(db):
    organs.load_organs(by=CLOCK, on=MONDAY)
    Authority.objects.filter(pk="410500-ZJ").update(name="演示市住房局")
    assert organs.load_organs(by=CLOCK, on=MONDAY) == 0
    assert Authority.objects.get(pk="410500-ZJ").name == "演示市住房局"


def test_loading_takes_few_queries(db, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        organs.load_organs(by=CLOCK, on=MONDAY)


@pytest.mark.parametrize("who", ["officer", "head", "coordinator", "public"])
def test_nobody_else_loads_organs(db, refused, who):
    refused("no-authority-to-act", lambda: organs.load_organs(by=getattr(CAST, who), on=MONDAY))


def test_somebody_asks_who_would_supervise(db, django_assert_max_num_queries):
    organs.load_organs(by=CLOCK, on=MONDAY)
    road = Facts(trade_class="A03", regime="ENG", region="410526", registered_on=MONDAY, is_mandatory=True)
    with django_assert_max_num_queries(3):
        assert inquiries.who_supervises(road, on=MONDAY, subject="TP000001").authority_name == "滑县交通运输局"
    assert inquiries.must_enter(road).required is None


def test_organs_are_listed_by_role_and_region(db):
    organs.load_organs(by=CLOCK, on=MONDAY)
    assert [organ.code for organ in authorities.organs(on=MONDAY, role="trades", region="410581")] == ["410581-JYZX"]
    supervising = authorities.organs(on=MONDAY, role=Authority.Role.SUPERVISES)
    assert authorities.named_departments(on=MONDAY) == [(organ.code, organ.name) for organ in supervising]
    listed = authorities.organs(on=MONDAY)
    assert len(listed) == Authority.objects.count()
    assert listed[0] in listed[0:2]
    assert not authorities.organs(on=organs.organ_table()[0].effective_from.replace(year=2018))
    assert authorities.authority("410500-CZ").name == "安阳市财政局"
    assert authorities.duties(PUBLIC, authority="410500-CZ", on=MONDAY).count() == 4
