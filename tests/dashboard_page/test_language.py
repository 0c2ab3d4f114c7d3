"""One language for the document, what it preloads, and what its scripts ask for: that of the cookie."""

import pytest
from starlette.testclient import TestClient

MISSING = "/api/v1/tidak-ada"


def test_the_first_page_sets_the_language_for_a_year(dashboard: TestClient) -> None:
    answer = dashboard.get("/", headers={"Accept-Language": "en"})
    parts = set(answer.headers["set-cookie"].split("; "))
    assert parts == {"language=id", "Max-Age=31536000", "Path=/", "SameSite=strict", "Secure"}
    assert ('<html lang="id">' in answer.text, answer.headers["content-language"]) == (True, "id")
    assert "set-cookie" not in dashboard.get("/").headers


def test_without_https_the_cookie_stays_one_that_the_page_can_change(dashboard: TestClient) -> None:
    answer = dashboard.get("http://localhost/")
    assert "Secure" not in answer.headers["set-cookie"]


@pytest.mark.parametrize("strange", ["fr", "EN", '"><script>', "x" * 5000])
def test_a_strange_choice_is_put_right(dashboard: TestClient, strange: str) -> None:
    answer = dashboard.get("/", headers={"Cookie": f"language={strange}"})
    assert answer.headers["set-cookie"].startswith("language=id;")
    assert '<html lang="id">' in answer.text


def test_the_document_says_the_language_that_was_chosen(dashboard: TestClient) -> None:
    answer = dashboard.get("/", headers={"Cookie": "language=en", "Accept-Language": "id"})
    assert ('<html lang="en">' in answer.text, answer.headers["content-language"]) == (True, "en")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("cookie", "accepted", "title"),
    [("language=en", "id", "Not found."), ("language=id", "en", "Tidak ditemukan."), ("", "en", "Not found."),
     ("", "id", "Tidak ditemukan."), ("language=fr", "en-GB", "Not found."), ("language=", "", "Tidak ditemukan.")],
)  # fmt: skip
def test_the_api_answers_in_the_language_of_the_cookie_then_of_the_header(
    dashboard: TestClient, cookie: str, accepted: str, title: str
) -> None:
    answer = dashboard.get(MISSING, headers={"Cookie": cookie, "Accept-Language": accepted})
    assert (answer.json()["title"], answer.headers["vary"]) == (title, "Accept-Language, Cookie")


def test_a_page_asked_for_again_still_sets_the_language(dashboard: TestClient) -> None:
    tag = dashboard.get("/").headers["etag"]
    again = dashboard.get("/", headers={"If-None-Match": tag, "Cookie": "other=1"})
    assert (again.status_code, "language=id" in again.headers.get("set-cookie", "")) == (304, True)
