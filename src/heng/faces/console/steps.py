"""What may be done with a project now 「办理」: the buttons, drawn from the tables of steps."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heng.duties.supervision import selectors as supervision
from heng.faces.console.registering import is_correctable
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor, gatekeeper, receiver, teller
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import BEFORE_THE_GATE, Project, Stage
from heng.registers.trading.procedure import NOTICE_EIGHT, NOTICE_TWO, TRACE

ENDED = {Stage.COMPLETED, Stage.FAILED, Stage.TERMINATED}
CONTRACTED = {Stage.CONTRACTED, Stage.COMPLETED}
AT_ONCE = {"admit", "reapply"}  # need nothing but a click
BESIDES = (
    ("notice", _("发布其他公告、澄清")),
    ("change", _("登记合同变更")),
    ("performance", _("登记履约情况")),
)
ICONS = {"admit": "door-enter", "withdraw": "arrow-back-up", "terminate": "circle-x", "fail": "alert-circle"}
FIRST_RECEIVER = "招标投标法实施条例 第六十一条"


@dataclass(frozen=True, slots=True)
class Button:
    """An act: by a click (`is_post`), or by a form at its address."""

    label: str | Promise
    url: str
    law: str
    icon: str = "pencil"
    is_post: bool = False


def buttons(found: Project, actor: Actor) -> list[Button]:
    """What this actor may do with the project, its file and its matter, in the order of the tables."""
    return [*_of_project(found, actor), *_of_file(found, actor), *_of_matter(found, actor)]


def _of_project(found: Project, actor: Actor) -> list[Button]:
    told = [
        Button(
            step.label if step.verb != "admit" else _("申请进场审查"),
            reverse("console:project_step", args=[found.pk, step.verb]),
            step.law,
            ICONS.get(step.verb, "pencil"),
            is_post=step.verb in AT_ONCE,
        )
        for step in trading.open_steps(actor, found)
    ]
    if is_correctable(found) and gatekeeper(actor, found):
        told.append(Button(_("更正登记"), reverse("console:correct", args=[found.pk]), NOTICE_EIGHT))
    if found.stage in BEFORE_THE_GATE or not teller(actor, found):
        return told
    besides = BESIDES if found.stage in CONTRACTED else BESIDES[:1]
    return told + [Button(label, reverse("console:tell", args=[found.pk, word]), TRACE) for word, label in besides]


def _of_file(found: Project, actor: Actor) -> list[Button]:
    """What becomes of the file; it is not put away before the trade has ended."""
    file = supervision.file_of(found, actor)
    if file is None:
        return []
    return [
        Button(step.label, reverse("console:file_step", args=[found.pk, step.verb]), step.law, "user-check")
        for step in supervision.open_steps(file, actor)
        if step.verb != "close" or found.stage in ENDED
    ]


def _of_matter(found: Project, actor: Actor) -> list[Button]:
    """Receipts, hand-overs, and what the centre files for an owner whose project stands outside."""
    acts: list[Button] = []
    if teller(actor, found) and found.stage in {Stage.APPLIED, Stage.REFUSED}:
        acts += [
            Button(_("代为申请监督"), reverse("console:apply", args=[found.pk]), NOTICE_TWO, "send"),
            Button(_("申请确定监督部门"), reverse("console:designate", args=[found.pk]), NOTICE_TWO, "building-bank"),
        ]
    if not receiver(actor, found) or found.stage in BEFORE_THE_GATE:
        return acts
    lead = authorities.lead(found.ref)
    has_claimed = any(claim.authority_id == actor.authority for claim in authorities.claims(found.ref))
    if not has_claimed and found.authority_id == actor.authority and found.stage not in ENDED:
        url = reverse("console:claim", args=[found.pk])
        acts.append(Button(_("登记收件"), url, FIRST_RECEIVER, "inbox", is_post=True))
    if lead is not None and lead.code == actor.authority:
        acts.append(Button(_("移交其他部门"), reverse("console:hand_over", args=[found.pk]), FIRST_RECEIVER, "send"))
    return acts
