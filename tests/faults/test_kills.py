"""The server is killed in the middle of a rush of submissions: what it acknowledged is there, once; the log has no gap."""

import random
import shutil
from pathlib import Path

import pytest

from api.kit.database import Database, make_engine
from tests.faults.books import check_books, make_tasks
from tests.faults.server import Rush, serving


def kill_often(template: Path, folder: Path, *, kills: int, people: int, peers: int, seed: int) -> tuple[int, int]:
    """Acknowledged before a kill, and stored in the end."""
    path = folder / "office.db"
    shutil.copy(template, path)
    url = f"sqlite:///{path}"
    database = Database(make_engine(url))
    tasks, chance = make_tasks(database, people=people, peers=peers), random.Random(seed)
    share = len(tasks) // kills
    acknowledged = 0
    with serving(url, folder) as server:
        for number in range(kills):
            rush = Rush(server.address, tasks[number * share : (number + 1) * share])
            rush.run(until=chance.randint(1, share // 2), strike=server.kill)
            assert rush.others == []
            assert server.start() < 30
            with database.reading() as db:
                check_books(db, rush.acknowledged, tasks=tasks)
            acknowledged += len(rush.acknowledged)
            rush.finish()
            assert rush.others == []
            assert len(rush.acknowledged) == share
        with database.reading() as db:
            stored = check_books(db, {}, tasks=tasks)
        assert stored == share * kills
    database.engine.dispose()
    return acknowledged, stored


def test_two_kills_lose_and_double_nothing_t51(sqlite_template: Path, tmp_path: Path) -> None:
    acknowledged, stored = kill_often(sqlite_template, tmp_path, kills=2, people=12, peers=8, seed=1)
    assert acknowledged >= 2
    assert stored == 120


@pytest.mark.soak
def test_twenty_five_kills_in_rushes_of_five_hundred(sqlite_template: Path, tmp_path: Path) -> None:
    for turn in range(25):
        folder = tmp_path / str(turn)
        folder.mkdir()
        acknowledged, stored = kill_often(sqlite_template, folder, kills=1, people=40, peers=23, seed=turn)
        print(f"kill {turn + 1}: {acknowledged} acknowledged before it, {stored} stored in the end")  # noqa: T201 - the figure is the proof
