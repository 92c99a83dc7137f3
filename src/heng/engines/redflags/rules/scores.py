"""Scores of experts 「评委评分」 beside those of the rest of the committee."""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import resting_on

HUNDREDTHS = 100


def beside_others(facts: Facts) -> ir.Table:
    """Give each score in whole hundredths (`mark`), with `total` and `n` over all scores of its bid."""
    rows = facts.score.filter(facts.score.value.notnull())
    marks = rows.mutate(mark=(rows.value * HUNDREDTHS).round().cast("int64"))
    window = ibis.window(group_by=["proc", "bid"])
    return marks.mutate(total=marks.mark.sum().over(window).cast("int64"), n=marks.mark.count().over(window))


def of_experts(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at all scores that the experts found gave in the process."""
    told = found.inner_join(facts.score.select("proc", "row", subject="person"), ["proc", "subject"])
    return resting_on(told, "score", told["row"])
