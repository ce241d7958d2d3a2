"""`/docs/api`: the description of the API as a page, made from `/openapi.json` on the server: no script, none from elsewhere."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Request
from starlette.responses import Response

from rasid.web.access import Person, Right, allowed
from rasid.web.rendering import page

router = APIRouter()
JSON = "application/json"
Text = list[tuple[str, bool]]  # pieces of a text, each with whether it is code


class Field(NamedTuple):
    """A parameter, or a key of a shape. `kind`: of its value; `shape`: the one that it has, if any."""

    name: str
    kind: str
    shape: str | None
    told: Text
    required: bool


class Operation(NamedTuple):
    method: str
    path: str
    anchor: str
    told: Text
    scopes: list[str]
    params: list[Field]
    sent: str | None
    answers: list[tuple[str, str | None]]


@router.get("/docs/api")
def described(request: Request, who: Annotated[Person, allowed(Right.READ)]) -> Response:
    told = request.app.openapi()
    groups: dict[str, list[Operation]] = {}
    for path, operations in told["paths"].items():
        for method, operation in operations.items():
            groups.setdefault(operation["tags"][0], []).append(operation_of(method, path, operation))
    shapes = {name: (pieces(part.get("description", "")), fields(part)) for name, part in sorted(told["components"]["schemas"].items())}
    return page(request, who, "api.html", about=pieces(told["info"]["description"]), groups=groups, shapes=shapes)


def operation_of(method: str, path: str, operation: dict[str, Any]) -> Operation:
    told = operation["description"].partition("\n\nNeeds the scope")[0]
    params = [
        Field(p["name"], kind(p["schema"]), shape(p["schema"]), pieces(p.get("description", "")), p.get("required", False))
        for p in operation.get("parameters", [])
    ]
    body = operation.get("requestBody", {}).get("content", {})
    answers = [
        (code, shape(answer.get("content", {}).get(JSON, {}).get("schema", {})))
        for code, answer in operation["responses"].items()
        if code.startswith("2") or code in ("409", "410", "428")
    ]
    sent = next((shape(content["schema"]) for content in body.values()), None)
    return Operation(method.upper(), path, operation["operationId"], pieces(told), operation["security"][0]["token"], params, sent, answers)


def fields(part: dict[str, Any]) -> list[Field]:
    required = part.get("required", [])
    return [
        Field(name, kind(value), shape(value), pieces(value.get("description", "")), name in required)
        for name, value in part.get("properties", {}).items()
    ]


def shape(schema: dict[str, Any]) -> str | None:
    """The name of the shape that a value, or each of its items, has."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    inner = [*schema.get("anyOf", []), *([schema["items"]] if isinstance(schema.get("items"), dict) else [])]
    return next((found for one in inner if (found := shape(one))), None)


def kind(schema: dict[str, Any]) -> str:
    """What a value is, in a word or two: string, integer | null, Event[]."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(kind(one) for one in schema["anyOf"]))
    if "enum" in schema or "const" in schema:
        return " | ".join(map(str, schema.get("enum", [schema.get("const")])))
    if schema.get("type") == "array":
        return f"{kind(schema['items'])}[]" if isinstance(schema.get("items"), dict) else "[]"
    return str(schema.get("type", "JSON"))


def pieces(text: str) -> Text:
    """A text with `code` in it, in pieces."""
    return [(piece, bool(n % 2)) for n, piece in enumerate(" ".join(text.split()).split("`")) if piece]
