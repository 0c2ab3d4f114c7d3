"""What the MDN HTTP Observatory looks at, on every kind of answer; the score by its published rules: 135, of /docs 125."""

import pytest

from tests.contract.wire import Answer, Wire

# https://developer.mozilla.org/observatory/docs/tests_and_scoring, the modifiers of the best outcome of each test
BONUS = {
    "csp-implemented-with-no-unsafe-default-src-none": 10,
    "cookies-secure-with-httponly-sessions-and-samesite": 5,
    "corp-implemented-with-same-origin": 10,
    "referrer-policy-private": 5,
    "x-frame-options-implemented-via-csp": 5,
}
TARGETS = {"page": "/", "api": "/api/v1/auth/passphrase-offers", "refused": "/api/v1/me", "absent": "/api/v1/nowhere",
           "download": "/openapi.json", "script": "/docs/assets/start.js"}  # fmt: skip


def policy_of(answer: Answer) -> dict[str, list[str]]:
    parts = [part.split() for part in answer.headers["content-security-policy"].split(";") if part.strip()]
    return {name: sources for name, *sources in parts}


def earned(answer: Answer) -> set[str]:
    policy, headers = policy_of(answer), answer.headers
    unsafe = {"'unsafe-inline'", "'unsafe-eval'", "https:", "http:", "*"}
    found = set()
    if policy["default-src"] == ["'none'"] and not any(unsafe & set(sources) for sources in policy.values()):
        found.add("csp-implemented-with-no-unsafe-default-src-none")
    if policy.get("frame-ancestors") == ["'none'"]:
        found.add("x-frame-options-implemented-via-csp")
    if headers["cross-origin-resource-policy"] == "same-origin":
        found.add("corp-implemented-with-same-origin")
    if headers["referrer-policy"] in ("no-referrer", "same-origin", "strict-origin"):
        found.add("referrer-policy-private")
    return found


@pytest.mark.parametrize("kind", TARGETS)
def test_each_answer_bears_every_header(anonymous: Wire, kind: str) -> None:
    answer = anonymous.send("GET", TARGETS[kind])
    if kind != "page":  # one that is not built says so with another status
        assert answer.status == {"refused": 401, "absent": 404}.get(kind, 200)
    assert earned(answer) == set(BONUS) - {"cookies-secure-with-httponly-sessions-and-samesite"}
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["strict-transport-security"].startswith("max-age=63072000")
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert "access-control-allow-origin" not in answer.headers
    assert policy_of(answer)["object-src"] == policy_of(answer)["base-uri"] == ["'none'"]


def test_the_documentation_may_style_itself_and_loses_no_more_than_that(anonymous: Wire) -> None:
    answer = anonymous.send("GET", "/docs")
    assert earned(answer) == set(BONUS) - {
        "cookies-secure-with-httponly-sessions-and-samesite",
        "csp-implemented-with-no-unsafe-default-src-none",
    }
    policy = policy_of(answer)
    assert [name for name, sources in policy.items() if "'unsafe-inline'" in sources] == ["style-src"]
    assert 100 + sum(BONUS.values()) - BONUS["csp-implemented-with-no-unsafe-default-src-none"] == 125


def test_a_refused_host_and_a_broken_body_bear_them_too(anonymous: Wire) -> None:
    bad_host = anonymous.send("GET", "/healthz", host="evil.example")
    kind = [("content-type", "application/json")]
    bad_body = anonymous.send("POST", "/api/v1/auth/sign-in", b"{", kind)
    assert (bad_host.status, bad_body.status) == (400, 400)
    for answer in (bad_host, bad_body):
        assert len(earned(answer)) == 4


def test_answers_with_data_are_not_kept_by_anybody(anonymous: Wire) -> None:
    for target in (TARGETS["api"], TARGETS["refused"], TARGETS["absent"]):
        assert anonymous.send("GET", target).headers["cache-control"] == "no-store"


def test_cookies_earn_theirs_and_the_sum_is_full_marks(anonymous: Wire) -> None:
    gone = anonymous.send("POST", "/api/v1/auth/sign-out").headers["set-cookie"]
    assert gone.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"} <= set(gone.split("; "))
    assert 100 + sum(BONUS.values()) == 135
