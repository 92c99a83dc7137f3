"""A no inside a form 「表单内答复」: what the law refuses is said where it was asked, and nothing typed is lost."""

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from heng.engines.procedure import Refusal

T = TypeVar("T")
OK, REFUSED = 200, 409


def told(form: forms.Form, act: Callable[[], T]) -> T | None:
    """Do what a form asks for and return what came of it; a refusal becomes an error of the form, and None."""
    try:
        return act()
    except Refusal as no:
        form.add_error(None, f"{no.reason}（依据：{no.law}）" if no.law else no.reason)
        return None


def status_of(form: forms.Form) -> int:
    """Say with which status a form is shown again: 409 when it was in shape and the law said no."""
    errors = form.errors.as_data() if form.is_bound else {}
    return REFUSED if set(errors) == {NON_FIELD_ERRORS} else OK
