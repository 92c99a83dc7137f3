"""D08 上传时间反复聚集: two firms upload within minutes of each other in several processes."""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.rules import pairs
from heng.engines.redflags.schema import MINUTE
from heng.engines.redflags.thresholds import At

NEAR = 5 * MINUTE


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag pairs that uploaded within minutes of each other in so many processes."""
    near = _near(facts)
    told = near.group_by(["subject", "other"]).agg(value=near.proc.nunique())
    kept = told.filter(told.value >= at["times"])
    return finding(kept, "pair", subject=kept.subject, other=kept.other, value=kept.value)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the moments of both."""
    told = found.drop("proc").inner_join(_near(facts), ["subject", "other"])
    both = ibis.union(told.mutate(mark=told.row), told.mutate(mark=told.other_row))
    return resting_on(both, "mark", both.mark)


def _near(facts: Facts) -> ir.Table:
    rows = pairs.marks(facts, "uploaded").filter(lambda t: t.at_us.notnull())
    moments = rows.select("row", mine="at_us")
    both = pairs.sharing(rows, "kind").inner_join(moments, "row")
    told = both.inner_join(moments.select(other_row="row", theirs="mine"), "other_row")
    return told.filter((told.mine - told.theirs).abs() <= NEAR)


RULE = Rule(
    code="D08",
    title="上传时间反复聚集",
    asks="两家单位是否在多个项目中总在五分钟内先后上传",
    verify="比对历次上传的先后与间隔、设备与网络；临近截止集中上传须排除",
    grade=Grade.C,
    law="招标投标法实施条例 第四十条第二项（线索）",
    flag=flag,
    evidence=evidence,
    needs=("mark:uploaded",),
    at_least=2,
    across=True,
    thresholds=("times",),
)
