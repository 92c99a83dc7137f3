"""A05 公网地址一致: two bidders used one public address."""

from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import innocent
from heng.engines.redflags.rules.shared import Shared, marks

SHARED = Shared(marks("download-ip", "upload-ip", "decrypt-ip"), by=("value",), counting="value")

RULE = Rule(
    code="A05",
    title="公网地址一致",
    asks="同一标段内，不同投标人下载、上传或解密所用公网地址是否一致",
    verify="向网络运营单位核实地址归属与使用时段；写字楼、园区与移动网络常共用出口",
    grade=Grade.C,
    law="招标投标法实施条例 第四十条第二项",
    flag=SHARED.flag,
    evidence=SHARED.evidence,
    needs=("mark:upload-ip",),
    at_least=2,
    explanations=(
        innocent.IN_THE_HALL,
        innocent.BUSY_EXIT,
    ),
)
