"""Parts of pages 「页面部件」: vendored files with their digests, icons, form fields, the deadline chip."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from django import forms, template
from django.core.paginator import Page
from django.forms import BoundField
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _

register = template.Library()

MANIFEST = Path(__file__).parents[1] / "vendor.json"
CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "form-check-input"),
    (forms.RadioSelect, "choices"),  # CheckboxSelectMultiple is one of these
    (forms.Select, "form-select"),
    (forms.Widget, "form-control"),
)


@cache
def integrity(path: str) -> str:
    """Return the digest of a vendored file as the manifest has it; a file not in it is a KeyError."""
    digests: dict[str, str] = json.loads(MANIFEST.read_text(encoding="utf-8"))["integrity"]
    return digests[path]


@register.simple_tag
def vendored(path: str) -> SafeString:
    """Write the tag of a vendored script or style sheet, held to its digest."""
    url, digest = static(f"frame/vendor/{path}"), integrity(path)
    if path.endswith(".css"):
        return format_html('<link rel="stylesheet" href="{}" integrity="{}">', url, digest)
    return format_html('<script src="{}" integrity="{}" defer></script>', url, digest)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of the sprite; without a label it is decoration and readers of the screen pass it by."""
    url = static("frame/vendor/icons.svg")
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"/></svg>', label, url, name)
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>', url, name)


@register.simple_tag
def dressed(field: BoundField, **attributes: str) -> SafeString:
    """Draw a field's widget in the look of the house; Django ties it to its help and error by id."""
    widget = field.field.widget
    look = next(name for kind, name in CLASSES if isinstance(widget, kind))
    own = widget.attrs.get("class", "")
    invalid = " is-invalid" if field.errors else ""
    return field.as_widget(attrs={"class": f"{look}{invalid} {own}".strip(), **attributes})


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Answer whether the label stands behind the box instead of above."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_group(field: BoundField) -> bool:
    """Answer whether the field is a group of choices, named by a legend."""
    return bool(field.field.widget.use_fieldset)


@register.simple_tag
def pages_around(page: Page[object]) -> list[int]:
    """List the pages to offer around this one; a 0 stands for the pages left out."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [number if isinstance(number, int) else 0 for number in numbers]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline in words, an icon and a colour; never by colour alone."""

    tone: str
    icon: str
    word: str
    rest: str


@register.simple_tag(takes_context=True)
def deadline(context: Context, due: object, done: object = None) -> Deadline:
    """Say how a deadline stands today, or stood on the day it was done; days are calendar days."""
    return standing(_day(due), _day(done), context["today"])


def _day(value: object) -> date | None:
    """A template may hold a day, a moment, or an empty word."""
    if isinstance(value, datetime):
        return localtime(value).date() if is_aware(value) else value.date()
    return value if isinstance(value, date) else None


def standing(due: date | None, done: date | None, today: date) -> Deadline:
    """Say how a deadline stands; `done` is the day on which the duty was fulfilled, if it was."""
    if due is None:
        return Deadline("idle", "minus", _("无期限"), "")
    late = ((done or today) - due).days
    if done is not None:
        if late > 0:
            return Deadline("bad", "clock-exclamation", _("逾期办结"), _("逾期 %(days)d 天") % {"days": late})
        return Deadline("ok", "circle-check", _("按期办结"), "")
    if late > 0:
        return Deadline("bad", "alert-triangle", _("已超期"), _("%(days)d 天") % {"days": late})
    if late == 0:
        return Deadline("warn", "clock-exclamation", _("今日到期"), "")
    return Deadline("ok", "clock", _("正常"), _("剩 %(days)d 天") % {"days": -late})
