"""A08 文档元数据一致: author, last saver, company, template or revision marks of two documents are equal."""

from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules.shared import Shared, own_marks

SHARED = Shared(own_marks("author", "last-saver", "company", "template", "rsid", "wps"), counting="kind", least="kinds")

RULE = Rule(
    code="A08",
    title="文档元数据一致",
    asks="同一标段内，不同投标人投标文档的作者、最后保存者、单位、模板、修订标识是否一致",
    verify="调取原始文档，核对作者与单位属性是否为软件默认值或同一模板来源",
    grade=Grade.B,
    law="招标投标法实施条例 第四十条第一项",
    flag=SHARED.flag,
    evidence=SHARED.evidence,
    needs=("mark:author",),
    at_least=2,
    thresholds=("kinds",),
    note="招标文件自带的属性不计；软件默认名（如“Administrator”）须人工排除。",
)
