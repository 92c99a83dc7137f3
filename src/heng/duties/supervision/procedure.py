"""How a supervision file is kept 「监管档案办理」."""

from heng.duties.supervision.models import File
from heng.engines.procedure import Procedure, Step
from heng.registers.authorities.actors import heading_officer, named_or_heading_officer

ONE_FILE = "安公管办〔2022〕6号 七"
NAMED_OFFICER = "安公管办〔2022〕6号 三"
WAITING, OPEN, CLOSED = File.Status.WAITING, File.Status.OPEN, File.Status.CLOSED

PROCEDURE = Procedure(
    Step("assign", "指定监管责任人", (WAITING,), OPEN, by=heading_officer, law=NAMED_OFFICER),
    Step("reassign", "变更监管责任人", (OPEN,), OPEN, by=heading_officer, law=NAMED_OFFICER),
    Step("close", "归档", (OPEN,), CLOSED, by=named_or_heading_officer, law=ONE_FILE),
    Step("reopen", "重新监管", (CLOSED,), OPEN, by=heading_officer, law=ONE_FILE),
    name="项目监管档案",
    labels={state: str(label) for state, label in File.Status.choices},
)
