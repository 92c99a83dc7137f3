"""Must it enter: by the catalogue of the day, the level of the region, what is bought, and whose money it is."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heng.registers.authorities.procedure import Facts
from heng.registers.authorities.rules import judge_entry
from heng.registers.authorities.rules.entering import is_public, level_of
from tests.registers.conftest import MONDAY

WORKS = Facts(trade_class="A01", regime="ENG", region="410500", registered_on=MONDAY, fund_source="财政资金")
GOODS = Facts(trade_class="D01", regime="PROC", region="410500", registered_on=MONDAY)


def with_budget(facts: Facts, yuan: int, **changes: object) -> Facts:
    return replace(facts, budget=Decimal(yuan), **changes)


@pytest.mark.clause("1.2")
@pytest.mark.parametrize(
    ("sections", "yuan", "required"),
    [
        (("A08",), 4_000_000, True),  # 施工
        (("A08",), 3_999_999, False),
        (("B01",), 2_000_000, True),  # 货物
        (("B01",), 1_999_999, False),
        (("A05",), 1_000_000, True),  # 监理
        (("A03",), 999_999, False),  # 勘察
        (("A06",), 50_000_000, False),  # 工程造价: no line is set for it
        ((), 4_000_000, True),
        ((), 999_999, False),
        ((), 2_500_000, None),  # works or services? nobody said
        (("A08", "A05"), 5_000_000, True),  # one of the two surely reaches its line
        (("A08", "A05"), 4_900_000, None),
        (("A08", "A05"), 999_999, False),
    ],
)
def test_a_project_is_held_against_the_line_of_what_it_buys(sections, yuan, required):
    assert judge_entry(with_budget(WORKS, yuan, section_classes=sections)).required is required


@pytest.mark.clause("1.2")
@pytest.mark.parametrize(
    ("region", "trade_class", "yuan", "required"),
    [
        ("410500", "D01", 499_999, False),
        ("410500", "D01", 500_000, True),
        ("410581", "D01", 299_999, False),
        ("410581", "D01", 300_000, True),
        ("410502", "D03", 300_000, True),  # a district is on the level of a county
        ("410571", "D03", 299_999, False),  # and so is a development zone
        ("410500", "D02", 599_999, False),
        ("410581", "D02", 600_000, True),
        ("410100", "D01", 999_999, False),  # 郑州 has its own line
        ("410100", "D01", 1_000_000, True),
        ("410000", "D01", 999_999, False),
    ],
)
def test_the_city_and_the_county_buy_by_different_lines(region, trade_class, yuan, required):
    assert judge_entry(with_budget(GOODS, yuan, region=region, trade_class=trade_class)).required is required


def test_consulting_is_a_service_when_the_state_buys_it():
    advice = with_budget(GOODS, 600_000, trade_class="D03", section_classes=("A06",))
    assert judge_entry(advice).required is True


@pytest.mark.clause("1.2")
def test_the_catalogue_of_the_day_of_registration_counts():
    roof = with_budget(WORKS, 1_500_000, section_classes=("A08",))
    before, after = date(2018, 5, 31), date(2018, 6, 1)
    assert judge_entry(replace(roof, registered_on=before)).required is True
    assert judge_entry(replace(roof, registered_on=after)).required is False
    assert judge_entry(roof, before).row.document_number == "河南省实施《招标投标法》办法"


def test_before_its_first_day_a_row_judges_nothing():
    early = judge_entry(with_budget(GOODS, 9_000_000, registered_on=date(2020, 3, 8)))
    assert (early.required, early.row) == (None, None)
    assert "D01" in early.reason


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"budget": None}, "未填报预算金额"),
        ({"currency": "UAH"}, "以UAH计"),
        ({"fund_source": ""}, "资金来源未填报"),
        ({"fund_source": "另行约定"}, "不能识别"),
        ({"regime": "OTHER"}, "未列此类交易"),
    ],
)
def test_what_cannot_be_judged_is_not_guessed(changes, why):
    judgement = judge_entry(replace(with_budget(WORKS, 9_000_000), **changes))
    assert judgement.required is None
    assert why in judgement.reason


def test_a_private_owner_builds_houses_freely_but_not_roads():
    private = with_budget(WORKS, 9_000_000, fund_source="企业自筹")
    assert judge_entry(private).required is False
    assert judge_entry(replace(private, trade_class="A03")).required is True


@pytest.mark.parametrize(("regime", "trade_class"), [("LAND", "B01"), ("MINE", "B02"), ("PROPERTY", "C01")])
def test_land_mines_and_state_property_enter_at_any_price(regime, trade_class):
    plot = Facts(trade_class=trade_class, regime=regime, region="410500", registered_on=MONDAY)
    assert judge_entry(plot).required is True


def test_an_office_may_but_need_not_let_its_rooms_on_the_platform():
    rooms = Facts(trade_class="C02", regime="PROPERTY", region="410500", registered_on=MONDAY, industry="S91")
    assert judge_entry(rooms).required is None


def test_the_answer_names_its_document():
    judgement = judge_entry(with_budget(WORKS, 4_000_000, section_classes=("A08",)))
    assert judgement.article == "国家发展改革委令第16号 第五条第一款第一项"
    assert judgement.reason == "预算400万元达到必须招标的工程施工限额400万元，资金来源为“财政资金”"


def test_levels_are_read_off_the_code():
    assert [level_of(code) for code in ("410000", "410500", "410581")] == ["province", "city", "county"]


def test_mixed_funds_are_public():
    assert is_public("企业自筹、市级财政补助") is True


@given(
    low=st.integers(0, 20_000_000),
    more=st.integers(0, 20_000_000),
    facts=st.sampled_from([WORKS, GOODS]),
    region=st.sampled_from(["410500", "410581", "410100"]),
    sections=st.lists(st.sampled_from(["A03", "A06", "A08", "B02"]), max_size=3).map(tuple),
    days=st.integers(0, 5000),
)
def test_a_larger_budget_never_frees_a_project(low, more, facts, region, sections, days):
    order = {False: 0, None: 1, True: 2}
    day = MONDAY - timedelta(days=days)
    changes = {"region": region, "section_classes": sections, "registered_on": day}
    small, large = (judge_entry(with_budget(facts, yuan, **changes)).required for yuan in (low, low + more))
    assert order[small] <= order[large]
