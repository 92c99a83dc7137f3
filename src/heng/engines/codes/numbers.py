"""Numbers that hang on each other 「编号」: project 17, tender 20, section 23; each begins with its parent's."""

import re

from heng.engines.codes.checking import Check, Finding, error, info, tidy, warning
from heng.engines.codes.places import region

SHAPE = re.compile(r"[0-9A-Z]+")
PROJECT, TENDER, LOT = 17, 20, 23
REGION = slice(3, 9)  # after three characters of class; not proven for the whole nation
INVESTMENT = re.compile(r"[0-9]{4}-[0-9]{6}-[0-9]{2}-[0-9]{2}-[0-9]{6}")
INVESTMENT_LENGTH = 24


def check_project_code(text: str) -> Check:
    """Check a project number 「项目编号」: 17 characters."""
    value = tidy(text)
    return Check(value, _shape(value, PROJECT, "项目编号", "project") or _region(value))


def check_tender_code(text: str, *, project: str = "") -> Check:
    """Check a tender project number 「招标项目编号」: 20 characters that begin with the project's, if given."""
    value = tidy(text)
    findings = _shape(value, TENDER, "招标项目编号", "tender")
    return Check(value, findings or _parent(value, tidy(project), "项目编号", "tender"))


def check_lot_code(text: str, *, tender: str = "") -> Check:
    """Check a section number 「标段（包）编号」: 23 characters that begin with the tender's, when it is given."""
    value = tidy(text)
    findings = _shape(value, LOT, "标段（包）编号", "lot")
    return Check(value, findings or _parent(value, tidy(tender), "招标项目编号", "lot"))


def check_investment_code(text: str) -> Check:
    """Check a code of the investment platform 「投资项目统一代码」: 24 characters; another grouping is a warning."""
    value = tidy(text)
    if len(value) != INVESTMENT_LENGTH:
        message = f"投资项目统一代码应为含连字符的24位，现为{len(value)}位，请补正"
        return Check(value, (error("investment-length", message),))
    if INVESTMENT.fullmatch(value) is None:
        message = f"投资项目统一代码“{value}”不合“年份-区划-两位-两位-六位”的一般写法，请确认"
        return Check(value, (warning("investment-shape", message),))
    return Check(value)


def _shape(value: str, length: int, name: str, code: str) -> tuple[Finding, ...]:
    if len(value) != length:
        return (error(f"{code}-length", f"{name}应为{length}位，现为{len(value)}位，请补正"),)
    if SHAPE.fullmatch(value) is None:
        return (error(f"{code}-alphabet", f"{name}“{value}”只能由数字和大写字母组成，请核对"),)
    return ()


def _parent(value: str, parent: str, name: str, code: str) -> tuple[Finding, ...]:
    if not parent or value.startswith(parent):
        return ()
    return (error(f"{code}-parent", f"“{value}”的前{len(parent)}位应与所属{name}“{parent}”一致，请核对"),)


def _region(value: str) -> tuple[Finding, ...]:
    if region(value[REGION]):
        return ()
    return (info("project-region", f"项目编号中的行政区划“{value[REGION]}”不在代码表内"),)
