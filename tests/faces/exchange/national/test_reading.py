from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from heng.faces.exchange.inbox.national.fields import TABLES
from heng.faces.exchange.inbox.national.matters import MatterFiling
from heng.faces.exchange.inbox.national.reader import MAPPERS
from heng.faces.exchange.inbox.national.subjects import CreditFiling
from heng.faces.exchange.inbox.record import Received
from heng.registers.parties.services import PartyFacts
from heng.registers.trading.services.dossier import Dossier, InvestmentFacts, Revocation
from tests.faces.exchange.national.samples import (
    BIDDER,
    INVESTMENT,
    OTHER_BIDDER,
    OWNER,
    PART,
    PROJECT,
    PURCHASE,
    SECTION,
    file_of,
    message,
    read_all,
    received,
    sample,
    told,
)

HALF_PAST_NINE = datetime(2026, 3, 1, 1, 30, tzinfo=UTC)


def trade(record: Received) -> Dossier:
    assert isinstance(record.content, Dossier)
    return record.content


def test_every_dataset_of_the_field_table_has_somebody_who_understands_it():
    assert set(MAPPERS) == set(TABLES)


@pytest.mark.parametrize("dataset", sorted(TABLES))
def test_a_record_with_every_mandatory_field_is_understood(dataset):
    record = told(dataset, key=f"0001{dataset}20260301000001")
    assert record.dataset == dataset
    assert record.key


@pytest.mark.parametrize("dataset", sorted(TABLES))
def test_a_record_kept_as_received_reads_the_same_again(dataset):
    record = told(dataset, key=f"0001{dataset}20260301000001")
    again = received(record.raw)
    assert (again.content, again.key, again.digest, again.stamp) == (
        record.content,
        record.key,
        record.digest,
        record.stamp,
    )


def test_500_tells_of_the_undertaking():
    record = told("500", APPROVAL_NUMBER="演示批〔2026〕1号")
    assert record.content == InvestmentFacts(
        code=INVESTMENT,
        name="演示项目名称甲",
        region="410502",
        industry="111",
        fund_source="演示资金来源",
        scale="演示项目规模",
        address="演示建设地点",
        approval_name="演示审批文件名称甲",
        approval_number="演示批〔2026〕1号",
    )


def test_501_tells_of_the_project_with_owner_and_agency():
    dossier = trade(told("501", TENDER_AGENCY_NAME="演示招标代理有限公司", TENDER_AGENCY_CODE="12410500MB1234562Y"))
    assert dossier.key == PROJECT
    assert dossier.project is not None
    assert dossier.project.owner == PartyFacts(name="演示市住房发展中心", code=OWNER, roles=("01",))
    assert dossier.project.agency is not None
    assert dossier.project.agency.roles == ("02",)
    assert (dossier.project.trade_class, dossier.project.region) == ("A01", "410502")
    assert (dossier.project.investment, dossier.project.is_mandatory) == (INVESTMENT, True)
    assert (dossier.project.registered_on, dossier.project.mode) == (date(2026, 3, 1), "公开招标")


def test_502_tells_of_a_section_and_turns_ten_thousands_into_yuan():
    (lot,) = trade(told("502", CONTRACT_RECKON_PRICE="123.456789", PRICE_UNIT="1", BID_ECTION_NUM="2")).lots
    assert (lot.key, lot.code, lot.budget, lot.round) == (SECTION, SECTION, Decimal("1234567.89"), 2)


def test_503_tells_of_the_notice_with_its_times():
    (notice,) = trade(told("503", key="00015032026030100001", BULLETIN_TYPE="2")).notices
    assert (notice.key, notice.kind) == ("503:00015032026030100001", "prequalification")
    assert notice.published_at == notice.bids_due_at == HALF_PAST_NINE


def test_503_that_corrects_a_notice_is_a_correction():
    (notice,) = trade(told("503", NOTICE_NATURE="2")).notices
    assert notice.kind == "correction"


def test_504_tells_of_a_clarification_with_the_control_price_and_its_document():
    dossier = trade(
        told("504", CONTROL_PRICE="12", CONTROL_PRICE_UNIT="1", DOC_NAME="演示招标文件", URL="https://centre.example/d")
    )
    assert dossier.notices[0].kind == "clarification"
    assert "控制价（最高限价）：120000 元" in dossier.notices[0].content
    assert dossier.documents[0].url == "https://centre.example/d"


def test_505_tells_of_an_invitation():
    (notice,) = trade(told("505", BIDDER_NAME="演示建设有限公司甲")).notices
    assert notice.title == "投标邀请书（演示建设有限公司甲）"


def test_506_tells_of_the_opening_of_every_section_it_names():
    first, second = trade(told("506", BID_SECTION_CODE=f"{SECTION};{PROJECT}002")).openings
    assert (first.lot, second.lot) == (SECTION, f"{PROJECT}002")
    assert first.opened_at == HALF_PAST_NINE


