"""The OCDS reader: whatever a file holds is read or told; an odd value never becomes another."""

from pathlib import Path

import pytest

from heng.engines.redflags.backends.duck import Duck
from heng.engines.redflags.readers import ocds
from heng.engines.redflags.readers.ocds import UnreadableError
from heng.engines.redflags.readers.quality import Quality

BID = (
    '{"status":"valid","tenderers":[{"id":"T1"}],"date":"2024-05-01T16:30:00+08:00",'
    '"value":{"amount":5,"currency":"CNY"}}'
)

ODD = '{"status":"valid","value":{"amount":0,"currency":"USD"}},{"value":{"amount":-1}}'


def test_every_oddity_is_counted_and_told(tmp_path: Path):
    lines = [
        '{"ocid":"a","bids":{"details":[{"value":{"amount":0,"currency":"USD"},"tenderers":[{"id":7}]}]}}',
        '{"ocid":"a","tender":{"tenderPeriod":{"endDate":"2024-05-01"}},"bids":{"details":[' + BID + "]}}",
        '{"ocid":"b","bids":{"details":[{"status":"valid","value":{"amount":"6","currency":"CNY"}},' + ODD + "]}}",
        '{"ocid":5,"tender":{}}',
        "{bad",
        "",
        "[1]",
    ]
    _, quality = read(tmp_path, "\n".join(lines))
    assert quality == Quality(
        lines=6,
        unreadable=2,
        nameless=1,
        replaced=1,
        processes=2,
        mistyped=0,
        misdated=1,
        bids=4,
        unsettled=1,
        unpriced=1,
        worthless=2,
        uncurrent=1,
        currencies={"CNY": 1, "USD": 1},
    )
    told = "\n".join(quality.sentences())
    assert "1 行被后面同一 ocid 的记录替换" in told
    assert "投标报价币种不一：CNY 1 份、USD 1 份" in told


def test_a_number_in_the_place_of_an_identifier_is_none_and_told(tmp_path: Path):
    line = '{"ocid":"a","buyer":{"id":5},"bids":{"details":[{"status":"valid","tenderers":[{"id":7},{"id":"T\\"1"}]}]}}'
    rows, quality = read(tmp_path, line, "SELECT code FROM party")
    assert (rows, quality.mistyped) == ([('T"1',)], 2)


def test_moments_are_the_same_wherever_their_clock_hung_and_the_text_stays(tmp_path: Path):
    rows, _ = read(tmp_path, '{"ocid":"a","bids":{"details":[' + BID + "]}}", "SELECT handed_us, handed FROM bid")
    assert rows == [(1_714_552_200_000_000, "2024-05-01T16:30:00+08:00")]


def test_one_set_of_bidders_has_one_key_however_it_is_ordered(tmp_path: Path):
    bids = ",".join(
        '{"tenderers":[' + ",".join(f'{{"id":"{one}"}}' for one in names) + "]}" for names in ("AB", "BA", "A")
    )
    rows, _ = read(
        tmp_path, '{"ocid":"a","bids":{"details":[' + bids + "]}}", "SELECT party_key FROM bid ORDER BY number"
    )
    assert rows == [("1+2",), ("1+2",), ("1",)]


def test_a_missing_file_is_refused_with_a_sentence(tmp_path: Path):
    with Duck(threads=1) as duck, pytest.raises(UnreadableError, match="没有文件"):
        ocds.read(duck.connection, [tmp_path / "none.jsonl"])


def read(folder: Path, text: str, query: str = "SELECT 1") -> tuple[list[tuple[object, ...]], Quality]:
    file = folder / "lines.jsonl"
    file.write_text(text, encoding="utf-8")
    with Duck(threads=1) as duck:
        quality = ocds.read(duck.connection, [file])
        return duck.connection.execute(query).fetchall(), quality
