"""Lists to draw from as a clerk pastes them 「名单填报」: reference, name, part, reasons; how many of each part."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from heng.engines.draw import Candidate, Stratum
from heng.faces.console.pasted import PARTED

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Words

MOST, LARGEST = 5000, 2_000_000
WHOLE = "全部"  # the name of the only part, where a list is not parted
BETWEEN = re.compile(r"[、/+]")
LONGEST_QUOTA = 6


@dataclass(frozen=True, slots=True)
class Roll:
    """A list as it was typed: candidates in their order, and the names behind references."""

    candidates: tuple[Candidate, ...]
    names: dict[str, str] = field(default_factory=dict)


class RollField(forms.CharField):
    """Lines of reference, name, part, reasons for exclusion, reasons for recusal; an empty reference gets a number."""

    widget = forms.Textarea(attrs={"rows": 10, "spellcheck": "false"})

    def clean(self, value: object) -> Roll:
        """Read the lines; the empty ones are passed over."""
        return read(str(super().clean(value)))


class QuotasField(forms.CharField):
    """How many are drawn: a number, or lines of part and number."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, label: "str | Words", help_text: "str | Words") -> None:
        super().__init__(label=label, help_text=help_text, max_length=4000)

    def clean(self, value: object) -> tuple[Stratum, ...]:
        """Read the lines."""
        lines = [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]
        return tuple(_stratum(line) for line in lines)


def read(text: str) -> Roll:
    """Read a list.

    Raises:
        ValidationError: which line is wrong, and how it should be.
    """
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) > MOST:
        raise forms.ValidationError(_("名单最多%(most)d行，请分次抽取") % {"most": MOST})
    names: dict[str, str] = {}
    candidates = [_candidate(number, line, names) for number, line in lines]
    return Roll(tuple(candidates), names)


def text_of(file: UploadedFile) -> str:  # type: ignore[type-arg]
    """Read a CSV file as spreadsheets write it, in UTF-8 or in the encoding of Chinese Windows.

    Raises:
        ValidationError: it is too large or no text.
    """
    if (file.size or 0) > LARGEST:
        raise forms.ValidationError(_("文件过大，名单文件不得超过2MB"))
    data = file.read()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return str(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise forms.ValidationError(_("无法读出文件，请另存为CSV（UTF-8）后再试"))


def _candidate(number: int, line: str, names: dict[str, str]) -> Candidate:
    cells = [part.strip() for part in PARTED.split(line)]
    reference, name, part, out, away, *more = [*cells, "", "", "", ""]
    if any(more) or not (reference or name):
        raise forms.ValidationError(
            _("第%(line)d行：请按“编号，名称，分层，排除理由，回避理由”填写") % {"line": number}
        )
    reference = reference or f"N{number:04d}"
    if name:
        names[reference] = name
    return Candidate(reference, part or WHOLE, _reasons(out), _reasons(away))


def _reasons(text: str) -> tuple[str, ...]:
    return tuple(reason.strip() for reason in BETWEEN.split(text) if reason.strip())


def _stratum(line: str) -> Stratum:
    name, _comma, quota = PARTED.sub("，", line).rpartition("，")
    quota = quota.strip()
    if not (quota.isascii() and quota.isdecimal() and len(quota) < LONGEST_QUOTA):
        raise forms.ValidationError(_("“%(line)s”：请填写数字，或者按“分层，名额”每行填写一个分层") % {"line": line})
    return Stratum(name.strip() or WHOLE, int(quota))
