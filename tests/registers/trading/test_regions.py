"""Who may act for which place: a city reaches into its counties, a county stays at home, nobody goes next door."""

from dataclasses import replace

import pytest

from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import on_one_line
from heng.registers.authorities.models import Authority
from heng.registers.authorities.services import applications, designations, handovers
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import Project, Stage
from heng.registers.trading.services import acts, gate, intake
from tests.registers.conftest import FOUNDED
from tests.registers.trading import trades
from tests.registers.trading.trades import ANNOUNCED, LOT, MONDAY, NOTICE, ROAD, WHOLE, of, road
from tests.support.cast import CAST, CITY, HOUSING, OWNER_CODE, WATER

COUNTY, OTHER_COUNTY, NEXT_CITY = "410581", "410522", "410600"
COUNTY_CLERK = CAST.elsewhere(CAST.centre, COUNTY)
NEXT_DOOR = [
    pytest.param(CAST.elsewhere(CAST.centre, NEXT_CITY), id="clerk of the next city"),
    pytest.param(CAST.elsewhere(CAST.machine, NEXT_CITY), id="system of the next city"),
    pytest.param(CAST.elsewhere(CAST.coordinator, NEXT_CITY), id="office of the next city"),
    pytest.param(COUNTY_CLERK, id="clerk of a county, for the city"),
    pytest.param(replace(CAST.centre, region=""), id="clerk of nowhere"),
]
READS_ONLY = replace(CAST.machine, scopes=frozenset({"read"}))
ASKED = {"project_name": "演示项目", "applicant_code": OWNER_CODE, "applicant_name": "演示业主", "grounds": "演示"}


@pytest.fixture
def register(city):
    return lambda facts=ROAD, by=CAST.centre: gate.register(facts, "centre", "1", by=by, on=MONDAY)


@pytest.fixture
def department(db):
    def found(code, region):
        facts = {"kind": code[-2:], "role": "supervises", "name": f"演示{code}", "effective_from": FOUNDED}
        return Authority.objects.create(code=code, region=region, **facts)

    return found


@pytest.mark.clause("8.6")
@pytest.mark.parametrize("who", NEXT_DOOR)
def test_the_centre_next_door_registers_nothing_here_and_lets_nothing_in(register, refused, who):
    refused("other-region", lambda: register(by=who))
    project = register()
    refused("other-region", lambda: register(replace(ROAD, name="演示改名"), by=who))
    refused("no-authority-to-act", lambda: gate.admit(project, by=who, on=MONDAY))
    refused("no-authority-to-act", lambda: gate.ask_entry(project, by=who, on=MONDAY))
    refused("no-authority-to-act", lambda: gate.withdraw(project, by=who, on=MONDAY, reason="演示"))
    project.refresh_from_db()
    assert (project.stage, project.name) == (Stage.APPLIED, ROAD.name)


@pytest.mark.parametrize("who", [NEXT_DOOR[0], NEXT_DOOR[1], NEXT_DOOR[3]])
def test_the_centre_next_door_tells_nothing_of_a_trade_here(project, refused, who):
    trade = project(road())
    outcome = intake.take([of(notices=(NOTICE,))], by=who, on=MONDAY)[0]
    assert (outcome.verdict, outcome.code) == ("refused", "other-region")
    code = refused("other-region", lambda: acts.publish_notice(trade, NOTICE, lots=(LOT,), by=who, on=MONDAY)).code
    assert code == outcome.code
    refused("no-authority-to-act", lambda: acts.fail(trade, trades.FAILED, by=who, on=MONDAY))
    assert Project.objects.get().stage == Stage.ADMITTED


def test_one_project_of_elsewhere_does_not_spoil_its_neighbours(city):
    there = replace(WHOLE, key="2", project=replace(ROAD, region=NEXT_CITY))
    outcomes = intake.take([WHOLE, there], by=CAST.machine, on=MONDAY)
    assert [outcome.verdict for outcome in outcomes] == ["taken", "refused"]
    assert "您无权办理" in outcomes[1].reason


def test_a_city_serves_its_counties_and_a_county_itself(register):
    project = register(replace(ROAD, region=COUNTY))
    assert gate.admit(project, by=COUNTY_CLERK, on=MONDAY).stage == Stage.ADMITTED
    assert register(replace(ROAD, region=COUNTY, name="演示改名"), by=CAST.centre).name == "演示改名"


def test_a_project_is_not_moved_out_of_the_reach_of_its_centre(register, refused):
    register()
    refused("other-region", lambda: register(replace(ROAD, region=NEXT_CITY)))
    assert Project.objects.get().region == CITY


def test_a_key_that_only_reads_tells_nothing(city, refused):
    refused("no-authority-to-act", lambda: gate.register(ROAD, "centre", "1", by=READS_ONLY, on=MONDAY))
    refused("no-authority-to-act", lambda: intake.take([WHOLE], by=READS_ONLY, on=MONDAY))


