"""How the department of a project was found 「确定过程」, in words and tones."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OUTCOMES: dict[str, tuple[str, str | Promise]] = {
    "matched": ("ok", _("据此确定")),
    "passed": ("idle", _("不适用")),
    "failed": ("bad", _("未能确定")),
}
FIRST = "entry"  # the judgement that stands before the rules


class Trial(Protocol):
    """One rule that was tried."""

    @property
    def rule(self) -> str: ...
    @property
    def outcome(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Step:
    """A rule that was tried, with what came of it."""

    trial: Trial
    tone: str
    word: str | Promise


def steps(trials: Iterable[Trial]) -> list[Step]:
    """Tell each rule that was tried; the judgement of entry comes first and decides nothing by itself."""
    return [Step(trial, *_outcome(trial)) for trial in trials]


def _outcome(trial: Trial) -> tuple[str, str | Promise]:
    return ("info", _("进场判断")) if trial.rule == FIRST else OUTCOMES[trial.outcome]
