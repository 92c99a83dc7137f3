"""The catalogue of price screens: code, title, family, direction and least number of bids of each."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from heng.engines.collusion.market import Block, Floats
from heng.engines.collusion.screens import cover, dispersion, estimate, pattern, steering, subgroups


class Family(StrEnum):
    """What a screen looks at; a family has one voice, however many screens it has."""

    CLOSE = "报价离散程度"
    COVER = "最低价与次低价的差距"
    ESTIMATE = "报价与控制价的关系"
    PATTERN = "报价的规律性"
    STEERING = "对平均价的影响"


@dataclass(frozen=True, slots=True)
class Screen:
    """A figure of one tender; `sign` is +1 where theory says that collusion raises it, -1 where it lowers it.

    `reads` says in plain Chinese what a value that stands out means.
    """

    code: str
    title: str
    reads: str
    family: Family
    sign: int
    least: int
    measure: Callable[[Block], Floats]


CATALOGUE = (
    Screen("cv", "变异系数", "报价彼此接近", Family.CLOSE, -1, 2, dispersion.variation),
    Screen("cv_losers", "未中标报价变异系数", "未中标报价彼此接近", Family.CLOSE, -1, 3, dispersion.losers_variation),
    Screen("spread", "极差比", "最高价与最低价相差小", Family.CLOSE, -1, 2, dispersion.spread),
    Screen("mad", "中位离差", "多数报价紧靠中位数", Family.CLOSE, -1, 3, dispersion.median_deviation),
    Screen("near_median", "靠近中位数的比例", "多数报价紧靠中位数", Family.CLOSE, 1, 3, dispersion.near_median),
    Screen(
        "cv3_min", "三家组合最小变异系数", "有三家报价特别接近", Family.CLOSE, -1, 4, subgroups.smallest_variation(3)
    ),
    Screen("cv3_median", "三家组合变异系数", "任取三家报价都接近", Family.CLOSE, -1, 4, subgroups.median_variation(3)),
    Screen(
        "cv4_min", "四家组合最小变异系数", "有四家报价特别接近", Family.CLOSE, -1, 5, subgroups.smallest_variation(4)
    ),
    Screen("cv4_median", "四家组合变异系数", "任取四家报价都接近", Family.CLOSE, -1, 5, subgroups.median_variation(4)),
    Screen("gap_min", "最小间距", "有两家报价特别接近", Family.CLOSE, -1, 3, pattern.smallest_gap),
    Screen("skewness", "偏度", "一家偏低而其余集中", Family.COVER, -1, 3, dispersion.skewness),
    Screen("kurtosis", "峰度", "报价集中而个别偏离", Family.COVER, 1, 4, dispersion.kurtosis),
    Screen("rd", "相对距离", "最低价与其余拉开而其余集中", Family.COVER, 1, 3, cover.relative_distance),
    Screen("rd_norm", "标准化相对距离", "最低价与次低价拉开", Family.COVER, 1, 3, cover.normalised_distance),
    Screen("rd_alt", "替代相对距离", "最低价与次低价拉开而其余间距小", Family.COVER, 1, 3, cover.alternative_distance),
    Screen("first_gap", "次低价差", "最低价与次低价拉开", Family.COVER, 1, 3, cover.first_gap),
    Screen("first_share", "次低价差占极差", "最低价与次低价拉开", Family.COVER, 1, 3, cover.first_share),
    Screen("losers_gap", "第二第三低价差", "次低的两家报价接近", Family.COVER, -1, 3, cover.losers_gap),
    Screen("rd3", "三家组合相对距离", "多数三家组合中最低价拉开", Family.COVER, 1, 4, subgroups.median_distance(3)),
    Screen("rd4", "四家组合相对距离", "多数四家组合中最低价拉开", Family.COVER, 1, 5, subgroups.median_distance(4)),
    Screen("estimate_low", "最低价占控制价", "最低价接近控制价", Family.ESTIMATE, 1, 1, estimate.lowest_to_estimate),
    Screen("estimate_mid", "中位价占控制价", "多数报价接近控制价", Family.ESTIMATE, 1, 2, estimate.median_to_estimate),
    Screen("ks", "与均匀分布的距离", "报价分布不均匀", Family.PATTERN, 1, 3, pattern.uniform_distance),
    Screen("arithmetic", "等差程度", "报价间距近乎相等", Family.PATTERN, -1, 4, pattern.arithmetic_steps),
    Screen("geometric", "等比程度", "报价比值近乎相等", Family.PATTERN, -1, 4, pattern.geometric_steps),
    Screen("discount", "下浮率相同的比例", "几家报价几乎相同", Family.PATTERN, 1, 3, pattern.shared_discount),
    Screen(
        "steering",
        "改变最接近均值者的小组",
        "少数报价即可改变最接近平均价者",
        Family.STEERING,
        1,
        5,
        steering.group_share,
    ),
    Screen("leverage", "对均值的杠杆", "一端集中的报价明显拉动平均价", Family.STEERING, 1, 5, steering.leverage),
)
