"""Classes, regions, numbers and roles are data, and what they do not know is not refused."""

import pytest

from heng.engines import codes
from heng.engines.codes import classes

REGIMES = {"ENG", "PROC", "LAND", "MINE", "PROPERTY", "OTHER"}


def found(check: codes.Check) -> list[str]:
    return [finding.code for finding in check.findings]


def test_a07_is_water_as_a_trade_and_management_as_a_section():
    trade, section = codes.trade_class("A07"), codes.section_class("A07")
    assert (trade and trade.name, section and section.name) == ("水利", "项目管理（含代建）")
    assert type(trade) is not type(section)
    assert not isinstance(trade, codes.SectionClass)


def test_every_trade_class_hints_at_its_law_and_names_its_source():
    for code, row in codes.trade_classes().items():
        assert code == row.code
        assert row.regime in REGIMES
        assert row.parent in ("", code[0])
        assert row.source
        assert row.certainty in {"V*", "M-low"}
    second = [code for code in codes.trade_classes() if code[0] in "BCDZ" and len(code) == 3]
    assert {codes.trade_classes()[code].certainty for code in second} == {"M-low"}


@pytest.mark.parametrize(
    ("code", "name", "regime"),
    [
        ("A01", "房建", "ENG"),
        ("A14", "工业制造", "ENG"),
        ("B01", "土地使用权", "LAND"),
        ("B02", "矿业权", "MINE"),
        ("C01", "国有产权（股权）", "PROPERTY"),
        ("D02", "工程", "PROC"),
        ("Z99", "其他交易", "OTHER"),
        ("D77", "政府采购", "PROC"),  # unknown: its letter still says which law
        ("d01", "货物", "PROC"),
    ],
)
def test_a_trade_is_named(code, name, regime):
    row = codes.trade_class(code)
    assert row is not None
    assert (row.name, row.regime) == (name, regime)


def test_a_trade_nobody_knows_has_no_row():
    assert codes.trade_class("X01") is None
    assert codes.trade_class("") is None
    assert codes.section_class("Q") is None


@pytest.mark.parametrize(
    ("typed", "findings"),
    [
        ("A07", []),
        ("B09", ["trade-class-unknown"]),
        ("A7", ["trade-class-shape"]),
        ("D", ["trade-class-shape"]),
        ("A0800000", ["trade-class-shape"]),
    ],
)
def test_an_unknown_trade_class_is_a_warning_and_another_shape_an_error(typed, findings):
    checked = codes.check_trade_class(typed)
    assert found(checked) == findings
    assert checked.ok == (findings != ["trade-class-shape"])


@pytest.mark.parametrize(
    ("typed", "findings"),
    [
        ("A08", []),
        ("A080102", []),
        ("B010203", []),
        ("A77", ["section-class-unknown"]),
        ("F010203", ["section-class-shape"]),
        ("A0801", ["section-class-shape"]),
    ],
)
def test_section_classes_are_checked_by_their_own_list(typed, findings):
    assert found(codes.check_section_class(typed)) == findings


def test_a_section_is_named_by_its_heading():
    assert [getattr(codes.section_class(code), "name", None) for code in ("A080102", "B010203")] == ["工程施工", "货物"]


def test_roles_are_named():
    assert (codes.role_name("01"), codes.role_name("99"), codes.role_name("42")) == ("招标人", "平台机构", "42")
    assert len(codes.roles()) == 10


def test_regions_are_named_with_all_they_lie_in():
    assert codes.region_name("410526") == "滑县"
    assert codes.region_path("410526") == "河南省安阳市滑县"
    assert codes.region_path("410526101") == "河南省安阳市滑县"
    assert (codes.region_name("110000"), codes.region_path("110000")) == ("110000", "110000")


def test_anyang_holds_its_counties_and_not_its_neighbour():
    assert codes.is_within("410526", of="410500")
    assert codes.is_within("410526", of="4105")
    assert codes.is_within("410500", of="410500")
    assert codes.is_within("419001", of="410000")
    assert not codes.is_within("410900", of="410500")
    assert not codes.is_within("410500", of="410526")
    assert not codes.is_within("410526", of="")


def test_every_region_lies_in_its_parent():
    for code, row in codes.regions().items():
        assert code == row.code
        if row.parent:
            assert codes.is_within(code, of=row.parent)
    cities = [row.code for row in codes.regions().values() if row.is_city]
    counties = [row.code for row in codes.regions().values() if row.is_county and codes.is_within(row.code, of="4105")]
    assert (len(cities), len(counties)) == (17, 10)


@pytest.mark.parametrize(
    ("typed", "findings"),
    [("410500", []), ("410526101", []), ("419999", ["region-unknown"]), ("4105", ["region-shape"])],
)
def test_a_region_is_checked(typed, findings):
    assert found(codes.check_region(typed)) == findings


def test_a_child_number_begins_with_its_parents():
    project, tender, lot = "A0141050020260001", "A0141050020260001001", "A0141050020260001001002"
    assert codes.check_project_code(project) == codes.Check(project)
    assert codes.check_tender_code(tender, project=project) == codes.Check(tender)
    assert codes.check_lot_code(lot, tender=tender) == codes.Check(lot)
    strange = codes.check_lot_code(lot, tender="A0141050020260009001")
    assert found(strange) == ["lot-parent"]
    assert "前20位应与所属招标项目编号" in strange.message
    assert found(codes.check_tender_code(tender, project="A0141050020260009")) == ["tender-parent"]


def test_a_number_of_another_length_or_alphabet_is_an_error():
    assert found(codes.check_project_code("A01")) == ["project-length"]
    assert found(codes.check_project_code("A01410500-2026-01")) == ["project-alphabet"]
    assert found(codes.check_tender_code("A01", project="B")) == ["tender-length"]
    assert found(codes.check_lot_code("A01")) == ["lot-length"]


def test_a_project_of_an_unknown_region_is_merely_told():
    checked = codes.check_project_code("A0199999920260001")
    assert checked.ok
    assert found(checked) == ["project-region"]


def test_an_investment_code_has_24_characters():
    assert codes.check_investment_code("2026-410500-48-01-000123").findings == ()
    assert found(codes.check_investment_code("2026410500480100000123AB")) == ["investment-shape"]
    assert codes.check_investment_code("2026410500480100000123AB").ok
    assert found(codes.check_investment_code("2026-410500")) == ["investment-length"]


def test_the_section_headings_are_all_there():
    headings = [code for code in codes.section_classes() if len(code) == classes.HEADING]
    assert headings == [f"A{number:02}" for number in range(1, 11)]
