"""What the standard says becomes what the register asks, and nothing is invented."""

import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from heng.faces.exchange.inbox import readers, sniff
from heng.faces.exchange.inbox.record import Received, Rejected, SourceProfile
from tests.faces.exchange.releases import BIDDERS, OWNER, award, bid, contract, lines, release, tender

PROFILE = SourceProfile(code="demo", region="410500")


def read(data: bytes) -> list[Received | Rejected]:
    return list(readers.read(sniff.open_source(io.BytesIO(data)), PROFILE))


def told(**changes):
    record = read(lines(release(**changes)))[0]
    assert isinstance(record, Received), record.findings
    return record.content


def test_the_project_is_what_the_tender_says():
    project = told().project
    assert project.name == "演示市教学设备采购项目"
    assert (project.trade_class, project.region, project.mode) == ("D01", "410500", "公开招标")
    assert (project.budget, project.currency) == (Decimal(3000000), "CNY")
    assert project.owner.code == "1141050000541750XE"
    assert project.owner.roles == ("04",)
    assert project.registered_on == date(2026, 1, 5)
    assert project.agency is None


def test_who_manages_for_the_buyer_is_the_agency():
    agency = {"id": "agency", "name": "演示采购代理有限公司"}
    project = told(tender=tender(procuringEntity=agency)).project
    assert (project.owner.name, project.agency.name) == ("演示市教育服务中心", "演示采购代理有限公司")
    assert project.agency.roles == ("05",)


@pytest.mark.parametrize(
    ("changes", "trade_class"),
    [
        ({"mainProcurementCategory": "services"}, "D03"),
        ({"mainProcurementCategory": "works"}, "A99"),
        ({"mainProcurementCategory": None}, "Z99"),
        (
            {"mainProcurementCategory": None, "items": [{"classification": {"scheme": "CPV", "id": "45233140-2"}}]},
            "A99",
        ),
        (
            {"mainProcurementCategory": None, "items": [{"classification": {"scheme": "CPV", "id": "90911000-6"}}]},
            "D03",
        ),
        (
            {
                "mainProcurementCategory": None,
                "items": [
                    {"classification": {"scheme": "CPV", "id": "90911000-6"}},
                    {"classification": {"scheme": "CPV", "id": "30200000-1"}},
                ],
            },
            "Z99",
        ),
    ],
)
def test_the_class_is_told_or_left_open(changes, trade_class):
    assert told(tender=tender(**changes)).project.trade_class == trade_class


def test_a_region_that_is_known_is_the_region_of_the_project():
    owner = {**OWNER, "roles": ["buyer"], "address": {"region": "安阳市", "locality": "林州市"}}
    assert told(parties=[owner]).project.region == "410581"
    owner["address"] = {"region": "遥远的地方"}
    assert told(parties=[owner]).project.region == "410500"


def test_bids_know_their_lot_their_bidder_and_their_partners():
    lots = [{"id": "L1", "title": "一包"}, {"id": "L2", "title": "二包", "value": {"amount": 5, "currency": "CNY"}}]
    joint = bid(1, relatedLots=["L2"], tenderers=[{"id": "bidder-1", "name": "甲"}, {"id": "bidder-2", "name": "乙"}])
    dossier = told(
        tender=tender(lots=lots),
        bids={"details": [bid(0, relatedLot="L1"), joint]},
        awards=[award(relatedBid="bid-1")],
    )
    assert [(lot.key, lot.budget) for lot in dossier.lots] == [("L1", None), ("L2", Decimal(5))]
    assert [bid.lot for bid in dossier.bids] == ["L1", "L2"]
    assert dossier.bids[1].joint[0].name == BIDDERS[2]["name"]
    assert dossier.awards[0].lot == "L2"
    assert dossier.contracts[0].lot == "L2"
    assert dossier.contracts[0].party == dossier.awards[0].party


def test_an_award_to_several_counts_its_amount_once():
    suppliers = [{"id": f"bidder-{n}", "name": "x"} for n in range(3)]
    awards = told(awards=[award(suppliers=suppliers)]).awards
    assert [each.amount for each in awards] == [Decimal(2900000), None, None]
    assert len({each.key for each in awards}) == 3


def test_moments_are_kept_with_their_zone_and_days_are_those_of_beijing():
    dossier = told(
        bids={"details": [bid(0, date="2026-01-26T16:00:00")]},
        contracts=[contract(dateSigned="2026-02-08T20:00:00Z")],
    )
    assert dossier.bids[0].submitted_at == datetime(2026, 1, 26, 8, 0, tzinfo=UTC)
    assert dossier.contracts[0].signed_on == date(2026, 2, 9)


def test_money_keeps_its_figures():
    dossier = told(bids={"details": [bid(0, value={"amount": 12345678901234.25, "currency": "rmb"})]})
    assert dossier.bids[0].price == Decimal("12345678901234.25")
    assert dossier.bids[0].currency == "CNY"