def test_507_tells_of_bidder_price_manager_and_bond():
    dossier = trade(
        told(
            "507",
            BID_PRICE="99.5",
            PRICE_UNIT="1",
            BIDDER_NAME="演示建设有限公司甲",
            BID_MANAGER="演示经理",
            MARGIN_PAY_FORM="电汇",
        )
    )
    (bid,), (bond,) = dossier.bids, dossier.deposits
    assert (bid.key, bid.lot, bid.price, bid.manager) == (BIDDER, SECTION, Decimal(995_000), "演示经理")
    assert bid.bidder.people[0].part == "manager"
    assert (bond.lot, bond.form) == (SECTION, "电汇")


def test_507_of_a_joint_bid_names_its_members():
    (bid,) = trade(
        told(
            "507",
            BIDDER_NAME="演示建设有限公司甲",
            UNION_ENTERPRISE_NAME="演示建设有限公司甲；演示勘察有限公司乙",
            UNION_ORGAN_SET_CODE=f"{BIDDER};{OTHER_BIDDER}",
        )
    ).bids
    assert [member.code for member in bid.joint] == [OTHER_BIDDER]


def test_507_without_a_bond_tells_of_none():
    assert trade(told("507", IS_COMMIT_MARGIN="0")).deposits == ()


def test_508_keeps_no_number_of_an_identity_card():
    record = told("508")
    (member,) = trade(record).panel
    assert (member.name, member.is_chair) == ("演示人员", True)
    assert "410500199001010011" not in f"{record.content}{record.key}"


def test_509_and_520_tell_what_the_panel_found():
    (report,) = trade(told("509")).evaluations
    (details,) = trade(
        told("520", BIDDER_NAME="演示建设有限公司甲", BID_EVALUATION_DETAILS="技术 40；报价 50")
    ).evaluations
    assert report.submitted_at == HALF_PAST_NINE
    assert details.content.startswith("演示建设有限公司甲\n技术 40；报价 50")
    assert report.key != details.key


def test_510_tells_of_a_candidate_in_rank():
    (candidate,) = trade(told("510", WIN_CANDIDATE_ORDER="2", BID_PRICE="5", PRICE_UNIT="1")).candidates
    assert (candidate.rank, candidate.price, candidate.party.code) == (2, Decimal(50_000), BIDDER)


def test_511_tells_until_when_the_candidates_are_public():
    (notice,) = trade(told("511", PUBLICITY_END_TIME="20260304235959")).notices
    assert (notice.kind, notice.ends_on) == ("candidates", date(2026, 3, 4))


def test_512_and_522_speak_of_the_same_contract():
    (contract,) = trade(told("512", CONTRACT_PRICE="880000")).contracts
    later = trade(told("522", SETTLE_PRICE="90", PRICE_UNIT="1", CONTRACT_CHANGE_CONTENT="演示变更"))
    assert contract.amount == Decimal(880_000)
    assert contract.signed_on == date(2026, 3, 1)
    assert later.performances[0].contract == later.changes[0].contract == contract.key
    assert later.performances[0].amount == Decimal(900_000)


def test_513_tells_of_result_and_award():
    dossier = trade(told("513", BID_AMOUNT="88", PRICE_UNIT="1", BULLETIN_TYPE="3"))
    assert dossier.notices[0].kind == "result"
    assert (dossier.awards[0].amount, dossier.awards[0].lot) == (Decimal(880_000), SECTION)


def test_one_amount_for_two_winners_is_given_to_neither():
    won = trade(
        told(
            "513", BID_AMOUNT="88", WIN_BIDDER_NAME="演示公司甲;演示公司乙", WIN_BIDDER_CODE=f"{BIDDER};{OTHER_BIDDER}"
        )
    ).awards
    assert [(award.key, award.amount) for award in won] == [(BIDDER, None), (OTHER_BIDDER, None)]


def test_517_is_spelt_as_on_the_wire_and_understood_when_spelt_right():
    (wire,) = trade(told("517", key="k", EXCEPITON_TYPE="2")).abnormalities
    (right,) = trade(told("517", key="k", EXCEPITON_TYPE=None, EXCEPTION_TYPE="2")).abnormalities
    assert wire == right
    assert wire.kind == "2"


def test_519_tells_of_the_marks_of_a_bid_file():
    (mark,) = trade(told("519")).marks
    assert (mark.ip, mark.mac, mark.md5) == ("192.0.2.7", "00-00-5E-00-53-01", "0123456789abcdef" * 2)


def test_521_and_523_tell_of_questions_and_guarantees():
    (question,) = trade(told("521")).questions
    (guarantee,) = trade(told("523", GUARANTEE_AMOUNT="5", PRICE_UNIT="1")).deposits
    assert question.question == "演示提问内容\n演示质疑理由"
    assert (guarantee.key, guarantee.amount) == ("BH-2026-01", Decimal(50_000))


def test_550_tells_of_a_project_and_a_part_of_it():
    dossier = trade(told("550", PROGRAM_BUDGET="60", UNIT_BUDGET="1"))
    assert (dossier.key, dossier.lots[0].key) == (PURCHASE, PART)
    assert dossier.project is not None
    assert (dossier.project.trade_class, dossier.project.budget) == ("D01", Decimal(600_000))
    assert dossier.project.owner.roles == ("04",)


