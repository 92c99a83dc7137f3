"""A01 文件制作机器码一致: two bids were made on one machine."""

from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import innocent
from heng.engines.redflags.rules.shared import Shared, own_marks

SHARED = Shared(own_marks("mac", "cpu", "disk", "memory"), counting="kind", least="kinds")

RULE = Rule(
    code="A01",
    title="文件制作机器码一致",
    asks="同一标段内，不同投标人的投标文件编制机网卡、CPU、硬盘标识是否一致",
    verify="核对投标工具写入的机器码原始记录，询问编制地点与人员，查明设备归属；一个标识相同不能证明同一台设备",
    grade=Grade.A,
    law="招标投标法实施条例 第四十条第一项",
    flag=SHARED.flag,
    evidence=SHARED.evidence,
    needs=("mark:mac", "mark:cpu", "mark:disk"),
    at_least=2,
    explanations=(innocent.IN_THE_HALL,),
    thresholds=("kinds",),
    note="须几项标识同时一致，按地区阈值办理；招标文件工具自带的标识不计。",
)
