"""Hostile bodies at every operation that takes one: no fault of the server, nothing repeated, nothing stored."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from api.kit.database import Database
from api.tables import metadata
from tests.contract.operations import JSON, Operation, places
from tests.contract.samples import put_at, sample
from tests.contract.wire import Wire
from tests.contract.world import Cast, address
from tests.hostile.corpus import VALUES, raw_bodies
from tests.hostile.shares import Share, in_shares
from tests.hostile.verdict import complaint

# counts and events that a refusal leaves behind, and what only says that somebody was here
TRACES = {"audit_entry", "audit_detail", "failure_count", "account_session"}


def test_the_corpus_is_as_large_as_promised() -> None:
    assert len(VALUES) + len(list(raw_bodies({"a": 1}))) >= 150


def requests(op: Operation) -> list[tuple[str, bytes]]:
    """Every raw body, and every value at least once, walking round the fields of the body."""
    return list(_requests(op))


def _requests(op: Operation) -> Iterator[tuple[str, bytes]]:
    body = sample(op.document, op.body_schema)
    yield from raw_bodies(body)
    spots = [place.keys for place in places(op.document, op.body_schema) if place.keys and _reachable(body, place.keys)]
    spots = list(dict.fromkeys(spots)) or [()]
    for turn, value in enumerate(VALUES):
        keys = spots[turn % len(spots)]
        yield f"{keys}: {value!r:.60}", json.dumps(put_at(body, keys, value)).encode()


def _reachable(body: Any, keys: tuple[str | int, ...]) -> bool:
    try:
        put_at(body, keys, None)
    except (KeyError, IndexError, TypeError):
        return False
    return True


@in_shares
def test_every_operation_with_a_body_stands_the_corpus(
    all_operations: list[Operation], powerful: Wire, cast: Cast, walked_database: Database, share: Share
) -> None:
    statuses: Counter[int] = Counter()
    complaints = []
    for turn, op in enumerate(all_operations):
        if op.media_type != JSON:
            continue
        before, accepted = _rows(walked_database), 0
        for what, body in share(requests(op), turn):
            answer = powerful.send(op.method, address(op, cast), body, [("content-type", JSON)])
            statuses[answer.status] += 1
            accepted += answer.status < 400
            if (found := complaint(answer)) is not None:
                complaints.append((op.name, what, found))
        if not accepted and _rows(walked_database) != before:
            complaints.append((op.name, "all were refused", "but something was stored"))
    print(f"{sum(statuses.values())} hostile bodies: {dict(sorted(statuses.items()))}")  # noqa: T201 - a gate shows its count
    assert complaints == []
    assert statuses[400] > 1_000
    assert statuses[422] > 1_000


def _rows(database: Database) -> dict[str, int]:
    with database.reading() as db:
        return {
            table.name: db.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
            if table.name not in TRACES
        }


@pytest.mark.parametrize("size", [1_000_001, 5_000_000])
def test_a_body_beyond_a_megabyte_is_refused_before_it_is_read(
    all_operations: list[Operation], powerful: Wire, cast: Cast, size: int
) -> None:
    for op in all_operations:
        if op.media_type == JSON:
            body = b'{"x": "' + b"a" * size + b'"}'
            answer = powerful.send(op.method, address(op, cast), body, [("content-type", JSON)])
            assert (op.name, answer.status, complaint(answer)) == (op.name, 413, None)
            assert answer.taken <= 1_000_000 + 65_536, op.name


def test_a_body_that_lies_about_its_length_is_counted(
    all_operations: list[Operation], powerful: Wire, cast: Cast
) -> None:
    op = next(op for op in all_operations if op.media_type == JSON and not op.is_public)
    headers = [("content-type", JSON), ("content-length", "12")]
    answer = powerful.send(op.method, address(op, cast), b" " * 3_000_000, headers)
    assert answer.status == 413
    assert answer.taken <= 1_000_000 + 65_536


def test_bodies_that_nobody_asked_for_are_no_way_in(
    all_operations: list[Operation], powerful: Wire, cast: Cast
) -> None:
    complaints = []
    for op in all_operations:
        if op.media_type is None:
            for body in (b"[" * 100_000, b'{"status": "released"}', b"\x00" * 2_000_000):
                answer = powerful.send(op.method, address(op, cast), body, [("content-type", JSON)])
                if (found := complaint(answer)) is not None:
                    complaints.append((op.name, found))
                assert answer.taken <= 1_000_000 + 65_536, op.name
    assert complaints == []
