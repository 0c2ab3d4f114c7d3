"""The real server as a process of its own, to be killed; and submissions to it whose answers are noted."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock
from typing import Any, NamedTuple
from uuid import UUID

import httpx

from api.health import ROOT
from tests.assignments.forms_sent import form

CLIENTS = 16


class Task(NamedTuple):
    id: UUID
    cookie: str


class Server:
    def __init__(self, database_url: str, folder: Path) -> None:
        self.url, self.folder, self.process = database_url, folder, None
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"

    process: subprocess.Popen[bytes] | None

    def start(self) -> float:
        """How long it took until it answered."""
        surroundings = {**os.environ, "PORT": str(self.port), "PYTHONPATH": str(ROOT), "DATABASE_URL": self.url,
                        "BACKUP_DIR": str(self.folder / "backups"), "WORKER": "outside"}  # fmt: skip
        began = time.monotonic()
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "api", "serve"], env=surroundings, stdout=log, stderr=log, cwd=self.folder
            )
        if self.is_ready_within(60):
            return time.monotonic() - began
        raise AssertionError((self.folder / "log").read_text()[-2000:])

    def is_ready_within(self, seconds: float) -> bool:
        began = time.monotonic()
        while self.process is not None and self.process.poll() is None and time.monotonic() - began < seconds:
            try:
                if httpx.get(f"{self.address}/readyz").status_code == 200:
                    return True
            except httpx.HTTPError:
                pass
            time.sleep(0.1)
        return False

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@contextmanager
def serving(database_url: str, folder: Path) -> Iterator[Server]:
    server = Server(database_url, folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()


class Rush:
    """All tasks are handed in by many clients at once; which were acknowledged, and which answered what else."""

    def __init__(self, address: str, tasks: Sequence[Task]) -> None:
        self.address, self.tasks = address, tasks
        self.acknowledged: dict[UUID, str] = {}
        self.others: list[int] = []
        self._lock = Lock()
        self._stop = Event()

    def run(self, *, until: int, strike: Any) -> None:
        """Strike once so many were acknowledged; what was under way then may or may not have arrived."""
        struck = Event()

        def send(chunk: Sequence[Task]) -> None:
            with httpx.Client(base_url=self.address, timeout=30) as client:
                for task in chunk:
                    if self._stop.is_set():
                        return
                    self._send(client, task)
                    if len(self.acknowledged) >= until and not struck.is_set():
                        struck.set()
                        strike()
                        self._stop.set()

        with ThreadPoolExecutor(CLIENTS) as pool:
            list(pool.map(send, [self.tasks[start::CLIENTS] for start in range(CLIENTS)]))

    def _send(self, client: httpx.Client, task: Task) -> None:
        try:
            answer = client.post(
                f"/api/v1/assignments/{task.id}/submission", json=form(), headers={"cookie": task.cookie}
            )
        except httpx.HTTPError:
            return
        with self._lock:
            if answer.status_code == 201:
                self.acknowledged[task.id] = answer.json()["receipt"]
            else:
                self.others.append(answer.status_code)

    def finish(self) -> None:
        """Everybody whose answer was lost sends the same again."""
        with httpx.Client(base_url=self.address, timeout=30) as client:
            for task in self.tasks:
                if task.id not in self.acknowledged:
                    self._send(client, task)
