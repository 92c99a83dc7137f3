"""The catalogue: each rule stands in a file of its name, with its case and its page."""

from heng.engines.redflags import CATALOGUE
from tests.engines.redflags.cases import CASES
from tools.docs import ROOT


def test_each_rule_is_a_quartet_of_code_page_input_and_expected():
    files = {path.stem.upper() for path in (ROOT / "src/heng/engines/redflags/rules").glob("[a-g r][0-9]*.py")}
    assert files == set(CATALOGUE)
    assert {path.name for path in CASES.iterdir()} == set(CATALOGUE)
    assert {path.stem for path in (ROOT / "docs/redflags").glob("[A-Z]*[0-9].md")} == set(CATALOGUE)
