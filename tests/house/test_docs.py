"""Documents that a test keeps true."""

import pytest

from tests.support import glossary, source
from tools.docs import ROOT, pages


@pytest.mark.parametrize("path", sorted(pages()))
def test_a_page_equals_what_the_code_prints(path: str):
    assert (ROOT / path).exists(), "make docs"
    assert (ROOT / path).read_text(encoding="utf-8") == pages()[path], "make docs"


def test_no_page_of_a_procedure_outlives_it():
    kept = {source.name(path) for path in (ROOT / "docs/procedures").glob("*.md")}
    assert kept == {path for path in pages() if path.startswith("docs/procedures/")}


def test_the_glossary_knows_every_term_of_the_house():
    missing = glossary.spoken() - glossary.listed()
    assert not missing, "add a row to docs/glossary.md"


def test_every_identifier_of_the_glossary_exists():
    assert not [name for name in glossary.identifiers() if not glossary.exists(name)]


def test_every_settled_question_has_its_page():
    numbers = [path.name[:4] for path in sorted((ROOT / "docs/adr").glob("[0-9]*.md"))]
    assert numbers == [f"{number:04d}" for number in range(1, len(numbers) + 1)]
