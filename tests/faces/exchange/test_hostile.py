"""Bad input is answered in a Chinese sentence that says what to do; what was good before it is taken."""

import bz2
import gzip
import io
import json
import lzma
import re
import tracemalloc
import zipfile

import pytest

from heng.faces.exchange.inbox import readers, sniff
from heng.faces.exchange.inbox.record import Received, Rejected, SourceProfile, Unreadable
from heng.faces.exchange.models import Item
from heng.registers.trading.models import Project
from tests.faces.exchange.releases import award, bid, contract, counts, found_the_city, lines, release, take, tender

PROFILE = SourceProfile(code="demo", region="410500")


def read(data: bytes) -> list[Received | Rejected]:
    return list(readers.read(sniff.open_source(io.BytesIO(data)), PROFILE))


def unreadable(data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as no:
        read(data)
    assert re.search(r"[\u4e00-\u9fff]", no.value.reason)
    return no.value


def zipped() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("releases.jsonl", lines(release()))
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\x00\x00\x00", "empty"),
        (b"ocid,title\n1,2\n", "unknown-form"),
        (b"\x89PNG\r\n\x1a\n", "unknown-form"),
        (zipped(), "archive"),
        (bz2.compress(b"{}"), "archive"),
        (lzma.compress(b"{}"), "archive"),
        (b"%PDF-1.7", "archive"),
        (gzip.compress(gzip.compress(lines(release()))), "packed-twice"),
        (gzip.compress(lines(release()))[:-12], "broken-gzip"),
        (b"\x1f\x8b\x08broken", "broken-gzip"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "doctype"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;">]><a>&b;</a>', "doctype"),
    ],
)
def test_what_cannot_be_read_at_all_is_named(data, code):
    assert unreadable(data).code == code


def test_a_bomb_is_stopped_by_its_ratio(settings):
    settings.INBOX_MAX_RATIO = 20
    bomb = gzip.compress(b'{"ocid":"' + b"0" * (30 * 1024 * 1024) + b'"}')
    assert len(bomb) < 100_000
    assert unreadable(bomb).code == "bomb"


def test_what_is_too_large_is_stopped_whether_packed_or_not(settings):
    settings.INBOX_MAX_BYTES = 100_000
    data = lines(*(release(f"ocds-demo-{number}") for number in range(200)))
    assert unreadable(data).code == "too-large"
    assert unreadable(gzip.compress(data)).code == "too-large"


def test_memory_stays_flat_while_a_long_stream_goes_by():
    line = lines(release())

    def peak(times: int) -> int:
        stream = io.BytesIO(line * times)
        tracemalloc.start()
        try:
            assert sum(1 for _ in readers.read(sniff.open_source(stream), PROFILE)) == times
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(50)
    few, many = 300, 1800
    assert peak(many) < peak(few) + 500_000 < peak(few) + (many - few) * len(line) / 4


@pytest.mark.parametrize(
    "spoilt",
    [
        b"not json at all\n",
        b'{"ocid": "x", \n',
        b'{"ocid": NaN}\n',
        b'{"ocid": "\xff\xfe\xff"}\n',
        b'{"ocid": "\\ud800", "date": "2026-01-01", "tender": {"title": "x"}}\n',
        b'"text"\n',
        b"[1, 2]\n",
        b"123\n",
        b"null\n",
        b"{" + b'"a":{' * 5000 + b"}" * 5000 + b"}\n",
        b'{"ocid": 1' + b"0" * 5000 + b"}\n",
        b"{}\n",
        b'{"ocid": [], "tender": "x", "bids": 7, "awards": true, "parties": {}, "buyer": [], "contracts": "y"}\n',
    ],
)
def test_a_broken_line_does_not_stop_the_next(spoilt):
    found = read(lines(release("ocds-demo-1")) + spoilt + lines(release("ocds-demo-2")))
    assert [type(record) for record in found] == [Received, Rejected, Received]
    assert found[1].line == 2
    assert all(re.search(r"[\u4e00-\u9fff]", finding.message) for finding in found[1].findings)


def test_a_line_too_long_to_keep_is_told_and_the_next_is_read(monkeypatch):
    monkeypatch.setattr("heng.faces.exchange.inbox.documents.LONGEST", 4000)
    found = read(lines(release("ocds-demo-1"), release("ocds-demo-2", note="长" * 9000), release("ocds-demo-3")))
    assert [type(record) for record in found] == [Received, Rejected, Received]
    assert found[1].findings[0].code == "too-large"


