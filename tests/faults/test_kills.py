"""Server or database are killed in the middle of a rush of submissions: what was acknowledged is there, once.

And the log has no gap.
"""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from api.kit.database import Database, make_engine
from tests.conftest import migrate
from tests.faults.books import check_books, make_tasks
from tests.faults.server import Rush, Server, serving
from tests.postgres import SAFE, own_cluster

BUSY = 503


class Strike:
    """What is struck, and how the service comes back; `answers`: what else than 201 may be said meanwhile."""

    answers: frozenset[int] = frozenset()

    def now(self, server: Server) -> None:
        """The service itself is killed."""
        server.kill()

    def comes_back(self, server: Server) -> None:
        assert server.start() < 30


class DatabaseCrash(Strike):
    """The service stays; it says that it is busy until the database has recovered."""

    answers = frozenset({BUSY})

    def __init__(self, crash: Callable[[], None]) -> None:
        self._crash = crash

    def now(self, server: Server) -> None:
        self._crash()

    def comes_back(self, server: Server) -> None:
        assert server.is_ready_within(30)


def strike_often(
    url: str, folder: Path, strike: Strike, *, strikes: int, people: int, peers: int, seed: int
) -> tuple[int, int]:
    """Acknowledged before a strike, and stored in the end."""
    database = Database(make_engine(url))
    tasks, chance = make_tasks(database, people=people, peers=peers), random.Random(seed)
    share = len(tasks) // strikes
    acknowledged = 0
    with serving(url, folder) as server:
        for number in range(strikes):
            rush = Rush(server.address, tasks[number * share : (number + 1) * share])
            rush.run(until=chance.randint(1, share // 2), strike=lambda: strike.now(server))
            strike.comes_back(server)
            assert set(rush.others) <= strike.answers
            database.engine.dispose()
            with database.reading() as db:
                check_books(db, rush.acknowledged, tasks=tasks)
            acknowledged += len(rush.acknowledged)
            rush.others.clear()
            rush.finish()
            assert rush.others == []
            assert len(rush.acknowledged) == share
        with database.reading() as db:
            stored = check_books(db, {}, tasks=tasks)
        assert stored == share * strikes
    database.engine.dispose()
    return acknowledged, stored


def on_sqlite(template: Path, folder: Path) -> str:
    shutil.copy(template, folder / "office.db")
    return f"sqlite:///{folder / 'office.db'}"


def test_two_kills_lose_and_double_nothing_t51(sqlite_template: Path, tmp_path: Path) -> None:
    url = on_sqlite(sqlite_template, tmp_path)
    acknowledged, stored = strike_often(url, tmp_path, Strike(), strikes=2, people=12, peers=8, seed=1)
    assert acknowledged >= 2
    assert stored == 120


def test_a_crash_of_the_database_loses_and_doubles_nothing(tmp_path: Path) -> None:
    with own_cluster(SAFE) as cluster:
        migrate(cluster.url)
        crash = DatabaseCrash(cluster.crash_and_restart)
        acknowledged, stored = strike_often(cluster.url, tmp_path, crash, strikes=1, people=10, peers=6, seed=1)
    assert acknowledged >= 1
    assert stored == 80


@pytest.mark.soak
def test_twenty_five_kills_in_rushes_of_five_hundred(sqlite_template: Path, tmp_path: Path) -> None:
    for turn in range(25):
        folder = tmp_path / str(turn)
        folder.mkdir()
        url = on_sqlite(sqlite_template, folder)
        acknowledged, stored = strike_often(url, folder, Strike(), strikes=1, people=40, peers=11, seed=turn)
        print(f"kill {turn + 1}: {acknowledged} acknowledged before it, {stored} stored in the end")  # noqa: T201 - the figure is the proof


@pytest.mark.soak
def test_twenty_five_crashes_of_the_database_in_a_rush(tmp_path: Path) -> None:
    with own_cluster(SAFE) as cluster:
        migrate(cluster.url)
        crash = DatabaseCrash(cluster.crash_and_restart)
        acknowledged, stored = strike_often(cluster.url, tmp_path, crash, strikes=25, people=60, peers=40, seed=3)
    print(f"25 crashes: {acknowledged} acknowledged before them, {stored} stored in the end")  # noqa: T201 - the figure is the proof
