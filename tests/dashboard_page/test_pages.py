"""Pages: one document, completed with what the page behind the address will ask for first."""

import re

import pytest
from starlette.testclient import TestClient

from api.accounts.sessions import SESSION_COOKIE
from api.kit.middleware import SECURITY_HEADERS

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
FORM = "/tugas/3e58c101"


def links(document: str, kind: str) -> list[str]:
    return re.findall(rf'<link rel="{kind}"[^>]* href="([^"]*)"', document)


def signed_in(dashboard: TestClient) -> TestClient:
    dashboard.cookies.set(SESSION_COOKIE, "a" * 43, domain="localhost.local", path="/")
    return dashboard


def test_a_page_names_the_scripts_of_its_route_once_and_its_styles(dashboard: TestClient) -> None:
    document = dashboard.get(FORM, headers=BROWSER).text
    assert sorted(links(document, "modulepreload")) == [
        "/assets/FormPage-FFFF6666.js",
        "/assets/ring-EEEE5555.js",
        "/assets/scale-DDDD4444.js",
        "/assets/vue-BBBB2222.js",
    ]
    assert links(document, "stylesheet") == ["/assets/index-CCCC3333.css", "/assets/form.css", "/assets/ring.css"]
    assert document.index("FormPage") < document.index("</head>")


def test_it_names_the_first_questions_to_the_api_only_for_who_is_signed_in(dashboard: TestClient) -> None:
    stranger = dashboard.get(FORM).text
    officer = signed_in(dashboard).get(FORM).text
    assert 'as="fetch"' not in stranger
    assert links(officer, "preload") == ["/api/v1/me", "/api/v1/assignments/3e58c101"]
    assert officer.count('as="fetch" crossorigin="anonymous"') == 2


@pytest.mark.parametrize(
    ("path", "address"),
    [('/tugas/%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E', None),  # a slash inside: no such page
     ('/tugas/%22%3E%3Cscript%3E', '/api/v1/assignments/%22%3E%3Cscript%3E'),
     ("/tugas/a'b(c)!~*", "/api/v1/assignments/a&#x27;b(c)!~*"),
     ("/tugas/..", "/api/v1/assignments/.."),
     ("/tugas/a%3Fb%23c&d", "/api/v1/assignments/a%3Fb%23c%26d"),
     ("/tugas/%C3%A9", "/api/v1/assignments/%C3%A9")],
)  # fmt: skip
def test_what_the_address_names_is_quoted_like_a_script_would(
    dashboard: TestClient, path: str, address: str | None
) -> None:
    # as bytes: the client would tidy up the dots
    answer = signed_in(dashboard).get("https://localhost" + path.replace("..", "%2e%2e"))
    assert "<script>" not in answer.text.replace("<script type", "")
    assert links(answer.text, "preload")[1:] == ([address] if address else [])


def test_a_fixed_word_comes_before_a_parameter(dashboard: TestClient) -> None:
    assert "/assets/ListPage-GGGG7777.js" in links(dashboard.get("/tugas/contoh").text, "modulepreload")


@pytest.mark.parametrize(
    ("path", "status", "fetched"),
    [("/periode/7", 200, []), ("/periode/7/hasil", 200, ["/api/v1/rounds/7/hasil"]), ("/periode/x", 404, []),
     ("/PERIODE/7/", 200, []), ("/periode/7/hasil/lagi", 404, [])],
)  # fmt: skip
def test_addresses_match_as_in_the_dashboard(dashboard: TestClient, path: str, status: int, fetched: list[str]) -> None:
    answer = signed_in(dashboard).get(path, headers=BROWSER)
    assert (answer.status_code, links(answer.text, "preload")) == (status, fetched)


def test_a_query_in_a_question_is_escaped_once(dashboard: TestClient) -> None:
    document = signed_in(dashboard).get("/tugas").text
    assert links(document, "preload") == ["/api/v1/me/assignments?state=to_do&amp;size=25"]


def test_an_address_with_a_search_of_its_own_begins_with_another_list(dashboard: TestClient) -> None:
    assert links(signed_in(dashboard).get("/tugas?search=rina").text, "preload") == []
    form = signed_in(dashboard).get(f"{FORM}?langkah=3").text
    assert links(form, "preload") == ["/api/v1/me", "/api/v1/assignments/3e58c101"]


def test_a_page_is_asked_for_again_and_not_sent_again(dashboard: TestClient) -> None:
    first = dashboard.get("/tugas")
    assert (first.headers["cache-control"], first.headers["vary"]) == ("no-cache", "Cookie")
    again = dashboard.get("/tugas", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = signed_in(dashboard).get("/tugas", headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


def test_head_answers_like_get_without_a_body(dashboard: TestClient) -> None:
    whole, head = dashboard.get("/tugas"), dashboard.head("/tugas")
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", whole.headers["etag"])
    assert head.headers["content-length"] == str(len(whole.content))


def test_the_front_door_is_a_page_though_only_scripts_know_where_it_leads(dashboard: TestClient) -> None:
    for path in ("/", "/index.html"):
        answer = dashboard.get(path)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")


def test_a_person_on_an_unknown_page_gets_the_dashboard_which_says_so(dashboard: TestClient) -> None:
    answer = dashboard.get("/tidak/ada", headers=BROWSER)
    assert (answer.status_code, '<div id="app">' in answer.text) == (404, True)
    assert "etag" not in answer.headers


def test_a_program_on_an_unknown_page_gets_a_problem(dashboard: TestClient) -> None:
    for answer in (dashboard.get("/tidak/ada"), dashboard.post("/tidak/ada", headers=BROWSER)):
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1", "/api/v1/tidak-ada", "/api/v2/me", "/api/index.html"])
def test_the_api_never_answers_with_a_page(dashboard: TestClient, path: str) -> None:
    answer = dashboard.get(path, headers=BROWSER)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_a_method_on_an_unknown_address_of_the_api_is_not_found(dashboard: TestClient) -> None:
    assert dashboard.post("/api/v1/tidak-ada").status_code == 404


def test_the_api_and_its_documentation_answer_beside_the_dashboard(dashboard: TestClient) -> None:
    assert dashboard.get("/healthz").json() == {"status": "ok"}
    assert "swagger-ui" in dashboard.get("/docs").text


def test_no_page_may_run_or_style_anything_inline(dashboard: TestClient) -> None:
    for path in ("/", "/tidak/ada", "/sw.js"):
        policy = dashboard.get(path, headers=BROWSER).headers["content-security-policy"]
        assert policy == SECURITY_HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'; trusted-types vue worker" in policy
