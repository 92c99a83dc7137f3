"""E10 不同媒介公告内容不一致: one notice reads differently in two media."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules.breach import Breach
from heng.engines.redflags.thresholds import At


def _told(facts: Facts, _: At) -> ir.Table:
    rows = facts.notice.filter(facts.notice.digest.notnull() & facts.notice.medium.notnull())
    told = rows.group_by(["proc", "kind", "from_us"]).agg(texts=rows.digest.nunique(), media=rows.medium.nunique())
    kept = told.filter((told.texts > 1) & (told.media > 1))
    return kept.group_by("proc").agg(value=kept.texts.max())


BREACH = Breach(_told, "notice")

RULE = Rule(
    code="E10",
    title="不同媒介公告内容不一致",
    asks="同一公告在不同发布媒介上的内容是否一致",
    verify="逐字比对各媒介文本，查明差异是否实质",
    grade=Grade.A,
    law="招标投标法实施条例 第十五条、第六十三条",
    flag=BREACH.flag,
    evidence=BREACH.evidence,
    needs=("notice.digest", "notice.medium"),
    at_least=2,
)
