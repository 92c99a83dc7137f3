"""F08 应否决未否决: a bid with a hard fault passed."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.rules import pairs
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, _: At) -> ir.Table:
    """Flag bids with a fault that calls for rejection and was passed over."""
    told = _told(facts)
    found = told.group_by(["proc", "party"]).agg(faults=told["row"].nunique())
    return finding(found, "party", subject=found.party, proc=found.proc, value=found.faults)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the faults."""
    told = found.inner_join(_told(facts).select("proc", "row", subject="party"), ["proc", "subject"])
    return resting_on(told, "fault", told["row"])


def _told(facts: Facts) -> ir.Table:
    rows = facts.fault
    return pairs.with_party(facts, rows.filter(rows.is_hard & ~rows.was_rejected))


RULE = Rule(
    code="F08",
    title="应否决未否决",
    asks="存在应当否决情形的投标是否仍通过评审",
    verify="核对招标文件规定的否决情形与评标报告记载",
    grade=Grade.B,
    law="招标投标法实施条例 第五十一条、第七十一条第六项",
    flag=flag,
    evidence=evidence,
    needs=("fault.is_hard", "fault.was_rejected"),
)
