"""Changes since a cursor 「变更查询」: how a machine keeps up without asking for everything again."""

from datetime import datetime

from ninja import Query, Router, Schema
from pydantic import Field

from heng.faces.api.keys import SystemKey
from heng.faces.api.shapes import LAST
from heng.faces.frame.asking import ActorRequest
from heng.registers.trading import selectors as trading

router = Router(auth=SystemKey("read"), tags=["变更"])
PAGE, LARGEST = 500, 1000


class ChangeOut(Schema):
    """One change 「变更」: to which project, and what happened; the content is read at the project."""

    position: int = Field(description="序号，即留痕序号，只增不减", examples=[1024])
    kind: str = Field(description="种类", examples=["trading.BidsOpened"])
    label: str = Field(description="发生了什么", examples=["开标"])
    project: str = Field(description="项目编号", examples=["TP000123"])
    at: datetime = Field(description="时间")


class ChangePage(Schema):
    """A page of changes 「变更列表页」; `next` is where to read on."""

    changes: list[ChangeOut] = Field(description="变更")
    next: int = Field(description="下次查询的游标", examples=[1024])
    has_more: bool = Field(description="是否还有更多变更可立即读取")


class Asked(Schema):
    """From where, and how many."""

    since: int = Field(0, ge=0, le=LAST, description="上次答复中的 next；首次填 0", examples=[0])
    limit: int = Field(PAGE, ge=1, le=LARGEST, description="最多条数")


@router.get(
    "/changes",
    response=ChangePage,
    url_name="changes",
    summary="查询自游标以来的变更",
    description="按提交先后列出本密钥可见项目的变更，每条恰好一次，较晚提交的排在其后，不会遗漏；具体内容请再查询该项目。"
    "开标前不反映投标情况。",
)
def changes(request: ActorRequest, asked: Query[Asked]) -> ChangePage:
    """List changes in order, each once; one that commits late comes after those that overtook it."""
    page = trading.changes(request.actor, since=asked.since, limit=asked.limit)
    return ChangePage(
        changes=[
            ChangeOut(
                position=change.position,
                kind=change.kind,
                label=change.label,
                project=change.project.ref,
                at=change.at,
            )
            for change in page.changes
        ],
        next=page.cursor,
        has_more=page.has_more,
    )
