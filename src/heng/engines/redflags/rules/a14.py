"""A14 格式指纹一致: fonts, margins and faults of numbering are equal."""

from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules.shared import Shared, own_marks

SHARED = Shared(own_marks("format"))

RULE = Rule(
    code="A14",
    title="格式指纹一致",
    asks="同一标段内，不同投标人投标文件的字体、页边距与编号错误是否一致",
    verify="比对版式细节，排除招标文件给定的格式与同一投标工具的默认版式",
    grade=Grade.C,
    law="招标投标法实施条例 第四十条第四项",
    flag=SHARED.flag,
    evidence=SHARED.evidence,
    needs=("mark:format",),
    at_least=2,
)
