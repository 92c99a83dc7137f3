"""Innocent explanations 「合理解释」 that several rules test."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Explanation
from heng.engines.redflags.rules import pairs

MANY = 5  # firms of different processes behind one address: a shared exit of a building, a centre or an operator


def _in_the_hall(facts: Facts, found: ir.Table) -> ir.Table:
    return pairs.both_have(facts, found, "on-site", "true")


def _behind_a_busy_exit(facts: Facts, found: ir.Table) -> ir.Table:
    addresses = pairs.marks(facts, "download-ip", "upload-ip", "decrypt-ip")
    busy = addresses.group_by("value").agg(firms=addresses.party.nunique())
    busy = busy.filter(busy.firms > MANY).select("value")
    shared = pairs.sharing(addresses.semi_join(busy, "value"), "value").select(*pairs.PAIR).distinct()
    return found.semi_join(shared, pairs.PAIR)


IN_THE_HALL = Explanation("in-the-hall", "两家均在交易中心现场上传，使用大厅公用设备或网络", _in_the_hall)
BUSY_EXIT = Explanation(
    "busy-exit", f"该公网地址另有多家（超过 {MANY} 家）单位使用，可能为公共出口", _behind_a_busy_exit
)
