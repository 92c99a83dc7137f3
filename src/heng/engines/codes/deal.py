"""The unified trade identity code 「统一交易标识码」: class, platform, day, serial and a check, joined by hyphens."""

import re
from dataclasses import dataclass
from datetime import date

from heng.engines.codes.checking import Check, Finding, error, is_date, tidy, warning
from heng.engines.codes.classes import check_trade_class
from heng.engines.codes.uscc import check_uscc

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"
MODULUS, RADIX = 37, 2
LENGTH = 40
SHAPE = re.compile(r"([0-9A-Z]{3})-([0-9A-Z]{18})-([0-9]{8})-([0-9]{6})-([0-9A-Z*])")
CLASS_SHAPE = re.compile(r"[A-Z][0-9]{2}")
SERIALS = 10**6


@dataclass(frozen=True, slots=True)
class DealCode:
    """The parts of a trade identity code; the platform is a unified social credit code."""

    trade_class: str
    platform: str
    day: date
    serial: int
    check: str

    def __str__(self) -> str:
        return f"{_bare(self.trade_class, self.platform, self.day, self.serial)}-{self.check}"


def deal_check_char(first: str) -> str:
    """Compute the check over the 35 characters before it (ISO 7064 MOD 37-2, GB/T 17710); hyphens are skipped.

    Raises:
        ValueError: a character outside digits and capitals.
    """
    total = 0
    for char in first.replace("-", ""):
        total = (total + ALPHABET.index(char)) * RADIX % MODULUS
    return ALPHABET[(1 - total) % MODULUS]


def build_deal_code(trade_class: str, platform: str, day: date, serial: int) -> str:
    """Write a code with its check character.

    Raises:
        ValueError: a part has not the shape it must have; the message says which, in Chinese.
    """
    if not 0 <= serial < SERIALS:
        raise ValueError(f"序号{serial}超出六位数字")
    shaped = check_deal_code(f"{_bare(trade_class, platform, day, serial)}-0")  # any check will do to try the shape
    if not shaped.ok:
        raise ValueError(shaped.errors[0].message)
    return shaped.value[:-1] + deal_check_char(shaped.value[:-1])


def parse_deal_code(text: str) -> DealCode:
    """Take a code apart.

    Raises:
        ValueError: it has an error (a wrong check character is none); the message says which, in Chinese.
    """
    checked = check_deal_code(text)
    if not checked.ok:
        raise ValueError(checked.message)
    trade_class, platform, day, serial, check = checked.value.split("-")
    return DealCode(trade_class, platform, date(int(day[:4]), int(day[4:6]), int(day[6:])), int(serial), check)


def check_deal_code(text: str) -> Check:
    """Check a code: wrong shape, class form or date is an error; a wrong check character only a warning.

    Live platforms are known to issue codes whose check character an overflowing program got wrong.
    """
    value = tidy(text)
    if len(value) != LENGTH:
        message = f"统一交易标识码应为含连字符的40位，现为{len(value)}位，请补正"
        return Check(value, (error("deal-length", message),))
    parts = SHAPE.fullmatch(value)
    if parts is None:
        message = "统一交易标识码应为“分类3位-平台代码18位-日期8位-序号6位-校验1位”，请核对"
        return Check(value, (error("deal-shape", message),))
    trade_class, platform, day, _serial, _check = parts.groups()
    return Check(value, (*_class(trade_class), *_platform(platform), *_day(day), *_check_char(value)))


def _bare(trade_class: str, platform: str, day: date, serial: int) -> str:
    return f"{trade_class}-{platform}-{day.isoformat().replace('-', '')}-{serial:06}"


def _class(trade_class: str) -> tuple[Finding, ...]:
    if CLASS_SHAPE.fullmatch(trade_class) is None:
        return (error("deal-class", f"统一交易标识码的交易分类“{trade_class}”应为1位字母加2位数字，请核对"),)
    return check_trade_class(trade_class).findings


def _platform(platform: str) -> tuple[Finding, ...]:
    if check_uscc(platform).ok:
        return ()
    return (warning("deal-platform", f"统一交易标识码中的平台代码“{platform}”不是有效的统一社会信用代码"),)


def _day(day: str) -> tuple[Finding, ...]:
    if is_date(day):
        return ()
    return (error("deal-date", f"统一交易标识码中的日期“{day}”不存在，请核对"),)


def _check_char(value: str) -> tuple[Finding, ...]:
    expected = deal_check_char(value[:-1])
    if value[-1] == expected:
        return ()
    return (warning("deal-check", f"统一交易标识码校验位为“{value[-1]}”，按规则应为“{expected}”"),)
