"""What bid tools call things 「字段别名」: columns, elements and attributes in folded case, all from memory."""

from heng.engines.similarity.documents import Kind

CODE = frozenset(["项目编码", "清单编码", "编码", "子目编码", "xmbm", "bianma", "code", "qdbm"])
NAME = frozenset(["项目名称", "清单名称", "名称", "子目名称", "xmmc", "mingcheng", "name", "qdmc"])
UNIT = frozenset(["计量单位", "单位", "dw", "danwei", "unit", "jldw"])
QUANTITY = frozenset(["工程量", "数量", "gcl", "sl", "shuliang", "quantity", "gongchengliang"])
PRICE = frozenset(
    ["综合单价", "单价", "全费用综合单价", "综合单价(元)", "单价(元)", "zhdj", "dj", "danjia", "unitprice", "price"]
)
TOTAL = frozenset(["合价", "综合合价", "金额", "合价(元)", "金额(元)", "zhhj", "hj", "hejia", "total"])
MARKS = {
    Kind.LOCK: frozenset(
        ["软件锁号", "加密锁号", "加密锁序列号", "造价软件加密锁号", "rjsh", "jmsh", "lockno", "softlockno", "dognum"]
    ),
    Kind.MAC: frozenset(["mac", "mac地址", "网卡号", "macaddr", "macaddress", "macdz", "wkh"]),
    Kind.CPU: frozenset(["cpu", "cpu序列号", "cpuid", "cpuno", "cpuxlh"]),
    Kind.DISK: frozenset(["硬盘序列号", "硬盘号", "harddisk", "diskno", "disksn", "ypxlh"]),
    Kind.FILE: frozenset(["文件创建标识码", "创建标识码", "wjcjbsm", "fileguid"]),
}
