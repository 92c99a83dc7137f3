"""What the register of trades listens to 「收听」: once a department is settled, the gate is asked again."""

from heng.ledger.relay import listens
from heng.registers.authorities.actors import CLOCK
from heng.registers.authorities.events import ApplicationAccepted, DesignationSettled, HandoverTaken
from heng.registers.credit.events import BanLifted
from heng.registers.trading.services import again, gate


@listens(ApplicationAccepted, DesignationSettled)
def ask_again(event: ApplicationAccepted | DesignationSettled) -> None:
    """Ask the gate again for a project that now has its department 「再次审查进场」."""
    again.ask_for(event.subject, by=CLOCK, on=event.on)


@listens(BanLifted)
def ask_again_for_a_party(event: BanLifted) -> None:
    """Ask the gate again for the projects that a ban kept out 「解禁后再次审查进场」."""
    again.ask_for_party(event.code, by=CLOCK, on=event.on)


@listens(HandoverTaken)
def follow_handover(event: HandoverTaken) -> None:
    """Let the department that took a project over supervise it 「监督部门随移交变更」."""
    project = again.project_of(event.subject)
    if project is not None:
        gate.follow_handover(project, source=event.source, target=event.target, by=CLOCK, on=event.on)
