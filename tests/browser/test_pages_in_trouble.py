"""Every page when the answers are late, fail or hold nothing: it says what is the matter and who must act."""

import json
import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.addresses import find_address, route_names
from tests.browser.conftest import Visit
from tests.browser.serving import Office

# three times every page takes minutes; `make test` has to stay short
pytestmark = pytest.mark.soak

PROBLEM = {
    "type": "/problems/busy",
    "title": "Server sedang sibuk.",
    "status": 503,
    "detail": "Server sedang sibuk.",
    "code": "busy",
    "request_id": "4f2c9d1e7a604b5b",
    "errors": [],
}
# what the frame itself needs to know of the person
FRAME = re.compile(r"/api/v1/(me|auth/sign-in|auth/passphrase-offers|me/introductions|client-errors)$")


@pytest.mark.parametrize("name", route_names())
def test_a_page_that_cannot_be_loaded_says_so(office: Office, visit: Visit, name: str) -> None:
    address = find_address(office, name)
    visitor = visit(address.account, worker=False)  # it would ask past what stands in for the trouble here
    visitor.allow("503")

    def refuse(route: Route) -> None:
        if FRAME.search(route.request.url.split("?")[0]) or route.request.method != "GET":
            route.continue_()
        else:
            route.fulfill(status=503, content_type="application/problem+json", body=json.dumps(PROBLEM))

    visitor.page.route("**/api/v1/**", refuse)
    asked: list[str] = []
    visitor.page.on("requestfinished", lambda request: asked.append(request.url))
    visitor.page.goto(office.address + address.path)
    expect(visitor.page.locator("h1").first).to_be_visible()
    if any("/api/v1/" in url and not FRAME.search(url.split("?")[0]) for url in asked):
        expect(visitor.page.get_by_role("alert").first).to_be_visible(timeout=15_000)
    visitor.inspect()


@pytest.mark.parametrize("name", route_names())
def test_a_list_without_entries_says_what_comes_next(office: Office, visit: Visit, name: str) -> None:
    address = find_address(office, name)
    visitor = visit(address.account, worker=False)  # it would ask past what stands in for the trouble here

    def emptied(route: Route) -> None:
        if route.request.method != "GET" or FRAME.search(route.request.url.split("?")[0]):
            route.continue_()
            return
        answer = route.fetch()
        body = answer.json() if "json" in answer.headers.get("content-type", "") else None
        if isinstance(body, dict) and isinstance(body.get("items"), list) and "total" in body:
            route.fulfill(response=answer, json={**body, "items": [], "total": 0})
        elif isinstance(body, list):
            route.fulfill(response=answer, json=[])
        else:
            route.fulfill(response=answer)

    visitor.page.route("**/api/v1/**", emptied)
    visitor.open(address.path)
    assert visitor.page.locator("main").inner_text().strip() != ""
    visitor.inspect()


@pytest.mark.parametrize("name", route_names())
def test_a_page_that_waits_shows_that_it_waits(office: Office, visit: Visit, name: str) -> None:
    address = find_address(office, name)
    visitor = visit(address.account, worker=False)  # it would ask past what stands in for the trouble here

    def hold(route: Route) -> None:
        # to the others no answer comes
        if FRAME.search(route.request.url.split("?")[0]) or route.request.method != "GET":
            route.continue_()

    visitor.page.route("**/api/v1/**", hold)
    visitor.page.goto(office.address + address.path)
    expect(visitor.page.locator("h1").first).to_be_visible()
    visitor.page.wait_for_timeout(400)
    visitor.inspect()
