"""The description of the interface 「接口说明」: OpenAPI 3.1, with every problem that an address may answer.

A problem is `application/problem+json` (RFC 9457), so the description says so too.
"""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.openapi.schema import OpenAPISchema
from pydantic import Field

INTRODUCTION = """公共资源交易监管平台的数据接口。

- 需要密钥的接口，请在请求头 X-API-Key 中提供密钥；密钥由本单位系统管理员在“对接系统”页面签发，只显示一次。
- 金额单位为元，以文本表示的十进制数；时间为带时区的 ISO 8601。
- 出错时答复 application/problem+json：detail 说明原因和处理办法，law 为依据。
- 开放数据（OCDS）不需要密钥，只含已进场的采购项目和依法公开的内容。"""
PLATE = re.compile("「(.+?)」")
PROBLEM = "application/problem+json"
REASONS = {
    400: ("bad-request", "请求无法识别", "请求内容不完整、过大或格式有误。请检查后重新提交。"),
    401: ("key-missing", "未通过身份验证", "缺少密钥或密钥无效。请在请求头 X-API-Key 中提供有效密钥。"),
    403: ("scope-missing", "密钥权限不足", "该密钥没有调用此接口的权限，请联系系统管理员。"),
    404: ("not-found", "没有找到", "您要找的内容不存在，或者不在您可查看的范围内。"),
    409: ("barred", "依法不予办理", "您无权办理该地区的交易，请由当地交易中心办理。"),
    422: ("misshapen", "请求内容有误", "以下字段缺失或格式不正确：query.on"),
    429: ("too-many-calls", "调用过于频繁", "调用次数超过每分钟上限，请在下一分钟重试。"),
}
ALWAYS, KEYED = (400, 409, 422), (401, 403, 429)


class ProblemOut(Schema):
    """Why it was not done 「未办成原因」, as RFC 9457 has it."""

    type: str = Field(examples=["urn:heng:problem:misshapen"])
    title: str = Field(examples=["请求内容有误"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["以下字段缺失或格式不正确：query.on"])
    code: str = Field(examples=["misshapen"])
    law: str = Field(description="依据的条文；没有则为空")


class Interface(NinjaAPI):
    """The interface, whose description also tells what may go wrong."""

    def get_openapi_schema(self, **asked: Any) -> OpenAPISchema:
        """Describe every address with its answers and its problems, in Chinese."""
        described = super().get_openapi_schema(**asked)
        schemas = described["components"].setdefault("schemas", {})
        schemas["ProblemOut"] = ProblemOut.model_json_schema()
        for path, methods in described["paths"].items():
            for operation in methods.values():
                _add_problems(path, operation)
        for schema in schemas.values():
            _keep_chinese(schema)
        return described

    def create_response(self, request: HttpRequest, data: Any, **more: Any) -> HttpResponse:
        """Say that answers to keys are not for a cache to keep."""
        answer = super().create_response(request, data, **more)
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer


def _add_problems(path: str, operation: dict[str, Any]) -> None:
    statuses = [*ALWAYS, *(KEYED if operation.get("security") else ()), *((404,) if "{" in path else ())]
    answers = {str(status): answer for status, answer in operation["responses"].items()}
    for answer in answers.values():
        answer["description"] = "成功"
    for status in sorted(statuses):
        code, title, detail = REASONS[status]
        example = {"type": f"urn:heng:problem:{code}", "title": title, "status": status}
        example |= {"detail": detail, "code": code, "law": ""}
        shape = {"schema": {"$ref": "#/components/schemas/ProblemOut"}, "example": example}
        answers[str(status)] = {"description": title, "content": {PROBLEM: shape}}
    operation["responses"] = answers


def _keep_chinese(schema: dict[str, Any]) -> None:
    """Of a docstring, show the Chinese name that it gives: the rest is for who reads the code."""
    found = PLATE.search(schema.pop("description", ""))
    if found:
        schema["description"] = found.group(1)
