"""The interface as a whole 「接口」: its addresses under `/api/v1/`, and how it says no."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, HttpError, ValidationError

from heng.faces.api import changes, eligibility, entries, files, projects
from heng.faces.api.keys import Answered
from heng.faces.api.ocds import packages
from heng.faces.api.openapi import INTRODUCTION, Interface
from heng.faces.frame import errors
from heng.faces.frame.errors import Problem

api = Interface(
    title="衡：公共资源交易监管接口", version="1", description=INTRODUCTION, docs_url=None, urls_namespace="api"
)
for module in (entries, eligibility, projects, changes, files):
    api.add_router("/v1", module.router)
api.add_router("/v1/ocds", packages.router)


@api.exception_handler(Answered)
def answered(request: HttpRequest, fault: Answered) -> HttpResponse:  # noqa: ARG001  -- ninja passes it
    """Send the problem that a call ended with."""
    return fault.problem.as_json()


@api.exception_handler(AuthenticationError)
def unknown_key(request: HttpRequest, fault: AuthenticationError) -> HttpResponse:  # noqa: ARG001
    """Answer a call without a key that is known here."""
    detail = _("缺少密钥或密钥无效。请在请求头 X-API-Key 中提供有效密钥。")
    return Problem(401, "key-missing", _("未通过身份验证"), detail).as_json()


@api.exception_handler(Http404)
def nowhere(request: HttpRequest, fault: Http404) -> HttpResponse:
    """Answer alike for what is not there and for what this key may not know of."""
    return errors.not_found(request, fault)


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, fault: HttpError) -> HttpResponse:
    """Answer a body that is no JSON."""
    return errors.bad_request(request, fault)


@api.exception_handler(ValidationError)
def misshapen(request: HttpRequest, fault: ValidationError) -> HttpResponse:  # noqa: ARG001
    """Name the fields that have the wrong shape."""
    places = "、".join(dict.fromkeys(".".join(str(part) for part in error["loc"]) for error in fault.errors))
    return Problem(422, "misshapen", _("请求内容有误"), _("以下字段缺失或格式不正确：") + places).as_json()
