"""Who supervises: five rules in their order; exactly one lead, or a reason."""

import json
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heng.engines import codes
from heng.registers.authorities.procedure import Entrustment, Facts, Organs
from heng.registers.authorities.rules import RULES, as_json, from_json, resolve
from heng.registers.authorities.services.organs import organ_table
from tests.registers.conftest import MONDAY

ANYANG = Organs(organ_table())
NOBODY = Entrustment()
BRIDGE = Facts(
    trade_class="A10",
    regime="ENG",
    region="410500",
    registered_on=MONDAY,
    is_mandatory=True,
    budget=Decimal(9_000_000),
    fund_source="财政资金",
)
FREE = replace(BRIDGE, is_mandatory=False, budget=Decimal(800_000))


def ask(facts: Facts, entrustment: Entrustment = NOBODY, on: date = MONDAY):
    return resolve(facts, entrustment=entrustment, organs=ANYANG, on=on)


@pytest.mark.clause("2.1")
@pytest.mark.parametrize(
    ("regime", "trade_class", "industry", "kind"),
    [
        ("PROC", "D01", "", "CZ"),
        ("PROC", "D02", "", "CZ"),
        ("PROC", "D04", "", "YB"),
        ("ENG", "A01", "", "ZJ"),
        ("ENG", "A02", "", "ZJ"),
        ("ENG", "A03", "", "JT"),
        ("ENG", "A06", "", "JT"),
        ("ENG", "A07", "", "SL"),
        ("ENG", "A08", "", "FG"),
        ("ENG", "A13", "", "GX"),
        ("ENG", "D02", "", "ZJ"),
        ("ENG", "A99", "A02", "LY"),
        ("ENG", "A99", "A05", "NY"),
        ("ENG", "A99", "N77", "HJ"),
        ("ENG", "A99", "N79", "ZR"),
        ("ENG", "A99", "P83", "JY"),
        ("ENG", "A99", "Q84", "WJ"),
        ("LAND", "B01", "", "ZR"),
        ("MINE", "B02", "", "ZR"),
        ("PROPERTY", "C01", "", "GZ"),
        ("PROPERTY", "C02", "S91", "CZ"),
        ("OTHER", "Z01", "", "LY"),
        ("OTHER", "Z02", "", "NY"),
        ("OTHER", "Z03", "", "HJ"),
    ],
)
def test_each_trade_has_the_department_that_the_law_names(regime, trade_class, industry, kind):
    found = ask(replace(BRIDGE, regime=regime, trade_class=trade_class, industry=industry))
    assert found.authority == f"410500-{kind}"
    assert found.article
    assert found.authority_name in found.reason


@pytest.mark.clause("2.1")
def test_a_county_has_its_own_department():
    assert ask(replace(BRIDGE, region="410581", trade_class="A07")).authority == "410581-SL"


@pytest.mark.clause("2.1")
def test_where_a_district_has_no_department_the_city_supervises():
    found = ask(replace(BRIDGE, region="410502", trade_class="A07"))
    assert found.authority == "410500-SL"
    assert "本地未设该部门" in found.reason


def test_in_a_county_state_property_falls_to_finance():
    assert ask(replace(BRIDGE, regime="PROPERTY", trade_class="C01", region="410581")).authority == "410581-CZ"


@pytest.mark.clause("8.6")
def test_in_a_city_without_any_department_nobody_supervises():
    found = ask(replace(BRIDGE, region="410600"))
    assert (found.authority, found.rule) == (None, "none")
    assert found.article == "安公管办〔2022〕6号 八"


@pytest.mark.clause("2.3")
def test_works_of_an_unknown_industry_wait_for_a_designation():
    works = replace(BRIDGE, trade_class="A99")
    assert "申请县级以上人民政府确定" in ask(works).reason
    named = Entrustment(
        designated="410500-GX", way="government", decider="安阳市人民政府", document_number="演示〔2026〕1号"
    )
    found = ask(works, named)
    assert (found.authority, found.rule) == ("410500-GX", "designation")
    assert "演示〔2026〕1号" in found.reason


@pytest.mark.clause("2.2")
def test_a_voluntary_project_waits_for_the_department_that_accepts_it():
    assert ask(FREE).authority is None
    assert "请向所属行业行政主管部门提出申请" in ask(FREE).reason
    found = ask(FREE, Entrustment(accepted="410500-JT", accepted_application="SQ000001"))
    assert (found.authority, found.rule) == ("410500-JT", "application")


def test_what_is_below_the_line_is_voluntary_unless_its_owner_says_otherwise():
    small = replace(FREE, is_mandatory=None)
    assert ask(small).is_voluntary
    assert not ask(replace(small, is_mandatory=True)).is_voluntary


@pytest.mark.clause("1.2")
def test_an_owner_cannot_declare_a_project_voluntary_that_must_enter():
    found = ask(replace(BRIDGE, is_mandatory=False))
    assert (found.authority, found.is_voluntary) == ("410500-ZJ", False)
    assert "以目录为准" in found.trail[0].reason


