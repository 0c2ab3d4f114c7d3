"""The published contract is complete, valid, and the one the app keeps."""

import re
from typing import Any

import pytest
from fastapi import FastAPI
from openapi_spec_validator import OpenAPIV31SpecValidator

from api.commands.contract import FILE, contract
from api.kit.problems import MEDIA_TYPE
from api.openapi import api_routes
from tests.contract.operations import JSON, Operation, places, resolve

NO_REFUSAL_POSSIBLE = {"get_health", "get_readiness"}  # they take nothing


def test_the_committed_file_is_the_generated_one() -> None:
    assert FILE.read_bytes() == contract(), "run `make openapi` and commit openapi.json"


def test_it_is_valid_openapi(walked_app: FastAPI) -> None:
    assert list(OpenAPIV31SpecValidator(walked_app.openapi()).iter_errors()) == []


def test_every_route_but_the_documentation_stands_in_it(walked_app: FastAPI, all_operations: list[Operation]) -> None:
    documented = {(op.method, op.path) for op in all_operations}
    served = {(method, path) for path, route in api_routes(walked_app) for method in route.methods}
    assert served - documented == {(("GET"), path) for path in ("/docs", "/docs/assets/{name}", "/openapi.json")}
    assert documented <= served


def test_operation_ids_are_words_and_unlike_each_other(all_operations: list[Operation]) -> None:
    names = [op.name for op in all_operations]
    assert [name for name in names if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name)] == []
    assert sorted(set(names)) == sorted(names)


def test_an_operation_id_is_its_functions_name(walked_app: FastAPI) -> None:
    assert [(r.operation_id, r.endpoint.__name__) for _, r in api_routes(walked_app)
            if r.include_in_schema and r.operation_id != r.endpoint.__name__] == []  # fmt: skip


@pytest.mark.parametrize("field", ["summary", "description", "x-permission", "tags"])
def test_every_operation_says_what_it_is(all_operations: list[Operation], field: str) -> None:
    assert [op.name for op in all_operations if not op.spec.get(field)] == []


def test_every_operation_names_its_refusals_as_problem_documents(all_operations: list[Operation]) -> None:
    lacking = [op.name for op in all_operations if op.name not in NO_REFUSAL_POSSIBLE and not _refusals(op)]
    assert lacking == []
    for op in all_operations:
        for status, answer in _refusals(op).items():
            schema = answer["content"][MEDIA_TYPE]["schema"]
            assert schema == {"$ref": "#/components/schemas/Problem"}, (op.name, status)


def _refusals(op: Operation) -> dict[str, Any]:
    return {status: answer for status, answer in op.spec["responses"].items() if status >= "4"}


@pytest.mark.parametrize(
    ("status", "applies"),
    [
        ("401", lambda op: not op.is_public),
        ("403", lambda op: not op.is_public),
        ("404", lambda op: "{" in op.path),
        ("415", lambda op: op.media_type is not None),
        ("413", lambda op: op.media_type is not None),
        ("422", lambda op: op.media_type is not None or op.parameters("query")),
        ("428", lambda op: any(p["name"].lower() == "if-match" for p in op.parameters("header"))),
        ("412", lambda op: any(p["name"].lower() == "if-match" for p in op.parameters("header"))),
    ],
)  # fmt: skip
def test_refusals_that_can_come_are_documented(all_operations: list[Operation], status: str, applies: Any) -> None:
    lacking = [op.name for op in all_operations if op.name not in NO_REFUSAL_POSSIBLE and applies(op)
               and status not in op.spec["responses"]]  # fmt: skip
    assert lacking == []


def test_every_success_has_a_shape_or_no_body(all_operations: list[Operation]) -> None:
    for op in all_operations:
        good = {status: answer for status, answer in op.spec["responses"].items() if status < "4"}
        assert good, op.name
        for status, answer in good.items():
            content = answer.get("content", {})
            assert content or status == "204", (op.name, status)
            assert all(media["schema"] != {} for media in content.values()), (op.name, status)


def test_bodies_are_closed_shapes(all_operations: list[Operation]) -> None:
    for op in all_operations:
        if op.media_type == JSON:
            for place in places(op.document, op.body_schema):
                if place.schema.get("type") == "object":
                    assert place.schema.get("additionalProperties") is not True, (op.name, place.pointer)
                    assert "additionalProperties" in place.schema, (op.name, place.pointer)


def test_every_field_of_a_body_shows_what_belongs_there(all_operations: list[Operation]) -> None:
    """An example, a choice, a format or a number's limits: a stranger must not have to guess."""
    bare = [
        (op.name, place.pointer)
        for op in all_operations
        if op.media_type == JSON
        for place in places(op.document, op.body_schema)
        if place.schema.get("type") == "string" and not _explained(op, place.schema)
    ]
    assert bare == []


def _explained(op: Operation, schema: dict[str, Any]) -> bool:
    known = resolve(op.document, schema)
    return any(key in known for key in ("examples", "example", "enum", "const", "format", "pattern", "maxLength"))
