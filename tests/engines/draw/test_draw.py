"""A draw follows from its record alone, favours nobody, and is refused where it could not be fair."""

import hashlib
import hmac
from dataclasses import replace

import pytest
from hypothesis import given

from heng.engines import draw
from heng.engines.draw import Candidate, DrawError, PublicValue, Reveal, Stratum, Use
from tests.engines.draw import ceremonies as some

RECORD = draw.conduct(some.all_reveal())


def result(ceremony: draw.Ceremony) -> tuple[draw.Drawn, ...]:
    return draw.conduct(ceremony).result


@given(some.ceremonies())
def test_whoever_draws_again_draws_the_same(ceremony):
    record = draw.conduct(ceremony)
    outcome = draw.replay(record)
    assert outcome.holds
    assert outcome.result == record.result


@given(some.ceremonies())
def test_a_published_record_is_read_back_as_it_was(ceremony):
    record = draw.conduct(ceremony)
    assert draw.read(record.text()) == record


@given(some.ceremonies())
def test_each_stratum_gets_its_quota_of_the_eligible_and_nobody_else(ceremony):
    for stratum, drawn in zip(ceremony.frozen.strata, result(ceremony), strict=True):
        eligible = {one.reference for one in ceremony.frozen.eligible(stratum)}
        assert len(drawn.drawn) == stratum.quota
        assert len({*drawn.drawn, *drawn.substitutes}) == len(drawn.drawn) + len(drawn.substitutes)
        assert {*drawn.drawn, *drawn.substitutes} == eligible


@given(some.frozen_lists())
def test_under_one_seed_who_is_kept_out_changes_nobodys_rank(frozen):
    seed = "5e" * 32
    without = replace(frozen, candidates=tuple(one for one in frozen.candidates if one.is_eligible))
    assert draw.ranking.rank(without, seed) == draw.ranking.rank(frozen, seed)


@given(some.frozen_lists())
def test_under_one_seed_the_order_of_the_list_changes_nothing(frozen):
    seed = "5e" * 32
    turned = replace(frozen, candidates=frozen.candidates[::-1])
    assert draw.ranking.rank(turned, seed) == draw.ranking.rank(frozen, seed)


def test_a_citizen_finds_every_number_by_the_words_of_the_guide():
    nonces = [some.nonce(party).hex() for party in some.PARTIES]
    first = f"heng-draw/v1 commitment\n{some.DRAW}\n{some.AUDIT}\n{nonces[0]}\n"
    assert RECORD.commitments[0].digest == hashlib.sha256(first.encode()).hexdigest()
    promised = [one.digest for one in RECORD.commitments]
    checkpoint = f"{some.CHECKPOINT.origin}\n1205\n{some.CHECKPOINT.root}\n"
    lines = f"heng-draw/v1 seed\n{some.DRAW}\n{RECORD.list_digest}\n{checkpoint}" + "".join(
        f"{one}\n" for one in (*promised, *nonces)
    )
    assert RECORD.seed == hashlib.sha256(f"{lines}\n".encode()).hexdigest()
    values = {
        one.reference: hmac.new(bytes.fromhex(RECORD.seed), one.reference.encode(), "sha256").hexdigest()
        for one in some.FROZEN.candidates[:6]
    }
    assert [rank.reference for rank in RECORD.ranking[0].ranks] == sorted(values, key=values.__getitem__)


def test_the_format_stays_what_was_published():
    assert RECORD.list_digest == "99df7c6336bc2c48a0441526020633f9f5867f2036e9d47b0a85c7acb5c3da6d"
    assert RECORD.seed == "01babc0c4f648cde6598924cd9394ec3ba1b7d4faa94db3f64444e9c4339a547"
    assert RECORD.result == (
        draw.Drawn(
            stratum="检查对象",
            drawn=("TS000001", "TS000005"),
            substitutes=("TS000003", "TS000004", "TS000006", "TS000002"),
        ),
        draw.Drawn(stratum="检查人员", drawn=("JC001",), substitutes=("JC002", "JC003")),
    )


