"""A07 数字证书混用: a bid was encrypted, decrypted or signed with another's certificate."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import pairs
from heng.engines.redflags.rules.told import Told


def _foreign(facts: Facts) -> ir.Table:
    codes = facts.bid_party.inner_join(facts.party.select("party", "code"), "party").select("bid", value="code")
    known = codes.filter(codes.value != "")
    return pairs.marks(facts, "ca").semi_join(known, "bid").anti_join(known, ["bid", "value"])


TOLD = Told(_foreign, "mark", counting="value")

RULE = Rule(
    code="A07",
    title="数字证书混用",
    asks="投标文件加密、解密或签章所用数字证书是否属于该投标人",
    verify="调取证书办理与使用日志，核对证书持有人与经办人，查明借用缘由",
    grade=Grade.A,
    law="招标投标法实施条例 第四十条第一项、第五项",
    flag=TOLD.flag,
    evidence=TOLD.evidence,
    needs=("mark:ca", "party.code"),
)
