"""Three tables of steps: a department is asked, a department is named, a matter changes hands."""

from collections.abc import Iterable

from heng.engines.procedure import Procedure, Step
from heng.registers.authorities.actors import applicant, handling_officer, receiving_officer, settling_organ
from heng.registers.authorities.models import Application, Designation, Handover

NOTICE = "安公管办〔2022〕6号 二"
FIRST_RECEIVER = "招标投标法实施条例 第六十一条"
ASKED, NAMED, PASSED = Application.Status, Designation.Status, Handover.Status


def _labels(choices: Iterable[tuple[str, object]]) -> dict[str, str]:
    """Name the states as the tables do."""
    return {state: str(label) for state, label in choices}


APPLICATION = Procedure(
    Step("accept", "接受监督申请", (ASKED.SUBMITTED,), ASKED.ACCEPTED, by=handling_officer, law=NOTICE),
    Step("refuse", "不予接受监督申请", (ASKED.SUBMITTED,), ASKED.REFUSED, by=handling_officer, law=NOTICE),
    Step("withdraw", "撤回监督申请", (ASKED.SUBMITTED,), ASKED.WITHDRAWN, by=applicant, law=NOTICE),
    name="自愿进场项目申请监督",
    labels=_labels(ASKED.choices),
)

DESIGNATION = Procedure(
    Step("settle", "确定监督部门", (NAMED.REQUESTED,), NAMED.SETTLED, by=settling_organ, law=NOTICE),
    Step("decline", "作出未能确定的答复", (NAMED.REQUESTED,), NAMED.DECLINED, by=settling_organ, law=NOTICE),
    name="协调或指定监督部门",
    labels=_labels(NAMED.choices),
)

HANDOVER = Procedure(
    Step("take", "接收移交事项", (PASSED.PROPOSED,), PASSED.TAKEN, by=receiving_officer, law=FIRST_RECEIVER),
    Step("decline", "退回移交事项", (PASSED.PROPOSED,), PASSED.DECLINED, by=receiving_officer, law=FIRST_RECEIVER),
    name="移交",
    labels=_labels(PASSED.choices),
)
