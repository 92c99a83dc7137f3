"""Invented releases of an invented city, as its procurement platform might send them."""

import io
import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

from heng.faces.exchange import sources
from heng.faces.exchange.inbox import taking
from heng.faces.exchange.inbox.report import Report
from heng.registers.authorities.actors import CLOCK
from heng.registers.authorities.services.organs import load_organs

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
OWNER = {"id": "owner", "name": "演示市教育服务中心", "identifier": {"scheme": "CN-USCC", "id": "1141050000541750XE"}}
BIDDERS = [
    {
        "id": f"bidder-{number}",
        "name": f"演示办公设备有限公司{name}",
        "identifier": {"scheme": "XX-TEST", "id": str(number)},
    }
    for number, name in enumerate("甲乙丙丁戊")
]


def found_the_city() -> None:
    """Put the departments of Anyang into the database."""
    load_organs(by=CLOCK, on=TODAY)


def release(ocid: str = "ocds-demo-1", **changes) -> dict:
    """A whole process: one lot, three bids, an award and its contract."""
    told = {
        "ocid": ocid,
        "id": f"{ocid}-1",
        "date": "2026-02-10T10:00:00+08:00",
        "tag": ["compiled"],
        "initiationType": "tender",
        "parties": [{**OWNER, "roles": ["buyer"]}, *({**bidder, "roles": ["tenderer"]} for bidder in BIDDERS[:3])],
        "buyer": {"id": "owner", "name": OWNER["name"]},
        "tender": tender(),
        "bids": {"details": [bid(number) for number in range(3)]},
        "awards": [award()],
        "contracts": [contract()],
    }
    return {name: value for name, value in {**told, **changes}.items() if value is not None}


def tender(**changes) -> dict:
    return {
        "id": "CG-2026-001",
        "title": "演示市教学设备采购项目",
        "status": "complete",
        "mainProcurementCategory": "goods",
        "procurementMethod": "open",
        "value": {"amount": 3000000, "currency": "CNY"},
        "tenderPeriod": {"startDate": "2026-01-05T09:00:00+08:00", "endDate": "2026-01-27T09:00:00+08:00"},
        "documents": [
            {"id": "d1", "documentType": "biddingDocuments", "title": "采购文件", "url": "https://ggzy.example/d1"}
        ],
    } | changes


def bid(number: int, **changes) -> dict:
    return {
        "id": f"bid-{number}",
        "date": "2026-01-26T16:00:00+08:00",
        "status": "valid",
        "tenderers": [{"id": f"bidder-{number}", "name": BIDDERS[number]["name"]}],
        "value": {"amount": 2900000 + number * 10000, "currency": "CNY"},
    } | changes


def award(**changes) -> dict:
    return {
        "id": "award-1",
        "status": "active",
        "date": "2026-01-30T10:00:00+08:00",
        "value": {"amount": 2900000, "currency": "CNY"},
        "suppliers": [{"id": "bidder-0", "name": BIDDERS[0]["name"]}],
    } | changes


def contract(**changes) -> dict:
    return {
        "id": "contract-1",
        "awardID": "award-1",
        "title": "教学设备采购合同",
        "dateSigned": "2026-02-09T00:00:00+08:00",
        "value": {"amount": 2900000, "currency": "CNY"},
        "period": {"startDate": "2026-02-09T00:00:00+08:00", "endDate": "2026-08-09T00:00:00+08:00"},
    } | changes


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(record, ensure_ascii=False).encode() + b"\n" for record in records)


def take(data: bytes, source: str = "demo") -> Report:
    """Take in what a file holds."""
    actor, profile = sources.sender(source)
    return taking.take(io.BytesIO(data), name="来文", profile=profile, by=actor, on=TODAY, at=NOW)


def counts(report: Report) -> dict[str, int]:
    """What became of the records, without the zeros."""
    return {name: count for name, count in report.counts.items() if count}
