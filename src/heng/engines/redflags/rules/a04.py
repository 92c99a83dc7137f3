"""A04 上传机硬件标识一致: two bids were uploaded from one machine."""

from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import innocent
from heng.engines.redflags.rules.shared import Shared, marks

SHARED = Shared(marks("upload-mac", "upload-cpu", "upload-disk"), counting="kind", least="kinds")

RULE = Rule(
    code="A04",
    title="上传机硬件标识一致",
    asks="同一标段内，不同投标人上传投标文件所用设备的网卡、CPU、硬盘标识是否一致",
    verify="核对平台上传日志，查明设备归属与操作人员；在交易中心现场上传的须排除公用设备",
    grade=Grade.A,
    law="招标投标法实施条例 第四十条第二项",
    flag=SHARED.flag,
    evidence=SHARED.evidence,
    needs=("mark:upload-mac", "mark:upload-cpu", "mark:upload-disk"),
    at_least=2,
    explanations=(innocent.IN_THE_HALL,),
    thresholds=("kinds",),
)
