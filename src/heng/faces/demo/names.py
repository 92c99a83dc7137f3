"""Names of invented people and projects 「虚构名称」: nobody is to take one for a real one."""

from random import Random

SURNAMES = (
    ("王", "wang"), ("李", "li"), ("张", "zhang"), ("刘", "liu"), ("陈", "chen"), ("杨", "yang"), ("赵", "zhao"),
    ("黄", "huang"), ("周", "zhou"), ("吴", "wu"), ("徐", "xu"), ("孙", "sun"), ("胡", "hu"), ("朱", "zhu"),
)  # fmt: skip
THINGS = {
    "A": ("配套设施工程", "改造提升工程", "一期建设工程"),
    "A01": ("中学教学楼工程", "医院门诊楼工程", "公租房小区工程", "社区养老中心工程"),
    "A02": ("道路改造工程", "雨污分流工程", "供热管网工程", "污水处理厂扩建工程"),
    "A03": ("县道大修工程", "农村公路工程", "公路安全防护工程"),
    "A04": ("铁路专用线工程",),
    "A05": ("通用机场配套工程",),
    "A06": ("内河航道整治工程",),
    "A07": ("河道治理工程", "水库除险加固工程", "灌区续建工程"),
    "A08": ("变电站工程", "天然气管道工程"),
    "A09": ("通信管道工程",),
    "A10": ("跨河桥梁工程", "人行天桥工程"),
    "A11": ("轨道交通前期工程",),
    "A12": ("矿山生态修复工程",),
    "A13": ("数据中心机房工程", "智慧交通工程"),
    "A14": ("标准化厂房工程",),
    "A97": ("渔港设施工程",),
    "A98": ("公园绿化工程", "道路绿化提升工程"),
    "B01": ("工业用地出让", "商住用地出让", "仓储用地出让"),
    "B02": ("建筑石料采矿权出让", "砂石采矿权出让"),
    "C": ("闲置房产转让", "报废车辆处置", "商铺招租"),
    "C01": ("国有股权转让",),
    "D": ("采购项目",),
    "D01": ("教学设备采购", "医疗设备采购", "办公家具采购", "公务用车采购"),
    "D02": ("办公用房维修采购", "校舍修缮采购"),
    "D03": ("物业服务采购", "信息系统运维采购", "环卫保洁服务采购"),
    "D04": ("医用耗材采购",),
    "Z": ("其他交易",),
    "Z01": ("集体林权流转",),
    "Z02": ("农村土地经营权流转", "村集体厂房出租"),
    "Z03": ("排污权交易",),
    "Z04": ("碳排放权交易",),
}
NUMERALS = "一二三四五六七九十"  # without 八, which no 王 wants in his name


def spelt(random: Random) -> tuple[str, str]:
    """Make up a name; return it with its surname in Latin letters."""
    surname, letters = random.choice(SURNAMES)
    return f"演示{surname}{random.choice(NUMERALS)}", letters


def person(random: Random) -> str:
    """Make up a name."""
    return spelt(random)[0]


def project(random: Random, trade_class: str, number: str) -> str:
    """Make up a name of a project of this class."""
    thing = random.choice(THINGS.get(trade_class) or THINGS[trade_class[0]])
    return f"虚构{thing}第{number}号"
