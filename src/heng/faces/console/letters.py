"""What official documents say of decisions 「文书内容」: composed of the matter, read over before it is issued."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from heng.faces.console.steps import Button
from heng.ledger.evidence.documents import numbers
from heng.ledger.evidence.documents.draft import FORM
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor, gatekeeper, handling_officer, is_handler, settling_organ
from heng.registers.authorities.models import Application, Designation, Handover
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import Project, Stage
from heng.registers.trading.procedure import NOTICE_EIGHT

NOTICE = "《关于进一步落实公共资源交易行政监督职责的通知》（安公管办〔2022〕6号）"
DECIDED = {Application.Status.ACCEPTED, Application.Status.REFUSED}
SENT = {Handover.Status.PROPOSED, Handover.Status.TAKEN}


@dataclass(frozen=True, slots=True)
class Letter:
    """The proposed words of a document. `matter` is what was decided, `about` what its file is kept under."""

    matter: str
    about: str
    title: str
    addressee: str
    body: str
    copies: str = ""

    @property
    def words(self) -> dict[str, str]:
        """What may be changed before it is issued."""
        return {"title": self.title, "addressee": self.addressee, "body": self.body, "copies": self.copies}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: the page of its matter, who finds it, whether it is decided, who issues it, what it says."""

    page: str
    find: Callable[[Actor, int], Any]
    is_decided: Callable[[Any], bool]
    may_issue: Callable[[Actor, Any], bool]
    write: Callable[[Any], Letter]


def designated(row: Designation) -> Letter:
    """Tell who asked which department supervises its project 「监督部门确定通知书」."""
    name = row.authority.name if row.authority else ""
    body = _(
        "你单位申请确定“%(project)s”（项目编号%(subject)s）行政监督部门的事项（编号%(ref)s）收悉。现通知如下：\n"
        "一、该项目由%(authority)s监督。\n"
        "二、确定方式：%(way)s；确定机关：%(decider)s；文号：%(number)s。\n"
        "三、请按照%(notice)s第二条的规定，持本通知办理进场登记，并接受%(authority)s的监督。"
    )
    facts = {"way": row.get_way_display(), "decider": row.decider, "number": row.document_number}
    return Letter(
        row.ref,
        row.subject,
        _("关于确定%(project)s行政监督部门的通知") % {"project": row.project_name},
        row.applicant_name,
        body % {**_named(row), **facts, "authority": name},
        name,
    )


def answered(row: Application) -> Letter:
    """Answer an application for supervision 「监督申请答复书」."""
    accepted = row.status == Application.Status.ACCEPTED
    verdict = _("经研究，我单位接受该项目的监督申请，依法履行行政监督职责。")
    if not accepted:
        verdict = _("经研究，我单位不予接受该项目的监督申请。理由：%(reason)s") % {"reason": row.decision}
    body = _("你单位关于“%(project)s”（项目编号%(subject)s）的监督申请（编号%(ref)s）收悉。现答复如下：")
    ground = _("以上答复依据%(notice)s第二条。") % {"notice": NOTICE}
    return Letter(
        row.ref,
        row.subject,
        _("关于%(project)s监督申请的答复") % {"project": row.project_name},
        row.applicant_name,
        "\n".join([body % _named(row), verdict, ground]),
    )


def handed_over(row: Handover) -> Letter:
    """Hand a matter to another department 「移交函」."""
    body = _(
        "根据《中华人民共和国招标投标法实施条例》第六十一条，现将事项%(subject)s（移交编号%(ref)s）移交你单位办理。\n"
        "一、移交理由：%(reason)s\n"
        "二、该事项首次收件日期为%(received)s，原办理期限至%(due)s，不因移交延长。\n"
        "三、请及时接收；你单位接收前，该事项仍由我单位办理。"
    )
    facts = {"reason": row.reason, "received": _day(row.received_on), "due": _day(row.due_on)}
    return Letter(
        row.ref,
        row.subject,
        _("关于移交%(subject)s监督事项的函") % {"subject": row.subject},
        row.target.name,
        body % {"subject": row.subject, "ref": row.ref, **facts},
    )


def turned_away(row: Project) -> Letter:
    """Tell an owner why its project may not enter 「不予进场告知书」."""
    body = _(
        "你单位申请进场交易的“%(project)s”（项目编号%(ref)s），经审查，不予进场。现告知如下：\n"
        "一、理由：%(reason)s\n"
        "二、依据：%(law)s。\n"
        "三、有关情形消除后，你单位可以重新申请进场。对本告知有异议的，可以向当地公共资源交易联席会议办公室反映。"
    )
    facts = {"project": row.name, "ref": row.ref, "reason": row.refusal_reason, "law": row.refusal_law or NOTICE_EIGHT}
    title = _("关于%(project)s不予进场的告知书") % {"project": row.name}
    return Letter(row.ref, row.ref, title, row.owner.name, body % facts)


KINDS = {
    "notice": Kind(
        "console:designation",
        lambda actor, pk: authorities.designations(actor).filter(pk=pk).first(),
        lambda row: row.status == Designation.Status.SETTLED,
        settling_organ,
        designated,
    ),
    "reply": Kind(
        "console:application",
        lambda actor, pk: authorities.applications(actor).filter(pk=pk).first(),
        lambda row: row.status in DECIDED,
        handling_officer,
        answered,
    ),
    "letter": Kind(
        "console:handover",
        lambda actor, pk: authorities.handovers(actor).filter(pk=pk).first(),
        lambda row: row.status in SENT,
        lambda actor, row: is_handler(actor) and actor.authority == row.source_id,
        handed_over,
    ),
    "refusal": Kind(
        "console:project",
        trading.project,
        lambda row: row.stage == Stage.REFUSED,
        gatekeeper,
        turned_away,
    ),
}


def button(kind: str, row: Any, actor: Actor) -> Button | None:
    """The way to a document: to write it, or to the one that was issued; None where there is nothing to issue."""
    what = KINDS[kind]
    if not (what.is_decided(row) and what.may_issue(actor, row)):
        return None
    issued = numbers.of(row.ref, kind)
    is_done = issued is not None and issued.file is not None
    label = _("查看文书 %(number)s") % {"number": issued} if is_done else _("生成文书")
    return Button(label, reverse("console:document", args=[kind, row.pk]), FORM, "certificate")


def _named(row: Application | Designation) -> dict[str, str]:
    return {"project": row.project_name, "subject": row.subject, "ref": row.ref, "notice": NOTICE}


def _day(day: Any) -> str:
    return _("%(year)s年%(month)s月%(day)s日") % {"year": day.year, "month": day.month, "day": day.day}
