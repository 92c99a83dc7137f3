"""Running rules over facts: findings, their evidence, and what could not be computed, with the missing field named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.presence import missing
from heng.engines.redflags.rule import Rule
from heng.engines.redflags.thresholds import At, Thresholds

FLAGGED, CLEAR, NOT_COMPUTABLE = "flagged", "clear", "not-computable"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one rule answers: tables to be asked, not rows in memory.

    `findings` has the columns of `rule.FINDING`, `evidence` those of `rule.EVIDENCE`; `explained` has `kind`,
    `subject`, `other`, `proc` and `explanation` (its code); `answers` has one row a process in scope: `proc`, `answer`
    (one of `FLAGGED`, `CLEAR`, `NOT_COMPUTABLE`) and `missing` (the field that was not sent, or empty).
    """

    rule: Rule
    findings: ir.Table
    evidence: ir.Table
    explained: ir.Table
    answers: ir.Table


def run(facts: Facts, rules: Sequence[Rule], thresholds: Thresholds) -> Iterator[Answer]:
    """Ask each rule in turn; nothing is computed twice, and nothing before it is asked for."""
    for rule in rules:
        yield answer(facts, rule, thresholds)


def answer(facts: Facts, rule: Rule, thresholds: Thresholds) -> Answer:
    """Ask one rule."""
    at = thresholds.at(rule.code)
    found = facts.keep(f"found_{rule.code}", lambda: _found(facts, rule, at))
    evidence = rule.evidence(facts, found)
    return Answer(rule, found, evidence, _explained(facts, rule, found), _answers(facts, rule, found, evidence))


def _found(facts: Facts, rule: Rule, at: At) -> ir.Table:
    found = rule.flag(facts, at)
    return found if rule.across else found.semi_join(rule.scope.within(facts.proc), "proc")


def _explained(facts: Facts, rule: Rule, found: ir.Table) -> ir.Table:
    key = ["kind", "subject", "other", "proc"]
    parts = [
        explanation.test(facts, found).select(*key, explanation=ibis.literal(explanation.code)).distinct()
        for explanation in rule.explanations
    ]
    if not parts:
        return found.filter(ibis.literal(value=False)).select(*key, explanation=ibis.null("string"))
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _answers(facts: Facts, rule: Rule, found: ir.Table, evidence: ir.Table) -> ir.Table:
    procs = rule.scope.within(facts.proc).select("proc")
    hit = ibis.union(found.select("proc"), evidence.select("proc")).filter(lambda t: t.proc.notnull()).distinct()
    hit = hit.select(hit_proc=hit.proc)
    asked = missing(facts, rule, procs)
    told = asked.left_join(hit, asked.proc == hit.hit_proc)
    said = ibis.cases((told.hit_proc.notnull(), FLAGGED), (told.missing.notnull(), NOT_COMPUTABLE), else_=CLEAR)
    return told.select(
        "proc", answer=said, missing=ibis.ifelse(told.hit_proc.isnull(), told.missing, ibis.null("string"))
    )
