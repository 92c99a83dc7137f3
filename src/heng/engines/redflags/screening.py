"""Screening 「筛查」 of a set of facts by the eleven indicators: findings under the names that people know."""

from collections.abc import Sequence
from functools import reduce

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Backend, Facts
from heng.engines.redflags.peer import Settings
from heng.engines.redflags.running import Answer, run

Finding = tuple[str, str, str, float, float | None]
"""Kind, identifier (of a process, buyer, entity or party), code, value, fence."""


def facts_of(tables: dict[str, ir.Table], backend: Backend, settings: Settings) -> Facts:
    """Take tables as the settings want them seen."""
    procs = backend.hold("asked_proc", settings.applied(tables["proc"], tables["bid"]))
    return Facts({**tables, "proc": procs}, backend)


def answers(facts: Facts, settings: Settings) -> Sequence[Answer]:
    """Ask the rules that the settings name."""
    return list(run(facts, settings.rules(), settings.thresholds()))


def findings(facts: Facts, asked: Sequence[Answer]) -> list[Finding]:
    """Give all findings, each process under its number and each party under its code."""
    if not asked:
        return []
    rows = named(facts, reduce(ir.Table.union, (_coded(one) for one in asked))).to_pyarrow()
    return sorted(zip(*(rows[name].to_pylist() for name in ("kind", "name", "code", "value", "fence")), strict=True))


def named(facts: Facts, found: ir.Table) -> ir.Table:
    """Join findings with the numbers of processes and the codes of parties."""
    procs = facts.proc.select(subject="proc", name="number")
    parties = facts.party.select(subject="party", name="code")
    of_procs = found.filter(found.kind == "process").inner_join(procs, "subject")
    return of_procs.union(found.filter(found.kind != "process").inner_join(parties, "subject"))


def _coded(answer: Answer) -> ir.Table:
    columns = "kind", "subject", "code", "value", "fence"
    return answer.findings.mutate(code=ibis.literal(answer.rule.code)).select(*columns)
