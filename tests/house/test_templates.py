"""What a template may hold: no law, nothing inline, and every word through gettext."""

import re
from pathlib import Path

import pytest

from tests.support import source

TEMPLATES = source.templates()
IN_TAGS = re.compile(r"\{%-?\s*(?:translate|trans)\b.*?%\}|_\(\s*(\"[^\"]*\"|'[^']*')\s*\)", re.S)
IN_BLOCKS = re.compile(r"\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}", re.S)
REMARKS = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?\{%\s*endcomment\s*%\}|<!--.*?-->", re.S)
CHINESE = re.compile("[\u3400-\u9fff]")  # punctuation alone needs no translator
INLINE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=|javascript:|<script\b(?![^>]*\s(?:src=|type=\"application/json\"))", re.I
)
STATUS = re.compile(r"\{%\s*(?:el)?if\b[^%]*\b(?:status|stage|state)\b\s*(?:==|!=|in|not in)\s*[\"'(\[]")


@pytest.mark.parametrize("path", TEMPLATES, ids=source.name)
def test_every_chinese_word_of_a_template_goes_through_gettext(path: Path):
    text = path.read_text(encoding="utf-8")
    for translated in (REMARKS, IN_BLOCKS, IN_TAGS):
        text = translated.sub(lambda found: "\n" * found.group().count("\n"), text)
    bare = [f"{number}: {line.strip()}" for number, line in enumerate(text.splitlines(), 1) if CHINESE.search(line)]
    assert not bare, 'write {% translate "…" %}, {% blocktranslate %}…{% endblocktranslate %} or _("…")'


@pytest.mark.parametrize("path", TEMPLATES, ids=source.name)
def test_a_template_carries_no_inline_style_script_or_handler(path: Path):
    found = INLINE.findall(REMARKS.sub("", path.read_text(encoding="utf-8")))
    assert not found, "the content security policy would block it"


@pytest.mark.parametrize("path", [path for path in TEMPLATES if "cotton" not in path.parts], ids=source.name)
def test_a_template_compares_no_status_with_a_string(path: Path):
    assert not STATUS.findall(path.read_text(encoding="utf-8")), "ask the procedure, or give the model a question"
