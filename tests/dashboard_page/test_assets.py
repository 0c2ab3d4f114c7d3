"""Files of the build: for ever where the name changes with the content, asked for again where it does not."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.contract.wire import wire
from tests.dashboard_page.conftest import OpenDashboard, write_build

ENTRY = "/assets/index-AAAA1111.js"


def test_what_carries_a_fingerprint_in_its_name_may_be_kept_for_ever(dashboard: TestClient) -> None:
    answer = dashboard.get(ENTRY, headers={"Accept-Encoding": "identity"})
    assert (answer.status_code, answer.text) == (200, "start()")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("br;q=0, gzip;q=0.5", "gzip"), ("BR", "br"),
     ("br;q=0.0", None), ("deflate", None), ("", None), ("brotli", None)],
)  # fmt: skip
def test_the_best_twin_that_the_caller_takes_is_sent(
    dashboard: TestClient, accepted: str, encoding: str | None
) -> None:
    with dashboard.stream("GET", ENTRY, headers={"Accept-Encoding": accepted}) as answer:
        body = b"".join(answer.iter_raw()).decode()
    assert answer.headers.get("content-encoding") == encoding
    assert body == (f"start() in {encoding}" if encoding else "start()")
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-length"] == str(len(body))


def test_a_file_without_twins_is_the_same_for_everybody(dashboard: TestClient) -> None:
    answer = dashboard.get("/assets/inter-HHHH8888.woff2")
    assert (answer.headers["content-type"], answer.headers.get("vary")) == ("font/woff2", None)


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/sw.js", "text/javascript"), ("/manifest.webmanifest", "application/manifest+json"),
     ("/icons/icon.svg", "image/svg+xml")],
)  # fmt: skip
def test_what_keeps_its_name_is_asked_for_again_each_time(dashboard: TestClient, path: str, kind: str) -> None:
    answer = dashboard.get(path)
    assert (answer.headers["cache-control"], answer.headers["content-type"].split(";")[0]) == ("no-cache", kind)
    again = dashboard.get(path, headers={"If-None-Match": f'"other", W/{answer.headers["etag"]}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", answer.headers["etag"])
    assert dashboard.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_each_encoding_has_its_own_etag(dashboard: TestClient) -> None:
    tags = {dashboard.head(ENTRY, headers={"Accept-Encoding": one}).headers["etag"] for one in ("br", "gzip", "x")}
    assert len(tags) == 3


def test_head_answers_like_get_without_a_body(dashboard: TestClient) -> None:
    answer = dashboard.head(ENTRY, headers={"Accept-Encoding": "identity"})
    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (200, b"", "7")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", [ENTRY, "/tugas", "/", "/index.html"])
def test_files_and_pages_are_only_read(dashboard: TestClient, method: str, path: str) -> None:
    answer = dashboard.request(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path",
    ["/.vite/manifest.json", "/routes.json", "/routes.json.gz", "/index.html.br", "/assets/index-AAAA1111.js.br",
     "/../secret.txt", "/assets/../../secret.txt", "/%2e%2e/secret.txt", "/assets/%2e%2e%2f%2e%2e%2fsecret.txt",
     "//secret.txt", "/assets", "/assets/", "/assets/index-AAAA1111.js/", "/assets/%00", "/..%5csecret.txt",
     "/..\\secret.txt", "/x/../sw.js", "/assets//index-AAAA1111.js"],
)  # fmt: skip
def test_nothing_but_the_files_of_the_build_is_served(open_dashboard: OpenDashboard, tmp_path: Path, path: str) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    served = open_dashboard(write_build(tmp_path / "dist"))
    with wire(served.app) as raw:  # the usual client would tidy the path up
        answer = raw.send("GET", path)
    assert (answer.status, b"secret" in answer.body) == (404, False)


def test_a_rebuild_while_the_service_runs_changes_nothing_until_it_starts_again(
    open_dashboard: OpenDashboard, tmp_path: Path
) -> None:
    folder = write_build(tmp_path / "dist")
    running = open_dashboard(folder)
    before = running.get("/sw.js").text
    (folder / "sw.js").write_text("newer()")
    (folder / "assets/index-AAAA1111.js").unlink()
    assert running.get("/sw.js").text == before
    assert running.head(ENTRY).status_code == 200
    assert open_dashboard(folder).get("/sw.js").text == "newer()"