def test_a_code_that_fails_its_check_is_kept_as_another_code_and_told():
    wrong = {
        "id": "o",
        "name": "演示单位",
        "identifier": {"scheme": "CN-USCC", "id": "114105000054175000"},
        "roles": ["buyer"],
    }
    record = read(lines(release(parties=[wrong], buyer={"id": "o"})))[0]
    assert (record.content.project.owner.scheme, record.content.project.owner.code) == (
        "FOREIGN",
        "CN-USCC:114105000054175000",
    )
    assert "bad-uscc" in {remark.code for remark in record.remarks}


def test_how_a_tender_ended_and_how_a_contract_went():
    dossier = told(
        tender=tender(status="unsuccessful"),
        contracts=[
            contract(
                amendments=[{"id": "a", "date": "2026-03-01", "description": "增加数量"}],
                implementation={
                    "transactions": [{"id": "t", "date": "2026-04-01", "value": {"amount": 7, "currency": "CNY"}}],
                    "milestones": [{"id": "m", "title": "到货", "dateMet": "2026-03-20"}, {"id": "n", "title": "未到"}],
                },
            )
        ],
    )
    assert [(each.kind, each.title) for each in dossier.abnormalities] == [("1", "流标（废标）")]
    assert dossier.changes[0].content == "增加数量"
    assert [(each.kind, each.amount) for each in dossier.performances] == [("payment", Decimal(7)), ("milestone", None)]


def test_empty_texts_count_as_nothing_said():
    dossier = told(
        tender=tender(value={"amount": "", "currency": ""}, documents=[{"id": "", "title": "", "url": ""}]),
        awards=[award(status="", date="")],
    )
    assert dossier.project.budget is None
    assert dossier.documents == ()
    assert (dossier.awards[0].status, dossier.awards[0].awarded_at) == ("active", None)


def test_bid_files_and_contacts_do_not_become_public_documents():
    dossier = told(bids={"details": [bid(0, documents=[{"id": "secret", "title": "投标文件"}])]})
    assert [document.key for document in dossier.documents] == ["d1"]


def test_a_plan_alone_is_no_trade():
    record = read(lines(release(tender=None, bids=None, awards=None, contracts=None, planning={"budget": {}})))[0]
    assert isinstance(record, Rejected)
    assert record.findings[0].code == "planning-only"


def test_a_misspelt_field_is_suspected_when_a_record_is_refused():
    spoilt = tender(tederPeriod={}, title="")
    del spoilt["tenderPeriod"]
    record = read(lines(release(tender=spoilt, awards={"items": []})))[0]
    assert [(finding.field, finding.code) for finding in record.findings] == [
        ("/awards", "wrong-type"),
        ("/tender/tederPeriod", "misspelt"),
    ]


def whole(shape: str) -> bytes:
    one, two = release("ocds-demo-1"), release("ocds-demo-2")
    shapes = {
        "release package": {"uri": "https://ggzy.example/1", "version": "1.1", "releases": [one, two]},
        "record package": {
            "uri": "https://ggzy.example/1",
            "records": [{"ocid": r["ocid"], "compiledRelease": r, "releases": []} for r in (one, two)],
        },
        "record package of releases": {"records": [{"ocid": r["ocid"], "releases": [r]} for r in (one, two)]},
        "array": [one, two],
    }
    return json.dumps(shapes[shape], ensure_ascii=False).encode()


SHAPES = ["release package", "record package", "record package of releases", "array"]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("style", ["on one line", "indented", "twice, one on each line"])
def test_every_shape_of_the_standard_is_read_and_means_the_same(shape, style):
    data = whole(shape)
    if style == "indented":
        data = json.dumps(json.loads(data), indent=2).encode()
    if style == "twice, one on each line":
        data = data + b"\n" + data + b"\n"
    plain = read(lines(release("ocds-demo-1"), release("ocds-demo-2")))
    found = read(data)[:2]
    assert [record.digest for record in found] == [record.digest for record in plain]
    assert [record.key for record in found] == ["ocds-demo-1", "ocds-demo-2"]


def test_one_release_over_many_lines_is_one_record():
    found = read(json.dumps(release(), indent=2).encode())
    assert [record.key for record in found] == ["ocds-demo-1"]


def test_a_record_of_mere_links_is_answered():
    record = {"ocid": "ocds-demo-1", "releases": [{"url": "https://ggzy.example/r1"}]}
    found = read(json.dumps({"records": [record]}).encode())
    assert found[0].findings[0].code == "linked-only"


def test_a_record_reads_the_same_again_from_what_is_kept():
    for record in read(whole("record package")):
        again = readers.again(record.dataset, record.raw, PROFILE, record.line)
        assert [one.digest for one in again] == [record.digest]
        assert again[0].content == record.content
        assert again[0].stamp == record.stamp