def test_what_stands_before_the_gate_here_is_not_read_next_door(register):
    project = register()
    neighbours = [CAST.elsewhere(who, NEXT_CITY) for who in (CAST.centre, CAST.machine, CAST.watcher, CAST.officer)]
    assert all(trading.project(who, project.pk) is None for who in [*neighbours, COUNTY_CLERK, CAST.public])
    assert all(trading.project(who, project.pk) for who in (CAST.centre, CAST.watcher, CAST.government, CAST.owner))


@pytest.mark.clause("2.2")
def test_papers_are_taken_for_departments_of_the_same_city_only(city, department, refused):
    there = department("410600-ZJ", NEXT_CITY)
    asked = {**ASKED, "on": MONDAY}
    refused("no-authority-to-act", lambda: applications.apply("TP000001", authority=there, by=CAST.centre, **asked))
    taken = applications.apply("TP000001", authority=city[HOUSING], by=COUNTY_CLERK, **asked)
    assert taken.authority_id == HOUSING


@pytest.mark.clause("8.6")
def test_a_department_of_the_next_city_opens_no_gate_here(register, department):
    project = register(replace(ROAD, trade_class="Z99", is_mandatory=False, fund_source="自筹"))
    there = department("410600-ZJ", NEXT_CITY)
    application = applications.apply(project.ref, authority=there, by=CAST.owner, on=MONDAY, **ASKED)
    officer = replace(CAST.officer, authority=there.code, region=NEXT_CITY)
    applications.accept(application, by=officer, on=MONDAY)
    verdict = gate.ask_entry(project, by=CAST.centre, on=MONDAY)
    assert not verdict.allowed
    assert "不管辖项目所在地" in verdict.reason


@pytest.mark.clause("2.3")
def test_a_government_names_only_departments_of_its_own_city(city, department, refused):
    there, county = department("410600-ZJ", NEXT_CITY), department("410581-ZJ", COUNTY)
    designation = designations.request("TP000001", region=CITY, by=CAST.owner, on=MONDAY, **ASKED)
    told = {"way": "government", "decider": "演示市人民政府", "document_number": "演政〔2026〕1号"}
    settled = {**told, "by": CAST.government, "on": MONDAY}
    refused("other-region", lambda: designations.settle(designation, authority=there, **settled))
    assert designations.settle(designation, authority=county, **settled).authority_id == county.code


def test_a_clerk_of_another_county_cannot_ask_for_a_designation_here(city, refused):
    who = CAST.elsewhere(CAST.centre, OTHER_COUNTY)
    asked = {**ASKED, "region": COUNTY, "on": MONDAY}
    refused("no-authority-to-act", lambda: designations.request("TP000001", by=who, **asked))
    assert designations.request("TP000001", by=CAST.centre, **asked).region == COUNTY


def test_a_matter_is_not_handed_to_another_city(city, department, refused):
    there, county = department("410600-ZJ", NEXT_CITY), department("410581-ZJ", COUNTY)
    handovers.claim("TP000001", by=CAST.officer, at=ANNOUNCED)
    told = {"due_on": MONDAY, "reason": "演示", "by": CAST.officer, "on": MONDAY}
    refused("other-region", lambda: handovers.hand_over("TP000001", target=there, **told))
    assert handovers.hand_over("TP000001", target=county, **told).target_id == county.code


@pytest.mark.parametrize("who", ["centre", "government", "owner", "machine", "public"])
def test_what_departments_hand_each_other_is_read_by_them_and_by_who_inspects(city, who):
    handovers.claim("TP000001", by=CAST.officer, at=ANNOUNCED)
    told = {"due_on": MONDAY, "reason": "演示", "by": CAST.officer, "on": MONDAY}
    handovers.hand_over("TP000001", target=city[WATER], **told)
    assert not authorities.handovers(getattr(CAST, who)).exists()
    for reader in (CAST.officer, CAST.neighbour, CAST.watcher, CAST.coordinator):
        assert authorities.handovers(reader).exists()
    assert not authorities.handovers(CAST.elsewhere(CAST.watcher, COUNTY)).exists()


def test_the_journal_of_a_county_is_read_there_and_in_its_city(city, department):
    department("410581-ZJ", COUNTY)
    assert authorities.departments_read_by(CAST.elsewhere(CAST.watcher, COUNTY)) == ["410581-ZJ"]
    assert {HOUSING, "410581-ZJ", ""} <= set(authorities.departments_read_by(CAST.watcher))
    assert authorities.departments_read_by(CAST.officer) == [HOUSING]
    assert authorities.departments_read_by(CAST.owner) == []
    assert authorities.departments_read_by(CAST.elsewhere(CAST.watcher, NEXT_CITY)) == [""]


def test_two_counties_are_not_on_one_line():
    assert on_one_line(CITY, COUNTY)
    assert on_one_line(COUNTY, CITY)
    assert not on_one_line(COUNTY, OTHER_COUNTY)
    assert not on_one_line(CITY, "")
