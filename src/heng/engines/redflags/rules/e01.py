"""E01 排斥或限制潜在投标人的条款: the notice has words that shut bidders out by place, prize, brand or ownership."""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.patterns import WORDS
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, _: At) -> ir.Table:
    """Flag processes whose notices carry such words; `value` counts the kinds of words."""
    told = _told(facts)
    found = told.group_by("proc").agg(kinds=told.words.nunique())
    return finding(found, "process", subject=found.proc, proc=found.proc, value=found.kinds)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the notices with such words."""
    told = found.inner_join(_told(facts).select("proc", "row"), "proc")
    return resting_on(told, "notice", told["row"])


def _told(facts: Facts) -> ir.Table:
    rows = facts.notice.filter(facts.notice.text.notnull())
    parts = (
        rows.filter(rows.text.re_search(pattern)).select("proc", "row", words=ibis.literal(kind))
        for kind, pattern in WORDS
    )
    return ibis.union(*parts)


RULE = Rule(
    code="E01",
    title="排斥或限制潜在投标人的条款",
    asks="公告或招标文件是否含有以地域、奖项、品牌、所有制等排斥潜在投标人的表述",
    verify="结合项目特点判断条款是否与履约相关，必要时要求招标人说明并修改",
    grade=Grade.B,
    law="招标投标法实施条例 第三十二条；政府采购法实施条例 第二十条",
    flag=flag,
    evidence=evidence,
    needs=("notice.text",),
    note="表述清单为数据，附出处，可由法务人员修订；同义改写不能识别。",
)
