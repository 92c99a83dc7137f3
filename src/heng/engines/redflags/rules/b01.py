"""B01 保证金同一账户转出: the deposits of two bidders left one account."""

from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import pairs
from heng.engines.redflags.rules.shared import Shared

SHARED = Shared(pairs.deposits, by=("account",), counting="account", source="deposit")

RULE = Rule(
    code="B01",
    title="保证金同一账户转出",
    asks="同一标段内，不同投标人的投标保证金是否从同一账户转出",
    verify="调取银行流水，核实账户户名与资金来源",
    grade=Grade.A,
    law="招标投标法实施条例 第四十条第六项",
    flag=SHARED.flag,
    evidence=SHARED.evidence,
    needs=("deposit.account",),
    at_least=2,
)
