"""What the journal keeps by code, in words 「代码转文字」."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heng.engines import codes
from heng.faces.console.catalogue import trade_name
from heng.ledger.reading import Fact
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.models import Authority, Designation, Post, System
from heng.registers.credit.models import Record, Regime
from heng.registers.parties.models import Expert, Party
from heng.registers.trading.services.owning import SOURCE

Word = str | Promise
BETWEEN = "、"
CODE = _("代码")
OWN = _("招标（采购）人自行登记")
TABLES: dict[str, Word] = {
    "lots": _("标段"),
    "notices": _("公告公示"),
    "documents": _("文件"),
    "questions": _("答疑"),
    "abnormalities": _("异常情况"),
    "openings": _("开标"),
    "bids": _("投标"),
    "marks": _("投标文件特征"),
    "deposits": _("投标保证金"),
    "panel": _("评标委员会"),
    "scores": _("评分"),
    "evaluations": _("评标报告"),
    "candidates": _("中标候选人"),
    "awards": _("中标（成交）结果"),
    "contracts": _("合同"),
    "changes": _("合同变更"),
    "performances": _("履约"),
    "investments": _("投资项目"),
}
RULES: dict[str, Word] = {
    "procurement": _("政府采购归财政部门"),
    "engineering": _("工程建设按行业归口"),
    "resources": _("土地、矿业权、产权及其他交易按主管部门归口"),
    "application": _("自愿进场项目由接受申请的部门监督"),
    "designation": _("难以确定的由协调或政府指定"),
}


class Named(Protocol):
    """Who can call people and organs by name."""

    def person(self, ref: str) -> str: ...
    def organ(self, code: str) -> str: ...


def _of(words: dict[str, Word]) -> Callable[[str], str]:
    return lambda code: str(words.get(code, code))


READ: dict[tuple[str, str], Callable[[str], str]] = {
    ("*", "region"): lambda code: codes.region_name(code) if code else str(_("不限")),
    ("*", "trade_class"): trade_name,
    ("*", "tables"): _of(TABLES),
    ("*", "rule"): _of(RULES),
    ("*", "regime"): _of({"": _("各类交易"), **dict(Regime.choices)}),
    ("*", "power"): _of(dict(Post.Power.choices)),
    ("*", "role"): _of(dict(Authority.Role.choices)),
    ("*", "way"): _of(dict(Designation.Way.choices)),
    ("*", "scheme"): _of(dict(Party.Scheme.choices)),
    ("*", "scopes"): _of(dict(System.Scope.choices)),
    ("credit.RecordEntered", "kind"): _of(dict(Record.Kind.choices)),
    ("parties.ExpertSuspended", "status"): _of(dict(Expert.Status.choices)),
}
CALLED = {"authority", "source", "target", "former", "officer"}
"""Fields that hold an organ, a person or a system."""


def in_words(kind: str, fact: Fact, names: Named) -> Fact:
    """Say what a field of this kind of entry holds as people say it; what is no code stays as it is."""
    if fact.name in CALLED:
        return _called(fact, names)
    read = READ.get((kind, fact.name)) or READ.get(("*", fact.name))
    if read is None or fact.is_personal:
        return fact
    return replace(fact, value=BETWEEN.join(read(code) for code in fact.value.split(BETWEEN)))


def says_something(fact: Fact) -> bool:
    """Answer whether a field is worth a reader's time: it was filled in, or is personal."""
    return fact.is_personal or bool(fact.value.strip())


def references(facts: list[Fact]) -> set[str]:
    """Find what these fields call by reference."""
    return {fact.value for fact in facts if fact.name in CALLED and fact.value}


def source_name(code: str) -> str:
    """Call the system that tells of a trade by name; an owner may have told of it itself."""
    return str(OWN) if code == SOURCE else authorities.names_behind({code}, set()).person(code)


def _called(fact: Fact, names: Named) -> Fact:
    called = str(OWN) if (fact.name, fact.value) == ("source", SOURCE) else names.organ(names.person(fact.value))
    label = fact.label if called == fact.value else fact.label.removesuffix(str(CODE))
    return replace(fact, value=called, label=label)
