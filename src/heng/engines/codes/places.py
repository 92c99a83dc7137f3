"""Administrative regions 「行政区划」 (GB/T 2260): six digits, two for each level."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from heng.engines.codes.checking import Check, error, rows, tidy, warning

SHAPE = re.compile(r"[1-9][0-9]{5}(?:[0-9]{3})?")
DIGITS = 6
PAIR = 2


@dataclass(frozen=True, slots=True)
class Region:
    """A region; level is province, city, district, county, county-city or dev-zone."""

    code: str
    name: str
    level: str
    parent: str
    note: str = ""

    @property
    def is_city(self) -> bool:
        """Tell whether it stands on the level of a city."""
        return self.level == "city"

    @property
    def is_county(self) -> bool:
        """Tell whether it stands on the level of a county, whatever it is called."""
        return self.level in ("district", "county", "county-city", "dev-zone")


@cache
def regions() -> Mapping[str, Region]:
    """Give all known regions by six-digit code, in the order of the codes."""
    return MappingProxyType(
        {
            row["code"]: Region(row["code"], row["name"], row["level"], row["parent"], row["note"])
            for row in rows("regions.csv")
        }
    )


def region(code: str) -> Region | None:
    """Find a region by six digits; of nine (township) the first six are read."""
    return regions().get(tidy(code)[:DIGITS])


def region_name(code: str) -> str:
    """Name a region in Chinese; an unknown code shows itself."""
    found = region(code)
    return found.name if found else code


def region_path(code: str) -> str:
    """Name a region with all it lies in, 如“河南省安阳市滑县”; an unknown code shows itself."""
    names: list[str] = []
    found = region(code)
    while found is not None:
        names.append(found.name)
        found = regions().get(found.parent)
    return "".join(reversed(names)) or code


def is_within(code: str, *, of: str) -> bool:
    """Tell whether a region lies in another or is it: a test of prefixes, so unknown codes are answered too.

    `of` may be short: `"4105"` and `"410500"` are the same city. An empty `of` holds nothing.
    """
    prefix = _prefix(of)
    return bool(prefix) and code.startswith(prefix)


def check_region(text: str) -> Check:
    """Check a region code: six digits, or nine; one that the list does not know is only a warning."""
    value = tidy(text)
    if SHAPE.fullmatch(value) is None:
        return Check(value, (error("region-shape", f"行政区划代码“{value}”应为6位数字，请核对"),))
    if region(value) is None:
        return Check(value, (warning("region-unknown", f"行政区划代码“{value}”不在代码表内，请确认"),))
    return Check(value)


def _prefix(code: str) -> str:
    while len(code) > PAIR and code.endswith("00") and len(code) % PAIR == 0:
        code = code[:-PAIR]
    return code
