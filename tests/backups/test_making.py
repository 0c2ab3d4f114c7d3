import threading
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from api.backups.archive import leaf_at, read_manifest, verify
from api.backups.errors import BackupError, DamagedError
from api.backups.service import find_newest, make_backup
from api.kit import clock
from api.kit.database import Database, make_engine
from tests.backups.offices import content, fill, go_on


def test_the_manifest_says_what_the_backup_holds(database: Database, tmp_path: Path) -> None:
    fill(database, people=3)
    path = make_backup(database.engine, tmp_path / "copies", now=clock.now())
    manifest = verify(path)
    assert manifest.database == database.engine.dialect.name
    assert (manifest.rows["employee"], manifest.audit_seq) == (3, 1)
    assert leaf_at(path, 1).hex() == manifest.audit_leaf


def test_only_the_owner_may_read_it(database: Database, tmp_path: Path) -> None:
    fill(database)
    assert make_backup(database.engine, tmp_path / "copies", now=clock.now()).stat().st_mode & 0o077 == 0


def test_the_service_goes_on_writing_meanwhile_and_the_copy_is_of_one_moment(
    database: Database, tmp_path: Path
) -> None:
    fill(database)
    stop = threading.Event()
    written: list[int] = []

    def write() -> None:
        while not stop.is_set():
            go_on(database)
            written.append(1)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        paths = [make_backup(database.engine, tmp_path / "copies", now=clock.now()) for _ in range(3)]
    finally:
        stop.set()
        writer.join()
    assert len(written) > 3
    for path in paths:
        manifest = verify(path)
        # each deed wrote one unit and one entry, so a copy of one moment has as many of the one as of the other
        assert manifest.rows["org_unit"] == manifest.audit_seq == manifest.rows["audit_entry"]


def test_nothing_unfinished_is_left_behind(database: Database, tmp_path: Path) -> None:
    fill(database)
    folder = tmp_path / "copies"
    path = make_backup(database.engine, folder, now=clock.now())
    assert list(folder.iterdir()) == [path]


def test_a_database_without_tables_has_nothing_to_keep(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/empty.db")
    with pytest.raises(BackupError, match="masih kosong"):
        make_backup(engine, tmp_path / "copies", now=clock.now())
    engine.dispose()
    assert find_newest(tmp_path / "copies") is None


@pytest.mark.parametrize("place", [0.05, 0.3, 0.6, 0.95])
def test_a_backup_with_a_flipped_byte_is_damaged(sqlite_database: Database, tmp_path: Path, place: float) -> None:
    fill(sqlite_database)
    path = make_backup(sqlite_database.engine, tmp_path, now=clock.now())
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        data = archive.getinfo("database")
    raw[data.header_offset + 100 + int(place * (data.compress_size - 100))] ^= 0xFF
    path.write_bytes(raw)
    with pytest.raises(DamagedError):
        verify(path)


def test_a_backup_that_was_cut_off_is_damaged(sqlite_database: Database, tmp_path: Path) -> None:
    fill(sqlite_database)
    path = make_backup(sqlite_database.engine, tmp_path, now=clock.now())
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(DamagedError):
        read_manifest(path)


def test_the_newest_is_found_by_the_time_in_its_name(sqlite_database: Database, tmp_path: Path) -> None:
    fill(sqlite_database)
    now = clock.now()
    later = make_backup(sqlite_database.engine, tmp_path, now=now)
    make_backup(sqlite_database.engine, tmp_path, now=now - timedelta(days=3))
    newest = find_newest(tmp_path)
    assert newest is not None
    assert newest.path == later


def test_what_is_copied_is_all_there_is(sqlite_database: Database, tmp_path: Path) -> None:
    fill(sqlite_database)
    path = make_backup(sqlite_database.engine, tmp_path, now=clock.now())
    with zipfile.ZipFile(path) as archive:
        (tmp_path / "copy.db").write_bytes(archive.read("database"))
    copy = make_engine(f"sqlite:///{tmp_path}/copy.db")
    assert content(copy) == content(sqlite_database.engine)
    copy.dispose()
