"""Every rule answers its case: what it finds, on which rows, and what it cannot compute for want of which field."""

from collections import Counter

import pytest

from heng.engines.redflags import CATALOGUE, Thresholds, presence
from heng.engines.redflags.backends.duck import Duck
from heng.engines.redflags.running import answer
from tests.engines.redflags import cases


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_rule_answers_its_case(code: str):
    with Duck(threads=1) as duck:
        facts = cases.facts_on(duck, cases.read(code, "input"))
        profile = cases.read(code, "expected").get("profile", "base")
        assert cases.told(answer(facts, CATALOGUE[code], Thresholds.of(profile))) == _without_profile(code)


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_case_shows_all_three_answers(code: str):
    expected = cases.wanted(code)
    assert all(expected[name] for name in ("findings", "evidence", "clear"))
    assert expected["missing"] or all(presence.is_table(need) for need in CATALOGUE[code].needs)


@pytest.mark.parametrize(("code", "need"), [(code, need) for code, rule in CATALOGUE.items() for need in rule.needs])
def test_a_rule_passes_nothing_in_silence_without_its_field(code: str, need: str):
    with Duck(threads=1) as duck:
        facts = cases.facts_on(duck, cases.without(cases.read(code, "input"), need))
        told = cases.told(answer(facts, CATALOGUE[code], Thresholds.of()))
    assert told["clear"] == []
    assert need in told["missing"].values()


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_rule_names_all_that_it_rests_on(code: str):
    rule = CATALOGUE[code]
    assert all((rule.title, rule.asks, rule.verify, rule.law, rule.needs))
    assert all(Thresholds.of().at(code).has(name) for name in rule.thresholds)


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_finding_is_told_once(code: str):
    with Duck(threads=1) as duck:
        facts = cases.facts_on(duck, cases.read(code, "input"))
        profile = cases.read(code, "expected").get("profile", "base")
        found = cases.rows(answer(facts, CATALOGUE[code], Thresholds.of(profile)).findings)
    keys = Counter(tuple(one.get(name) for name in ("kind", "subject", "other", "proc")) for one in found)
    assert set(keys.values()) == {1}


def _without_profile(code: str) -> dict[str, object]:
    expected = cases.wanted(code)
    expected.pop("profile", None)
    return expected
