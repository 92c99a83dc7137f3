"""B02 保证金未从基本账户转出: a deposit in money came from an account that is not the bidder's basic one."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import pairs
from heng.engines.redflags.rules.told import Told

IN_MONEY = ("transfer", "cheque", "cash")


def _told(facts: Facts) -> ir.Table:
    rows = pairs.deposits(facts)
    return rows.filter(rows.form.isin(IN_MONEY) & ~rows.is_basic)


TOLD = Told(_told, "deposit")

RULE = Rule(
    code="B02",
    title="保证金未从基本账户转出",
    asks="以现金或支票形式提交的投标保证金是否从投标人基本账户转出",
    verify="调取开户许可与银行回单，核实付款账户",
    grade=Grade.A,
    law="招标投标法实施条例 第二十六条",
    flag=TOLD.flag,
    evidence=TOLD.evidence,
    needs=("deposit.is_basic", "deposit.form"),
)