def test_a_record_without_end_in_a_package_is_stopped(monkeypatch):
    monkeypatch.setattr("heng.faces.exchange.inbox.documents.LONGEST", 100_000)
    whole = json.dumps({"releases": [release("ocds-demo-1"), release("ocds-demo-2", note="x" * 900_000)]}).encode()
    assert unreadable(whole).code == "too-large"


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"ocid": None}, "/ocid", "no-key"),
        ({"ocid": "x" * 161}, "/ocid", "long-key"),
        ({"date": None}, "/date", "no-date"),
        ({"date": "2026-02-30"}, "/date", "bad-date"),
        ({"date": "2026-13-01T00:00:00Z"}, "/date", "bad-date"),
        ({"date": "9999-12-31T23:59:59-12:00"}, "/date", "bad-date"),
        ({"date": 20260101.5}, "/date", "wrong-type"),
        ({"buyer": None, "parties": None}, "/buyer", "no-owner"),
        ({"tender": tender(value={"amount": -1, "currency": "CNY"})}, "/tender/value/amount", "negative-money"),
        ({"tender": tender(value={"amount": "一百万"})}, "/tender/value/amount", "bad-money"),
        ({"tender": tender(value={"amount": 1e300})}, "/tender/value/amount", "bad-money"),
        ({"tender": tender(value={"amount": True})}, "/tender/value/amount", "wrong-type"),
        ({"tender": tender(value={"amount": 1, "currency": "人民币"})}, "/tender/value/currency", "bad-currency"),
        ({"tender": tender(tenderPeriod={"endDate": "2026-02-31"})}, "/tender/tenderPeriod/endDate", "bad-date"),
        ({"bids": {"details": [bid(0), bid(0)]}}, "/bids/details/1/id", "duplicate"),
        ({"bids": {"details": [bid(0, tenderers=[])]}}, "/bids/details/0/tenderers", "no-bidder"),
        ({"bids": {"details": [bid(0, date="yesterday")]}}, "/bids/details/0/date", "bad-date"),
        ({"awards": {"id": "1"}}, "/awards", "wrong-type"),
        ({"awards": [award(value={"amount": -5, "currency": "CNY"})]}, "/awards/0/value/amount", "negative-money"),
        ({"contracts": [contract(id="y" * 200)]}, "/contracts/0/id", "long-key"),
        ({"contracts": ["text"]}, "/contracts/0", "wrong-type"),
        (
            {"tender": tender(lots=[{"id": "L1", "title": "一"}, {"id": "L2", "title": "二"}])},
            "/bids/details/0",
            "no-lot",
        ),
    ],
)
def test_each_wrong_field_is_named_by_its_path(changes, field, code):
    found = read(lines(release(**changes) if "ocid" not in changes else {**release(), **changes}))
    assert isinstance(found[0], Rejected)
    assert (field, code) in {(finding.field, finding.code) for finding in found[0].findings}


def test_every_fault_of_a_record_is_told_at_once():
    spoilt = release(date="2026-02-30", awards={"a": 1}, tender=tender(value={"amount": -1}))
    assert len(read(lines(spoilt))[0].findings) == 3


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk", "gb18030"])
def test_other_encodings_are_converted(codec):
    found = read(lines(release()).decode().encode(codec))
    assert found[0].content.project.name == "演示市教学设备采购项目"


def test_a_gbk_line_in_a_plain_file_is_converted_and_told():
    data = b'{"ocid":"a"}\n' * 6000 + lines(release()).decode().encode("gbk")
    found = read(data)
    assert found[-1].content.project.name == "演示市教学设备采购项目"
    assert found[-1].remarks[0].code == "converted"


def test_nul_and_overlong_text_do_not_reach_the_database():
    told = read(lines(release(tender=tender(title="名\x00称" + "长" * 700))))[0]
    assert told.content.project.name.startswith("名称长")
    assert len(told.content.project.name) == 600
    assert {remark.code for remark in told.remarks} == {"nul", "cut"}


@pytest.mark.django_db
def test_what_was_good_before_the_break_is_taken_and_the_rest_is_told():
    found_the_city()
    whole = json.dumps({"uri": "x", "releases": [release(f"ocds-demo-{n}") for n in range(3)]}, indent=1).encode()
    report = take(whole[: whole.rindex(b'"contracts"')])
    assert counts(report) == {"taken": 2}
    assert "内容不完整" in report.error
    assert "未能读完" in report.as_text()
    assert Project.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.clause("7.1")
def test_what_is_refused_is_kept_as_it_came_with_its_reasons():
    line = lines(release(awards={"a": 1}), release("ocds-demo-2", date="2026-02-30"))
    report = take(line)
    assert counts(report) == {"refused": 2}
    kept = Item.objects.order_by("line")
    assert [item.key for item in kept] == ["ocds-demo-1", "ocds-demo-2"]
    assert kept[0].findings[0]["field"] == "/awards"
    text = report.as_text()
    assert "第 1 条 ocds-demo-1：〔/awards〕应为数组，实为对象" in text
    assert "第 2 条 ocds-demo-2：〔/date〕“2026-02-30”不是有效的日期时间" in text


@pytest.mark.django_db
def test_many_refusals_are_grouped_with_examples():
    report = take(lines(*(release(f"ocds-demo-{n}", date="2026-02-30") for n in range(30))))
    assert [(group.count, len(group.examples)) for group in report.troubles] == [(30, 3)]
    assert "等 30 条" in report.as_text()
