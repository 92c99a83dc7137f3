"""What somebody who types into the search box finds."""

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from heng.engines.bigrams import bigrams
from heng.ledger.operations import CreateBigramIndex
from heng.ledger.search import BigramField

ROAD = "演示市滨江大道（一期）道路工程 GGZY-2026-001347"
BRIDGE = "演示市滨河桥梁工程"
SCHOOL = "Demo 第 3 小学 ＡＢＣ 设备采购"
HOSTILE = [
    '"',
    "'",
    "') OR 1=1 --",
    '滨江" OR "桥梁',
    "NEAR(滨江)",
    "a*b",
    "-",
    "%",
    "\\",
    ":*",
    "\0",
    "滨江\0大道",
    "(",
    "\u3000",
]
INDEX = CreateBigramIndex("ledger_sign", "search")


@pytest.fixture
def signs(db):
    """Three signs on the street, in a table of their own, and who looks for them."""
    with isolate_apps("heng.ledger"):

        class Sign(models.Model):  # noqa: DJ008  -- nobody reads it
            search = BigramField()

            class Meta:
                app_label = "ledger"

    key = {"sqlite": "integer PRIMARY KEY AUTOINCREMENT", "postgresql": "bigserial PRIMARY KEY"}[connection.vendor]
    run([f"CREATE TABLE ledger_sign (id {key}, search text NOT NULL)"])
    Sign.objects.create(search=bigrams(ROAD))
    run(INDEX.do(connection.vendor))
    Sign.objects.bulk_create([Sign(search=bigrams(text)) for text in (BRIDGE, SCHOOL)])
    return Sign.objects


def run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def found(signs, text: str) -> list[int]:
    return list(signs.filter(search__words=text).order_by("pk").values_list("pk", flat=True))


@pytest.mark.parametrize(("text", "numbers"), [
    ("滨江大道", [1]),
    ("滨江", [1]),
    ("道路 滨江", [1]),
    ("工程", [1, 2]),
    ("滨", [1, 2]),
    ("第", [3]),
    ("滨江桥梁", []),
    ("ggzy", [1]),
    ("GGZY-2026-001347", [1]),
    ("0013", [1]),
    ("1347", []),
    ("abc", [3]),
    ("demo 采购", [3]),
    ("", [1, 2, 3]),
    ("  。，！", [1, 2, 3]),
])  # fmt: skip
def test_words_are_found_wherever_they_stand(signs, text, numbers):
    assert found(signs, text) == numbers


def test_what_is_not_looked_for_is_found_by_the_opposite_question(signs):
    assert list(signs.exclude(search__words="工程").values_list("pk", flat=True)) == [3]
    assert not signs.exclude(search__words="").exists()


def test_a_changed_sign_is_found_by_its_new_words_only(signs):
    signs.filter(pk=2).update(search=bigrams("演示市公园"))
    assert found(signs, "桥梁") == []
    assert found(signs, "公园") == [2]
    signs.filter(pk=2).delete()
    assert found(signs, "公园") == []


def test_the_index_is_made_anew_over_what_stands_there(signs):
    run([*INDEX.undo(connection.vendor), *INDEX.do(connection.vendor)])
    assert found(signs, "工程") == [1, 2]
    run(INDEX.undo(connection.vendor) * 2)


def test_a_column_takes_what_no_index_would(signs):
    signs.create(search=f"  {'长' * 5000}  a\0b  {'x' * 5000}")
    assert found(signs, "长" * 3000) == []
    assert found(signs, "x" * 6000) == [4]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_the_question_or_widens_it(signs, text):
    assert set(found(signs, f"{text} 滨江")) <= {1}
    found(signs, text)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30))
@example("AND OR NOT NEAR")
def test_any_text_can_be_looked_for_and_finds_itself(signs, text):
    number = signs.create(search=bigrams(f"甲乙 {text} 丙丁")).pk
    assert number in found(signs, text)
    signs.filter(pk=number).delete()


def test_the_index_answers_not_the_table(signs):
    if connection.vendor == "postgresql":
        run(["SET LOCAL enable_seqscan = off"])  # three signs are read faster than any index
    assert "ledger_sign_search_words" in signs.filter(search__words="滨江").explain()
