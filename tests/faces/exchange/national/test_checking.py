import pytest

from heng.faces.exchange.inbox.national.fields import TABLES
from heng.faces.exchange.inbox.record import Received
from tests.faces.exchange.national.samples import (
    DEAL,
    PROJECT,
    SECTION,
    findings,
    message,
    read_all,
    sample,
    told,
)


@pytest.mark.parametrize("dataset", sorted(TABLES))
def test_every_mandatory_field_is_asked_for_by_its_name(dataset):
    table = TABLES[dataset]
    for field in table.fields:
        if field.need != "must" or dataset == "513":
            continue
        found = findings(dataset, **{field.name: None})
        named = found.get(field.name)
        assert named is not None, field.name
        assert named.code == "missing"
        assert field.label in named.message


def test_what_only_one_province_demands_is_remarked_and_taken():
    record = told("507", BIDDER_REGION_CODE=None)
    assert any("投标人企业注册所在地" in remark.message for remark in record.remarks)


@pytest.mark.parametrize(
    ("dataset", "field", "value", "code"),
    [
        ("500", "PROJECT_CODE", "A01", "wrong-length"),
        ("501", "TENDER_PROJECT_NAME", "长" * 601, "too-long"),
        ("501", "TENDER_PROJECT_TYPE", "房建工", "wrong-code"),
        ("501", "REGION_CODE", "安阳市", "wrong-code"),
        ("501", "TENDERER_CODE", "12410500MB1234567X", "wrong-code"),
        ("501", "TENDERER_CODE", "91110000600037341I", "wrong-code"),
        ("501", "IS_TO_LAW", "2", "wrong-code"),
        ("501", "CREATE_TIME", "20260230090000", "impossible-date"),
        ("501", "CREATE_TIME", "20261301", "impossible-date"),
        ("501", "CREATE_TIME", "昨天", "impossible-date"),
        ("501", "CREATE_TIME", "00010101000000", "impossible-date"),
        ("502", "CONTRACT_RECKON_PRICE", "-1", "negative-money"),
        ("502", "CONTRACT_RECKON_PRICE", "1,000", "wrong-number"),
        ("502", "CONTRACT_RECKON_PRICE", "1e5", "wrong-number"),
        ("502", "CONTRACT_RECKON_PRICE", "一百万", "wrong-number"),
        ("502", "CONTRACT_RECKON_PRICE", "NaN", "wrong-number"),
        ("502", "CONTRACT_RECKON_PRICE", "100000000000000", "wrong-number"),
        ("502", "CONTRACT_RECKON_PRICE", "1.1234567", "wrong-number"),
        ("502", "PRICE_UNIT", "2", "wrong-code"),
        ("502", "CURRENCY_CODE", "元人民", "wrong-code"),
        ("502", "UNIFIED_DEAL_CODE", DEAL[:-1], "wrong-length"),
        ("502", "UNIFIED_DEAL_CODE", DEAL.replace("20220101", "20220230"), "wrong-code"),
        ("502", "BID_ECTION_NUM", "一", "wrong-number"),
        ("502", "BID_SECTION_CODE", f"B{SECTION[1:]}", "wrong-parent"),
        ("503", "DOC_GET_END_TIME", "20260228093000", "wrong-order"),
        ("517", "EXCEPITON_TYPE", "4", "wrong-code"),
        ("519", "BID_DOCUMENT_MD5", "z" * 32, "wrong-code"),
    ],
)
def test_a_wrong_value_is_named_with_what_to_do(dataset, field, value, code):
    found = findings(dataset, **{field: value})
    assert found[field].code == code
    assert any(word in found[field].message for word in ("请", "可填"))


def test_a_wrong_check_character_of_an_identity_code_is_only_remarked():
    record = told("502", UNIFIED_DEAL_CODE=f"{DEAL[:-1]}1")
    assert any(remark.code == "check-character" for remark in record.remarks)


def test_an_amount_without_a_unit_is_taken_as_yuan_and_remarked():
    record = told("507", BID_PRICE="7", PRICE_UNIT=None)
    assert record.content.bids[0].price == 7
    assert any(remark.code == "no-unit" for remark in record.remarks)


