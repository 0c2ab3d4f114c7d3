import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.accounts.models import Account
from api.commands.serve import ServeSettings, server_config
from api.health import ROOT
from api.kit import clock
from api.kit.database import Database
from tests.commands.conftest import Run
from tests.factories.people import make_account, make_office


def test_it_refuses_tables_of_another_version(run: Run) -> None:
    refused = run("serve")
    assert (refused.exit_code, "python -m api migrate" in refused.output) == (1, True)


@pytest.mark.parametrize(("name", "value"), [("DEMO", "1"), ("DEMO_PASSWORD", "payung sungai lembar kertas")])
def test_it_refuses_demo_settings_in_a_real_office(
    run: Run, office_file: Database, surroundings: pytest.MonkeyPatch, name: str, value: str
) -> None:
    with office_file.writing() as db:
        make_office(db)
    surroundings.setenv(name, value)
    refused = run("serve")
    assert (refused.exit_code, "hanya untuk kantor contoh" in refused.output) == (1, True)


def test_it_refuses_demo_accounts_in_a_real_office(run: Run, office_file: Database) -> None:
    with office_file.writing() as db:
        make_office(db)
        make_account(db, email="administrator@marelan.example")
    refused = run("serve")
    assert (refused.exit_code, "akun contoh" in refused.output) == (1, True)


def test_a_port_in_use_is_told_in_words(run: Run, office_file: Database, surroundings: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        surroundings.setenv("PORT", str(taken.getsockname()[1]))
        refused = run("serve")
    assert (refused.exit_code, "tidak dapat dipakai" in refused.output) == (1, True)


def test_forwarded_addresses_count_only_from_named_proxies() -> None:
    alone = server_config(ServeSettings(_env_file=None), lambda: None)
    behind = server_config(ServeSettings(_env_file=None, trusted_proxies=["10.0.0.5"]), lambda: None)
    assert alone.proxy_headers is False
    assert (behind.proxy_headers, behind.forwarded_allow_ips) == (True, ["10.0.0.5"])


@pytest.fixture
def served(run: Run, office_file: Database, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The real thing, as a process."""
    with office_file.writing() as db:
        make_office(db)
        db.add(Account(name="A", login_name="administrator", created_at=clock.now()))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    surroundings = {**os.environ, "PORT": str(port), "PYTHONPATH": str(ROOT)}
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-m", "api", "serve"], env=surroundings, stdout=log, stderr=log)
        try:
            _wait(port)
            yield process, f"http://127.0.0.1:{port}"
        finally:
            process.kill()
            process.wait()


def _wait(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server did not start")


HTML = "text/html; charset=utf-8"


def test_it_serves_says_nothing_of_its_make_and_ends_when_told(served: tuple[subprocess.Popen[bytes], str]) -> None:
    process, url = served
    ready = httpx.get(f"{url}/readyz")
    assert ready.json() == {"status": "ok"}
    assert "server" not in ready.headers
    front = httpx.get(f"{url}/", headers={"Accept": "text/html"}, follow_redirects=False)
    # the dashboard, or the page that says how to build it
    assert (front.status_code, front.headers["content-type"]) in [(200, HTML), (503, HTML)]
    assert "make run" in front.text or 'id="app"' in front.text
    assert "swagger-ui" in httpx.get(f"{url}/docs").text
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) in (0, -signal.SIGTERM)
