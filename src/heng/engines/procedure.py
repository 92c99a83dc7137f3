"""A legal procedure as a table 「程序」: the table refuses, lists the open steps and prints its own diagram."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol


class Refusal(Exception):
    """The one lawful no 「依法不予」: a code for machines, a Chinese reason for people, the article it rests on."""

    def __init__(self, code: str, reason: str, law: str = "") -> None:
        super().__init__(f"{reason}（{law}）" if law else reason)
        self.code = code
        self.reason = reason
        self.law = law


class Subject(Protocol):
    """What a procedure moves: anything with a state."""

    @property
    def state(self) -> str: ...


Permit = Callable[[Any, Any], bool]
"""Asks whether an actor (first) may act on a subject (second)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One act of a procedure: its verb, its name on screen, whence and whither, by whom, by which article."""

    verb: str
    label: str
    source: tuple[str, ...]
    target: str
    by: Permit
    law: str = ""


class Procedure:
    """A table of steps over the states of one kind of subject."""

    def __init__(self, *steps: Step, name: str = "", labels: dict[str, str] | None = None) -> None:
        """Build the table; the same verb may stand in several rows when their sources differ.

        `labels` name the states in Chinese for the diagram and for reasons of refusal.

        Raises:
            ValueError: two rows of one verb claim the same source.
        """
        self.name = name
        self.labels = labels or {}
        self.steps = steps
        self._rows: dict[tuple[str, str], Step] = {}
        for step in steps:
            for source in step.source:
                if (step.verb, source) in self._rows:
                    raise ValueError(f"{step.verb} leaves {source} twice")
                self._rows[step.verb, source] = step

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    def take(self, verb: str, subject: Subject, *, by: object) -> Step:
        """Return the step if this actor may take it from the subject's state.

        Raises:
            KeyError: the procedure has no such verb (a fault of the program, not of the user).
            Refusal: `wrong-state` or `no-authority-to-act`.
        """
        rows = [step for step in self.steps if step.verb == verb]
        if not rows:
            raise KeyError(verb)
        step = self._rows.get((verb, subject.state))
        if step is None:
            raise Refusal("wrong-state", f"当前状态为“{self.label(subject.state)}”，不能{rows[0].label}", rows[0].law)
        if not step.by(by, subject):
            raise Refusal("no-authority-to-act", f"您无权{step.label}", step.law)
        return step

    def open_steps(self, subject: Subject, *, by: object) -> list[Step]:
        """List what this actor may do now, in the order of the table."""
        return [step for step in self.steps if subject.state in step.source and step.by(by, subject)]

    def label(self, state: str) -> str:
        """Name a state in Chinese; a state without a name shows itself."""
        return str(self.labels.get(state, state))

    def diagram(self) -> str:
        """Print the table as a Mermaid state diagram, states and acts in Chinese."""
        names = {state: f"s{index}" for index, state in enumerate(self._states())}
        lines = ["stateDiagram-v2"]
        lines += [f"    {name}: {self.label(state)}" for state, name in names.items()]
        for step in self.steps:
            lines += [f"    {names[source]} --> {names[step.target]}: {step.label}" for source in step.source]
        return "\n".join(lines) + "\n"

    def _states(self) -> list[str]:
        seen: dict[str, None] = {}
        for step in self.steps:
            for state in (*step.source, step.target):
                seen.setdefault(state)
        return list(seen)
