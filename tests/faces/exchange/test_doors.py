"""The command and the address by which files come in."""

import gzip
import hashlib
import json

import pytest
from django.core.management import CommandError, call_command

from heng.faces.exchange import sources
from heng.faces.exchange.inbox import taking
from heng.faces.exchange.models import Batch, Item
from heng.registers.authorities.models import System
from heng.registers.trading.models import Bid, Project
from tests.faces.exchange.releases import NOW, TODAY, award, counts, found_the_city, lines, release, take
from tests.support.world import KEY

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre():
    """The trading system with its key."""
    found_the_city()
    key_hash = hashlib.sha256(KEY.encode()).hexdigest()
    facts = {"name": "演示交易系统", "region": "410500", "scopes": "entries exchange"}
    return System.objects.create(code="centre", authority_id="410500-JYZX", key_hash=key_hash, **facts)


def send(client, data: bytes, key: str = KEY, content_type: str = "application/json", **headers):
    return client.post("/exchange/inbox", data, content_type=content_type, headers={"X-API-Key": key, **headers})


def test_a_clerk_takes_files_and_folders_from_the_command_line(tmp_path, capsys):
    found_the_city()
    (tmp_path / "a.jsonl").write_bytes(lines(release("ocds-demo-1")))
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "b.json.gz").write_bytes(gzip.compress(lines(release("ocds-demo-2", awards={}, contracts=3))))
    call_command("take", str(tmp_path), "--source", "clerk", "--region", "410500")
    said = capsys.readouterr().out
    assert "《a.jsonl》收录报告（来源 clerk" in said
    assert "退回 1" in said
    assert "第 1 条 ocds-demo-2：〔/contracts〕应为数组，实为数字" in said
    assert list(Batch.objects.order_by("pk").values_list("taken", "refused")) == [(1, 0), (0, 1)]


def test_a_file_that_cannot_be_read_ends_in_a_failure_but_the_others_are_taken(tmp_path, capsys):
    found_the_city()
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.zip"
    good.write_bytes(lines(release()))
    bad.write_bytes(b"PK\x03\x04rubbish")
    with pytest.raises(CommandError, match="有 2 个文件未能读完") as failure:
        call_command("take", str(bad), str(tmp_path / "missing"), str(good))
    assert failure.value.returncode == 1
    said = capsys.readouterr()
    assert "不接收 ZIP" in said.out
    assert "《missing》无法打开" in said.err
    assert Project.objects.count() == 1


def test_a_wrong_region_is_refused_before_anything_is_read(tmp_path):
    with pytest.raises(CommandError, match="不是行政区划代码"):
        call_command("take", str(tmp_path), "--region", "安阳")


def test_the_report_can_be_had_as_json(tmp_path, capsys):
    file = tmp_path / "a.jsonl"
    file.write_bytes(lines(release(awards={"x": 1})))
    call_command("take", str(file), "--json")
    report = json.loads(capsys.readouterr().out)
    assert report["counts"]["refused"] == 1
    assert report["troubles"][0]["field"] == "/awards"
    assert report["troubles"][0]["examples"] == [{"line": 1, "key": "ocds-demo-1"}]


@pytest.mark.clause("7.1")
def test_a_system_sends_its_stream_and_reads_the_report(client, centre):
    answer = send(client, gzip.compress(lines(release(), release("ocds-demo-2", date="2026-02-30"))))
    assert answer.status_code == 200
    assert answer.json()["counts"] == {
        "taken": 1, "updated": 0, "unchanged": 0, "held": 0, "waiting": 0, "refused": 1,
    }  # fmt: skip
    assert Project.objects.get(source_key="ocds-demo-1").source == "centre"
    listed = client.get("/exchange/items", headers={"X-API-Key": KEY}).json()["items"]
    assert [(item["key"], item["findings"][0]["code"]) for item in listed] == [("ocds-demo-2", "bad-date")]


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({"data": b"", "key": "wrong"}, 401, "key-missing"),
        ({"data": b"{}", "content_type": "multipart/form-data; boundary=x"}, 415, "unsupported"),
        ({"data": b"PK\x03\x04"}, 422, "unreadable"),
        ({"data": b'{"releases": [{"ocid": '}, 422, "unreadable"),
    ],
)
def test_what_is_wrong_with_a_request_is_a_problem_in_words(client, centre, sent, status, code):
    answer = send(client, **sent)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == code
    assert answer.json()["detail"]


def test_a_key_without_the_scope_is_refused(client, centre):
    System.objects.update(scopes="read")
    assert send(client, lines(release())).status_code == 403


def test_a_refused_record_is_taken_after_it_was_corrected():
    found_the_city()
    spoilt = lines(release(awards=[award(date="2026-02-30")]))
    assert counts(take(spoilt)) == {"refused": 1}
    item = Item.objects.get()
    still_wrong = taking.correct(item, lines(release(awards=[award(date="?")])), **who())
    assert [finding.field for finding in still_wrong] == ["/awards/0/date"]
    assert taking.correct(item, lines(release()), **who()) == ()
    item.refresh_from_db()
    assert item.resolution == "更正后的数据已收录"
    assert Bid.objects.count() == 3


def test_retry_takes_up_what_is_open_again(capsys):
    assert counts(take(lines(release()))) == {"held": 1}
    call_command("retry")
    assert "没有变化" in capsys.readouterr().out
    found_the_city()
    call_command("retry", "--refused")
    assert "收录 1 条" in capsys.readouterr().out
    assert Bid.objects.count() == 3
    assert Item.objects.get().attempts == 3


def who() -> dict:
    actor, profile = sources.sender("demo")
    return {"profile": profile, "by": actor, "on": TODAY, "at": NOW}
