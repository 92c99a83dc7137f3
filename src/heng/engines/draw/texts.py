"""What may be written into a draw 「书写规则」: references without look-alikes, text that hides nothing."""

import re
import unicodedata
from collections.abc import Iterable

REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@#+-]{0,99}")
HEX = re.compile(r"[0-9a-f]{64}")
MOMENT = re.compile(
    r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\+08:00"
)
HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode categories that are not seen: controls (line breaks too), marks of direction, halves of characters."""

LONGEST = 1000


class DrawError(ValueError):
    """What cannot be drawn, or is no record of a draw 「不能抽取」: code, place in the document, Chinese reason.

    Codes: `malformed`, `text`, `duplicate`, `unknown`, `too-few`, `too-many`, `unsound`.
    """

    def __init__(self, code: str, at: str, reason: str) -> None:
        super().__init__(f"{reason}（{at}）" if at else reason)
        self.code = code
        self.at = at
        self.reason = reason


def check_reference(text: str, at: str) -> None:
    """Refuse a reference that is not 1 to 100 plain ASCII characters: no other alphabet has a look-alike in it."""
    if not REFERENCE.fullmatch(text):
        raise DrawError("text", at, "编号只能由1至100个英文字母、数字和 . _ : / @ # + - 组成，并以字母或数字开头")


def check_text(text: str, at: str) -> None:
    """Refuse text that is empty, too long, padded, not in Unicode's form NFC, or that holds what cannot be seen."""
    if not text or text != text.strip() or len(text) > LONGEST:
        raise DrawError("text", at, f"文字应为1至{LONGEST}字，首尾不留空格")
    if any(unicodedata.category(char) in HIDDEN for char in text):
        raise DrawError("text", at, "文字含有换行、控制符或不可见字符")
    if not unicodedata.is_normalized("NFC", text):
        raise DrawError("text", at, "文字不是规范形式（Unicode NFC）")


def check_hex(text: str, at: str) -> None:
    """Refuse what is not 32 bytes as 64 small hexadecimal digits."""
    if not HEX.fullmatch(text):
        raise DrawError("text", at, "应为64位小写十六进制数")


def check_moment(text: str, at: str) -> None:
    """Refuse what is not a moment of Beijing time as in 2026-03-09T10:00:00+08:00 (RFC 3339)."""
    if not MOMENT.fullmatch(text):
        raise DrawError("text", at, "时间应写作2026-03-09T10:00:00+08:00的样式（北京时间）")


def check_distinct(texts: Iterable[str], at: str) -> None:
    """Refuse two texts that a reader would take for one: they differ in nothing, or only in case or width."""
    seen = set[str]()
    for number, text in enumerate(texts):
        alike = unicodedata.normalize("NFKC", text).lower()
        if alike in seen:
            raise DrawError("duplicate", f"{at}[{number}]", f"“{text}”重复，或与另一项仅有大小写、全半角之别")
        seen.add(alike)
