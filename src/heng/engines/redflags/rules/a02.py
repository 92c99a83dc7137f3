"""A02 文件创建标识码一致: two bid files stem from one created file."""

from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules.shared import Shared, own_marks

SHARED = Shared(own_marks("created"))

RULE = Rule(
    code="A02",
    title="文件创建标识码一致",
    asks="同一标段内，不同投标人的投标文件创建标识码是否一致",
    verify="调取投标文件元数据与下载记录，查明文件由谁创建、是否互相拷贝",
    grade=Grade.B,
    law="招标投标法实施条例 第四十条第一项",
    flag=SHARED.flag,
    evidence=SHARED.evidence,
    needs=("mark:created",),
    at_least=2,
    note="部分地区直接视为串通情形，其他地区须综合评判。",
)
