"""The eleven indicators equal an independent oracle on records of chance, in both modes, to the last bit."""

import json
import random
from pathlib import Path

import pytest

from heng.engines.redflags import Facts, peer, screening
from heng.engines.redflags.backends.duck import Duck
from heng.engines.redflags.readers import ocds
from tests.engines.redflags import chance, oracle
from tests.engines.redflags.oracle import Asked

ALL = "\n".join(f"[{code}]" for code in peer.CODES)
DEFAULT = (
    f"currency = CNY\nno_price_comparison_procurement_methods = N\n[exclusions]\nprocurement_method_details = X\n{ALL}"
)
SET = """currency = CNY
[R003]
threshold = 30
[R003.procurement_method_details]
A = 5
[R024]
threshold = 0.6
[R025]
threshold = 0.4
[R048]
minimum_contracting_processes = 3
"""
ASKED = {
    DEFAULT: Asked(excluded=("X",), not_compared=("N",)),
    SET: Asked(thresholds={"R024": 0.6, "R025": 0.4, "R048.least": 3}, days=30, days_of={"A": 5}),
}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("ini", ASKED, ids=["default", "set"])
@pytest.mark.parametrize("compatible", [False, True], ids=["right", "as-the-peer"])
def test_the_rules_find_what_the_oracle_finds(tmp_path: Path, seed: int, ini: str, compatible: bool):
    records = chance.records(random.Random(seed), 400)
    parsed = peer.Settings.parse(ini, compatible=compatible)
    asked = Asked(**{**vars(ASKED[ini]), "compatible": compatible})
    expected = {key: value for key, value in oracle.flags(records, asked).items() if key[2] in parsed.codes}
    assert found(tmp_path, records, parsed) == expected


def test_what_is_found_rests_on_rows_of_evidence(tmp_path: Path):
    parsed = peer.Settings.parse(SET)
    with Duck(threads=1) as duck:
        facts = screened(duck, tmp_path, chance.records(random.Random(1), 400), parsed)
        for answer in screening.answers(facts, parsed):
            key = ["kind", "subject"]
            unfounded = answer.findings.select(key).distinct().anti_join(answer.evidence, key)
            assert unfounded.count().to_pyarrow().as_py() == 0, answer.rule.code


@pytest.mark.parametrize(("handed", "closes"), [("09:00:00Z", "16:30:00+08:00"), ("16:45:00+08:00", "08:30:00Z")])
def test_a_late_bid_is_late_wherever_the_clock_hung(tmp_path: Path, handed: str, closes: str):
    record = chance.tender("o1", closes=f"2024-05-01T{closes}", handed=f"2024-05-01T{handed}")
    assert ("OCID", "o1", "R030") in found(tmp_path, [record], peer.Settings(currency="CNY"))


def test_a_bid_in_time_is_not_late_though_its_text_is_greater(tmp_path: Path):
    record = chance.tender("o1", closes="2024-05-01T08:30:00Z", handed="2024-05-01T16:00:00+08:00")
    assert ("OCID", "o1", "R030") not in found(tmp_path, [record], peer.Settings())
    assert ("OCID", "o1", "R030") in found(tmp_path, [record], peer.Settings(compatible=True))


def test_the_main_currency_is_that_of_most_bids_however_lines_are_ordered(tmp_path: Path):
    lines = chance.records(random.Random(5), 300)
    assert found(tmp_path, lines, peer.Settings()) == found(tmp_path, lines[::-1], peer.Settings())


def found(folder: Path, records: list[oracle.Record], settings: peer.Settings) -> oracle.Flags:
    with Duck(threads=1) as duck:
        facts = screened(duck, folder, records, settings)
        rows = [row[:4] for row in screening.findings(facts, screening.answers(facts, settings))]
    return {
        (group, name, code): value
        for group, names in peer.printed(rows).items()
        for name, codes in names.items()
        for code, value in codes.items()
    }


def screened(duck: Duck, folder: Path, records: list[oracle.Record], settings: peer.Settings) -> Facts:
    file = folder / "records.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    ocds.read(duck.connection, [file])
    return screening.facts_of(duck.tables(list(ocds.TABLES)), duck, settings)
