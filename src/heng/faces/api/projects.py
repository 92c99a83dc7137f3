"""Projects for machines 「交易项目查询」: a list by cursor, one project with what this key may know of it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import Http404
from ninja import Path, Query, Router, Schema
from pydantic import Field

from heng.faces.api import shapes
from heng.faces.api.keys import SystemKey
from heng.faces.api.shapes import AwardOut, ContractOut, LotOut, NoticeOut, PartyOut, Word
from heng.faces.frame.asking import ActorRequest
from heng.registers.credit.models import Regime
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import Project, Stage
from heng.registers.trading.selectors import Filters

router = Router(auth=SystemKey("read"), tags=["项目"])
PAGE, LARGEST = 100, 500
Ref = Annotated[str, Path(max_length=20, pattern=r"^[0-9A-Z]*$", examples=["TP000123"])]


class ProjectOut(Schema):
    """A project in short 「项目概要」; of one that was not admitted, why."""

    ref: str = Field(description="项目编号", examples=["TP000123"])
    source: str = Field(description="来源系统", examples=["centre"])
    source_key: str = Field(description="来源主键", examples=["2026-0001"])
    tender_code: str = Field(description="招标（采购）项目编号")
    deal_code: str = Field(description="统一交易标识码")
    name: str = Field(description="项目名称", examples=["演示市某道路改造工程施工"])
    trade_class: str = Field(description="交易类别", examples=["A03"])
    regime: str = Field(description="适用制度", examples=["ENG"])
    region: str = Field(description="行政区划", examples=["410500"])
    owner: PartyOut = Field(description="招标（采购）人")
    stage: str = Field(description="阶段代码", examples=["announced"])
    stage_name: str = Field(description="阶段", examples=["公告中"])
    authority: str = Field(description="监督部门代码", examples=["410500-JT"])
    authority_name: str = Field(description="监督部门", examples=["安阳市交通运输局"])
    budget: Decimal | None = Field(description="预算金额")
    currency: str = Field(description="币种", examples=["CNY"])
    registered_on: date = Field(description="登记日期")
    admitted_on: date | None = Field(description="进场日期")
    opens_at: datetime | None = Field(description="开标时间")
    refusal_code: str = Field(description="未准进场原因代码")
    refusal_reason: str = Field(description="未准进场原因")
    refusal_law: str = Field(description="未准进场依据")


class ProjectWhole(ProjectOut):
    """A project with all that this key may know 「项目详情」; no bids before they are opened."""

    agency: PartyOut | None = Field(description="代理机构")
    mode: str = Field(description="交易方式")
    fund_source: str = Field(description="资金来源")
    approval_name: str = Field(description="审批文件名称")
    approval_number: str = Field(description="审批文号")
    approval_organ: str = Field(description="审批机关")
    authority_rule: str = Field(description="确定监督部门的理由")
    authority_article: str = Field(description="确定监督部门的依据")
    lots: list[LotOut] = Field(description="标段（包）")
    notices: list[NoticeOut] = Field(description="公告公示")
    awards: list[AwardOut] = Field(description="中标（成交）")
    contracts: list[ContractOut] = Field(description="合同")


class ProjectPage(Schema):
    """A page of projects 「项目列表页」; without `next` it is the last."""

    projects: list[ProjectOut]
    next: int | None = Field(description="下一页的游标", examples=[123])


class Asked(Schema):
    """What is asked for; what is left out narrows nothing."""

    q: Word = Field("", max_length=100, description="项目名称、编号或单位中的词", examples=["道路"])
    stage: Stage | None = Field(None, description="阶段")
    trade_class: str = Field("", pattern=r"^([A-Z]([0-9]{2})?)?$", description="交易类别或其首字母", examples=["A"])
    regime: Regime | None = Field(None, description="适用制度")
    region: str = Field("", pattern=r"^([0-9]{6})?$", description="行政区划；市含所辖县区", examples=["410500"])
    authority: Word = Field("", max_length=60, description="监督部门代码", examples=["410500-ZJ"])
    owner: Word = Field("", max_length=80, description="招标（采购）人代码")
    registered_from: date | None = Field(None, description="登记日期起", examples=["2026-01-01"])
    registered_to: date | None = Field(None, description="登记日期止")
    after: int | None = Field(None, ge=0, le=shapes.LAST, description="上一页答复中的 next")
    limit: int = Field(PAGE, ge=1, le=LARGEST, description="每页条数")


@router.get(
    "/projects",
    response=ProjectPage,
    url_name="projects",
    summary="查询项目列表",
    description="按登记先后列出本密钥可见的项目：已进场的全部项目，以及本地区尚未进场的项目。",
)
def projects(request: ActorRequest, asked: Query[Asked]) -> ProjectPage:
    """List what this key may see: whatever is in, and of its own place what is not."""
    filters = Filters(
        stages=(asked.stage.value,) if asked.stage else (),
        trade_class=asked.trade_class,
        regime=asked.regime.value if asked.regime else "",
        region=asked.region,
        authority=asked.authority,
        owner=asked.owner,
        registered_from=asked.registered_from,
        registered_to=asked.registered_to,
        after=asked.after,
        sort="ref",
    )
    rows = list(trading.search(request.actor, asked.q, filters)[: asked.limit + 1])
    page = rows[: asked.limit]
    return ProjectPage(
        projects=[ProjectOut(**_summary(row)) for row in page],
        next=page[-1].pk if len(rows) > asked.limit else None,
    )


@router.get(
    "/projects/{ref}",
    response=ProjectWhole,
    url_name="project",
    summary="查询一个项目",
    description="返回一个项目的内容，开标前不含投标情况；不存在或者不在可见范围内，同样答复 404。",
)
def project(request: ActorRequest, ref: Ref) -> ProjectWhole:
    """Show one project, or say 404 alike of none and of one that this key may not know of."""
    actor = request.actor
    found = trading.project_of_ref(actor, ref)
    if found is None:
        raise Http404
    why = trading.resolution_of(found)
    return ProjectWhole(
        **_summary(found),
        agency=shapes.party(found.agency) if found.agency else None,
        mode=found.mode,
        fund_source=found.fund_source,
        approval_name=found.approval_name,
        approval_number=found.approval_number,
        approval_organ=found.approval_organ,
        authority_rule=why.reason if why else "",
        authority_article=why.article if why else "",
        lots=[shapes.lot(view) for view in trading.bids_of(found, actor)],
        notices=[shapes.notice(row) for row in trading.notices_of(found, actor)],
        awards=[shapes.award(row) for row in trading.awards_of(found, actor)],
        contracts=[shapes.contract(view) for view in trading.contracts_of(found, actor)],
    )


def _summary(project: Project) -> dict[str, Any]:
    same = (
        "ref", "source", "source_key", "tender_code", "deal_code", "name", "trade_class", "regime", "region", "stage",
        "budget", "currency", "registered_on", "admitted_on", "opens_at", "refusal_code", "refusal_reason",
        "refusal_law",
    )  # fmt: skip
    return {name: getattr(project, name) for name in same} | {
        "owner": shapes.party(project.owner),
        "stage_name": project.get_stage_display(),
        "authority": project.authority_id or "",
        "authority_name": project.authority.name if project.authority else "",
    }
