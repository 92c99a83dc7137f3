"""The check of a record against the field table 「字段校验」: every field that is wrong is named, with what to do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from heng.faces.exchange.inbox.national import identifiers, values
from heng.faces.exchange.inbox.national.fields import DOMAINS, Field, Table
from heng.faces.exchange.inbox.national.values import Values, Wrong
from heng.faces.exchange.inbox.record import Finding

LENGTH_OF_A_PROJECT = 20


@dataclass(slots=True)
class Checked:
    """What a check found: the values, what stands in the way, and what does not."""

    values: Values
    errors: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)  # labels of fields that should have been there


def check(table: Table, header: Mapping[str, str], sent: Mapping[str, str], *, deletes: bool) -> Checked:
    """Check a record; of one that deletes only what names it is asked for."""
    texts: dict[str, str] = {}
    moments: dict[str, datetime] = {}
    amounts: dict[str, Decimal] = {}
    result = Checked(Values(texts, moments, amounts, header.get("DATA_KEY", "")))
    for spec in table.fields:
        text = _sent(spec, header, sent)
        if not text:
            _absent(spec, table, result, deletes=deletes)
            continue
        if not deletes:
            texts[spec.name] = text  # also when it is wrong: a refused record is named by what it said
        try:
            _length(spec, text)
            if spec.kind == "moment":
                moments[spec.name] = values.moment(text)
            elif spec.kind == "money":
                amounts[spec.name] = values.amount(text, _unit(spec, table, sent, result))
            else:
                CHECKS.get(spec.kind, _anything)(spec, text, result)
            texts[spec.name] = text
        except Wrong as wrong:
            if not deletes or spec.name in {table.project, table.lot}:
                result.errors.append(Finding(spec.name, wrong.code, f"{spec.label}：{wrong.message}"))
    _remark_gaps(result)
    _order(table, result)
    _place(table, result, texts)
    return result


def _sent(spec: Field, header: Mapping[str, str], sent: Mapping[str, str]) -> str:
    for name in (spec.name, *spec.also):
        text = sent.get(name) or header.get(name)
        if text:
            return text
    return ""


def _absent(spec: Field, table: Table, result: Checked, *, deletes: bool) -> None:
    if spec.need == "may" or deletes:
        return
    if spec.need == "must":
        result.errors.append(Finding(spec.name, "missing", f"{spec.label}（{spec.name}）为必填项，请补充后重新报送。"))
    elif spec.name not in {table.project, table.lot}:
        result.gaps.append(spec.label)


def _remark_gaps(result: Checked) -> None:
    if result.gaps:
        result.remarks.append(Finding("", "missing", f"按数据规范还应填写：{'、'.join(result.gaps)}。"))


def _length(spec: Field, text: str) -> None:
    if spec.kind in {"party", "region"}:
        return  # their own checks say more
    if spec.exact is not None and len(text) != spec.exact:
        raise Wrong("wrong-length", f"应为 {spec.exact} 个字符，实为 {len(text)} 个，请核对。")
    if spec.longest is not None and len(text) > spec.longest:
        if spec.kind in {"text", "texts", "person", "phone", "mail"}:
            raise Wrong("too-long", f"不得超过 {spec.longest} 个字符，实为 {len(text)} 个，请精简。")
        raise Wrong("wrong-length", f"不得超过 {spec.longest} 个字符，实为 {len(text)} 个，请核对。")


def _unit(spec: Field, table: Table, sent: Mapping[str, str], result: Checked) -> str:
    """Return the unit of an amount: as said, else 元, with a remark."""
    unit_field = next((other for other in table.fields if other.name == spec.relates_to), None)
    unit = _sent(unit_field, {}, sent) if unit_field else ""
    if not unit:
        result.remarks.append(Finding(spec.name, "no-unit", f"{spec.label}未注明单位，按元计。"))
    return unit


def _enum(spec: Field, text: str, result: Checked) -> None:  # noqa: ARG001
    domain = DOMAINS.get(spec.relates_to)
    if domain is not None and text not in domain:
        known = "、".join(f"{code}（{label}）" for code, label in domain.items())
        raise Wrong("wrong-code", f"“{text[:20]}”不在代码表内，可填：{known}。")


def _deals(spec: Field, text: str, result: Checked) -> None:
    for code in values.parts(text):
        remark = identifiers.check_deal(code)
        if remark:
            result.remarks.append(Finding(spec.name, "check-character", f"{spec.label}：{remark}"))


def _trade(spec: Field, text: str, result: Checked) -> None:
    remark = identifiers.check_trade_class(text)
    if remark:
        result.remarks.append(Finding(spec.name, "unknown-class", f"{spec.label}：{remark}"))


def _parties(spec: Field, text: str, result: Checked) -> None:  # noqa: ARG001
    for code in values.parts(text):
        identifiers.check_party(code)


def _currency(spec: Field, text: str, result: Checked) -> None:  # noqa: ARG001
    code = values.CURRENCIES.get(text.upper(), text.upper())
    if not (len(code) == 3 and code.isascii() and code.isalpha()):  # noqa: PLR2004  -- letters of ISO 4217
        raise Wrong("wrong-code", f"“{text[:20]}”不是币种代码，请填 CNY 或 156。")


def _md5(spec: Field, text: str, result: Checked) -> None:  # noqa: ARG001
    if not set(text.lower()) <= set("0123456789abcdef"):
        raise Wrong("wrong-code", f"“{text[:40]}”不是 MD5 值，请填 32 位十六进制字符。")


def _anything(spec: Field, text: str, result: Checked) -> None:
    """Take any text."""


CHECKS: Mapping[str, Callable[[Field, str, Checked], None]] = {
    "enum": _enum,
    "deal": _deals,
    "deals": _deals,
    "party": _parties,
    "parties": _parties,
    "currency": _currency,
    "md5": _md5,
    "region": lambda _spec, text, _result: identifiers.check_region(text),
    "trade": _trade,
    "integer": lambda _spec, text, _result: values.integer(text),
}


def _order(table: Table, result: Checked) -> None:
    """Name each moment that lies before the one it must follow."""
    moments = result.values.moments
    for spec in table.fields:
        if spec.kind != "moment" or spec.name not in moments or spec.relates_to not in moments:
            continue
        if moments[spec.name] < moments[spec.relates_to]:
            first = next(other.label for other in table.fields if other.name == spec.relates_to)
            result.errors.append(Finding(spec.name, "wrong-order", f"{spec.label}早于{first}，请核对两个时间。"))


def _place(table: Table, result: Checked, texts: dict[str, str]) -> None:
    """Find the project of a record: as said, else the first 20 characters of its section; both must agree."""
    if not table.lot or table.project != "TENDER_PROJECT_CODE" or table.dataset.startswith("4"):
        return
    project = texts.get(table.project, "")
    for lot in values.parts(texts.get(table.lot, "")):
        project = project or lot[:LENGTH_OF_A_PROJECT]
        if not lot.startswith(project):
            result.errors.append(
                Finding(
                    table.lot,
                    "wrong-parent",
                    f"标段（包）编号“{lot[:30]}”的前 20 位与招标项目编号“{project[:20]}”不一致，请核对。",
                )
            )
    if project:
        texts[table.project] = project
    elif not any(finding.field == table.project for finding in result.errors):
        result.errors.append(
            Finding(table.project, "missing", "缺少招标项目编号和标段（包）编号，无法确定所属项目，请补充。")
        )
