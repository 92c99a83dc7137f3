"""News of the register of trades 「交易」; the subject is a project. No personal data travels with it."""

from dataclasses import dataclass
from datetime import date

from heng.ledger.events import Event, coded, named


@dataclass(frozen=True, slots=True)
class ProjectRegistered(Event):
    """A project was registered 「项目登记」; it is not admitted yet."""

    name: str = named("项目名称")
    trade_class: str = named("交易类别")
    region: str = named("行政区划")
    owner: str = named("招标（采购）人代码")
    source: str = named("来源系统")
    source_key: str = named("来源主键")
    on: date = named("日期")
    message: str = named("报送批次", default="")


@dataclass(frozen=True, slots=True)
class ProjectCorrected(Event):
    """What was registered of a project was corrected 「项目登记变更」."""

    fields: tuple[str, ...] = named("变更内容")
    on: date = named("日期")
    message: str = named("报送批次", default="")


@dataclass(frozen=True, slots=True)
class ProjectTakenOver(Event):
    """A trading system goes on with a project that its owner had registered 「交易系统接续办理」."""

    source: str = named("来源系统")
    source_key: str = named("来源主键")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class ProjectAdmitted(Event):
    """A project passed the entry gate 「项目获准进场」 under the department named."""

    authority: str = named("监督部门代码")
    rule: str = named("确定规则")
    article: str = named("确定依据")
    trade_class: str = named("交易类别")
    region: str = named("行政区划")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class EntryRefused(Event):
    """A project was not let in 「未准进场」."""

    code: str = coded("原因代码")
    reason: str = named("原因")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class ProjectWithdrawn(Event):
    """A project was withdrawn before it was admitted 「撤回进场登记」."""

    reason: str = named("原因")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class ProjectReapplied(Event):
    """A withdrawn project asks to enter again 「重新登记进场」."""

    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class AuthorityChanged(Event):
    """Another department supervises the project from now on 「变更监督部门」."""

    former: str = named("原监督部门代码")
    authority: str = named("监督部门代码")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class InvestmentTaken(Event):
    """An undertaking behind trades was taken in or corrected 「收录投资项目」; the subject is the undertaking."""

    code: str = named("项目编号")
    name: str = named("项目名称")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class FactsTaken(Event):
    """Facts of a trade were taken in or replaced 「收录交易数据」; `tables` are named as in a dossier."""

    tables: tuple[str, ...] = named("数据类别")
    count: int = named("条数")
    on: date = named("日期")
    message: str = named("报送批次", default="")


@dataclass(frozen=True, slots=True)
class FactsRevoked(Event):
    """Facts of a trade were taken back by their teller 「撤销交易数据」; they stay, marked as such."""

    tables: tuple[str, ...] = named("数据类别")
    count: int = named("条数")
    on: date = named("日期")
    message: str = named("报送批次", default="")


@dataclass(frozen=True, slots=True)
class NoticePublished(Event):
    """The trade is announced 「发布公告」."""

    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class BidsOpened(Event):
    """The bids were opened 「开标」."""

    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class BidsEvaluated(Event):
    """The bids were evaluated 「评标」."""

    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class CandidatesPublicised(Event):
    """The candidates for award were published 「公示中标候选人」."""

    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class AwardMade(Event):
    """A lot was awarded 「定标」."""

    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class ContractSigned(Event):
    """A contract was signed 「签订合同」."""

    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class ProjectCompleted(Event):
    """The contract was performed and accepted 「履约完成」."""

    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class ProjectFailed(Event):
    """The trade failed 「流标」; it may be announced again."""

    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class ProjectTerminated(Event):
    """The trade was ended for good 「终止交易」."""

    on: date = named("日期")
