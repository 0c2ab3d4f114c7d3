"""Every route times every method: nobody gets past without a session, nor with one that holds no role."""

import re

from fastapi import FastAPI

from api.openapi import api_routes
from tests.contract.operations import Operation
from tests.contract.wire import Answer, Wire
from tests.contract.world import Cast, address

# Whatever needs no session stands here by name; a new one is a decision, not an accident.
PUBLIC_OPERATIONS = {
    "get_health", "get_readiness", "sign_in", "activate_account", "offer_passphrases",
    "pass_second_step",  # the second half of signing in
    "report_client_error",  # pages fail before signing in, too; allow-listed words, throttled
    "sign_out",  # ends a session where there is one; the cookie goes either way
}  # fmt: skip
PUBLIC_PAGES = {"/docs", "/docs/assets/{name}", "/openapi.json"}
ALL_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


def call(wire: Wire, op: Operation, cast: Cast) -> Answer:
    kind = op.media_type
    headers = [("content-type", kind)] if kind else []
    return wire.send(op.method, address(op, cast), b"{}" if kind else b"", headers)


def test_what_needs_no_session_is_listed_here(all_operations: list[Operation]) -> None:
    assert {op.name for op in all_operations if op.is_public} == PUBLIC_OPERATIONS


def test_every_route_names_a_permission(walked_app: FastAPI) -> None:
    bare = {
        path for path, route in api_routes(walked_app)
        if not hasattr(route.endpoint, "rule") and path not in PUBLIC_PAGES | {"/healthz", "/readyz"}
    }  # fmt: skip
    assert bare == set()


def test_without_a_session_every_operation_answers_401(
    all_operations: list[Operation], anonymous: Wire, cast: Cast
) -> None:
    answers = {op.name: call(anonymous, op, cast).status for op in all_operations if not op.is_public}
    assert len(answers) > 40
    assert {name: status for name, status in answers.items() if status != 401} == {}


def test_a_made_up_session_is_no_session(all_operations: list[Operation], walked_app: FastAPI, cast: Cast,
                                         anonymous: Wire) -> None:  # fmt: skip
    stranger = Wire(walked_app, anonymous.portal, lambda: "__Host-session=" + "A" * 43)
    answers = {op.name: call(stranger, op, cast).status for op in all_operations if not op.is_public}
    assert {name: status for name, status in answers.items() if status != 401} == {}


def test_an_account_without_a_role_is_refused_wherever_a_role_is_needed(
    all_operations: list[Operation], roleless: Wire, cast: Cast
) -> None:
    needs_role = [op for op in all_operations if op.permission not in ("public", "signed_in")]
    answers = {op.name: call(roleless, op, cast).status for op in needs_role}
    assert len(answers) > 35
    assert {name: status for name, status in answers.items() if status != 403} == {}


def test_a_head_request_is_guarded_like_the_get(all_operations: list[Operation], anonymous: Wire, cast: Cast) -> None:
    reading = [op for op in all_operations if op.method == "GET"]
    answers = {op.name: anonymous.send("HEAD", address(op, cast)) for op in reading}
    assert {name for name, answer in answers.items() if answer.status == 405 or answer.body} == set()
    assert {name for name, answer in answers.items() if answer.status < 400} <= PUBLIC_OPERATIONS


def test_a_method_that_a_path_does_not_have_is_405_and_names_all_it_has(
    all_operations: list[Operation], powerful: Wire, cast: Cast
) -> None:
    patterns = [(re.compile(re.sub(r"\{[^}]+\}", "[^/]+", op.path)), op.method) for op in all_operations]
    tried = 0
    for path in sorted({address(op, cast) for op in all_operations}):
        known = {method for pattern, method in patterns if pattern.fullmatch(path)}
        known |= {"HEAD"} if "GET" in known else set()
        for method in sorted({*ALL_METHODS, "TRACE", "CONNECT", "get", "BREW"} - known):
            answer = powerful.send(method, path)
            assert answer.status == 405, (method, path)
            assert set(answer.headers["allow"].split(", ")) == known, (method, path)
            tried += 1
    assert tried > 200


def test_no_header_turns_one_method_into_another(all_operations: list[Operation], powerful: Wire, cast: Cast) -> None:
    for op in all_operations:
        if op.method == "GET" and op.path not in {o.path for o in all_operations if o.method == "DELETE"}:
            for header in ("x-http-method-override", "x-method-override", "x-http-method"):
                answer = powerful.send("GET", address(op, cast), headers=[(header, "DELETE")])
                assert answer.status != 405, op.name