@pytest.mark.parametrize(
    ("kind", "deal", "trade_class"),
    [("D03", None, "D03"), ("A", None, "D01"), ("B", None, "D02"), ("C01", None, "D03"), (None, None, "D01")],
)
def test_550_finds_its_class_by_its_kind_or_by_the_identity_code(kind, deal, trade_class):
    dossier = trade(told("550", TENDER_PROJECT_TYPE=kind))
    assert dossier.project is not None
    assert dossier.project.trade_class == trade_class


def test_551_to_557_tell_of_a_procurement():
    assert trade(told("551")).notices[0].kind == "tender"
    assert trade(told("552", POST_BID_CLOSING_TIME="20260401090000")).notices[0].kind == "correction"
    assert trade(told("553", WIN_BID_PRICE="7", PRICE_UNIT="1")).awards[0].amount == Decimal(70_000)
    assert trade(told("554", CONTRACT_AMOUNT="7")).contracts[0].key == f"{PART}:{BIDDER}"
    assert trade(told("556")).openings[0].lot == PART
    assert trade(told("557", BID_PRICE="7")).bids[0].bidder.roles == ("06",)


def test_100_tells_of_a_party_with_its_people():
    facts = told("100").content
    assert isinstance(facts, PartyFacts)
    assert (facts.code, facts.roles) == (BIDDER, ("03", "06"))
    assert [person.part for person in facts.people] == ["representative", "contact"]


def test_a_party_known_by_an_identity_card_is_a_natural_person():
    (bid,) = trade(told("507", BIDDER_ORG_CODE="410500199001010011", BIDDER_NAME="演示个人")).bids
    assert (bid.bidder.kind, bid.key) == ("natural", "演示个人")


def test_a_foreign_code_is_kept_with_its_kind():
    (bid,) = trade(told("507", BIDDER_ORG_CODE="LEI-529900")).bids
    assert (bid.bidder.scheme, bid.bidder.code) == ("FOREIGN", "OTHER:LEI-529900")


def test_300_bars_a_party_within_the_regime_of_the_trade():
    filing = told("300").content
    assert isinstance(filing, CreditFiling)
    assert (filing.kind, filing.regime) == ("violation", "ENG")
    assert (filing.bars_from, filing.bars_to) == (date(2026, 3, 1), date(2027, 3, 2))


def test_a_ban_to_the_end_of_all_days_has_no_end():
    filing = told("300", CONFINED_END="99991231000000").content
    assert isinstance(filing, CreditFiling)
    assert filing.bars_to is None


@pytest.mark.parametrize(
    ("dataset", "kind"), [("302", "blacklist"), ("303", "removal"), ("304", "award"), ("305", "performance")]
)
def test_credit_is_told_by_kind(dataset, kind):
    filing = told(dataset).content
    assert isinstance(filing, CreditFiling)
    assert filing.kind == kind


@pytest.mark.parametrize("dataset", ["400", "402", "404"])
def test_matters_of_supervision_keep_personal_data_apart(dataset):
    filing = told(dataset).content
    assert isinstance(filing, MatterFiling)
    assert filing.tender_code == PROJECT
    assert not {text for _, text in filing.told} & {"演示人员", "0372-0000000", "someone@centre.example"}
    assert bool(filing.personal) == (dataset != "400")


def test_a_deletion_takes_back_what_the_record_told():
    dossier = trade(told("507", operation="3"))
    assert dossier.bids == ()
    assert Revocation("bids", BIDDER, SECTION) in dossier.revocations


def test_a_deletion_needs_only_what_names_the_record():
    record = received(
        message("507", {"BID_SECTION_CODE": SECTION, "BIDDER_ORG_CODE": BIDDER, "IS_COMMIT_MARGIN": "1"}, operation="3")
    )
    assert {one.key for one in trade(record).revocations} == {BIDDER, f"507:{BIDDER}"}


@pytest.mark.parametrize("dataset", ["100", "500", "501"])
def test_what_is_registered_cannot_be_deleted_from_outside(dataset):
    (only,) = read_all(message(dataset, sample(dataset), operation="3"))
    assert not isinstance(only, Received)
    assert only.findings[0].code == "cannot-delete"
    assert "DATA_TYPE=2" in only.findings[0].message


def test_versions_of_one_fact_meet_under_one_key_whatever_their_data_key():
    old, new = read_all(
        file_of(
            message("507", sample("507"), key="0001507A", stamp="20260301100000"),
            message("507", sample("507", BID_PRICE="5"), key="0001507B", operation="2", stamp="20260302100000"),
        )
    )
    assert isinstance(old, Received)
    assert isinstance(new, Received)
    assert old.key == new.key
    assert old.stamp < new.stamp
    assert old.digest != new.digest


def test_the_same_facts_sent_again_later_mean_the_same():
    first = received(message("507", sample("507"), stamp="20260301100000"))
    again = received(message("507", sample("507"), stamp="20260401100000", operation="2"))
    assert first.digest == again.digest
