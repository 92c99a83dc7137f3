"""Matters to try procedures on. Each room adds a module here whose `SAMPLES` names its procedures as its code does.

`tests/house/test_steps.py` takes every step of every procedure with them; a procedure without a sample fails.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from heng.registers.authorities.actors import Actor


@dataclass(frozen=True, slots=True)
class Sample:
    """How to try a procedure.

    `at` makes a matter (saved or not) in a given state. `right` and `neighbour` are who may and who may not take a
    step; `rights` and `neighbours` say otherwise for single verbs. The neighbour should differ from the right actor
    in one thing only: another department, another party, a post that only reads.
    """

    at: Callable[[str], Any]
    right: Actor
    neighbour: Actor
    rights: Mapping[str, Actor] = field(default_factory=dict)
    neighbours: Mapping[str, Actor] = field(default_factory=dict)


def samples() -> dict[str, Sample]:
    """Return every sample as `room.PROCEDURE`."""
    found: dict[str, Sample] = {}
    for module in pkgutil.iter_modules(__path__):
        given: dict[str, Sample] = importlib.import_module(f"{__name__}.{module.name}").SAMPLES
        found |= {f"{module.name}.{name}": sample for name, sample in given.items()}
    return found
