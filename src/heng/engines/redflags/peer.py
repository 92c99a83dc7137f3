"""The eleven OCDS indicators by the settings and in the output of the peer 「同类程序」 (Cardinal 0.0.8).

A settings file is INI: an indicator runs if its section is there. Without one all eleven run with their defaults. The
key `compatible` of ours, true or false, makes the two rules in which the peer is wrong answer as it does.
"""

from collections.abc import Iterable, Mapping
from configparser import ConfigParser, Error, SectionProxy
from dataclasses import dataclass, field, replace
from typing import Self

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.catalogue import CATALOGUE
from heng.engines.redflags.rule import Rule
from heng.engines.redflags.rules import r030, r038
from heng.engines.redflags.thresholds import BASE, Row, Thresholds

CODES = tuple(code for code in CATALOGUE if code.startswith("R"))
AS_PEER = {"R030": r030.AS_PEER, "R038": r038.AS_PEER}
GROUPS = {"process": "OCID", "buyer": "Buyer", "entity": "ProcuringEntity", "party": "Tenderer"}
TOLD = {("process", "R003"): 1.0, ("party", "R024"): 0.0, ("party", "R035"): 0.0, ("party", "R058"): 0.0}
"""Where the peer prints another number than ours, which is the measure that the finding rests on."""

SHORT = "R003.procurement_method_details"
NUMBERS = {"threshold", "percentile", "digits", "minimum_submitted_bids", "minimum_contracting_processes"}


class _Cased(ConfigParser):
    """INI whose keys keep their case: names of methods are keys."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


class SettingsError(ValueError):
    """A settings file cannot be used; the message is a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What runs, over which processes, by which numbers. `methods` replaces the procurement methods of a rule."""

    codes: tuple[str, ...] = CODES
    currency: str = ""
    excluded: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    not_compared: tuple[str, ...] = ()
    methods: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: tuple[tuple[str, str, str, float], ...] = ()
    compatible: bool = False

    @classmethod
    def parse(cls, text: str, *, compatible: bool = False) -> Self:
        """Read the INI of the peer.

        Raises:
            SettingsError: when it is not INI, or a number is none.
        """
        ini = _Cased(interpolation=None)
        try:
            ini.read_string("[general]\n" + text)
        except Error as error:
            raise SettingsError(f"设置文件不是 INI 格式：{str(error).splitlines()[0]}") from error
        general = ini["general"]
        return cls(
            codes=tuple(code for code in CODES if code in ini),
            currency=general.get("currency", ""),
            excluded=_words(ini.get("exclusions", "procurement_method_details", fallback="")),
            compared=_words(general.get("price_comparison_procurement_methods", "")),
            not_compared=_words(general.get("no_price_comparison_procurement_methods", "")),
            methods={code: _words(ini[code]["procurement_methods"]) for code in CODES if _limits(ini, code)},
            numbers=tuple(_numbers(ini)),
            compatible=compatible,
        )

    def rules(self) -> list[Rule]:
        """Give the rules that run."""
        every = {**CATALOGUE, **(AS_PEER if self.compatible else {})}
        return [self._scoped(every[code]) for code in self.codes]

    def thresholds(self) -> Thresholds:
        """Give the numbers that come with the program, with those of the settings in their place."""
        told = {(code, name) for code, name, method, _ in self.numbers if not method}
        rows = [row for code in CODES for row in Thresholds.of().rows(code) if (code, row.name) not in told]
        return Thresholds([*rows, *(_row(*one) for one in self.numbers)])

    def applied(self, proc: ir.Table, bid: ir.Table) -> ir.Table:
        """Give the processes in question, each with its main currency and whether prices are compared in it."""
        details = proc.method_details
        kept = proc.filter(details.isnull() | details.notin(self.excluded)) if self.excluded else proc
        return kept.mutate(currency=self._main(bid), is_price_compared=self._compares(kept.method_details))

    def _main(self, bid: ir.Table) -> ir.Value:
        if self.currency:
            return ibis.literal(self.currency)
        priced = bid.filter(bid.amount.notnull() & bid.currency.notnull())
        counted = priced.group_by("currency").agg(times=priced.count())
        return counted.order_by([ibis.desc("times"), "currency"]).limit(1).select("currency").as_scalar()

    def _compares(self, details: ir.Value) -> ir.Value:
        if self.compared:
            return details.notnull() & details.isin(self.compared)
        if self.not_compared:
            return details.isnull() | details.notin(self.not_compared)
        return ibis.literal(value=True)

    def _scoped(self, rule: Rule) -> Rule:
        methods = self.methods.get(rule.code)
        return rule if methods is None else replace(rule, scope=replace(rule.scope, methods=methods))


def printed(findings: Iterable[tuple[str, str, str, float]]) -> dict[str, dict[str, dict[str, float]]]:
    """Shape findings (`kind`, identifier, code, value) as the peer prints them."""
    groups: dict[str, dict[str, dict[str, float]]] = {}
    for kind, name, code, value in findings:
        groups.setdefault(GROUPS[kind], {}).setdefault(name, {})[code] = TOLD.get((kind, code), value)
    return groups


def _words(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (word.strip() for word in text.split("|"))))


def _limits(ini: ConfigParser, code: str) -> bool:
    return code in ini and "procurement_methods" in ini[code]


def _numbers(ini: ConfigParser) -> Iterable[tuple[str, str, str, float]]:
    for code in CODES:
        if code in ini:
            for name in NUMBERS & set(ini[code]):
                yield code, "days" if code == "R003" else name, "", _number(ini[code], name)
    if SHORT in ini:
        yield from (("R003", "days", method, _number(ini[SHORT], method)) for method in ini[SHORT])


def _number(section: SectionProxy, name: str) -> float:
    try:
        return float(section[name])
    except ValueError as error:
        raise SettingsError(f"[{section.name}] 的 {name} 不是数字：{section[name]}") from error


def _row(code: str, name: str, method: str, value: float) -> Row:
    return Row(BASE, code, name, "", method, value, None, None, "设置文件", "")
