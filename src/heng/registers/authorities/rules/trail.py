"""The way to an answer 「确定过程」: every rule that was tried, what came of it, on which facts, by which article."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Outcome = Literal["matched", "passed", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One rule that was tried.

    `matched` gave the answer, `passed` did not concern this project, `failed` did but found no department.
    `facts` are pairs of a Chinese name and a value.
    """

    rule: str
    title: str
    outcome: Outcome
    reason: str
    article: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    authority: str | None = None
    authority_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Who supervises a project, or why nobody does yet; `trail` ends with the rule that decided."""

    authority: str | None
    authority_name: str
    rule: str
    title: str
    article: str
    reason: str
    is_voluntary: bool
    trail: tuple[Trial, ...]


Json = dict[str, object]


def as_json(resolution: Resolution) -> Json:
    """Write a resolution as it is kept with the project."""
    trail = [{**_fields(trial), "facts": [list(pair) for pair in trial.facts]} for trial in resolution.trail]
    return {**_fields(resolution), "trail": trail}


def from_json(kept: Mapping[str, object]) -> Resolution | None:
    """Read a resolution back; None when nothing was resolved yet."""
    if not kept:
        return None
    trail = kept.get("trail")
    return Resolution(
        authority=_text(kept, "authority") or None,
        authority_name=_text(kept, "authority_name"),
        rule=_text(kept, "rule"),
        title=_text(kept, "title"),
        article=_text(kept, "article"),
        reason=_text(kept, "reason"),
        is_voluntary=bool(kept.get("is_voluntary")),
        trail=tuple(_trial(raw) for raw in trail if isinstance(raw, dict)) if isinstance(trail, list) else (),
    )


def _trial(raw: Mapping[str, object]) -> Trial:
    pairs = raw.get("facts")
    outcome = _text(raw, "outcome")
    return Trial(
        rule=_text(raw, "rule"),
        title=_text(raw, "title"),
        outcome="matched" if outcome == "matched" else "failed" if outcome == "failed" else "passed",
        reason=_text(raw, "reason"),
        article=_text(raw, "article"),
        facts=tuple((str(name), str(value)) for name, value in pairs) if isinstance(pairs, list) else (),
        authority=_text(raw, "authority") or None,
        authority_name=_text(raw, "authority_name"),
    )


def _fields(row: Resolution | Trial) -> Json:
    return {name: getattr(row, name) for name in row.__slots__}


def _text(raw: Mapping[str, object], name: str) -> str:
    value = raw.get(name)
    return value if isinstance(value, str) else ""
