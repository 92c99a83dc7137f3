"""What the duty of supervision listens to 「收听」: a project that is in gets its file."""

from heng.duties.supervision import services
from heng.ledger.relay import listens
from heng.registers.authorities.actors import CLOCK
from heng.registers.authorities.events import AppointmentMade, DutyAssigned
from heng.registers.trading import selectors as trading
from heng.registers.trading.events import AuthorityChanged, ProjectAdmitted


@listens(ProjectAdmitted)
def open_file(event: ProjectAdmitted) -> None:
    """Open the supervision file of a project that was admitted 「建立监管档案」."""
    project = trading.project_of_ref(CLOCK, event.subject)
    if project is not None:
        services.open_file(project, by=CLOCK, on=event.on)


@listens(AuthorityChanged)
def follow_project(event: AuthorityChanged) -> None:
    """Let the file follow its project to another department 「档案随监督部门移转」."""
    project = trading.project_of_ref(CLOCK, event.subject)
    if project is not None:
        services.follow_project(project, by=CLOCK, on=event.on)


@listens(AppointmentMade)
def name_after_appointment(event: AppointmentMade) -> None:
    """Name the officers that files of a department wait for, once somebody takes up a post 「任职后指定责任人」."""
    services.name_awaited(event.authority, by=CLOCK, on=max(event.on, event.starts_on))


@listens(DutyAssigned)
def name_after_assignment(event: DutyAssigned) -> None:
    """Name them once somebody answers for a row of its duty list 「权责落实后指定责任人」."""
    services.name_awaited(event.subject, by=CLOCK, on=event.on)
