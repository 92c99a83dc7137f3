"""The catalogue of rules 「预警规则目录」: whatever stands in `rules/`; to add a rule is to add its file."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from heng.engines.redflags import rules
from heng.engines.redflags.rule import Rule


def _found() -> Mapping[str, Rule]:
    modules = (import_module(f"{rules.__name__}.{one.name}") for one in iter_modules(rules.__path__))
    found = [module.RULE for module in modules if hasattr(module, "RULE")]
    return {rule.code: rule for rule in sorted(found, key=lambda rule: rule.code)}


CATALOGUE = _found()


def rule_of(code: str) -> Rule:
    """Give a rule by its code.

    Raises:
        KeyError: when there is none.
    """
    return CATALOGUE[code]
