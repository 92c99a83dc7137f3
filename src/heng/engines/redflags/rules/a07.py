"""A07 数字证书混用: a bid was encrypted, decrypted or signed with another's certificate."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.rules import pairs
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, _: At) -> ir.Table:
    """Flag bidders whose bid carries a certificate that belongs to none of its members."""
    used = _foreign(facts).group_by(["proc", "party"]).agg(value=lambda t: t.value.nunique())
    return finding(used, "party", subject=used.party, proc=used.proc, value=used.value)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the marks of the certificates."""
    used = found.inner_join(_foreign(facts).select("proc", "row", subject="party"), ["proc", "subject"])
    return resting_on(used, "mark", used.row)


def _foreign(facts: Facts) -> ir.Table:
    codes = facts.bid_party.inner_join(facts.party.select("party", "code"), "party").select("bid", value="code")
    known = codes.filter(codes.value != "")
    return pairs.marks(facts, "ca").semi_join(known, "bid").anti_join(known, ["bid", "value"])


RULE = Rule(
    code="A07",
    title="数字证书混用",
    asks="投标文件加密、解密或签章所用数字证书是否属于该投标人",
    verify="调取证书办理与使用日志，核对证书持有人与经办人，查明借用缘由",
    grade=Grade.A,
    law="招标投标法实施条例 第四十条第一项、第五项",
    flag=flag,
    evidence=evidence,
    needs=("mark:ca", "party.code"),
)
