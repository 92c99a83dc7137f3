from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heng.engines.similarity import passages
from heng.engines.similarity.passages import Measure, Passage
from tests.engines.similarity.writing import prose

WANG, LI, ZHAO = prose("王"), prose("李"), prose("赵")
COPIED = prose("抄", 200)


def mirrored(found: list[Passage]) -> list[Passage]:
    """Say of two texts what was found with left and right exchanged."""
    turned = [
        replace(
            one,
            left=replace(one.right, text=0),
            right=replace(one.left, text=1),
            runs=tuple(sorted((replace(run, left=run.right, right=run.left) for run in one.runs), key=str)),
        )
        for one in found
    ]
    return sorted(turned, key=str)


def in_any_order(found: list[Passage]) -> list[Passage]:
    return sorted((replace(one, runs=tuple(sorted(one.runs, key=str))) for one in found), key=str)


def test_two_bidders_who_wrote_for_themselves_share_nothing():
    assert passages.find([WANG, LI, ZHAO], [0, 1, 2]) == []


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), length=st.integers(80, 300), here=st.integers(0, 400), there=st.integers(0, 400))
def test_a_copied_passage_is_found_at_its_very_characters(seed, length, here, there):
    copied = prose(seed, length).rstrip("。")
    left, right = prose(f"{seed}左"), prose(f"{seed}右")
    found = passages.find([left[:here] + copied + left[here:], right[:there] + copied + right[there:]], [0, 1])
    assert [(one.left.text, one.right.text) for one in found] == [(0, 1)]
    assert (found[0].left.start, found[0].right.start) == (here, there)
    assert (found[0].left.end, found[0].right.end) == (here + len(copied), there + len(copied))
    assert found[0].letters == length


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6), cuts=st.lists(st.integers(0, 390), min_size=1, max_size=4))
def test_what_one_shares_with_another_the_other_shares_with_him(seed, cuts):
    left, right = prose(f"{seed}左"), prose(f"{seed}右")
    for number, cut in enumerate(cuts):
        copied = prose(f"{seed}{number}", 60 + 20 * number)
        left, right = left[:cut] + copied + left[cut:], right[: 390 - cut] + copied + right[390 - cut :]
    there, back = passages.find([left, right], [0, 1]), passages.find([right, left], [0, 1])
    assert there
    assert mirrored(there) == in_any_order(back)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6), start=st.integers(0, 200), length=st.integers(60, 300))
def test_nothing_that_stands_in_the_tender_is_ever_shared(seed, start, length):
    tender = prose(f"{seed}招", 600)
    quoted = tender[start : start + length]
    bids = [f"我司{name}响应{quoted}特此说明{prose(f'{seed}{name}')}" for name in "甲乙"]
    assert passages.find(bids, [0, 1], [tender]) == []


def test_what_the_tender_holds_is_cut_out_of_a_passage_that_goes_beyond_it():
    tender = prose("招", 100)
    both = COPIED + tender + prose("又", 100)
    (found,) = passages.find([WANG + both, both + LI], [0, 1], [tender])
    at = both.index(tender)
    met = [run for run in found.runs if run.right[0] < at + len(tender) - 1 and run.right[1] > at + 1]
    assert met == []
    assert found.letters == 300


@pytest.mark.parametrize(
    "disguised",
    [
        COPIED.replace("。", "，\n"),
        COPIED.replace("。", "　"),
        "".join(f"{letter} " for letter in COPIED),
        "。".join(reversed(COPIED.split("。"))),
    ],
    ids=["punctuation", "blanks", "letter-spaced", "sentences in another order"],
)
def test_a_passage_is_found_through_its_disguise(disguised):
    (found,) = passages.find([WANG + COPIED, LI[:100] + disguised + LI[100:]], [0, 1])
    assert found.letters >= 190


def test_width_and_case_do_not_hide_a_passage():
    plain = "".join(f"{letter}ab1" for letter in COPIED)
    wide = plain.replace("a", "Ａ").replace("1", "１")
    (found,) = passages.find([plain, wide], [0, 1])
    assert (found.left.end, found.letters) == (len(plain), 824)


def test_one_letter_in_twenty_may_be_exchanged():
    edited = "".join("改" if number % 20 == 19 else letter for number, letter in enumerate(COPIED.replace("。", "")))
    (found,) = passages.find([WANG + COPIED, edited + LI], [0, 1])
    assert found.letters == 200 - 10
    assert len(found.runs) == 10


def test_files_of_one_bidder_are_not_compared_with_each_other():
    assert passages.find([WANG + COPIED, COPIED, LI], [0, 0, 1]) == []


def test_what_everybody_has_is_common():
    texts = [prose(name) + COPIED for name in range(8)]
    assert passages.find(texts, range(8)) == []
    assert len(passages.find(texts, range(8), measure=Measure(most=8))) == 28


def test_a_shared_phrase_is_no_passage():
    phrase = COPIED[:40]
    assert passages.find([WANG + phrase + LI[:50], ZHAO + phrase], [0, 1]) == []


def test_rare_ideographs_beyond_the_first_plane_count():
    beyond = "".join(chr(0x20000 + number * 7) for number in range(100))
    (found,) = passages.find([WANG + beyond, beyond + LI], [0, 1])
    assert (found.left.start, found.right.start, found.letters) == (len(WANG), 0, 100)


def test_no_texts_and_empty_texts_share_nothing():
    assert passages.find([], []) == []
    assert passages.find(["", "短", WANG], [0, 1, 2], ["", "招"]) == []
