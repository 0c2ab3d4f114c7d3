"""A body that the contract allows, made from the contract: examples where it gives them."""

import copy
from typing import Any
from uuid import UUID

from tests.contract.operations import branches, resolve

SOME_ID = str(UUID(int=0x1234567890ABCDEF1234567890ABCDEF, version=4))
_BY_FORMAT = {
    "uuid": SOME_ID,
    "date": "2026-11-24",
    "date-time": "2026-11-24T09:00:00+07:00",
    "email": "seseorang@kantor.example",
}


def sample(document: dict[str, Any], schema: dict[str, Any]) -> Any:
    form = next((form for form in branches(document, schema) if form.get("type") != "null"), resolve(document, schema))
    if form.get("type") == "object" and form.get("properties"):
        return {name: sample(document, inner) for name, inner in form["properties"].items()}
    if form.get("examples"):
        return copy.deepcopy(form["examples"][0])
    if "const" in form:
        return form["const"]
    if "enum" in form:
        return form["enum"][0]
    return _BY_TYPE.get(form.get("type", ""), lambda *_: "x")(document, form)


def _list(document: dict[str, Any], form: dict[str, Any]) -> list[Any]:
    return [sample(document, form.get("items", {}))] * max(1, form.get("minItems", 1))


def _text(_document: dict[str, Any], form: dict[str, Any]) -> str:
    text = _BY_FORMAT.get(form.get("format", ""), "Sebuah isian contoh")
    return text[: form.get("maxLength", 100)].ljust(form.get("minLength", 0), "x")


def _number(_document: dict[str, Any], form: dict[str, Any]) -> int:
    return int(form.get("minimum", form.get("exclusiveMinimum", 0) + 1))


_BY_TYPE = {
    "object": lambda *_: {},
    "array": _list,
    "string": _text,
    "integer": _number,
    "number": _number,
    "boolean": lambda *_: True,
}


def put_at(body: Any, keys: tuple[str | int, ...], value: Any) -> Any:
    """The body with another value in one spot."""
    if not keys:
        return value
    changed = copy.deepcopy(body)
    inner = changed
    for key in keys[:-1]:
        inner = inner[key]
    inner[keys[-1]] = value
    return changed
