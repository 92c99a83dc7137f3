"""The reader of the national datasets 「数据规范读取」: element by element, checked, turned into facts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from typing import BinaryIO

from heng.faces.exchange.inbox.national import bidding, matters, procurement, subjects, tendering, walk
from heng.faces.exchange.inbox.national.checking import check
from heng.faces.exchange.inbox.national.fields import TABLES, Table
from heng.faces.exchange.inbox.national.identifiers import key_of
from heng.faces.exchange.inbox.national.matters import MatterFiling
from heng.faces.exchange.inbox.national.subjects import CreditFiling
from heng.faces.exchange.inbox.national.values import Values
from heng.faces.exchange.inbox.national.walk import Found
from heng.faces.exchange.inbox.record import (
    Content,
    Finding,
    Received,
    Rejected,
    SourceProfile,
    digest_of,
)
from heng.registers.parties.services import PartyFacts
from heng.registers.trading.services.dossier import Dossier, InvestmentFacts, Revocation

NEW, CHANGED, DELETED = "1", "2", "3"
LONGEST_KEY = 160
LONGEST_DATA_KEY = 100  # the specification says 22
TIMESTAMP = "DATA_TIMESTAMP"

Mapper = Callable[[Values, SourceProfile], Content]

MAPPERS: Mapping[str, Mapper] = {
    "100": subjects.trader,
    "300": subjects.violation,
    "302": subjects.blacklisting,
    "303": subjects.removal,
    "304": subjects.reward,
    "305": subjects.fulfilment,
    "400": matters.item,
    "402": matters.alarm,
    "404": matters.complaint,
    "500": tendering.undertaking,
    "501": tendering.project,
    "502": tendering.lot,
    "503": tendering.notice,
    "504": tendering.clarification,
    "505": tendering.invitation,
    "506": bidding.opening,
    "507": bidding.bid,
    "508": bidding.member,
    "509": bidding.report,
    "510": bidding.candidate,
    "511": tendering.candidates_published,
    "512": bidding.contract,
    "513": bidding.result,
    "517": tendering.abnormality,
    "519": bidding.mark,
    "520": bidding.details,
    "521": tendering.question,
    "522": bidding.performance,
    "523": bidding.guarantee,
    "550": procurement.project,
    "551": procurement.notice,
    "552": procurement.correction,
    "553": procurement.result,
    "554": procurement.contract,
    "556": procurement.opening,
    "557": procurement.supplier,
}


def read(stream: BinaryIO, profile: SourceProfile) -> Iterator[Received | Rejected]:
    """Read every record of an XML file of national datasets; see `record.Reader`."""
    for found in walk.records(stream):
        yield _answer(found, profile)


def _answer(found: Found, profile: SourceProfile) -> Received | Rejected:
    table = TABLES.get(found.dataset)
    if table is None:
        return _rejected(found, [_unknown(found)])
    operation = found.header.get("DATA_TYPE", "")
    wrong = _header(found, operation)
    if wrong:
        return _rejected(found, wrong)
    deletes = operation == DELETED
    checked = check(table, found.header, found.fields, deletes=deletes)
    content = MAPPERS[table.dataset](checked.values, profile)
    key = _identity(content, checked.values)[:LONGEST_KEY]
    if checked.errors:
        return _rejected(found, checked.errors, key)
    if deletes:
        taken_back = _taken_back(content, table)
        if isinstance(taken_back, Finding):
            return _rejected(found, [taken_back], key)
        content = taken_back
    if not operation:
        checked.remarks.append(
            Finding("DATA_TYPE", "missing", "未注明新增、修改或删除（DATA_TYPE），按新增或修改处理。")
        )
    meaning = [table.dataset, deletes, {k: text for k, text in checked.values.texts.items() if k != TIMESTAMP}]
    return Received(
        dataset=table.dataset,
        key=key,
        line=found.line,
        raw=found.raw,
        content=content,
        digest=digest_of(meaning),
        stamp=checked.values.text(TIMESTAMP),
        remarks=tuple(checked.remarks),
    )


def _rejected(found: Found, findings: list[Finding], key: str = "") -> Rejected:
    """Refuse a record under the name that it will bear once it is corrected, as far as it says so."""
    return Rejected(
        dataset=found.dataset[:20],
        key=key or found.header.get("DATA_KEY", "")[:LONGEST_KEY],
        line=found.line,
        raw=found.raw,
        findings=tuple(findings),
    )


def _unknown(found: Found) -> Finding:
    if not found.dataset:
        return Finding(
            "DATA_NO", "no-dataset", f"元素“{found.name[:60]}”没有注明数据集编号（DATA_NO），请补充后重新报送。"
        )
    return Finding(
        "DATA_NO",
        "unknown-dataset",
        f"数据集 {found.dataset[:20]} 的字段表尚未收录，原文已留存；收录字段表后可以重新处理，无需再次报送。",
    )


def _header(found: Found, operation: str) -> list[Finding]:
    wrong = [
        Finding(name, "repeated-field", f"字段 {name} 出现多次且取值不同，请只保留一个。") for name in found.repeated
    ]
    if operation not in {"", NEW, CHANGED, DELETED}:
        wrong.append(
            Finding(
                "DATA_TYPE", "wrong-code", f"“{operation[:20]}”不是操作类型，请填 1（新增）、2（修改）或 3（删除）。"
            )
        )
    if len(found.header.get("DATA_KEY", "")) > LONGEST_DATA_KEY:
        wrong.append(
            Finding("DATA_KEY", "wrong-length", f"数据主键（DATA_KEY）超过 {LONGEST_DATA_KEY} 个字符，请核对报送程序。")
        )
    return wrong


def _identity(content: Content, values: Values) -> str:
    """Name a record by what it is about, so that its versions meet whatever DATA_KEY they carry."""
    match content:
        case InvestmentFacts():
            return content.code
        case PartyFacts():
            return values.key or key_of(content)
        case CreditFiling() | MatterFiling():
            return content.key
        case Dossier():
            children = [child for _, child in _children(content)]
            if not children:
                return content.key
            place = getattr(children[0], "lot", "") or ""
            return "/".join(part for part in (content.key, place, str(children[0].key)) if part)  # type: ignore[attr-defined]
    return values.key


def _children(dossier: Dossier) -> Iterator[tuple[str, object]]:
    """Yield every fact of a dossier with the name of its table."""
    for spec in fields(Dossier):
        facts = getattr(dossier, spec.name)
        if isinstance(facts, tuple):
            yield from ((spec.name, fact) for fact in facts)


def _taken_back(content: Content, table: Table) -> Content | Finding:
    """Turn what a record would tell into what it takes back."""
    match content:
        case CreditFiling() | MatterFiling():
            return replace(content, withdrawn=True)
        case Dossier():
            told = [_revocation(name, fact) for name, fact in _children(content)]
            if told and all(one.key for one in told):
                return Dossier(source=content.source, key=content.key, revocations=tuple(told))
    return Finding(
        "DATA_TYPE",
        "cannot-delete",
        f"{table.title}（{table.dataset}）不能由数据交换删除：登记留痕不得抹去。内容有误请报送修改（DATA_TYPE=2），"
        "交易终止请报送异常情况（517）或在系统内办理。",
    )


def _revocation(name: str, fact: object) -> Revocation:
    lot = getattr(fact, "lot", "") or getattr(fact, "contract", "") or ""
    return Revocation(name, str(getattr(fact, "key", "")), str(lot))
