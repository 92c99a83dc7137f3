"""Packages over HTTP 「数据包」: releases since a cursor, records, one record."""

from datetime import datetime
from typing import Annotated

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import now
from ninja import Path, Query, Router, Schema
from pydantic import Field

from heng.faces.api.ocds import release as releases
from heng.faces.api.ocds.release import encode, is_purchase
from heng.faces.api.ocds.wording import Object, moment, told
from heng.faces.api.shapes import LAST
from heng.registers.authorities.actors import PUBLIC
from heng.registers.trading import selectors as trading
from heng.registers.trading.selectors import Filters

router = Router(tags=["开放数据"])
PAGE, LARGEST = 50, 200
EXTENSIONS = (
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_bid_extension/v1.1.5/extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_lots_extension/v1.1.5/extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_bidOpening_extension/master/extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_location_extension/v1.1.5/extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_contract_suppliers_extension/master/extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_tenderDatePublished_extension/master/extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_pagination_extension/master/extension.json",
)
Ocid = Annotated[str, Path(max_length=60, pattern=r"^[0-9A-Za-z_-]*$", examples=["ocds-000000-TP000123"])]


class Publisher(Schema):
    """Who publishes."""

    name: str


class Links(Schema):
    """Where to go on."""

    next: str


class Package(Schema):
    """What every package says of itself."""

    uri: str
    version: str = Field(examples=["1.1"])
    publishedDate: datetime  # noqa: N815  -- the word of the standard
    publisher: Publisher
    extensions: list[str]
    links: Links | None = None


class ReleasePackage(Package):
    """A package of releases 「发布数据包」."""

    releases: list[dict[str, object]]


class RecordPackage(Package):
    """A package of records 「记录数据包」."""

    records: list[dict[str, object]]


class Since(Schema):
    """From where, and how many."""

    since: int = Field(0, ge=0, le=LAST, description="上一页 links.next 中的游标；首次填 0", examples=[0])
    limit: int = Field(PAGE, ge=1, le=LARGEST, description="最多条数")


class After(Schema):
    """From where, and how many."""

    after: int = Field(0, ge=0, le=LAST, description="上一页 links.next 中的游标；首次填 0", examples=[0])
    limit: int = Field(PAGE, ge=1, le=LARGEST, description="最多条数")


@router.get(
    "/releases",
    response={200: ReleasePackage, 204: None},
    url_name="ocds-releases",
    summary="下载发布数据包",
    description="按变更先后列出采购项目的最新发布文件，同一项目只列最近一次；按 links.next 继续读取，即可跟上变更。"
    "没有新内容时答复 204，游标不变。无需密钥。",
)
def release_package(request: HttpRequest, asked: Query[Since]) -> HttpResponse:
    """List what changed since a cursor, each purchase once, as it stands."""
    cursor, has_more, found = asked.since, True, list[Object]()
    while has_more and not found:
        page = trading.changes(PUBLIC, since=cursor, limit=asked.limit, newest_only=True)
        found = [releases.release(change) for change in page.changes if is_purchase(change.project)]
        cursor, has_more = page.cursor, page.has_more
    return _package(request, "releases", found, f"{reverse('api:ocds-releases')}?since={cursor}&limit={asked.limit}")


@router.get(
    "/records",
    response={200: RecordPackage, 204: None},
    url_name="ocds-records",
    summary="下载记录数据包",
    description="按项目编号列出采购项目的记录，每项含最新发布文件和汇编文件；没有更多时不含 links。无需密钥。",
)
def record_package(request: HttpRequest, asked: Query[After]) -> HttpResponse:
    """List the purchases by their number."""
    after, has_more, found = asked.after, True, list[Object]()
    while has_more and not found:
        rows = list(trading.search(PUBLIC, "", Filters(after=after, sort="ref"))[: asked.limit + 1])
        page, has_more = rows[: asked.limit], len(rows) > asked.limit
        newest = trading.newest_changes([row for row in page if is_purchase(row)])
        found = [releases.record(newest[row.pk]) for row in page if row.pk in newest]
        after = page[-1].pk if page else after
    more = f"{reverse('api:ocds-records')}?after={after}&limit={asked.limit}" if has_more else ""
    return _package(request, "records", found, more)


@router.get(
    "/records/{ocid}",
    response=RecordPackage,
    url_name="ocds-record",
    summary="下载一个项目的记录",
    description="返回一个采购项目的记录；没有的，或者尚未进场的，答复 404。无需密钥。",
)
def one_record(request: HttpRequest, ocid: Ocid) -> HttpResponse:
    """Give the record of one purchase."""
    project = trading.project_of_ref(PUBLIC, releases.ref_of(ocid))
    if project is None or not is_purchase(project):
        raise Http404
    newest = trading.newest_changes([project])
    if project.pk not in newest:
        raise Http404
    return _package(request, "records", [releases.record(newest[project.pk])], "")


def _package(request: HttpRequest, name: str, content: list[Object], more: str) -> HttpResponse:
    """Wrap releases or records; `more` is the address of the next page. The standard knows no empty package: 204."""
    if not content:
        return HttpResponse(status=204)
    body = {
        "uri": request.build_absolute_uri(),
        "version": "1.1",
        "extensions": list(EXTENSIONS),
        "publishedDate": moment(now()),
        "publisher": {"name": settings.SITE_NAME},
        name: content,
    }
    body |= told(links=told(next=request.build_absolute_uri(more) if more else ""))
    return HttpResponse(encode(body), content_type="application/json", headers={"Cache-Control": "no-cache"})
