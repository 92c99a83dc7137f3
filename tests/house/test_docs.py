"""Documents that a test keeps true."""

import pytest

from tests.support import glossary, source
from tools.docs import ROOT, house, pages
from tools.docs.glossary import terms
from tools.docs.markdown import plate


@pytest.mark.parametrize("path", sorted(pages()))
def test_a_page_equals_what_the_code_prints(path: str):
    assert (ROOT / path).exists(), "make docs"
    assert (ROOT / path).read_text(encoding="utf-8") == pages()[path], "make docs"


def test_no_page_of_a_procedure_outlives_it():
    kept = {source.name(path) for path in (ROOT / "docs/procedures").glob("*.md")}
    assert kept == {path for path in pages() if path.startswith("docs/procedures/")}


def test_the_glossary_knows_every_term_event_and_step_of_the_house():
    spoken = {term.chinese for term in terms()}
    spoken |= {plate(event) for event in house.news()}
    spoken |= {str(step.label) for _, _, procedure in house.procedures() for step in procedure}
    assert not spoken - {row[0] for row in glossary.rows()}, "make docs"


def test_what_the_glossary_names_stands_in_the_code():
    assert len(glossary.rows()) > len(terms()), "the words of the law stand above those of the code"
    assert not [row for row in glossary.rows() if not row[0] or not row[1]], "say it in both languages"
    assert not [row[2] for row in glossary.rows() if not glossary.exists(row[2].strip("`"))]


def test_every_settled_question_has_its_page():
    numbers = [path.name[:4] for path in sorted((ROOT / "docs/adr").glob("[0-9]*.md"))]
    assert numbers == [f"{number:04d}" for number in range(1, len(numbers) + 1)]
