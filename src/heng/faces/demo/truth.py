"""What is true of the invented city 「演示底册」, kept in a file aside, so that finders of collusion can be judged.

It never stands in the database. A project appears in it under the key of the invented trading system.
"""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from heng.faces.demo.contest import Offer
from heng.faces.demo.schemes import SCHEMES, Round
from heng.faces.demo.timetable import BREACHES


@dataclass(slots=True)
class SchemeTruth:
    """One gang with its scheme: who takes part, and in which lots (project, lot, and who was meant to win)."""

    id: str
    kind: str
    title: str
    law: str
    parties: list[dict[str, str]]
    lots: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BreachTruth:
    """One project in which a period or rule was broken on purpose."""

    kind: str
    title: str
    law: str
    project: str


@dataclass(frozen=True, slots=True)
class Decoy:
    """A lot that looks suspicious and is not: two bidders behind one public address."""

    project: str
    lot: str
    parties: tuple[str, ...]


@dataclass(slots=True)
class Truth:
    """All that was put in on purpose."""

    schemes: dict[str, SchemeTruth] = field(default_factory=dict)
    breaches: list[BreachTruth] = field(default_factory=list)
    decoys: list[Decoy] = field(default_factory=list)

    def add_round(self, turn: Round, project: str, lot: str) -> None:
        """Note a lot in which a gang has played its scheme."""
        name, scheme = f"S{turn.scheme + 1:04d}", SCHEMES[turn.kind]
        parties = [{"code": party.code, "name": party.name} for party in turn.gang]
        found = self.schemes.setdefault(name, SchemeTruth(name, turn.kind, scheme.title, scheme.law, parties))
        found.lots.append({"project": project, "lot": lot, "leader": turn.gang[turn.leader].code})

    def add_breach(self, kind: str, project: str) -> None:
        """Note a project in which something was broken on purpose."""
        self.breaches.append(BreachTruth(kind, *BREACHES[kind], project))

    def add_decoy(self, project: str, lot: str, offers: list[Offer]) -> None:
        """Note a lot that only looks suspicious."""
        self.decoys.append(Decoy(project, lot, tuple(one.bidder.code for one in offers[:2])))

    def write(self, path: Path, *, source: str, scale: str, seed: int, today: str, digest: str) -> None:
        """Write the truth as JSON, with what the city was made from."""
        told = {
            "note": "演示数据，全部虚构；本文件记录有意植入的情形，供检验预警规则使用，不进入数据库",
            "scale": scale,
            "seed": seed,
            "today": today,
            "digest": digest,
            "source": source,
            "schemes": [asdict(self.schemes[name]) for name in sorted(self.schemes)],
            "breaches": [asdict(one) for one in self.breaches],
            "decoys": [asdict(one) for one in self.decoys],
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
