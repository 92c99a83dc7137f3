"""What keeps a candidate out 「排除和回避理由」: words of a list, as free text in public records names people."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Reasons:
    """The words for exclusion 「排除」 and for recusal 「回避」, each with the article it rests on."""

    exclusions: dict[str, str]
    recusals: dict[str, str]


@cache
def reasons() -> Reasons:
    """Read the list."""
    text = files(__package__).joinpath("data/reasons.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    of = {kind: {row["reason"]: row["law"] for row in rows if row["kind"] == kind} for kind in ("exclusion", "recusal")}
    return Reasons(of["exclusion"], of["recusal"])
