"""Every text of every answer becomes an attack: it is shown as the text it is, and nothing of it ever runs."""

import itertools
import re
from typing import Any

import pytest
from playwright.sync_api import Route

from tests.browser.addresses import find_addresses
from tests.browser.conftest import Visit
from tests.browser.serving import Office
from tests.browser.visitor import DESKTOP

PAYLOADS = [
    "<script>window.__fired=1</script>",
    "<img src=x onerror=window.__fired=1>",
    "<svg onload=window.__fired=1>",
    "<svg><script>window.__fired=1</script></svg>",
    "<iframe srcdoc='<script>parent.__fired=1</script>'></iframe>",
    "<a href='javascript:window.__fired=1'>klik</a>",
    "javascript:window.__fired=1",
    "'\"><img src=x onerror=window.__fired=1>",
    "</title><script>window.__fired=1</script>",
    "</textarea><script>window.__fired=1</script>",
    "</script><script>window.__fired=1</script>",
    "{{constructor.constructor('window.__fired=1')()}}",
    "${window.__fired=1}",
    "#{window.__fired=1}",
    "<%= window.__fired=1 %>",
    "<details open ontoggle=window.__fired=1>",
    "<body onload=window.__fired=1>",
    "<input autofocus onfocus=window.__fired=1>",
    "<video><source onerror=window.__fired=1></video>",
    "<math><mtext><style><img src=x onerror=window.__fired=1></style></mtext></math>",
    "<object data='data:text/html,<script>parent.__fired=1</script>'></object>",
    "<embed src='javascript:window.__fired=1'>",
    "<form action='javascript:window.__fired=1'><button>kirim</button></form>",
    "<meta http-equiv=refresh content='0;url=javascript:window.__fired=1'>",
    "<base href='https://example.org/'>",
    "<link rel=stylesheet href='data:text/css,*{color:red}'>",
    "<style>@import 'https://example.org/x.css';</style>",
    "&lt;script&gt;window.__fired=1&lt;/script&gt;",
    "\u202e<script>window.__fired=1</script>",
    "<noscript><p title='</noscript><img src=x onerror=window.__fired=1>'></noscript>",
]
TIME_TO_FIRE = 100
"""Milliseconds: an image that fails to load, or a frame, needs a moment before its script would run."""
ROLES = ("staf.pelayanan", "kasi.pelayanan", "kepegawaian", "camat", "administrator", "inspektorat")
# ids, days, instants, words of the contract, numbers and addresses keep their meaning, or no page would be shown at all
MEANT = re.compile(r"[0-9a-f-]{36}|\d{4}-\d\d-\d\d.*|[a-z0-9_:.]{0,40}|[\d.,+−-]+|/\S*|Asia/\w+|[A-Z_]{2,40}")


@pytest.mark.parametrize("account", ROLES)
def test_nothing_runs_and_all_is_shown_as_text(office: Office, visit: Visit, account: str) -> None:
    visitor = visit(account, size=DESKTOP)
    payloads = itertools.cycle(PAYLOADS)
    shown: set[str] = set()

    def hostile(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: hostile(each) for key, each in value.items()}
        if isinstance(value, list):
            return [hostile(each) for each in value]
        if isinstance(value, str) and not MEANT.fullmatch(value):
            return next(payloads)
        return value

    def answer(route: Route) -> None:
        if route.request.method != "GET":
            route.continue_()
            return
        fetched = route.fetch()
        if fetched.ok and "json" in fetched.headers.get("content-type", ""):
            route.fulfill(response=fetched, json=hostile(fetched.json()))
        else:
            route.fulfill(response=fetched)

    visitor.context.add_init_script(
        "window.__violations = [];"
        "document.addEventListener('securitypolicyviolation', e => window.__violations.push(e.effectiveDirective))"
    )
    visitor.page.route("**/api/v1/**", answer)
    visitor.page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    for address in find_addresses(office):
        if address.account != account:
            continue
        visitor.page.goto(office.address + address.path)
        visitor.settle()
        visitor.page.wait_for_timeout(TIME_TO_FIRE)
        assert visitor.page.evaluate("window.__fired") is None, address.path
        assert visitor.page.evaluate("window.__violations") == [], address.path
        body = visitor.page.locator("body").inner_text()
        shown |= {payload for payload in PAYLOADS if payload in body}
    visitor.page.unroute_all(behavior="ignoreErrors")
    assert shown, "no page showed any of the texts"
