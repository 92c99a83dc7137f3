"""What a check answers 「校验结果」."""

import csv
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files


class Level(StrEnum):
    """How much a finding weighs: only an error makes a code unusable."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or worth knowing; the code is for machines, the Chinese message for people."""

    level: Level
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Check:
    """A value as it is to be kept, and what was found about it."""

    value: str
    findings: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """Tell whether the value may be used: nothing found is an error."""
        return not self.errors

    @property
    def errors(self) -> tuple[Finding, ...]:
        """List what makes it unusable."""
        return tuple(finding for finding in self.findings if finding.level is Level.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """List what an officer should look at."""
        return tuple(finding for finding in self.findings if finding.level is Level.WARNING)

    @property
    def message(self) -> str:
        """Say everything in one Chinese sentence; empty when nothing was found."""
        return "；".join(finding.message for finding in self.findings)


def error(code: str, message: str) -> Finding:
    """Make a finding that forbids the value."""
    return Finding(Level.ERROR, code, message)


def warning(code: str, message: str) -> Finding:
    """Make a finding that an officer should see."""
    return Finding(Level.WARNING, code, message)


def info(code: str, message: str) -> Finding:
    """Make a finding that is merely told."""
    return Finding(Level.INFO, code, message)


def tidy(text: str) -> str:
    """Bring a typed code to its written form: no spaces, half-width, capitals."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def rows(name: str) -> list[dict[str, str]]:
    """Read one table that is delivered with the program, row by row as text."""
    with files("heng.engines").joinpath("data", name).open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def is_date(digits: str) -> bool:
    """Tell whether eight digits are a day of the calendar (yyyyMMdd)."""
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True
