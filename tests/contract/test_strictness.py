"""A number is a number, and what the contract does not know is refused: for every field of every body."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract.operations import JSON, Operation, Place, places
from tests.contract.samples import put_at, sample
from tests.contract.wire import Answer, Wire
from tests.contract.world import Cast, address


def send(wire: Wire, op: Operation, cast: Cast, body: bytes) -> Answer:
    return wire.send(op.method, address(op, cast), body, [("content-type", JSON)])


def bodies(found: list[Operation]) -> Iterator[tuple[Operation, Any]]:
    for op in found:
        if op.media_type == JSON:
            yield op, sample(op.document, op.body_schema)


def spots(op: Operation, body: Any, kind: str) -> list[Place]:
    """The places of one type that the sample really has."""
    forms: dict[tuple[str | int, ...], set[Any]] = {}
    for place in places(op.document, op.body_schema):
        forms.setdefault(place.keys, set()).add(place.schema.get("type"))
    return [place for place in places(op.document, op.body_schema)
            if place.schema.get("type") == kind and forms[place.keys] <= {kind, "null"} and _has(body, place.keys)]  # fmt: skip


def _has(body: Any, keys: tuple[str | int, ...]) -> bool:
    for key in keys:
        try:
            body = body[key]
        except (KeyError, IndexError, TypeError):
            return False
    return True


def pointers(answer: Answer) -> list[str]:
    return [fault["pointer"] for fault in answer.json()["errors"]]


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        *[("integer", value) for value in (True, False, "5", 5.5, "", [5], {}, 1e300)],
        *[("number", value) for value in (True, "5", [5])],
        *[("boolean", value) for value in (1, 0, "true", "ya", [])],
        *[("string", value) for value in (5, True, ["x"], {"x": "y"})],
        *[("array", value) for value in ({}, "x", 3)],
        *[("object", value) for value in ([], "x", 3)],
    ],
)
def test_a_value_of_the_wrong_type_is_refused_where_it_stands(
    all_operations: list[Operation], powerful: Wire, cast: Cast, kind: str, wrong: Any
) -> None:
    lenient = []
    for op, body in bodies(all_operations):
        for place in spots(op, body, kind):
            answer = send(powerful, op, cast, json.dumps(put_at(body, place.keys, wrong)).encode())
            if answer.status != 422 or not any(p.startswith(place.pointer) for p in pointers(answer)):
                lenient.append((op.name, place.pointer, answer.status))
    assert lenient == []


@pytest.mark.parametrize(
    "seconds", ["86400", "0", "1764000000", "1.5e9", "20261124", "2026-11-24T00:00:00", "24/11/2026"]
)
def test_a_count_of_seconds_is_no_day_and_no_instant(
    all_operations: list[Operation], powerful: Wire, cast: Cast, seconds: str
) -> None:
    lenient, met = [], 0
    for op, body in bodies(all_operations):
        for place in spots(op, body, "string"):
            if place.schema.get("format") in ("date", "date-time"):
                met += 1
                answer = send(powerful, op, cast, json.dumps(put_at(body, place.keys, seconds)).encode())
                if answer.status != 422 or place.pointer not in pointers(answer):
                    lenient.append((op.name, place.pointer, answer.status))
    assert lenient == []
    assert met >= 10


def test_the_walk_meets_integers_and_texts(all_operations: list[Operation]) -> None:
    met = {
        kind: sum(len(spots(op, body, kind)) for op, body in bodies(all_operations)) for kind in ("integer", "string")
    }
    assert met["integer"] >= 2
    assert met["string"] >= 40


@pytest.mark.parametrize("word", [b"NaN", b"Infinity", b"-Infinity", b"1e999"])
def test_what_is_no_json_number_is_400(
    all_operations: list[Operation], powerful: Wire, cast: Cast, word: bytes
) -> None:
    answers = {}
    for op, body in bodies(all_operations):
        for place in [*spots(op, body, "integer"), *spots(op, body, "number"), *spots(op, body, "string")]:
            raw = json.dumps(put_at(body, place.keys, "@@")).encode().replace(b'"@@"', word)
            answers[op.name, place.pointer] = send(powerful, op, cast, raw).status
    assert {spot: status for spot, status in answers.items() if status != 400} == {}


def test_an_integral_float_is_an_integer(all_operations: list[Operation], powerful: Wire, cast: Cast) -> None:
    refused = []
    for op, body in bodies(all_operations):
        for place in spots(op, body, "integer"):
            same = send(powerful, op, cast, json.dumps(body).encode())
            floated = send(powerful, op, cast, json.dumps(put_at(body, place.keys, float(_at(body, place)))).encode())
            told = pointers(floated) if floated.status == 422 else []
            if place.pointer in told and not (same.status == 422 and place.pointer in pointers(same)):
                refused.append((op.name, place.pointer))
    assert refused == []


def _at(body: Any, place: Place) -> Any:
    for key in place.keys:
        body = body[key]
    return body


@pytest.mark.parametrize("extra", ["status", "is_admin", "rater_id", "row_version", "__proto__", "id"])
def test_a_field_the_contract_does_not_know_is_refused(
    all_operations: list[Operation], powerful: Wire, cast: Cast, extra: str
) -> None:
    lenient = []
    for op, body in bodies(all_operations):
        for place in spots(op, body, "object"):
            if place.schema.get("additionalProperties") is not False or extra in place.schema.get("properties", {}):
                continue
            keys = (*place.keys, extra)
            answer = send(powerful, op, cast, json.dumps(put_at(body, keys, 1)).encode())
            if answer.status != 422 or not any(told.startswith(Place(keys, {}).pointer) for told in pointers(answer)):
                lenient.append((op.name, place.pointer, answer.status))
    assert lenient == []


def test_a_query_parameter_the_contract_does_not_know_is_refused(
    all_operations: list[Operation], powerful: Wire, cast: Cast
) -> None:
    lenient = {}
    for op in all_operations:
        if op.path.startswith("/api/"):
            headers = [("content-type", op.media_type)] if op.media_type else []
            answer = powerful.send(op.method, address(op, cast) + "?tidak_dikenal=1", b"{}", headers)
            if answer.status != 422:
                lenient[op.name] = answer.status
    assert lenient == {}


@pytest.mark.parametrize("value", ["0", "-1", "201", "99999999999999999999", "1.5", "x", "", "%00", "1&size=2"])
def test_page_sizes_out_of_range_are_refused(
    all_operations: list[Operation], powerful: Wire, cast: Cast, value: str
) -> None:
    lists = [op for op in all_operations if any(p["name"] == "size" for p in op.parameters("query"))]
    assert len(lists) >= 5
    answers = {op.name: powerful.send("GET", f"{address(op, cast)}?size={value}").status for op in lists}
    assert {name: status for name, status in answers.items() if status != 422} == {}
