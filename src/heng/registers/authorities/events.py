"""News of the register of authorities 「行政监督部门」.

The subject of what concerns a project is the project's reference, so that its trace tells the whole story.
"""

from dataclasses import dataclass
from datetime import date

from heng.ledger.events import Event, named, personal


@dataclass(frozen=True, slots=True)
class ApplicationFiled(Event):
    """The owner of a voluntary project asked a department to supervise it 「申请监督」."""

    application: str = named("申请编号")
    applicant: str = named("申请人代码")
    authority: str = named("申请部门")
    due_on: date = named("答复期限")
    on: date = named("申请日期")


@dataclass(frozen=True, slots=True)
class ApplicationAccepted(Event):
    """A department accepted the supervision of a voluntary project 「接受监督申请」."""

    application: str = named("申请编号")
    authority: str = named("监督部门")
    reason: str = named("答复意见")
    on: date = named("答复日期")


@dataclass(frozen=True, slots=True)
class ApplicationRefused(Event):
    """A department refused the supervision of a voluntary project, with its reason 「不予接受监督申请」."""

    application: str = named("申请编号")
    authority: str = named("答复部门")
    reason: str = named("不予接受理由")
    on: date = named("答复日期")


@dataclass(frozen=True, slots=True)
class ApplicationWithdrawn(Event):
    """The owner took the application back 「撤回监督申请」."""

    application: str = named("申请编号")
    authority: str = named("申请部门")
    on: date = named("撤回日期")


@dataclass(frozen=True, slots=True)
class DesignationRequested(Event):
    """Whose project it is is hard to say; somebody is asked to settle it 「申请确定监督部门」."""

    designation: str = named("申请编号")
    applicant: str = named("申请人代码")
    region: str = named("行政区划")
    due_on: date = named("办理期限")
    on: date = named("申请日期")


@dataclass(frozen=True, slots=True)
class DesignationSettled(Event):
    """The supervising department was agreed upon, or named by a government 「确定监督部门」."""

    designation: str = named("申请编号")
    authority: str = named("监督部门")
    way: str = named("方式")
    decider: str = named("确定机关")
    document_number: str = named("文号")
    on: date = named("确定日期")


@dataclass(frozen=True, slots=True)
class DesignationDeclined(Event):
    """No supervising department could be settled 「未能确定监督部门」."""

    designation: str = named("申请编号")
    reason: str = named("原因")
    on: date = named("答复日期")


@dataclass(frozen=True, slots=True)
class MatterReceived(Event):
    """A department received a matter 「收件登记」; the first one handles it."""

    authority: str = named("收件部门")
    is_first: bool = named("首次收件")
    on: date = named("收件日期")


@dataclass(frozen=True, slots=True)
class HandoverProposed(Event):
    """A department passes a matter to another 「移交」; the clock runs on."""

    handover: str = named("移交编号")
    source: str = named("移交部门")
    target: str = named("接收部门")
    reason: str = named("移交理由")
    received_on: date = named("首次收件日期")
    due_on: date = named("原办理期限")
    on: date = named("移交日期")


@dataclass(frozen=True, slots=True)
class HandoverTaken(Event):
    """The other department took the matter over 「接收移交」."""

    handover: str = named("移交编号")
    source: str = named("移交部门")
    target: str = named("接收部门")
    received_on: date = named("首次收件日期")
    due_on: date = named("原办理期限")
    on: date = named("接收日期")


@dataclass(frozen=True, slots=True)
class HandoverDeclined(Event):
    """The other department sent the matter back 「退回移交」."""

    handover: str = named("移交编号")
    source: str = named("移交部门")
    target: str = named("退回部门")
    reason: str = named("退回理由")
    on: date = named("退回日期")


@dataclass(frozen=True, slots=True)
class DutyEntered(Event):
    """A row of a duty list, or a new version of one, was entered 「权责清单登记」; the subject is the department."""

    code: str = named("事项编码")
    title: str = named("事项")
    section: str = named("责任科室")
    officer: str = named("责任人")
    effective_from: date = named("生效日期")
    on: date = named("登记日期")


@dataclass(frozen=True, slots=True)
class DutyEnded(Event):
    """A row of a duty list ends with nothing in its place 「权责清单废止」; the subject is the department."""

    code: str = named("事项编码")
    effective_to: date = named("失效日期")
    reason: str = named("废止原因")
    on: date = named("登记日期")


@dataclass(frozen=True, slots=True)
class DutyAssigned(Event):
    """Another officer answers for a row of a duty list 「确定责任人」; the subject is the department."""

    code: str = named("事项编码")
    former: str = named("原责任人")
    officer: str = named("责任人")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class OrganEntered(Event):
    """A department, or an organ beside it, was entered 「机构登记」."""

    name: str = named("名称")
    role: str = named("职能")
    region: str = named("行政区划")
    effective_from: date = named("设立日期")
    on: date = named("登记日期")


@dataclass(frozen=True, slots=True)
class OrganCorrected(Event):
    """A department is called otherwise from now on, or its code was corrected 「机构更名」."""

    former_name: str = named("原名称")
    name: str = named("名称")
    uscc: str = named("统一社会信用代码")
    reason: str = named("原因")
    on: date = named("登记日期")


@dataclass(frozen=True, slots=True)
class OrganEnded(Event):
    """A department is no more from a day on 「机构撤销」; what it did stays on file."""

    effective_to: date = named("撤销日期")
    reason: str = named("原因")
    on: date = named("登记日期")


@dataclass(frozen=True, slots=True)
class PostEntered(Event):
    """A post was set up in a section 「岗位登记」; the subject is the department."""

    section: str = named("科室")
    title: str = named("岗位")
    power: str = named("权限")
    on: date = named("登记日期")


@dataclass(frozen=True, slots=True)
class SectionEntered(Event):
    """A section was set up 「科室登记」; the subject is the department."""

    section: str = named("科室")
    on: date = named("登记日期")


@dataclass(frozen=True, slots=True)
class AccountOpened(Event):
    """A person can log in 「开立账号」."""

    username: str = personal("用户名")
    name: str = personal("姓名")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class AccountClosed(Event):
    """A person can no longer log in 「停用账号」."""

    reason: str = named("原因")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class AccountReopened(Event):
    """A person can log in again 「恢复账号」."""

    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class PasswordChanged(Event):
    """A person chose a new password 「修改密码」."""

    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class SecondFactorReset(Event):
    """An administrator took the second factor of an account away, so that a new one is set up 「重置两步验证」."""

    reason: str = named("原因")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class PasswordReset(Event):
    """An administrator gave an account a new password 「重置密码」."""

    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class AppointmentMade(Event):
    """A person took up a post 「任职」; the subject is the account."""

    authority: str = named("部门")
    post: str = named("岗位")
    power: str = named("权限")
    starts_on: date = named("任职日期")
    on: date = named("登记日期")


@dataclass(frozen=True, slots=True)
class AppointmentEnded(Event):
    """A person left a post 「离任」; the subject is the account."""

    authority: str = named("部门")
    post: str = named("岗位")
    ends_on: date = named("离任日期")
    on: date = named("登记日期")


@dataclass(frozen=True, slots=True)
class RepresentativeNamed(Event):
    """An account acts for a party 「确定主体代表」; the subject is the account."""

    party: str = named("主体代码")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class KeyIssued(Event):
    """A system was given a new key 「签发密钥」; the old one opens nothing any more."""

    scopes: tuple[str, ...] = named("权限范围")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class KeyRevoked(Event):
    """A system's key opens nothing any more 「吊销密钥」."""

    reason: str = named("原因")
    on: date = named("日期")
