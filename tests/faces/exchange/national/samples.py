"""Invented records of every dataset, as a trading centre might send them."""

import io
from collections.abc import Mapping
from xml.sax.saxutils import escape

from heng.faces.exchange.inbox.national.fields import TABLES, Field
from heng.faces.exchange.inbox.national.reader import read
from heng.faces.exchange.inbox.record import Finding, Received, Rejected, SourceProfile

CENTRE = SourceProfile(code="demo-centre", region="410500")
INVESTMENT = "A0141050026000001"
PROJECT = f"{INVESTMENT}001"
SECTION = f"{PROJECT}001"
PURCHASE = "演示采-2026-007"
PART = "演示采-2026-007-1"
DEAL = "A01-12410500MB1234567X-20220101-000001-E"
PURCHASE_DEAL = "D01-12410500MB1234567X-20220101-000001-V"
OWNER = "1141050000541750XE"
AGENCY = "12410500MB1234562Y"
BIDDER = "91410500MA3X00010X"
OTHER_BIDDER = "91410581772158393P"
BLACKLISTING = "HMD-2026-0001"

BY_NAME = {
    "PROJECT_CODE": INVESTMENT, "TENDER_PROJECT_CODE": PROJECT, "BID_SECTION_CODE": SECTION,
    "BID_SECTION_CODES": SECTION, "UNIFIED_DEAL_CODE": DEAL, "UNIFIED_DEAL_CODES": DEAL,
    "PURCHASE_PROJECT_CODE": PURCHASE, "PURCHASE_SECTION_CODE": PART, "REGION_CODE": "410502",
    "TRA_PLACE_CODE": "410500", "TENDER_PROJECT_TYPE": "A01", "TENDERER_NAME": "演示市住房发展中心",
    "TENDERER_CODE": OWNER, "TENDER_CODE": OWNER, "TENDER_AGENCY_NAME": "演示招标代理有限公司",
    "TENDER_AGENCY_CODE": AGENCY, "PURCHASER_NAME": "演示市教育服务中心", "PURCHASER_CODE": OWNER,
    "SUPERVISOR_UNIT_CODE": OWNER, "BLACKLIST_CODE": BLACKLISTING, "VIOLATING_CODE": "WF-2026-0001",
    "BODY_ROLE": "03", "LEGAL_ROLE": "03;06", "COUNTRY_REGION": "CHN", "TYPE": "1",
    "ID_CARD": "410500199001010011", "EXCEPITON_TYPE": "1", "BULLETIN_TYPE": "1", "NOTICE_NATURE": "1",
    "BID_INVITE_ISSUE_NATURE": "1", "URL": "https://centre.example/notice/1", "NET_ID": "192.0.2.7",
    "MAC_ADDRESS": "00-00-5E-00-53-01", "WIN_CANDIDATE_ORDER": "1", "BID_ECTION_NUM": "1", "VALID_PERIOD": "90",
    "TENDER_MODE": "1", "TENDER_PROJECT_CLASSIFY_CODE": "A080101", "MARGIN_PAY_TYPE": "电汇",
    "BID_DOCUMENT_SIDE": "1024", "GUARANTEE_NO": "BH-2026-01", "RELATE_CODE": "1", "REVOCATION_STATUS": "0",
    "CONFINED_START": "20260301000000", "CONFINED_END": "20270302000000", "PROJECT_TYPE": "A01",
    "AREA": "410500",
}  # fmt: skip
BY_KIND = {
    "moment": "20260301093000", "money": "1000", "enum": "1", "currency": "CNY", "party": BIDDER,
    "parties": BIDDER, "region": "410500", "integer": "1", "md5": "0123456789abcdef0123456789ABCDEF",
    "role": "03", "phone": "0372-0000000", "mail": "someone@centre.example", "identity": "410500199001010011",
    "person": "演示人员", "texts": "演示建设有限公司甲",
}  # fmt: skip
UNITS = {"PRICE_UNIT": "0", "REG_UNIT": "0", "UNIT_BUDGET": "0"}


def sample(dataset: str, **fields: str | None) -> dict[str, str]:
    """Return a record with every field it must have; a field given as None is left out."""
    table = TABLES[dataset]
    record = {
        field.name: _value(field) for field in table.fields if field.need == "must" or field.name == table.project
    }
    record |= {name: value for name, value in UNITS.items() if name in {field.name for field in table.fields}}
    if dataset == "550":
        record |= {"TENDER_PROJECT_TYPE": "D01", "CREATE_TIME": "20260110090000", "UNIFIED_DEAL_CODE": PURCHASE_DEAL}
    return {name: value for name, value in {**record, **fields}.items() if value is not None}


def _value(field: Field) -> str:
    if field.name in BY_NAME:
        return BY_NAME[field.name]
    if field.kind in BY_KIND:
        return BY_KIND[field.kind]
    if field.name.endswith("NAME"):
        return f"演示{field.label}甲"
    return "1" * field.exact if field.exact else "1" if field.longest and field.longest <= 2 else f"演示{field.label}"


def element(dataset: str, record: Mapping[str, str]) -> str:
    """Write one record as an element under the name of its table."""
    name = TABLES[dataset].name or "RECORD"
    return f"<{name}>" + "".join(f"<{key}>{escape(value)}</{key}>" for key, value in record.items()) + f"</{name}>"


def message(dataset: str, *records: Mapping[str, str], operation: str = "1", key: str = "", stamp: str = "") -> str:
    """Write records of one dataset with their header."""
    head = f"<DATA_NO>{dataset}</DATA_NO><DATA_TYPE>{operation}</DATA_TYPE>"
    head += f"<DATA_KEY>{key}</DATA_KEY>" if key else ""
    head += f"<DATA_TIMESTAMP>{stamp or '20260301100000'}</DATA_TIMESTAMP>"
    body = "\n".join(element(dataset, record) for record in records)
    return f"<DATA><HEAD>{head}</HEAD>\n<BODY>\n{body}\n</BODY></DATA>"


def file_of(*messages: str) -> bytes:
    """Write a file of several messages."""
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<DATAS>\n' + "\n".join(messages) + "\n</DATAS>").encode()


def read_all(data: bytes | str) -> list[Received | Rejected]:
    """Read a file."""
    return list(read(io.BytesIO(data if isinstance(data, bytes) else data.encode()), CENTRE))


def received(data: bytes | str) -> Received:
    """Read a file of one record that must be taken."""
    (only,) = read_all(data)
    assert isinstance(only, Received), only.findings
    return only


def told(dataset: str, *, key: str = "", operation: str = "1", **fields: str | None) -> Received:
    """Read a sample with some fields set."""
    return received(message(dataset, sample(dataset, **fields), key=key, operation=operation))


def findings(dataset: str, **fields: str | None) -> dict[str, Finding]:
    """Read a sample that must be refused; return what was found by field."""
    (only,) = read_all(message(dataset, sample(dataset, **fields)))
    assert isinstance(only, Rejected)
    return {finding.field: finding for finding in only.findings}
