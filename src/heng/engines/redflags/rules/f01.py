"""F01 评分横向偏离: an expert's score lies far from the mean of the committee."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding
from heng.engines.redflags.rules import scores
from heng.engines.redflags.thresholds import At, number

LEAST = 3  # scores of one bid before a mean says anything


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag experts with a score farther from the committee's mean than the share allows."""
    told = _told(facts)
    kept = told.filter(told.apart >= number(at["share"]))
    return finding(kept, "expert", subject=kept.person, proc=kept.proc, value=kept.apart)


def _told(facts: Facts) -> ir.Table:
    told = scores.beside_others(facts)
    several = told.filter((told.n >= LEAST) & (told.total > 0))
    mean = several.total.cast("float64") / several.n
    apart = several.mutate(apart=((several.mark - mean) / mean).abs())
    return apart.group_by(["proc", "person"]).agg(apart=apart.apart.max())


RULE = Rule(
    code="F01",
    title="评分横向偏离",
    asks="同一投标文件，某评委评分与全体平均分的偏离是否达到百分之三十",
    verify="查看该评委评分理由与各分项，听取说明；主观分权重小的项目偏离易被放大",
    grade=Grade.C,
    law="招标投标法实施条例 第七十一条第三项、第八项",
    flag=flag,
    evidence=scores.of_experts,
    needs=("score.value",),
    at_least=3,
    thresholds=("share",),
)
