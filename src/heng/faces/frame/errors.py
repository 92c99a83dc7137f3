"""How a no is shown 「不予与出错页面」: refusals, closed doors, missing pages, faults. Never a stack trace."""

import logging
import secrets
from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from heng.engines.procedure import Refusal
from heng.faces.frame.asking import is_machine_door, is_partial
from heng.faces.frame.uploads import too_large

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong in the words of RFC 9457, and its page.

    `code` names the kind for programs; `law` is the article when the no is a lawful one.
    """

    status: int
    code: str
    title: str
    detail: str
    law: str = ""

    def as_json(self) -> JsonResponse:
        """Answer a program: application/problem+json, with `code` and `law` as extension members."""
        body = {"type": f"urn:heng:problem:{self.code}", "title": self.title, "status": self.status}
        body |= {"detail": self.detail, "code": self.code, "law": self.law}
        return JsonResponse(
            body,
            status=self.status,
            content_type="application/problem+json",
            json_dumps_params={"ensure_ascii": False},
        )


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer 409: it was understood, and the law does not allow it now."""
    return _shown(request, Problem(409, refusal.code, _("依法不予办理"), refusal.reason, refusal.law), "refusal")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400: the request itself was broken or too large."""
    if isinstance(exception, RequestDataTooBig):
        detail = _("%(why)s。本次提交过大，没有接收；返回上一页后，已填写的内容仍在。") % {"why": too_large()}
        return _shown(request, Problem(400, "too-large", _("提交的内容过大"), detail), "sorry")
    detail = _("请求内容不完整、过大或格式有误。请返回上一页检查后重新提交。")
    return _shown(request, Problem(400, "bad-request", _("请求无法识别"), detail), "sorry")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403 with the reason that the guard gave."""
    detail = str(exception or "") or _("您没有打开此页面的权限。如确有需要，请联系本单位的系统管理员。")
    return _shown(request, Problem(403, "forbidden", _("无权访问"), detail), "sorry")


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 when the form came without its seal, which is mostly a page left open too long."""
    logger.warning("form without a seal at %s: %s", request.path, reason)
    detail = _("表单已失效，内容未提交。请返回上一页，刷新后重新提交；如仍不能提交，请确认浏览器允许本站使用 Cookie。")
    return _shown(request, Problem(403, "form-expired", _("表单已失效"), detail), "sorry")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Answer 404 alike for what is not there and for what this reader may not know of."""
    detail = _("您要找的内容不存在，或者不在您可查看的范围内。请核对网址，或从首页重新查找。")
    return _shown(request, Problem(404, "not-found", _("没有找到该页面"), detail), "sorry")


def fault(request: HttpRequest) -> HttpResponse:
    """Answer 500 with a number that finds the fault in the log; the page needs neither database nor reader."""
    number = secrets.token_hex(4).upper()
    logger.error("fault %s at %s %s", number, request.method, request.path, exc_info=True)
    detail = _("系统出现故障，本次操作没有完成。请稍后重试；如仍有问题，请将错误编号 %(number)s 告知系统管理员。") % {
        "number": number
    }
    problem = Problem(500, "fault", _("系统故障"), detail)
    if is_machine_door(request):
        return problem.as_json()
    if is_partial(request):
        return _piece(problem)
    return HttpResponse(render_to_string("frame/fault.html", {"problem": problem}), status=500)


def _shown(request: HttpRequest, problem: Problem, page: str) -> HttpResponse:
    if is_machine_door(request):
        return problem.as_json()
    if is_partial(request):
        return _piece(problem)
    return render(request, f"frame/{page}.html", {"problem": problem}, status=problem.status)


def _piece(problem: Problem) -> HttpResponse:
    """Tell htmx to put the no into the place that every page keeps for it, whatever it meant to swap."""
    html = render_to_string("frame/problem.html", {"problem": problem})
    return HttpResponse(html, status=problem.status, headers={"HX-Retarget": "#problem", "HX-Reswap": "innerHTML"})
