"""What the entry gate asks 「进场条件」: pure questions of law about one project, answered with their articles.

依据: 安公管办〔2022〕6号 八; 招标投标法 第九条.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from heng.engines.writing import in_words
from heng.registers.authorities import rules as supervision
from heng.registers.authorities.actors import reach
from heng.registers.authorities.rules import Facts, Resolution
from heng.registers.credit.models import Ban, Regime
from heng.registers.parties.models import Party
from heng.registers.trading.models import Project
from heng.registers.trading.procedure import NOTICE_EIGHT

APPROVAL = "招标投标法 第九条"
WORKS = "D02"
TENDERED = "招标"
BUDGET_MONEY = "财政性资金"  # what procurement is paid from, by its definition (政府采购法 第二条)
REGIMES = (
    ("A", Regime.TENDERING),
    ("B01", Regime.LAND),
    ("B02", Regime.MINING),
    ("C", Regime.PROPERTY),
    ("D", Regime.PROCUREMENT),
)
"""Which body of law a trade class falls under; the first prefix that fits. Any other class is another trade."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the gate answers about one project; of a no, `code`, Chinese `reason` and `law`."""

    allowed: bool
    resolution: Resolution
    code: str = ""
    reason: str = ""
    law: str = ""

    @property
    def authority(self) -> str | None:
        """The code of the department that supervises the project, if there is one."""
        return self.resolution.authority


def regime_of(project: Project) -> str:
    """Say under which body of law a trade falls.

    Works bought by a public purchaser (D02) fall under tender law when they are tendered and reach its lines
    (政府采购法 第四条).
    """
    if is_tendered_work(project):
        return Regime.TENDERING.value
    found = (regime for prefix, regime in REGIMES if project.trade_class.startswith(prefix))
    return next(found, Regime.OTHER).value


def is_tendered_work(project: Project) -> bool:
    """Say whether these are works of a public purchaser that are tendered and reach the lines of tender law."""
    if project.trade_class != WORKS or TENDERED not in project.mode:
        return False
    told = facts_of(project, regime=Regime.TENDERING, fund_source=BUDGET_MONEY)
    return supervision.judge_entry(told).required is True


def facts_of(project: Project, *, regime: str = "", fund_source: str = "") -> Facts:
    """Put a project as the law of supervision sees it."""
    return Facts(
        trade_class=project.trade_class,
        regime=regime or project.regime,
        region=project.region,
        registered_on=project.registered_on,
        is_mandatory=project.is_mandatory,
        budget=project.budget,
        currency=project.currency,
        fund_source=fund_source or project.fund_source,
        industry=project.investment.industry if project.investment else "",
        section_classes=tuple(filter(None, project.section_classes.split(","))),
    )


def judge(project: Project, *, resolution: Resolution, bans: Sequence[Ban]) -> Verdict:
    """Answer whether a project may enter: supervised by somebody, its parties not barred, its approval at hand.

    `bans` are those that run against its owner and its agency on the day, of whatever regime and region.
    """
    if resolution.authority is None:
        return Verdict(
            allowed=False,
            resolution=resolution,
            code="no-authority",
            reason=f"监督部门未落实，不得进场：{resolution.reason}",
            law=NOTICE_EIGHT,
        )
    ban = next((ban for ban in bans if bars(ban, project)), None)
    if ban is not None:
        return Verdict(allowed=False, resolution=resolution, code="barred", reason=_barred(ban, project), law=ban.law)
    if needs_approval(project, resolution) and not has_approval(project):
        return Verdict(
            allowed=False,
            resolution=resolution,
            code="no-approval",
            reason="依法必须招标的工程建设项目应当先履行审批（核准、备案）手续，请补充审批文件名称或者文号",
            law=APPROVAL,
        )
    return Verdict(allowed=True, resolution=resolution)


def bars(ban: Ban, project: Project) -> bool:
    """Say whether this ban holds for a trade of this regime in this region."""
    return ban.regime in {"", project.regime} and project.region.startswith(reach(ban.region))


def needs_approval(project: Project, resolution: Resolution) -> bool:
    """Say whether the undertaking must be approved before it is put out to tender."""
    return project.regime == Regime.TENDERING and not resolution.is_voluntary


def has_approval(project: Project) -> bool:
    """Say whether an approval is named, with the project or with the undertaking it serves."""
    told = (project.approval_name, project.approval_number)
    behind = (project.investment.approval_name, project.investment.approval_number) if project.investment else ()
    return any(word.strip() for word in (*told, *behind))


def _barred(ban: Ban, project: Project) -> str:
    part = "招标（采购）人" if ban.party_id == project.owner_id else "代理机构"
    name = "" if ban.party.kind == Party.Kind.NATURAL else f"“{ban.party.name}”"
    return f"{part}{name}处于禁入期，{_until(ban.ends_on)}（{ban.organ}{ban.document_number}）"


def _until(ends_on: date | None) -> str:
    return f"禁入期至{in_words(ends_on)}" if ends_on else "长期禁入"
