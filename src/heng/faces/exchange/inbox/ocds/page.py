"""A release as a page to be read 「读表」: typed reads by field that note, with the path, what is wrong.

An empty text counts as nothing, since many systems write one where they mean none.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from heng.faces.exchange.inbox.record import Finding

BEIJING = ZoneInfo("Asia/Shanghai")
KEY_LENGTH, TITLE_LENGTH = 160, 600
FIRST_YEAR, LAST_YEAR = 1970, 2200
NO_MOMENT = "0001-01-01"  # what some systems write for an empty date
WHOLE_FIGURES = 14
CENT = Decimal("0.000001")
CURRENCY = re.compile(r"[A-Z]{3}")
NAMES = {dict: "对象", list: "数组", str: "文本", bool: "布尔值", int: "数字", Decimal: "数字"}
Object = dict[str, Any]
NOTHING: Object = {}


class Page:
    """One release and what was found on it: `findings` refuse it, `remarks` only tell."""

    __slots__ = ("findings", "remarks")

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.remarks: list[Finding] = []

    def wrong(self, path: str, code: str, message: str) -> None:
        """Note what refuses the record."""
        self.findings.append(Finding(path, code, message))

    def remark(self, path: str, code: str, message: str) -> None:
        """Note what is worth knowing."""
        self.remarks.append(Finding(path, code, message))

    def part(self, whole: Object, name: str, path: str) -> Object:
        """Return the object under a name, or an empty one."""
        value = whole.get(name)
        if isinstance(value, dict):
            return value
        if value:
            self._type(f"{path}/{name}", dict, value)
        return NOTHING

    def rows(self, whole: Object, name: str, path: str) -> Iterator[tuple[str, Object]]:
        """Yield the objects of an array with their paths."""
        value = whole.get(name)
        if not value:
            return
        if not isinstance(value, list):
            self._type(f"{path}/{name}", list, value)
            return
        for place, row in enumerate(value):
            if isinstance(row, dict):
                yield f"{path}/{name}/{place}", row
            elif row is not None:
                self._type(f"{path}/{name}/{place}", dict, row)

    def text(self, whole: Object, name: str, path: str, longest: int = 0) -> str:
        """Return a text, trimmed; with `longest`, no longer than the register keeps it."""
        value = whole.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            value = value.strip()
        elif isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        else:
            self._type(f"{path}/{name}", str, value)
            return ""
        if "\x00" in value:
            self.remark(f"{path}/{name}", "nul", "文本含有空字符，已去掉")
            value = value.replace("\x00", "")
        if longest and len(value) > longest:
            self.remark(f"{path}/{name}", "cut", f"文本超过 {longest} 字，只保留前 {longest} 字")
            value = value[:longest]
        return value

    def key(self, whole: Object, name: str, path: str) -> str:
        """Return an identifier; one that is too long cannot be cut."""
        value = self.text(whole, name, path)
        if len(value) > KEY_LENGTH:
            self.wrong(f"{path}/{name}", "long-key", f"标识超过 {KEY_LENGTH} 字，无法登记；请缩短")
            return value[:KEY_LENGTH]
        return value

    def money(self, whole: Object, name: str, path: str) -> tuple[Decimal | None, str]:
        """Return amount and currency of a value object."""
        value = self.part(whole, name, path)
        if not value:
            return None, "CNY"
        path = f"{path}/{name}"
        amount = self._amount(value.get("amount"), f"{path}/amount")
        if amount is None:
            return None, "CNY"
        return amount, self._currency(value, path)

    def moment(self, whole: Object, name: str, path: str) -> datetime | None:
        """Return a moment in UTC; one without a zone, or a bare date, is meant in Beijing."""
        text = self.text(whole, name, path)
        if not text or text.startswith(NO_MOMENT):
            return None
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            self.wrong(
                f"{path}/{name}", "bad-date", f"“{text[:40]}”不是有效的日期时间；请按 2026-01-31T09:00:00+08:00 填写"
            )
            return None
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            self.wrong(f"{path}/{name}", "bad-date", f"“{text[:40]}”的年份不可信；请核对")
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=BEIJING)
        return moment.astimezone(UTC)

    def day(self, whole: Object, name: str, path: str) -> date | None:
        """Return the day of a moment in Beijing."""
        moment = self.moment(whole, name, path)
        return moment and day_of(moment)

    def _amount(self, value: Any, path: str) -> Decimal | None:
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
            self._type(path, Decimal, value)
            return None
        try:
            amount = Decimal(value)
        except InvalidOperation:
            self.wrong(path, "bad-money", f"“{str(value)[:40]}”不是金额；请填数字，单位为元")
            return None
        if not amount.is_finite() or amount.adjusted() >= WHOLE_FIGURES:
            self.wrong(path, "bad-money", f"金额超过 {WHOLE_FIGURES} 位整数或不是有限的数；请核对单位（元）")
            return None
        if amount < 0:
            self.wrong(path, "negative-money", f"金额为负（{amount}）；金额不能小于零，请核对")
            return None
        return amount.quantize(CENT, ROUND_HALF_UP) if amount.as_tuple().exponent < -6 else amount  # type: ignore[operator]  # noqa: PLR2004

    def _currency(self, value: Object, path: str) -> str:
        code = self.text(value, "currency", path).upper()
        if code in {"", "RMB"}:
            if not code:
                self.remark(f"{path}/currency", "no-currency", "未填币种，按人民币（CNY）登记")
            return "CNY"
        if not CURRENCY.fullmatch(code):
            self.wrong(
                f"{path}/currency", "bad-currency", f"“{code[:20]}”不是币种代码；请填 ISO 4217 的三位字母，如 CNY"
            )
            return "CNY"
        return code

    def _type(self, path: str, wanted: type, value: Any) -> None:
        met = NAMES.get(type(value), "空值")
        self.wrong(path, "wrong-type", f"应为{NAMES[wanted]}，实为{met}；请按 OCDS 1.1 的结构填写")


def day_of(moment: datetime) -> date:
    """Return the day of a moment in Beijing."""
    return (moment + timedelta(hours=8)).date() if moment.tzinfo is UTC else moment.astimezone(BEIJING).date()


class Keys:
    """Gives every row of one array its key: its own id, else one made of what the row says; a second is told."""

    __slots__ = ("page", "seen")

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seen: set[str] = set()

    def take(self, row: Object, path: str, otherwise: str = "") -> str:
        """Return the key, or "" when the row repeats one and is to be passed over."""
        key = self.page.key(row, "id", path) or self._made(otherwise)
        if key in self.seen:
            self.page.wrong(
                f"{path}/id", "duplicate", f"标识“{key[:60]}”在同一数组中重复；每个标识只能出现一次，请核对"
            )
            return ""
        self.seen.add(key)
        return key

    def _made(self, otherwise: str) -> str:
        stem = f"~{otherwise}"[: KEY_LENGTH - 6]
        number = 1
        while (key := f"{stem}#{number}") in self.seen:
            number += 1
        return key
