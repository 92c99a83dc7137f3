"""What an owner tells of its own project 「业主自行登记」: registered before the gate, corrected until it is let in.

依据: 安公管办〔2022〕6号 二.
"""

from datetime import date

from django.db import transaction

from heng.engines.procedure import Refusal
from heng.ledger import journal
from heng.registers.authorities.actors import Actor, represents
from heng.registers.parties import services as parties
from heng.registers.trading.models import BEFORE_THE_GATE, Project
from heng.registers.trading.procedure import NOTICE_EIGHT, NOTICE_TWO
from heng.registers.trading.services import registration
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


def key_of(party: str, key: str) -> str:
    """Give the key under which an owner's project is kept: nobody can name that of another owner."""
    return f"{party}:{key}"
