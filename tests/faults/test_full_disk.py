"""The operating system lets the files of the real server grow no further, as a full disk would; later it does again."""

import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from api.kit.database import Database, make_engine
from tests.assignments.forms_sent import form
from tests.faults.books import check_books, make_tasks
from tests.faults.server import Rush, Server, Task, serving


def test_a_file_that_may_not_grow_loses_nothing_and_refuses_writers_alone(
    sqlite_template: Path, tmp_path: Path
) -> None:
    path = tmp_path / "office.db"
    shutil.copy(sqlite_template, path)
    database = Database(make_engine(f"sqlite:///{path}"))
    tasks = make_tasks(database, people=6, peers=4)
    with serving(str(database.engine.url), tmp_path) as server:
        rush = Rush(server.address, tasks)
        rush.run(until=5, strike=lambda: None)
        with no_growth(server, path), httpx.Client(base_url=server.address, timeout=30) as client:
            waiting = [task for task in tasks if task.id not in rush.acknowledged]
            refused = [hand_in(client, task) for task in waiting[:8]]
            read = client.get("/api/v1/me/assignments", headers={"cookie": waiting[0].cookie})
            alive = client.get("/healthz")
        rush.finish()
        with database.reading() as db:
            stored = check_books(db, rush.acknowledged, tasks=tasks)
    database.engine.dispose()
    assert [(answer.status_code, answer.json()["code"]) for answer in refused] == [(503, "busy")] * 8
    assert all(int(answer.headers["retry-after"]) > 0 for answer in refused)
    assert (read.status_code, alive.status_code) == (200, 200)
    assert stored == len(tasks) == 36


def hand_in(client: httpx.Client, task: Task) -> httpx.Response:
    return client.post(f"/api/v1/assignments/{task.id}/submission", json=form(), headers={"cookie": task.cookie})


@contextmanager
def no_growth(server: Server, path: Path) -> Iterator[None]:
    """Not a byte more than the journal has by now."""
    assert server.process is not None
    unlimited = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
    full = path.with_name(path.name + "-wal").stat().st_size
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (full, unlimited[1]))
    yield
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, unlimited)
