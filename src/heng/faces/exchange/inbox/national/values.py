"""The values of fields 「字段值」: text as it was sent becomes a value, or a sentence that says what is wrong with it.

Money comes out in 元, moments with the time zone of Beijing, codes as they were sent.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")
SEPARATOR = re.compile(r"[;；]")
FORMS = (
    (re.compile(r"\d{14}"), "%Y%m%d%H%M%S"),
    (re.compile(r"\d{8}"), "%Y%m%d"),
    (re.compile(r"\d{12}"), "%Y%m%d%H%M"),
    (re.compile(r"\d{4}-\d{1,2}-\d{1,2}"), "%Y-%m-%d"),
    (re.compile(r"\d{4}-\d{1,2}-\d{1,2}[ T]\d{1,2}:\d{1,2}"), None),
    (re.compile(r"\d{4}-\d{1,2}-\d{1,2}[ T]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?"), None),
    (re.compile(r"\d{4}/\d{1,2}/\d{1,2}"), "%Y/%m/%d"),
)
FIRST_YEAR = 1949
MONEY = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
WHOLE_FIGURES, DECIMAL_FIGURES = 14, 6
TEN_THOUSAND = Decimal(10_000)
CURRENCIES = {
    "156": "CNY",
    "840": "USD",
    "978": "EUR",
    "344": "HKD",
    "826": "GBP",
    "392": "JPY",
    "RMB": "CNY",
    "": "CNY",
}


class Wrong(Exception):
    """A value that cannot be taken, with a stable word and a sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Values:
    """The values of one record by field; a field that was not sent reads as nothing."""

    texts: Mapping[str, str]
    moments: Mapping[str, datetime]
    amounts: Mapping[str, Decimal]
    key: str = ""  # DATA_KEY

    def text(self, name: str, default: str = "") -> str:
        """Return the text of a field."""
        return self.texts.get(name, default)

    def cut(self, name: str, longest: int) -> str:
        """Return the text of a field, no longer than the register keeps it."""
        return self.texts.get(name, "")[:longest]

    def many(self, name: str) -> tuple[str, ...]:
        """Return the parts of a field that joins several values by `;`."""
        return parts(self.texts.get(name, ""))

    def moment(self, name: str) -> datetime | None:
        """Return the moment of a field."""
        return self.moments.get(name)

    def amount(self, name: str) -> Decimal | None:
        """Return the money of a field, in 元."""
        return self.amounts.get(name)

    def number(self, name: str, default: int = 0) -> int:
        """Return the whole number of a field."""
        text = self.texts.get(name, "")
        return int(text) if text.isdecimal() else default

    def flag(self, name: str) -> bool | None:
        """Return a yes or no, or None when it was not said."""
        return {"1": True, "0": False}.get(self.texts.get(name, ""))

    def currency(self, name: str) -> str:
        """Return the letters of a currency; 元 when none is said."""
        code = self.texts.get(name, "").upper()
        return CURRENCIES.get(code, code)


def parts(text: str) -> tuple[str, ...]:
    """Split what was joined by `;`."""
    return tuple(part.strip() for part in SEPARATOR.split(text) if part.strip())


def moment(text: str) -> datetime:
    """Read a moment; one without a zone is Beijing time.

    Raises:
        Wrong: it is no moment, or there is no such day.
    """
    for shape, form in FORMS:
        if shape.fullmatch(text):
            try:
                read = datetime.strptime(text, form) if form else _iso(text)  # noqa: DTZ007  -- the zone follows
            except ValueError:
                break
            if read.year < FIRST_YEAR:
                break
            return read if read.tzinfo else read.replace(tzinfo=BEIJING)
    raise Wrong("impossible-date", f"“{text[:40]}”不是有效的日期时间，请按 yyyyMMddHHmmss 填写真实存在的日期。")


def _iso(text: str) -> datetime:
    day, clock = re.split(r"[ T]", text, maxsplit=1)
    year, month, date_ = (int(part) for part in day.split("-"))
    hour, _, rest = clock.partition(":")
    return datetime.fromisoformat(f"{year:04}-{month:02}-{date_:02}T{hour:0>2}:" + _padded(rest))


def _padded(rest: str) -> str:
    minute, colon, second = rest.partition(":")
    return f"{minute:0>2}{colon}{second if second[1:2].isdecimal() else f'0{second}' if second else ''}"


def amount(text: str, unit: str) -> Decimal:
    """Read money and bring it to 元; `unit` is 0 for 元 and 1 for 万元.

    Raises:
        Wrong: it is no number, negative, or has more figures than the specification allows.
    """
    if not MONEY.fullmatch(text) or not text.isascii():
        raise Wrong("wrong-number", f"“{text[:40]}”不是金额，请只填数字和小数点，不要带千分位、单位或其他文字。")
    value = Decimal(text)
    if value < 0:
        raise Wrong("negative-money", f"金额“{text[:40]}”为负数，请核对后重新报送。")
    whole, _, decimals = text.lstrip("+").partition(".")
    if len(whole.lstrip("0")) > WHOLE_FIGURES or len(decimals.rstrip("0")) > DECIMAL_FIGURES:
        raise Wrong("wrong-number", f"金额“{text[:40]}”超过 14 位整数或 6 位小数，请核对金额和单位。")
    value = value * TEN_THOUSAND if unit == "1" else value
    if value >= Decimal(10) ** WHOLE_FIGURES:
        raise Wrong("wrong-number", f"金额“{text[:40]}”万元折合后超过 14 位整数，请核对金额和单位。")
    return value


def integer(text: str) -> None:
    """Refuse what is not a whole number."""
    if not (text.isascii() and text.isdecimal()):
        raise Wrong("wrong-number", f"“{text[:40]}”不是整数，请只填数字。")
