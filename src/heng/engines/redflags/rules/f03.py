"""F03 评委打分雷同: two experts gave every bid of a process the same score."""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding
from heng.engines.redflags.rules import scores
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag experts whose scores equal another's for all of so many bids."""
    told = _same(facts)
    kept = told.filter((told.bids >= at["bids"]) & (told.equal == told.bids))
    both = ibis.union(
        kept.select("proc", "bids", person="one", other="two"), kept.select("proc", "bids", person="two", other="one")
    )
    rows = both.group_by(["proc", "person", "other"]).agg(bids=both.bids.max())
    return finding(rows, "expert", subject=rows.person, other=rows.other, proc=rows.proc, value=rows.bids)


def _same(facts: Facts) -> ir.Table:
    rows = facts.score.filter(facts.score.value.notnull()).select("proc", "bid", "value", one="person")
    both = rows.inner_join(rows.select("proc", "bid", two="one", other="value"), ["proc", "bid"])
    told = both.filter(both.one < both.two)
    equal = (told.value == told.other).ifelse(1, 0)
    return told.group_by(["proc", "one", "two"]).agg(bids=told.bid.nunique(), equal=equal.sum())


RULE = Rule(
    code="F03",
    title="评委打分雷同",
    asks="两名评委对全部投标文件的评分是否完全相同",
    verify="查看评分底稿与时间、是否相互抄录；客观分相同属正常",
    grade=Grade.C,
    law="招标投标法实施条例 第四十九条",
    flag=flag,
    evidence=scores.of_experts,
    needs=("score.value",),
    at_least=4,
    thresholds=("bids",),
    note="只有客观分时各评委本应相同，报送数据应只含主观分。",
)