@pytest.mark.parametrize("unit", ["PRICE_UNIT", "PRICE_UINT"])
def test_the_unit_is_found_under_either_spelling(unit):
    record = told("507", BID_PRICE="7", **{"PRICE_UNIT": None, unit: "1"})
    assert record.content.bids[0].price == 70_000


@pytest.mark.parametrize(
    ("dataset", "wire", "right"),
    [
        ("300", "GOVERNMENT", "GOVERMENT"),
        ("400", "GOVERMENT", "GOVERNMENT"),
        ("303", "REVOCATIONEASONS", "REVOCATION_REASONS"),
        ("303", "ROPOSER", "PROPOSER"),
        ("402", "PULISH_DATE", "PUBLISH_DATE"),
        ("502", "BID_ECTION_NUM", "BID_SECTION_NUM"),
        ("519", "BID_DOCUMENT_SIDE", "BID_DOCUMENT_SIZE"),
        ("517", "EXCEPITON_NAME", "EXCEPTION_NAME"),
    ],
)
def test_a_field_that_the_specification_misspells_is_understood_under_both_spellings(dataset, wire, right):
    value = sample(dataset)[wire]
    misspelt, spelt = told(dataset, key="k"), told(dataset, key="k", **{wire: None, right: value})
    assert misspelt.content == spelt.content
    assert misspelt.digest == spelt.digest


@pytest.mark.parametrize("text", ["20260301", "2026-03-01", "2026-3-1 0:00", "2026-03-01T00:00:00+08:00", "2026/03/01"])
def test_days_are_read_in_the_forms_that_people_send(text):
    record = told("501", CREATE_TIME=text)
    assert record.content.project.registered_on.isoformat() == "2026-03-01"


def test_a_moment_of_another_zone_falls_on_its_day_in_beijing():
    record = told("501", CREATE_TIME="2026-02-28T17:00:00Z")
    assert record.content.project.registered_on.isoformat() == "2026-03-01"


def test_the_project_is_found_by_the_section_when_it_is_not_said():
    record = told("507", TENDER_PROJECT_CODE=None)
    assert record.content.key == PROJECT


def test_a_field_told_twice_with_two_values_is_refused():
    text = message("507", sample("507")).replace("<IS_LOST>1</IS_LOST>", "<IS_LOST>1</IS_LOST><IS_LOST>0</IS_LOST>")
    (only,) = read_all(text)
    assert not isinstance(only, Received)
    assert [(finding.field, finding.code) for finding in only.findings] == [("IS_LOST", "repeated-field")]


def test_an_operation_that_nobody_knows_is_refused():
    (only,) = read_all(message("507", sample("507"), operation="7"))
    assert not isinstance(only, Received)
    assert only.findings[0].field == "DATA_TYPE"


def test_a_data_key_without_end_is_refused():
    (only,) = read_all(message("503", sample("503"), key="k" * 101))
    assert not isinstance(only, Received)
    assert only.findings[0].field == "DATA_KEY"


def test_a_dataset_without_a_field_table_is_kept_with_a_word():
    text = message("507", sample("507")).replace("<DATA_NO>507<", "<DATA_NO>514<")
    (only,) = read_all(text)
    assert not isinstance(only, Received)
    assert (only.dataset, only.findings[0].code) == ("514", "unknown-dataset")
    assert b"BIDDER_NAME" in only.raw


def test_every_error_of_a_record_is_told_at_once():
    found = findings("507", BIDDER_NAME=None, BID_PRICE="-1", CHECKIN_TIME="20260230", IS_LOST="9")
    assert set(found) == {"BIDDER_NAME", "BID_PRICE", "CHECKIN_TIME", "IS_LOST"}


def test_a_wrong_number_of_an_identity_card_is_refused_without_showing_it():
    (only,) = read_all(message("507", sample("507", BIDDER_ORG_CODE="410500199001010010")))
    assert not isinstance(only, Received)
    assert "410500199001010010" not in f"{only.key}{only.findings}"


def test_a_refused_record_bears_the_name_of_what_it_is_about():
    (refused,) = read_all(message("507", sample("507", BID_PRICE="-1")))
    assert refused.key == told("507").key
