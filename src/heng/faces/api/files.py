"""Files about a project, sent by a trading system 「报送文件」: kept by content, answered with both digests."""

from datetime import date

from django.http import Http404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from heng.engines.procedure import Refusal
from heng.faces.api.keys import SystemKey
from heng.faces.api.projects import Ref
from heng.faces.api.shapes import Word
from heng.faces.frame.asking import ActorRequest
from heng.ledger.evidence import categories, keeping, reading
from heng.registers.authorities.actors import teller
from heng.registers.trading import selectors as trading

LAW = "安公管办〔2022〕6号 七"
BODY = {"required": True, "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
NAMED = "、".join(f"{code} {title}" for code, title in categories.titles().items())

router = Router(auth=SystemKey("entries"), tags=["文件"])


class FileIn(Schema):
    """What is told of a file 「文件说明」; its bytes are the body of the request."""

    name: Word = Field(min_length=1, max_length=500, description="文件名，含扩展名", examples=["招标文件.pdf"])
    category: str = Field(
        categories.UNTOLD,
        max_length=12,
        description=f"文件类别：{NAMED}；不填的按投标文件保密，开标后才列示",
        examples=["TENDER"],
    )
    lot: Word = Field(
        "", max_length=160, description="所属标段（包）在本系统的主键；不填的，全部标段开标后才列示", examples=[""]
    )


class FileOut(Schema):
    """A file that was kept 「已保存的文件」; `sha256` and `sm3` in hexadecimal digits, `size` in bytes."""

    file: str = Field(description="文件编号", examples=["WJ000123"])
    kind: str = Field(description="按内容识别的类型", examples=["PDF文档"])
    size: int = Field(description="字节数", examples=[204800])
    sha256: str = Field(
        description="SHA-256摘要", examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"]
    )
    sm3: str = Field(
        description="SM3摘要", examples=["66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"]
    )
    is_shut: bool = Field(description="开标前保密：开标以前不列示，任何人都不能查阅", examples=[False])
    keep_until: date = Field(description="至少保存至", examples=["2041-03-02"])


@router.post(
    "/projects/{ref}/files",
    response=FileOut,
    url_name="files",
    summary="报送项目文件",
    description="请求体就是文件内容（application/octet-stream）；按内容识别类型，与扩展名不符的不接收。"
    "内容相同的文件只保存一份，每次报送都留痕；答复两种摘要，请与本地计算的结果核对。",
    openapi_extra={"requestBody": BODY},
)
def keep(request: ActorRequest, ref: Ref, told: Query[FileIn]) -> FileOut:
    """Keep the body as a file about a project that the system tells of."""
    system, project = request.actor, trading.project_of_ref(request.actor, ref)
    if project is None:
        raise Http404
    if not teller(system, project):
        raise Refusal("no-authority-to-act", _("您无权为该项目报送文件，请由当地交易中心报送"), LAW)
    source = system.person.removeprefix("SY:")
    file = keeping.keep(
        request,
        name=told.name,
        about=project.ref,
        by=system,
        on=localdate(),
        source=source,
        kind=project.regime,
        category=told.category,
        part=told.lot,
    )
    return FileOut(
        file=file.ref,
        kind=reading.label_of(file),
        size=file.content.size,
        sha256=file.content.sha256,
        sm3=file.content.sm3,
        is_shut=file.is_shut,
        keep_until=file.keep_until,
    )
