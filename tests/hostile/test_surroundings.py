"""Hostile media types, headers, paths, queries and host names, at every operation."""

import json
from collections import Counter

from tests.contract.operations import JSON, Operation
from tests.contract.samples import sample
from tests.contract.wire import Wire
from tests.contract.world import Cast, address
from tests.hostile.corpus import HEADERS, HOSTS, MEDIA_TYPES, QUERIES, SEGMENTS
from tests.hostile.shares import Share, in_shares
from tests.hostile.verdict import complaint


def _body(op: Operation) -> tuple[bytes, list[tuple[str, str]]]:
    if op.media_type is None:
        return b"", []
    if op.media_type == JSON:
        return json.dumps(sample(op.document, op.body_schema)).encode(), [("content-type", JSON)]
    return b"--x--\r\n", [("content-type", f"{op.media_type}; boundary=x")]


def test_other_media_types_are_415(all_operations: list[Operation], powerful: Wire, cast: Cast) -> None:
    wrong = []
    for op in all_operations:
        for kind in MEDIA_TYPES if op.media_type is not None else []:
            if kind != op.media_type:
                answer = powerful.send(op.method, address(op, cast), b"{}", [("content-type", kind)] if kind else [])
                if answer.status != 415 or complaint(answer) is not None:
                    wrong.append((op.name, kind, answer.status, complaint(answer)))
    assert wrong == []


@in_shares
def test_headers_break_nothing(all_operations: list[Operation], powerful: Wire, cast: Cast, share: Share) -> None:
    tried, complaints = Counter[int](), []
    for turn, op in enumerate(all_operations):
        body, usual = _body(op)
        for header in share(HEADERS, turn):
            answer = powerful.send(op.method, address(op, cast), body, [*usual, header])
            tried[answer.status] += 1
            if (found := complaint(answer)) is not None:
                complaints.append((op.name, header[0], header[1][:40], found))
    assert complaints == []
    assert sum(tried.values()) >= len(HEADERS) // share.step * len(all_operations)


def test_doubled_headers_break_nothing(all_operations: list[Operation], powerful: Wire, cast: Cast) -> None:
    complaints = []
    for op in all_operations:
        body, usual = _body(op)
        doubled = [("content-type", "text/plain"), ("if-match", '"1"'), ("if-match", '"2"'), ("idempotency-key", "a"),
                   ("idempotency-key", "b"), ("host", "evil.example")]  # fmt: skip
        answer = powerful.send(op.method, address(op, cast), body, [*usual, *doubled])
        if (found := complaint(answer)) is not None:
            complaints.append((op.name, found))
    assert complaints == []


@in_shares
def test_path_segments_that_are_no_ids_are_not_found(
    all_operations: list[Operation], powerful: Wire, cast: Cast, share: Share
) -> None:
    complaints = []
    for turn, op in enumerate(all_operations):
        if "{" not in op.path:
            continue
        body, usual = _body(op)
        head, _, tail = op.path.partition("{")
        for segment in share(SEGMENTS, turn):
            target = head + segment + tail.partition("}")[2].replace("{", "").replace("}", "")
            answer = powerful.send(op.method, target, body, usual)
            if answer.status < 400 or answer.status in (412, 428) or complaint(answer) is not None:
                complaints.append((op.name, segment[:40], answer.status, complaint(answer)))
    # a segment may be the name of another address of the same shape, and entries of the log are numbered
    known = [("get_audit_entry_proof", "1", 200, None)]
    assert [found for found in complaints if found[1] not in ("me", "new") and found not in known] == []


@in_shares
def test_queries_break_nothing(all_operations: list[Operation], powerful: Wire, cast: Cast, share: Share) -> None:
    complaints = []
    for turn, op in enumerate(all_operations):
        body, usual = _body(op)
        for query in share(QUERIES, turn):
            answer = powerful.send(op.method, f"{address(op, cast)}?{query}", body, usual)
            if (found := complaint(answer)) is not None:
                complaints.append((op.name, query[:40], found))
    assert complaints == []


@in_shares
def test_every_query_parameter_stands_hostile_values(
    all_operations: list[Operation], powerful: Wire, cast: Cast, share: Share
) -> None:
    values = ["", "%00", "%0a", "'", "%25", "%ff", "9" * 400, "-9", "x" * 5_000, "%e2%80%ae", "NaN", "1e999", "2026-02-30",
              "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00%2B14:00", "2026-11-24T09:00:00", "%D9%A1", "[]", "true"]  # fmt: skip
    tried, complaints = 0, []
    for turn, op in enumerate(all_operations):
        for parameter in op.parameters("query"):
            for value in share(values, turn):
                answer = powerful.send(op.method, f"{address(op, cast)}?{parameter['name']}={value}")
                tried += 1
                if (found := complaint(answer)) is not None:
                    complaints.append((op.name, parameter["name"], value[:40], found))
    assert complaints == []
    assert tried > 500 // share.step


def test_other_host_names_are_refused(powerful: Wire) -> None:
    for host in HOSTS:
        answer = powerful.send("GET", "/api/v1/me", host=host)
        assert (host[:40], answer.status, complaint(answer)) == (host[:40], 400, None)


def test_addresses_beside_the_routes_are_problem_documents_and_lead_nowhere_else(powerful: Wire) -> None:
    for target in ("//evil.example", "/api/v1//me", "/api/v1/me/", "/api/v1/ME", "/api/v1/me%2f", "/api/v1/me;x", "/..;/me",
                   "/%2e%2e/etc/passwd", "/docs/assets/..%2f..%2fmain.py", "/docs/assets/%00", "/" + "a" * 10_000, "/\\evil",
                   "/api/v1/%ff%fe", "/.env", "/.git/config", "/openapi.json/", "/docs/"):  # fmt: skip
        answer = powerful.send("GET", target)
        assert (target[:40], answer.status, complaint(answer)) == (target[:40], 404, None)
        assert "location" not in answer.headers
