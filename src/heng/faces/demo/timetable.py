"""When an invented trade comes to its stages 「进度」: by the law, unless the plot has it broken on purpose."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from heng.faces.demo.workdays import on_or_after

BREACHES = {
    "short-bid-period": ("自招标文件开始发出至投标截止不足二十日", "招标投标法 第二十四条"),
    "late-clarification": ("投标截止十五日内澄清可能影响投标文件编制的内容且未顺延", "招标投标法实施条例 第二十一条"),
    "late-candidates": ("收到评标报告三日后才公示中标候选人", "招标投标法实施条例 第五十四条"),
    "short-publicity": ("中标候选人公示期不足三日", "招标投标法实施条例 第五十四条"),
    "late-contract": ("中标通知书发出三十日后才订立合同", "招标投标法 第四十六条"),
    "contract-differs": ("合同价款与中标价不一致", "招标投标法实施条例 第五十七条"),
    "not-rank-one": ("未确定排名第一的中标候选人为中标人", "招标投标法实施条例 第五十五条"),
    "too-few-opened": ("投标人少于三个仍然开标", "招标投标法实施条例 第四十四条"),
    "deposit-too-high": ("投标保证金超过项目估算价的百分之二", "招标投标法实施条例 第二十六条"),
}
"""What is broken in some trades on purpose: in words, and the article."""


LEAST = 21  # days from the announcement to the opening
LEAST_OF_RIGHTS = 30  # of mining rights and shares: twenty working days (企业国有资产交易监督管理办法 第十三条)
RIGHTS = ("B02", "C01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """The day of each stage; a trade that is sold, not tendered, has no evaluation."""

    admitted: date
    announced: date
    clarified: date
    opens: date
    evaluated: date
    publicised: date
    publicised_until: date
    awarded: date
    signed: date
    completed: date


def is_bought(trade_class: str) -> bool:
    """Say whether government buys here, under procurement law."""
    return trade_class.startswith("D")


def plan(random: Random, admitted: date, trade_class: str, *, opens: date | None = None, breach: str = "") -> Timetable:
    """Plan a trade that was let in on a day; `opens` sets the day of the opening, `breach` breaks a period.

    What government buys is awarded within five working days of the report, and no candidates are published before
    (政府采购法实施条例 第四十三条).
    """
    announced = on_or_after(_after(admitted, 2))
    least = LEAST_OF_RIGHTS if trade_class in RIGHTS else LEAST
    opened = opens or on_or_after(_after(announced, random.randrange(least, least + 9)))
    if breach == "short-bid-period":
        opened = on_or_after(_after(announced, 13))
    lawful = Timetable(
        admitted=admitted,
        announced=announced,
        clarified=min(_after(announced, 3), _after(opened, -16)),
        opens=opened,
        evaluated=opened,
        publicised=opened,
        publicised_until=opened,
        awarded=opened,
        signed=opened,
        completed=opened,
    )
    return _afterwards(random, lawful, breach, bought=is_bought(trade_class))


def _afterwards(random: Random, begun: Timetable, breach: str, *, bought: bool) -> Timetable:
    evaluated = on_or_after(_after(begun.opens, random.randrange(2)))
    publicised = on_or_after(_after(evaluated, 1))
    if breach == "late-candidates":
        publicised = on_or_after(_after(evaluated, 9))
    until = _after(publicised, 1) if breach == "short-publicity" else on_or_after(_after(publicised, 4))
    awarded = on_or_after(_after(until, 1))
    if bought:
        publicised = until = awarded = on_or_after(_after(evaluated, random.randrange(1, 4)))
    signed = on_or_after(_after(awarded, 44 if breach == "late-contract" else random.randrange(6, 20)))
    return replace(
        begun,
        clarified=_after(begun.opens, -6) if breach == "late-clarification" else begun.clarified,
        evaluated=evaluated,
        publicised=publicised,
        publicised_until=until,
        awarded=awarded,
        signed=signed,
        completed=on_or_after(_after(signed, random.randrange(60, 420))),
    )


def _after(day: date, days: int) -> date:
    return day + timedelta(days=days)