def test_what_cannot_be_judged_is_treated_as_what_must_enter():
    assert ask(replace(FREE, is_mandatory=None, currency="UAH")).authority == "410500-ZJ"


def test_a_government_may_name_another_department_for_one_project():
    named = Entrustment(
        designated="410500-CG", way="government", decider="安阳市人民政府", document_number="演示〔2026〕2号"
    )
    found = ask(BRIDGE, named)
    assert (found.authority, found.rule) == ("410500-CG", "designation")


def test_departments_cannot_agree_the_law_away():
    agreed = Entrustment(designated="410500-CG", way="negotiation", decider="两局会商", document_number="演示纪要1号")
    assert ask(BRIDGE, agreed).authority == "410500-ZJ"


def test_a_department_that_was_dissolved_supervises_nothing():
    @dataclass(frozen=True)
    class Gone:
        code: str = "410500-ZJ"
        kind: str = "ZJ"
        role: str = "supervises"
        name: str = "演示旧局"
        region: str = "410500"
        effective_from: date = date(2010, 1, 1)
        effective_to: date | None = MONDAY

    organs = Organs([Gone()])
    day_before = date(2026, 3, 1)
    assert resolve(BRIDGE, entrustment=NOBODY, organs=organs, on=day_before).authority == "410500-ZJ"
    assert resolve(BRIDGE, entrustment=NOBODY, organs=organs, on=MONDAY).authority is None
    accepted = Entrustment(accepted="410500-ZJ", accepted_application="SQ000001")
    assert "已撤销" in resolve(FREE, entrustment=accepted, organs=organs, on=MONDAY).trail[-2].reason


def test_neither_the_trading_centre_nor_the_auditor_can_be_designated():
    for code in ("410500-JYZX", "410500-SJ", "410500-ZF"):
        named = Entrustment(
            designated=code, way="government", decider="安阳市人民政府", document_number="演示〔2026〕3号"
        )
        assert ask(replace(BRIDGE, trade_class="A99"), named).authority is None


def test_the_trail_tells_every_rule_that_was_tried():
    found = ask(FREE, Entrustment(accepted="410500-JT", accepted_application="SQ000001"))
    assert [trial.rule for trial in found.trail] == ["entry", "procurement", "engineering", "resources", "application"]
    assert [trial.outcome for trial in found.trail][-1] == "matched"


def test_nothing_kept_is_no_resolution():
    assert from_json({}) is None


regimes = st.sampled_from(["ENG", "PROC", "LAND", "MINE", "PROPERTY", "OTHER"])
places = st.sampled_from(["410500", "410502", "410581", "410571", "410600", "410000", "990000"])
given_to = st.none() | st.sampled_from([organ.code for organ in ANYANG] + ["410500-NO"])
facts_of_any_project = st.builds(
    Facts,
    trade_class=st.sampled_from([*codes.trade_classes(), "X77"]),
    regime=regimes,
    region=places,
    registered_on=st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    is_mandatory=st.none() | st.booleans(),
    budget=st.none() | st.integers(0, 10**10).map(Decimal),
    currency=st.sampled_from(["CNY", "UAH"]),
    fund_source=st.sampled_from(["", "财政资金", "企业自筹", "不详"]),
    industry=st.sampled_from(["", "A01", "N77", "P83", "Z99"]),
    section_classes=st.lists(st.sampled_from(["A03", "A08", "B01", "A06"]), max_size=3).map(tuple),
)
entrustments = st.builds(
    Entrustment,
    accepted=given_to,
    designated=given_to,
    way=st.sampled_from(["negotiation", "government"]),
    decider=st.just("演示机关"),
    document_number=st.just("演示〔2026〕9号"),
)


@pytest.mark.clause("8.6")
@given(facts=facts_of_any_project, entrustment=entrustments, on=st.dates(date(2015, 1, 1), date(2030, 1, 1)))
def test_every_project_has_exactly_one_lead_or_a_reason(facts, entrustment, on):
    found = ask(facts, entrustment, on)
    matched = [trial for trial in found.trail if trial.outcome == "matched"]
    assert found.reason
    assert found.article
    if found.authority is None:
        assert (matched, found.rule) == ([], "none")
        assert len(found.trail) == len(RULES) + 1
        return
    assert [trial.authority for trial in matched] == [found.authority]
    assert found.trail[-1] is matched[0]
    lead = ANYANG.of_code(found.authority, on=on)
    assert lead is not None
    assert lead.effective_from <= on
    if found.is_voluntary:
        assert found.authority in {entrustment.accepted, entrustment.designated}


@given(facts=facts_of_any_project, entrustment=entrustments)
def test_a_resolution_is_kept_as_json_and_read_back(facts, entrustment):
    found = ask(facts, entrustment)
    assert from_json(json.loads(json.dumps(as_json(found)))) == found
