"""Vendored files, icons, form fields, the deadline chip."""

import base64
import hashlib
import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html

from heng.faces.frame.templatetags import parts

FRAME = Path(parts.__file__).parents[1]
VENDOR = FRAME / "static" / "frame" / "vendor"
FACES = FRAME.parent
MANIFEST = json.loads(parts.MANIFEST.read_text(encoding="utf-8"))
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize("path", sorted(MANIFEST["integrity"]))
def test_a_vendored_file_is_what_the_manifest_says(path):
    digest = hashlib.sha384((VENDOR / path).read_bytes()).digest()
    assert MANIFEST["integrity"][path] == "sha384-" + base64.b64encode(digest).decode()


def test_nothing_is_vendored_outside_the_manifest():
    files = {str(file.relative_to(VENDOR)) for file in VENDOR.rglob("*") if file.is_file()}
    assert files - set(MANIFEST["integrity"]) == {file for file in files if file.startswith("licences/")}


def test_nothing_that_the_static_storage_would_rewrite_stands_in_a_vendored_file():
    for path in MANIFEST["integrity"]:
        text = (VENDOR / path).read_text(encoding="utf-8")
        assert "sourceMappingURL" not in text
        assert not re.search(r"url\((?!['\"]?(?:data:|#))|@import", text) or path.endswith(".js")


def test_a_page_holds_a_script_to_its_digest(drawn):
    tag = drawn('{% vendored "htmx/htmx.min.js" %}')
    assert f'integrity="{MANIFEST["integrity"]["htmx/htmx.min.js"]}"' in tag
    assert " defer" in tag


def test_every_icon_that_a_page_names_is_in_the_sprite():
    sprite = set(re.findall(r'<symbol id="([^"]+)"', (VENDOR / "icons.svg").read_text(encoding="utf-8")))
    named = re.compile(r"""(?:{% icon |\bicon=|<c-icon name=)["']([a-z0-9-]+)["']""")
    pages = [page.read_text(encoding="utf-8") for page in FACES.rglob("*.html")]
    assert {name for page in pages for name in named.findall(page)} <= sprite


def test_an_icon_is_silent_unless_it_is_labelled(drawn):
    assert 'aria-hidden="true"' in drawn('{% icon "clock" %}')
    assert 'role="img" aria-label="时限"' in drawn('{% icon "clock" "时限" %}')


class Entry(forms.Form):
    name = forms.CharField(label="项目名称", help_text="与招标公告一致")
    note = forms.CharField(label="备注", required=False, widget=forms.Textarea)
    how = forms.ChoiceField(label="招标方式", choices=[("a", "公开招标")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="已核对原件")


def test_a_field_is_tied_to_its_label_help_and_error(drawn):
    html = drawn('<c-field :field="form.name" />', form=Entry({}))
    assert '<label for="id_name">项目名称</label>' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_field_that_may_stay_empty_says_so(drawn):
    assert "（选填）" in drawn('<c-field :field="form.note" />', form=Entry())


def test_a_group_of_choices_is_named_by_a_legend(drawn):
    html = drawn('<c-field :field="form.how" />', form=Entry())
    assert "<legend>招标方式</legend>" in html


def test_a_form_drawn_as_a_whole_lists_its_errors_first_and_keeps_what_was_typed():
    html = str(Entry({"note": "已填写的说明"}))
    assert html.index('role="alert"') < html.index('name="name"')
    assert 'href="#id_name"' in html
    assert "已填写的说明" in html


@pytest.mark.parametrize(
    ("days", "word", "rest"), [(-3, "已超期", "3 天"), (0, "今日到期", ""), (2, "正常", "剩 2 天")]
)
def test_a_deadline_says_in_words_how_it_stands(days, word, rest):
    chip = parts.standing(MONDAY + timedelta(days=days), None, MONDAY)
    assert (chip.word, chip.rest) == (word, rest)


def test_a_duty_done_late_stays_late_and_one_done_in_time_does_not_run_out():
    assert parts.standing(MONDAY, MONDAY + timedelta(days=1), MONDAY + timedelta(days=9)).word == "逾期办结"
    assert parts.standing(MONDAY, MONDAY, MONDAY + timedelta(days=9)).word == "按期办结"


def test_a_matter_without_a_deadline_says_so():
    assert parts.standing(None, None, MONDAY).word == "无期限"


def test_the_chip_stands_by_icon_word_and_day(drawn):
    html = drawn('<c-deadline :due="due" />', due=MONDAY, today=MONDAY)
    assert "#clock-exclamation" in html
    assert "今日到期" in html
    assert '<time class="deadline-day" datetime="2026-11-23">2026年11月23日</time>' in html


class Barred(forms.Select):
    """A list of which one choice cannot be taken."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"] |= {"disabled": value == "b", "data-word": "<b>"}
        return option


@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple, Barred])
@pytest.mark.parametrize("chosen", ["", "b", 2])
def test_a_list_of_choices_says_what_that_of_django_says(widget, chosen):
    choices = [("", "全部"), ("组", [("a", "甲 & 乙"), ("b", "<丙>")]), (1000, "一千"), (2, "二")]
    drawn = widget(attrs={"class": "x", "required": True}, choices=choices)
    ours = drawn.render("q", [chosen], {"id": "id_q"})
    theirs = drawn.render("q", [chosen], {"id": "id_q"}, renderer=DjangoTemplates())
    assert parse_html(ours) == parse_html(theirs)
    assert ours.count("<option") == 5
