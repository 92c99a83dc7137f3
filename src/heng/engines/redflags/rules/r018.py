"""R018 仅收到一份投标: the notice of the number of tenderers says one."""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, Scope, finding, resting_on
from heng.engines.redflags.thresholds import At

OPEN = ("open", "selective")


def flag(facts: Facts, _: At) -> ir.Table:
    """Flag processes of the open and selective methods whose publisher tells of one tenderer."""
    alone = facts.proc.filter(facts.proc.tenderers == 1)
    return finding(alone, "process", subject=alone.proc, proc=alone.proc, value=ibis.literal(1))


def evidence(_: Facts, found: ir.Table) -> ir.Table:
    """Point at the process."""
    return resting_on(found, "proc", found.proc)


RULE = Rule(
    code="R018",
    title="仅收到一份投标",
    asks="公开或邀请方式的项目，公布的投标人数量是否为一家",
    verify="查看招标公告期限与资格条件，比对同类项目的投标人数量，询问下载文件而未投标的单位",
    grade=Grade.C,
    law="招标投标法 第二十八条",
    flag=flag,
    evidence=evidence,
    needs=("proc.tenderers",),
    scope=Scope(methods=OPEN),
    cross={"OCP": "R018"},
    note="只看发布方填写的投标人数量，不数投标文件。",
)
