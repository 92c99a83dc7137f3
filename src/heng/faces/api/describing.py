"""The description for people 「接口文档」: what a page shows of an OpenAPI document."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Node = dict[str, Any]
KINDS = {"string": "文本", "integer": "整数", "number": "数", "boolean": "是/否", "array": "数组", "object": "对象"}
FORMATS = {"date": "日期", "date-time": "时间", "uri": "网址"}
PLACES = {"path": "路径", "query": "查询参数", "header": "请求头"}
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Field:
    """One field or parameter; `path` is written with dots, `[]` for each of an array."""

    path: str
    kind: str
    meaning: str
    example: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """One way in which a call may fail."""

    status: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One address with its method."""

    anchor: str
    method: str
    path: str
    summary: str
    description: str
    needs_key: bool
    parameters: tuple[Field, ...]
    body: tuple[Field, ...]
    answer: tuple[Field, ...]
    request: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The operations under one heading."""

    title: str
    operations: tuple[Operation, ...]


def chapters(document: Node) -> tuple[Chapter, ...]:
    """Arrange the operations of a document under their headings, in its order."""
    schemas = document["components"]["schemas"]
    found: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method, node in methods.items():
            found.setdefault(node["tags"][0], []).append(_operation(path, method, node, schemas))
    return tuple(Chapter(title, tuple(operations)) for title, operations in found.items())


def _operation(path: str, method: str, node: Node, schemas: Node) -> Operation:
    body = _schema(node.get("requestBody", {}))
    parameters = tuple(_parameter(parameter, schemas) for parameter in node.get("parameters", []))
    return Operation(
        anchor=node["operationId"],
        method=method.upper(),
        path=path,
        summary=node["summary"],
        description=node.get("description", ""),
        needs_key=bool(node.get("security")),
        parameters=parameters,
        body=tuple(_fields(body, schemas)),
        answer=tuple(_fields(_schema(node["responses"]["200"]), schemas)),
        request=_request(path, method, parameters, example(body, schemas), needs_key=bool(node.get("security"))),
        problems=tuple(_problems(node["responses"])),
    )


def example(schema: Node, schemas: Node) -> Any:
    """Make an example of a schema out of the examples of its fields; None where there is none."""
    schema = _resolved(schema, schemas)
    if schema.get("examples"):
        return schema["examples"][0]
    if schema.get("type") == "object":
        made = {name: example(part, schemas) for name, part in schema.get("properties", {}).items()}
        return {name: value for name, value in made.items() if value not in (None, "")}
    return schema.get("default")


def _request(path: str, method: str, parameters: tuple[Field, ...], body: Any, *, needs_key: bool) -> str:
    """Write a call as one types it."""
    for parameter in parameters:
        path = path.replace(f"{{{parameter.path}}}", parameter.example)
    asked = [f"{one.path}={one.example}" for one in parameters if one.kind != PLACES["path"] and one.example]
    lines = [f"{method.upper()} {path}{'?' if asked else ''}{'&'.join(asked)}"]
    lines += ["X-API-Key: 您的密钥"] if needs_key else []
    if body:
        lines += ["Content-Type: application/json", "", json.dumps(body, ensure_ascii=False, indent=2)]
    return "\n".join(lines)


def _parameter(node: Node, schemas: Node) -> Field:
    schema = node["schema"]
    given = next(iter(node.get("examples") or schema.get("examples") or []), "")
    where = PLACES[node["in"]]
    meaning = node.get("description") or schema.get("description", "")
    kind = where if node["in"] == "path" else _kind(schema, schemas)
    return Field(node["name"], kind, meaning, _written(given), is_required=bool(node.get("required")))


def _fields(schema: Node, schemas: Node, prefix: str = "", depth: int = 0) -> Iterator[Field]:
    schema = _resolved(schema, schemas)
    required = schema.get("required", [])
    for name, node in schema.get("properties", {}).items():
        part = _resolved(node, schemas)
        given = next(iter(node.get("examples") or part.get("examples") or []), "")
        meaning = node.get("description") or part.get("description", "")
        yield Field(f"{prefix}{name}", _kind(node, schemas), meaning, _written(given), is_required=name in required)
        inner, mark = (part.get("items", {}), "[].") if part.get("type") == "array" else (part, ".")
        if depth < DEEPEST:
            yield from _fields(inner, schemas, f"{prefix}{name}{mark}", depth + 1)


def _written(value: Any) -> str:
    """Write an example as it stands in JSON, texts without their quotes."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _kind(schema: Node, schemas: Node) -> str:
    part = _resolved(schema, schemas)
    if "enum" in part:
        return " | ".join(str(value) for value in part["enum"])
    name = FORMATS.get(part.get("format", "")) or KINDS.get(part.get("type", ""), "")
    return f"{name}，可为空" if _may_be_null(schema) else name


def _may_be_null(schema: Node) -> bool:
    return any(part.get("type") == "null" for part in schema.get("anyOf", []))


def _resolved(schema: Node, schemas: Node) -> Node:
    """Follow references, and of alternatives take the first that is not null."""
    while True:
        if "$ref" in schema:
            schema = schemas[schema["$ref"].rpartition("/")[2]]
        elif "anyOf" in schema:
            schema = next(part for part in schema["anyOf"] if part.get("type") != "null")
        elif len(schema.get("allOf", [])) == 1:
            schema = schema["allOf"][0]
        else:
            return schema


def _schema(node: Node) -> Node:
    found: Node = node.get("content", {}).get("application/json", {}).get("schema", {})
    return found


def _problems(responses: Node) -> Iterator[Problem]:
    for status, node in responses.items():
        if shown := node.get("content", {}).get("application/problem+json"):
            yield Problem(status, node["description"], shown["example"]["detail"])
