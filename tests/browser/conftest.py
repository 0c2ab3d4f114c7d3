"""Chromium against the real service with the demo office. Every visitor's complaints fail the test he came for."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.serving import DASHBOARD, Office, office_running
from tests.browser.visitor import DESKTOP, PHONE, Visitor
from tests.conftest import ROOT

Visit = Callable[..., Visitor]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not (DASHBOARD / "index.html").exists():
        raise pytest.UsageError("The dashboard is not built: run `make test`, or `sh .ci/dashboard.sh`.")
    path = os.environ.get("CHROMIUM") or find_chromium()
    with sync_playwright() as playwright:
        # inside a container Chromium has no sandbox of its own to run in
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        yield browser
        browser.close()


def find_chromium() -> str:
    return subprocess.run(
        ["sh", ".ci/chromium.sh"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.fixture(scope="module")
def office(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for the tests of a file: a story may go on where the last one ended."""
    with office_running(demo_file, tmp_path_factory.mktemp("office")) as running:
        yield running


@pytest.fixture
def visit(browser: Browser, office: Office) -> Iterator[Visit]:
    """`visit("camat")` signs in on a phone, `visit("camat", size=DESKTOP)` on a desk, `visit(None)` is a stranger."""
    visitors: list[Visitor] = []

    def come(account: str | None, *, size: tuple[int, int] = PHONE, worker: bool = True) -> Visitor:
        visitor = Visitor(browser, office, size=size, worker=worker)
        visitors.append(visitor)
        if account is not None:
            visitor.sign_in(account)
        return visitor

    yield come
    for visitor in visitors:
        visitor.leave()


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    found: tuple[int, int] = request.param
    return found
