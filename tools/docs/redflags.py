"""One page a rule 「预警规则」, and their index."""

from heng.engines.redflags.catalogue import CATALOGUE
from heng.engines.redflags.rule import Rule
from heng.engines.redflags.thresholds import Row, Thresholds
from tools.docs.markdown import NOTE, table


def pages() -> dict[str, str]:
    """Return `docs/redflags/<code>.md` for every rule, and the index."""
    return {
        "docs/redflags/README.md": _index(),
        **{f"docs/redflags/{code}.md": _page(rule) for code, rule in CATALOGUE.items()},
    }


def _index() -> str:
    rows = [(f"[{code}]({code}.md)", rule.title, rule.grade.name, rule.law) for code, rule in CATALOGUE.items()]
    says = "命中只是疑似线索，须由人核实；等级 A 为法定情形的事实线索，B 须综合评判，C 为一般线索。\n"
    return "\n".join([NOTE, "# 预警规则目录\n", says, table(("代码", "名称", "等级", "依据"), rows)])


def _page(rule: Rule) -> str:
    facts = [
        ("等级", f"{rule.grade.name}：{rule.grade.value}"),
        ("依据", rule.law),
        ("适用类别", "、".join(rule.scope.categories) or "不限"),
        ("适用方式", "、".join(rule.scope.methods) or "不限"),
        ("所需字段", "、".join(f"`{need}`" for need in rule.needs)),
        ("对照代码", "、".join(f"{whose} {code}" for whose, code in rule.cross.items()) or "无"),
    ]
    parts = [NOTE, f"# {rule.code} {rule.title}\n", f"{rule.asks}。\n", table(("项目", "内容"), facts)]
    parts += [f"## 核实要点\n\n{rule.verify}。\n"]
    if rule.explanations:
        told = "\n".join(f"- {one.title}（`{one.code}`）" for one in rule.explanations)
        parts.append(f"## 已检验的合理解释\n\n{told}\n")
    rows = Thresholds.every().rows(rule.code)
    if rows:
        parts.append(f"## 阈值\n\n{table(('参数', '范围', '值', '施行', '出处', '可靠程度'), map(_cells, rows))}")
    if rule.note:
        parts.append(f"## 说明\n\n{rule.note}\n")
    return "\n".join(parts)


def _cells(row: Row) -> tuple[str, ...]:
    where = "、".join(filter(None, [row.profile if row.profile != "base" else "", row.category, row.method])) or "不限"
    period = f"{row.effective_from or ''}—{row.effective_to or ''}"
    return (f"`{row.name}`", where, f"{row.value:g}", "长期" if period == "—" else period, row.source, row.certainty)
