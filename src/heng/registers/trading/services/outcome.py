"""What became of a dossier 「收录结果」."""

from dataclasses import dataclass
from typing import Literal

Answer = Literal["taken", "updated", "unchanged", "held", "waiting", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a dossier.

    `held`: the project is not in; `waiting`: for the project, investment, lot, bid or contract with the key `parent`;
    both and `refused` with `code`, Chinese `reason` and `law`. `project_ref` is empty when there is no project.
    """

    key: str
    verdict: Answer
    project_ref: str = ""
    code: str = ""
    reason: str = ""
    law: str = ""
    parent: str = ""
