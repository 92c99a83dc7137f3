"""The exchange over HTTP 「在线报送」: a system sends a stream with its key and gets the report; it asks what is open.

Answers are JSON; what went wrong with the request itself is problem+json (RFC 9457).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from heng.faces.exchange import selectors, sources
from heng.faces.exchange.inbox import taking
from heng.faces.exchange.inbox.report import Report
from heng.faces.exchange.inbox.sniff import Source
from heng.faces.exchange.models import Item
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.errors import Problem
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.services.accounts import note_use

KEY = "X-API-Key"
PAGE = 200
FORMS = frozenset({
    "", "application/json", "application/x-ndjson", "application/jsonl", "application/xml", "text/xml",
    "application/gzip", "application/x-gzip", "application/octet-stream",
})  # fmt: skip
View = Callable[[ActorRequest], HttpResponse]


def with_key(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """Admit a system whose key has the scope `exchange`, and let it act."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        system = authorities.system_with_key(request.headers.get(KEY, ""))
        if system is None:
            detail = _("缺少密钥或密钥无效。请在请求头 X-API-Key 中提供有效密钥。")
            return Problem(401, "key-missing", _("未通过身份验证"), detail).as_json()
        actor = authorities.machine(system)
        if sources.SCOPE not in actor.scopes:
            detail = _("该密钥没有报送数据的权限，请联系系统管理员。")
            return Problem(403, "scope-missing", _("密钥权限不足"), detail).as_json()
        note_use(system, on=timezone.localdate())
        asking = cast(ActorRequest, request)
        asking.actor = actor
        return view(asking)

    return guarded


@require_POST
@with_key
def inbox(request: ActorRequest) -> HttpResponse:
    """Take in the body as it streams in, and answer with the report."""
    if request.content_type not in FORMS:
        detail = _("不接收此类内容。请以 JSON、JSON Lines 或 XML 报送，可用 gzip 压缩。")
        return Problem(415, "unsupported", _("内容类型不支持"), detail).as_json()
    if not request.headers.get("Content-Length"):
        detail = _("请求没有注明长度。请在请求头中填写 Content-Length 后重新报送。")
        return Problem(411, "length-missing", _("缺少内容长度"), detail).as_json()
    actor, profile = sources.sender(selectors.source_of(request.actor))
    now = timezone.localtime()
    name = request.GET.get("name", "") or _("在线报送")
    report = taking.take(cast(Source, request), name=name, profile=profile, by=actor, on=now.date(), at=now)
    return _unread(report) if report.error else _json(report.as_json())


@require_GET
@with_key
def items(request: ActorRequest) -> HttpResponse:
    """List the sender's own records that are not taken, the newest first; `before` pages on."""
    before = request.GET.get("before", "")
    if before and not (before.isascii() and before.isdecimal()):
        detail = _("参数 before 应为上一页最后一条的编号。")
        return Problem(400, "bad-request", _("请求无法识别"), detail).as_json()
    found = selectors.items(request.actor)
    found = found.filter(pk__lt=int(before[:18])) if before else found
    return _json({"items": [_item(item) for item in found[:PAGE]]})


def _unread(report: Report) -> HttpResponse:
    """Say that the stream could not be read to its end, with the report of what was read."""
    body = {"type": "urn:heng:problem:unreadable", "title": _("内容未能读完"), "status": 422, "code": "unreadable"}
    body |= {"detail": report.error, "law": "", "report": report.as_json()}
    return _json(body, status=422, content_type="application/problem+json")


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.pk,
        "dataset": item.dataset,
        "key": item.key,
        "line": item.line,
        "batch": item.batch_id,
        "verdict": item.verdict,
        "code": item.code,
        "reason": item.reason,
        "law": item.law,
        "findings": item.findings,
        "project": item.project,
        "attempts": item.attempts,
        "received_at": item.received_at.isoformat(),
    }


def _json(body: dict[str, Any], **answer: Any) -> JsonResponse:
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False}, **answer)
