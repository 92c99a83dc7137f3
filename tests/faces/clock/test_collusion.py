"""`heng collusion score`: a file in, a ranked file out, and plain words for what cannot be read."""

import csv
from pathlib import Path
from random import Random

import pytest
from django.core.management import CommandError, call_command

HEAD = "dataset,tender_id,bidder_id,bid_value,collusive_tender"


def bids(path: Path) -> Path:
    """Sixty tenders of five bids; in every second one four cover closely for the lowest."""
    random, rows = Random(1), [HEAD]
    for tender in range(60):
        agreed = tender % 2
        prices = [100, *(random.uniform(110, 112) if agreed else random.uniform(90, 150) for _ in range(4))]
        rows += [f"m{tender // 30},t{tender},f{random.randrange(20)},{price:.2f},{agreed}" for price in prices]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def score(path: Path, *options: str) -> list[dict[str, str]]:
    out = path.with_name("out.csv")
    call_command("collusion", "score", str(path), "-o", str(out), *options)
    return list(csv.DictReader(out.open(encoding="utf-8")))


@pytest.mark.parametrize("labelled", [False, True])
def test_agreed_tenders_stand_above_the_others(tmp_path, labelled):
    path = bids(tmp_path / "bids.csv")
    rows = score(path, *(["--labels", str(path)] if labelled else []))
    assert len(rows) == 60
    agreed = [float(row["score"]) for row in rows if int(row["tender_id"][1:]) % 2]
    others = [float(row["score"]) for row in rows if not int(row["tender_id"][1:]) % 2]
    assert sum(one > other for one in agreed for other in others) > 0.9 * 900
    assert all(row["reason"].startswith("疑似线索") and "认定" not in row["reason"] for row in rows)


def test_labels_in_the_bids_change_no_score(tmp_path):
    path = bids(tmp_path / "bids.csv")
    first = score(path)
    path.write_text(path.read_text().replace(",1\n", ",0\n"), encoding="utf-8")
    assert score(path) == first


def test_pairs_are_scored_with_the_tenders_behind_them(tmp_path):
    rows = score(bids(tmp_path / "bids.csv"), "--unit", "pair")
    assert rows
    assert all("共同投标" in row["reason"] and "涉及t" in row["reason"] for row in rows)


def test_tenders_without_bidders_or_valid_prices_are_still_answered(tmp_path):
    path = tmp_path / "bids.csv"
    path.write_text("tender_id,bid_value\nt1,100\nt1,101\nt2,\nt3,50\n", encoding="utf-8")
    rows = score(path)
    assert [row["tender_id"] for row in rows] == ["t1", "t2", "t3"]
    assert "无有效报价" in rows[1]["reason"]
    assert "无价格证据" in rows[2]["reason"]


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("tender_id,price\nt1,2\n", (), "缺少列：bid_value"),
        ("tender_id,bid_value\nt1,abc\n", (), "不是数字的值：abc"),
        ("tender_id,bid_value\n", (), "没有投标记录"),
        ("tender_id,bid_value\nt1,1\n", ("--unit", "pair"), "bidder_id"),
        ("tender_id,bid_value\nt1,1\n", ("--labels", "nowhere.csv"), "不能读写文件"),
    ],
)
def test_what_cannot_be_scored_is_refused_in_chinese_with_status_2(tmp_path, text, options, said):
    path = tmp_path / "bids.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=said) as refused:
        score(path, *options)
    assert refused.value.returncode == 2
