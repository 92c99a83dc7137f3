"""What a desk answers 「答复」 to one record."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from heng.registers.authorities.actors import Actor

Verdict = Literal["taken", "updated", "unchanged", "held", "waiting", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a desk answers to one record; `parent` is the key that it waits for, `project` a reference."""

    verdict: Verdict
    code: str = ""
    reason: str = ""
    law: str = ""
    project: str = ""
    parent: str = ""


Desk = Callable[[Sequence[Any], str, Actor, date], Sequence[Answer]]
"""Takes contents of its kind of one source (second), on behalf of an actor, on a day; one answer each, in order."""
