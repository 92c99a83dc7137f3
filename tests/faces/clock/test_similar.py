import json

import pytest
from django.core.management import CommandError, call_command

from tests.engines.similarity.writing import prose


def lot(folder):
    copied, tender = prose("抄", 200), prose("招", 200)
    (folder / "甲公司.txt").write_text(prose("甲") + copied + tender, encoding="utf-8")
    (folder / "乙公司").mkdir()
    (folder / "乙公司" / "技术标.txt").write_text(prose("乙") + "\f" + tender + copied, encoding="utf-8")
    (folder / "乙公司" / "坏.pdf").write_bytes(b"%PDF-1.7")
    return folder


def test_an_officer_reads_what_two_bids_share_and_what_was_not_compared(tmp_path, capsys):
    (tmp_path / "lot").mkdir()
    tender, report = tmp_path / "tender.txt", tmp_path / "report.json"
    tender.write_text(prose("招", 200), encoding="utf-8")
    call_command("similar", str(lot(tmp_path / "lot")), tender=[tender], output=report)
    told = capsys.readouterr().out
    assert "雷同段落 1 处" in told
    assert "乙公司《技术标.txt》第 2 页" in told
    assert "坏.pdf：文件已损坏" in told
    assert "疑似线索" in told
    assert json.loads(report.read_text(encoding="utf-8"))["passages"][0]["letters"] == 200


def test_bad_input_is_answered_in_chinese_with_status_2(tmp_path):
    for folder in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(CommandError, match="目录") as refused:
            call_command("similar", str(folder))
        assert refused.value.returncode == 2
