"""A06 单项硬件标识一致: one mark of the machine is equal."""

from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import innocent
from heng.engines.redflags.rules.shared import Shared, own_marks

SHARED = Shared(own_marks("mac", "cpu"), counting="kind")

RULE = Rule(
    code="A06",
    title="单项硬件标识一致",
    asks="同一标段内，不同投标人的编制机是否有一项硬件标识一致",
    verify="结合其他线索研判；虚拟机、批量采购与克隆系统可使单项标识相同",
    grade=Grade.C,
    law="招标投标法实施条例 第四十条第一项",
    flag=SHARED.flag,
    evidence=SHARED.evidence,
    needs=("mark:mac",),
    at_least=2,
    explanations=(innocent.IN_THE_HALL,),
    note="一项标识相同不是同一台设备的证明。",
)
