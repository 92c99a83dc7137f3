"""Chinese is found by its pairs, numbers and words whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heng.engines.bigrams import bigrams, query_terms


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("滨江大道", "滨江 江大 大道"),
        ("GGZY-2026-001347", "ggzy 2026 001347"),
        ("滨江大道（二期）EPC总承包", "滨江 江大 大道 二期 epc 总承 承包"),
        ("第2标段", "第 2 标段"),
        ("ＡＢ１２路", "ab12 路"),
        ("县", "县"),
        ("𠮷野家", "𠮷野 野家"),
        ("二〇二六年", "二〇 〇二 二六 六年"),
        ("дорога №5", "дорога no5"),
        ("snake_case", "snake case"),
        ("，。！", ""),
        ("", ""),
    ],
)
def test_a_text_is_cut(text, words):
    assert bigrams(text) == words


def test_the_searcher_looks_for_each_word_once():
    assert query_terms("大道 大道 EPC epc") == ["大道", "epc"]
    assert query_terms("  ") == []


CHINESE = st.text("滨江大道水利工程", min_size=2, max_size=12)


@given(CHINESE, CHINESE, CHINESE)
def test_what_stands_in_a_text_is_found_by_its_words(before: str, sought: str, after: str):
    assert set(query_terms(sought)) <= set(bigrams(before + sought + after).split())


@given(st.text())
def test_no_word_is_empty_and_cutting_again_changes_nothing(text: str):
    words = bigrams(text).split(" ") if bigrams(text) else []
    assert all(words)
    assert bigrams(" ".join(words)) == " ".join(words)
