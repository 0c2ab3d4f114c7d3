"""Without a build the API goes on, and a page says what to do."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.dashboard_page.conftest import FILES, OpenDashboard, write_build

BROWSER = {"Accept": "text/html"}


@pytest.fixture(params=["nothing", "index.html", "routes.json", ".vite/manifest.json"])
def half_built(request: pytest.FixtureRequest, open_dashboard: OpenDashboard, tmp_path: Path) -> TestClient:
    """No folder at all, or one that lacks a file without which no page can be served."""
    folder = tmp_path / "dist"
    if request.param != "nothing":
        write_build(folder, {name: content for name, content in FILES.items() if name != request.param})
    return open_dashboard(folder)


def test_a_person_reads_how_to_build_it_in_both_languages(half_built: TestClient) -> None:
    for path in ("/", "/tugas/1"):
        answer = half_built.get(path, headers=BROWSER)
        assert (answer.status_code, answer.headers["cache-control"]) == (503, "no-store")
        assert all(words in answer.text for words in ("Dasbor belum dibangun", "has not been built", "make run"))


def test_programs_and_other_methods_get_a_problem(half_built: TestClient) -> None:
    assert half_built.get("/sw.js").headers["content-type"] == "application/problem+json"
    assert half_built.post("/", headers=BROWSER).status_code == 404


def test_the_api_goes_on(half_built: TestClient) -> None:
    assert half_built.get("/healthz", headers=BROWSER).json() == {"status": "ok"}
    assert half_built.get("/api/v1/tidak-ada", headers=BROWSER).status_code == 404
