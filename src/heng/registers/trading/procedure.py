"""The way of a trade 「交易流程」: past the entry gate, and then forward only.

A later fact may arrive before an earlier one, or alone: so each later step leaves every earlier stage beyond the gate.
"""

from heng.engines.procedure import Procedure, Step
from heng.ledger.events import Event
from heng.registers.authorities.actors import gatekeeper, owner_or_centre, teller
from heng.registers.trading.events import (
    AwardMade,
    BidsEvaluated,
    BidsOpened,
    CandidatesPublicised,
    ContractSigned,
    NoticePublished,
    ProjectCompleted,
    ProjectFailed,
    ProjectTerminated,
)
from heng.registers.trading.models import Stage

NOTICE_TWO = "安公管办〔2022〕6号 二"
NOTICE_EIGHT = "安公管办〔2022〕6号 八"
TRACE = "安公管办〔2022〕6号 七"

WAY = (
    Stage.ADMITTED,
    Stage.ANNOUNCED,
    Stage.OPENED,
    Stage.EVALUATED,
    Stage.PUBLICISED,
    Stage.AWARDED,
    Stage.CONTRACTED,
    Stage.COMPLETED,
)
"""The stages beyond the gate in their order; a trade may also fail or be terminated."""

BEFORE = {stage: WAY[: WAY.index(stage)] for stage in WAY}
FAILED = Stage.FAILED

PROCEDURE = Procedure(
    Step("admit", "准予进场", (Stage.APPLIED, Stage.REFUSED), Stage.ADMITTED, by=gatekeeper, law=NOTICE_EIGHT),
    Step("refuse", "不予进场", (Stage.APPLIED, Stage.REFUSED), Stage.REFUSED, by=gatekeeper, law=NOTICE_EIGHT),
    Step(
        "withdraw", "撤回进场登记", (Stage.APPLIED, Stage.REFUSED), Stage.WITHDRAWN, by=owner_or_centre, law=NOTICE_TWO
    ),
    Step("reapply", "重新登记进场", (Stage.WITHDRAWN,), Stage.APPLIED, by=owner_or_centre, law=NOTICE_TWO),
    Step(
        "announce",
        "发布公告",
        (*BEFORE[Stage.ANNOUNCED], FAILED),
        Stage.ANNOUNCED,
        by=teller,
        law="招标投标法 第十六条",
    ),
    Step("open", "开标", (*BEFORE[Stage.OPENED], FAILED), Stage.OPENED, by=teller, law="招标投标法 第三十四条"),
    Step(
        "evaluate",
        "评标（评审）",
        (*BEFORE[Stage.EVALUATED], FAILED),
        Stage.EVALUATED,
        by=teller,
        law="招标投标法 第三十七条",
    ),
    Step(
        "publicise",
        "公示中标候选人",
        (*BEFORE[Stage.PUBLICISED], FAILED),
        Stage.PUBLICISED,
        by=teller,
        law="招标投标法实施条例 第五十四条",
    ),
    Step("award", "定标", (*BEFORE[Stage.AWARDED], FAILED), Stage.AWARDED, by=teller, law="招标投标法 第四十五条"),
    Step(
        "sign",
        "签订合同",
        (*BEFORE[Stage.CONTRACTED], FAILED),
        Stage.CONTRACTED,
        by=teller,
        law="招标投标法 第四十六条",
    ),
    Step(
        "complete",
        "确认履约完成",
        (*BEFORE[Stage.COMPLETED], FAILED),
        Stage.COMPLETED,
        by=teller,
        law="招标投标法 第四十八条",
    ),
    Step("fail", "登记流标", BEFORE[Stage.AWARDED], FAILED, by=teller, law="招标投标法 第二十八条"),
    Step(
        "terminate",
        "终止交易",
        (*BEFORE[Stage.AWARDED], FAILED),
        Stage.TERMINATED,
        by=teller,
        law="招标投标法实施条例 第三十一条",
    ),
    name="交易",
    labels={state: str(label) for state, label in Stage.choices},
)

VERB = {
    Stage.ANNOUNCED: "announce",
    Stage.OPENED: "open",
    Stage.EVALUATED: "evaluate",
    Stage.PUBLICISED: "publicise",
    Stage.AWARDED: "award",
    Stage.CONTRACTED: "sign",
    Stage.COMPLETED: "complete",
    Stage.FAILED: "fail",
    Stage.TERMINATED: "terminate",
}
"""By which step a trade comes to a stage beyond the gate."""

NEWS: dict[Stage, type[Event]] = {
    Stage.ANNOUNCED: NoticePublished,
    Stage.OPENED: BidsOpened,
    Stage.EVALUATED: BidsEvaluated,
    Stage.PUBLICISED: CandidatesPublicised,
    Stage.AWARDED: AwardMade,
    Stage.CONTRACTED: ContractSigned,
    Stage.COMPLETED: ProjectCompleted,
    Stage.FAILED: ProjectFailed,
    Stage.TERMINATED: ProjectTerminated,
}
"""What is told when a trade comes to a stage."""