@pytest.mark.parametrize("shown", ["", "ab" * 32], ids=["silent", "wrong"])
def test_a_missing_reveal_is_replaced_by_the_public_value(shown):
    record = draw.conduct(some.one_is_silent(shown=shown))
    assert draw.replay(record).holds
    assert record.reveals[1].absence == some.LATE
    assert record.seed != RECORD.seed
    assert draw.conduct(replace(record.ceremony, public_value="40719")).seed != record.seed


def test_what_a_silent_party_showed_wrongly_decides_nothing():
    assert draw.conduct(some.one_is_silent(shown="ab" * 32)).seed == draw.conduct(some.one_is_silent()).seed


def test_a_draw_is_held_even_when_everybody_is_silent():
    kept = some.all_reveal()
    nobody = replace(kept, reveals=tuple(Reveal(one, "", some.LATE) for one in some.PARTIES), public_value="40718")
    assert draw.replay(draw.conduct(nobody)).holds


def test_where_the_list_says_always_the_public_value_decides_too():
    always = replace(some.FROZEN, public_value=PublicValue(some.LOTTERY.source, Use.ALWAYS))
    with pytest.raises(DrawError) as refused:
        draw.conduct(some.all_reveal(always))
    assert refused.value.at == "public_value"
    seeds = {draw.conduct(replace(some.all_reveal(always), public_value=value)).seed for value in ("40718", "40719")}
    assert len(seeds) == len(("40718", "40719"))


def unsound() -> dict[str, tuple[str, draw.Ceremony]]:
    kept, silent = some.all_reveal(), some.one_is_silent()
    own = replace(some.FROZEN, public_value=PublicValue(f"{some.CHECKPOINT.origin}的下一个检查点"))
    copied = replace(kept.commitments[1], digest=kept.commitments[0].digest)
    return {
        "a commitment lacks": ("commitments", replace(kept, commitments=kept.commitments[:2])),
        "commitments out of order": ("commitments[0]", replace(kept, commitments=kept.commitments[::-1])),
        "a reveal lacks": ("reveals", replace(kept, reveals=kept.reveals[:2])),
        "a reveal too many": ("reveals", replace(kept, reveals=(*kept.reveals, kept.reveals[0]))),
        "a wrong reveal passes for right": (
            "reveals[1]",
            replace(kept, reveals=(kept.reveals[0], Reveal(some.HOUSING, "ab" * 32), kept.reveals[2])),
        ),
        "a right reveal is set aside": ("reveals[1]", some.one_is_silent(shown=some.nonce(some.HOUSING).hex())),
        "the commitment of another is copied": (
            "reveals[1]",
            replace(
                kept,
                commitments=(kept.commitments[0], copied, kept.commitments[2]),
                reveals=(kept.reveals[0], replace(kept.reveals[0], party=some.HOUSING), kept.reveals[2]),
            ),
        ),
        "the public value lacks": ("public_value", replace(silent, public_value="")),
        "a public value without need": ("public_value", replace(kept, public_value="40718")),
        "the sealing log is its own oracle": ("public_value", some.all_reveal(own)),
    }


@pytest.mark.parametrize("case", unsound())
def test_nothing_is_drawn_from(case):
    at, ceremony = unsound()[case]
    with pytest.raises(DrawError) as refused:
        draw.conduct(ceremony)
    assert (refused.value.code, refused.value.at) == ("unsound", at)
    assert not draw.replay(draw.record.follow(ceremony)).holds


def test_too_few_candidates_are_told_before_anything_is_committed():
    with pytest.raises(DrawError, match="“检查人员”应抽取4名，可抽取的只有3名") as refused:
        replace(some.FROZEN, strata=(some.FROZEN.strata[0], Stratum("检查人员", 4)))
    assert refused.value.code == "too-few"


def test_a_nonce_of_another_length_is_a_fault_of_the_program():
    with pytest.raises(ValueError, match="32 bytes"):
        draw.commit(some.DRAW, some.AUDIT, b"short")


def test_a_quota_of_all_leaves_no_substitute():
    frozen = replace(some.FROZEN, strata=(Stratum("甲", 1),), candidates=(Candidate("A", "甲"),))
    assert result(some.all_reveal(frozen)) == (draw.Drawn("甲", ("A",), ()),)
