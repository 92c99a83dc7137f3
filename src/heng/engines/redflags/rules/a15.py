"""A15 编制时间聚集: the files of different bidders were made within minutes of each other."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding
from heng.engines.redflags.rules import pairs
from heng.engines.redflags.schema import MINUTE
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag pairs whose files were made within so many minutes."""
    near = _near(facts).group_by(pairs.PAIR).agg(value=lambda t: t.minutes.min())
    kept = near.filter(near.value <= at["minutes"])
    return finding(kept, "pair", subject=kept.subject, other=kept.other, proc=kept.proc, value=kept.value)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the moments of both sides."""
    near = _near(facts).inner_join(found.select(*pairs.PAIR, "value"), pairs.PAIR)
    return pairs.pair_evidence(near.filter(near.minutes == near.value), found, "mark")


def _near(facts: Facts) -> ir.Table:
    both = pairs.sharing(pairs.marks(facts, "made-at").filter(lambda t: t.at_us.notnull()), "kind")
    moments = facts.mark.select("row", mine="at_us")
    told = both.inner_join(moments, "row").inner_join(moments.select(other_row="row", theirs="mine"), "other_row")
    return told.mutate(minutes=(told.mine - told.theirs).abs() / MINUTE)


RULE = Rule(
    code="A15",
    title="编制时间聚集",
    asks="不同投标人投标文件的编制时间是否集中在几分钟内",
    verify="结合下载、上传时间与编制设备研判；临近截止集中编制属常见情形",
    grade=Grade.C,
    law="招标投标法实施条例 第四十条第一项",
    flag=flag,
    evidence=evidence,
    needs=("mark:made-at",),
    at_least=2,
    thresholds=("minutes",),
)
