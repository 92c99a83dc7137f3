"""A13 图片或扫描件同源: pictures in two bids are the same."""

from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules.shared import Shared, own_marks

SHARED = Shared(own_marks("image", "exif"), counting="value", least="pictures")

RULE = Rule(
    code="A13",
    title="图片或扫描件同源",
    asks="同一标段内，不同投标人投标文件中的图片是否相同或由同一设备拍摄",
    verify="并排比对图片与拍摄信息，排除招标文件图片、厂家宣传图与公开证照",
    grade=Grade.B,
    law="招标投标法实施条例 第四十条第四项",
    flag=SHARED.flag,
    evidence=SHARED.evidence,
    needs=("mark:image",),
    at_least=2,
    thresholds=("pictures",),
)
