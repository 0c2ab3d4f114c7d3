"""The contract as data: every operation of the generated document, with its parameters and the shape of its body."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from fastapi import FastAPI

JSON = "application/json"
METHODS = ("get", "post", "put", "patch", "delete")


class Operation(NamedTuple):
    name: str
    method: str
    path: str
    spec: dict[str, Any]
    document: dict[str, Any]

    @property
    def permission(self) -> str:
        return str(self.spec["x-permission"])

    @property
    def is_public(self) -> bool:
        return self.permission == "public"

    @property
    def writes(self) -> bool:
        return self.method != "GET"

    @property
    def media_type(self) -> str | None:
        """What it takes as a body; nothing for operations without one."""
        content = self.spec.get("requestBody", {}).get("content", {})
        return next(iter(content), None)

    @property
    def body_schema(self) -> dict[str, Any]:
        """The shape of its JSON body."""
        return resolve(self.document, self.spec["requestBody"]["content"][JSON]["schema"])

    def parameters(self, place: str) -> list[dict[str, Any]]:
        found = [resolve(self.document, parameter) for parameter in self.spec.get("parameters", [])]
        return [parameter for parameter in found if parameter["in"] == place]


def operations(app: FastAPI) -> list[Operation]:
    document = app.openapi()
    return [
        Operation(spec.get("operationId", f"{method} {path}"), method.upper(), path, spec, document)
        for path, methods in document["paths"].items()
        for method, spec in methods.items()
        if method in METHODS
    ]


def resolve(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """The schema behind `$ref`, and behind an `allOf` of one."""
    while True:
        if "$ref" in schema:
            found: Any = document
            for part in schema["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            schema = {**found, **{key: value for key, value in schema.items() if key != "$ref"}}
        elif len(schema.get("allOf", [])) == 1:
            schema = {**schema["allOf"][0], **{key: value for key, value in schema.items() if key != "allOf"}}
        else:
            return schema


def branches(document: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, Any]]:
    """The forms a value may take; one, unless the contract says `anyOf` or `oneOf`."""
    schema = resolve(document, schema)
    forms = schema.get("anyOf") or schema.get("oneOf")
    return [branch for form in forms for branch in branches(document, form)] if forms else [schema]


class Place(NamedTuple):
    """A spot in a body: how to get there, and what the contract says stands there."""

    keys: tuple[str | int, ...]
    schema: dict[str, Any]

    @property
    def pointer(self) -> str:
        return "".join(f"/{str(key).replace('~', '~0').replace('/', '~1')}" for key in self.keys)


def places(document: dict[str, Any], schema: dict[str, Any], keys: tuple[str | int, ...] = ()) -> Iterator[Place]:
    """Every spot that the sample body has, each form it may take; lists by their first entry."""
    for form in branches(document, schema):
        yield Place(keys, form)
        if form.get("type") == "object":
            for name, inner in form.get("properties", {}).items():
                yield from places(document, inner, (*keys, name))
        elif form.get("type") == "array" and "items" in form:
            yield from places(document, form["items"], (*keys, 0))
