"""What an owner tells of its own project 「业主自行登记」, until a trading system goes on with it 「接续办理」.

依据: 安公管办〔2022〕6号 二.
"""

from datetime import date

from django.db import transaction

from heng.engines.procedure import Refusal
from heng.ledger import journal
from heng.registers.authorities.actors import Actor, centre_there, represents
from heng.registers.parties import services as parties
from heng.registers.trading.events import ProjectTakenOver
from heng.registers.trading.models import BEFORE_THE_GATE, Project
from heng.registers.trading.procedure import NOTICE_EIGHT, NOTICE_TWO
from heng.registers.trading.services import again, gate, registration
from heng.registers.trading.services.dossier import Dossier, ProjectFacts

SOURCE = "owner"
"""The source of what owners tell; a key within it begins with the code of the owner."""


@transaction.atomic
def register_own(facts: ProjectFacts, key: str, *, by: Actor, on: date) -> Project:
    """Register one's own project, or correct it as long as it stands before the gate. It is not admitted by this.

    `key` is one that the door made up for this form: the same form sent twice is one project.

    Raises:
        Refusal: `no-authority-to-act`, `fixed-at-the-gate`, and what `gate.register` refuses.
    """
    if not represents(by) or parties.code_of(facts.owner) != by.party:
        raise Refusal("no-authority-to-act", "您无权登记其他单位的项目，只能登记本单位的项目", NOTICE_TWO)
    dossier = Dossier(source=SOURCE, key=key_of(by.party, key), project=facts)
    registration.hold([dossier])
    known = registration.find([dossier])
    for row in known.values():
        if row.stage not in BEFORE_THE_GATE:
            raise Refusal("fixed-at-the-gate", "项目已准予进场，登记内容不能再由业主修改，请联系交易中心", NOTICE_EIGHT)
    entered = registration.enter_all([dossier], known, by=by, on=on)[0]
    if isinstance(entered, Refusal):
        raise entered
    entered.project.save()
    news = registration.news_of(entered, on=on)
    journal.record_all([journal.Act(event, NOTICE_TWO) for event in news], by=by)
    return entered.project


@transaction.atomic
def enter_taken_over(ref: str, facts: ProjectFacts, source: str, key: str, *, by: Actor, on: date) -> Project:
    """Let a trading system go on with a project that its owner registered 「接续办理」, and ask whether it may enter.

    From then on the system tells of it under its own key; asked again, nothing changes.

    Raises:
        Refusal: `unknown-project`, `not-an-owners`, `other-owner`, `key-taken`, and what `gate.enter` refuses.
    """
    project = again.project_of(ref)
    if project is None or not centre_there(by, project):
        raise Refusal("unknown-project", f"没有编号为“{ref}”的业主登记项目，请核对项目编号", NOTICE_TWO)
    registration.hold([Dossier(source=SOURCE, key=project.source_key), Dossier(source=source, key=key)])
    project.refresh_from_db(from_queryset=Project.objects.select_for_update(of=("self",)))
    if (project.source, project.source_key) != (source, key):
        _take_over(project, facts, source, key)
        journal.record(ProjectTakenOver(project.ref, source, key, on), by=by, law=NOTICE_EIGHT)
    return gate.enter(facts, source, key, by=by, on=on)


def _take_over(project: Project, facts: ProjectFacts, source: str, key: str) -> None:
    if project.source != SOURCE:
        raise Refusal("not-an-owners", f"项目{project.ref}已由交易系统登记，不能由其他主键接续", NOTICE_EIGHT)
    if parties.code_of(facts.owner) != project.owner.code:
        raise Refusal(
            "other-owner",
            f"招标（采购）人与项目{project.ref}登记的不一致，请核对项目编号和招标（采购）人代码",
            NOTICE_TWO,
        )
    if Project.objects.filter(source=source, source_key=key).exists():
        raise Refusal("key-taken", f"主键“{key}”已用于另一项目，请换用项目自己的主键", NOTICE_EIGHT)
    project.source, project.source_key = source, key
    project.save(update_fields=["source", "source_key"])


def key_of(party: str, key: str) -> str:
    """Give the key under which an owner's project is kept: nobody can name that of another owner."""
    return f"{party}:{key}"
