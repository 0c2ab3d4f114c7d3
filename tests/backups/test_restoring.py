import json
import zipfile
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.backups.archive import Manifest, verify
from api.backups.errors import BackupError, DamagedError, OlderStateError
from api.backups.service import make_backup, present_state, put_back, require_nothing_lost, require_usable
from api.health import ROOT
from api.kit import clock
from api.kit.database import Database, make_engine
from tests.backups.offices import content, fill, go_on


def revisions() -> set[str]:
    return {s.revision for s in ScriptDirectory.from_config(Config(str(ROOT / "alembic.ini"))).walk_revisions()}


def backed_up(database: Database, folder: Path) -> tuple[Path, Manifest]:
    path = make_backup(database.engine, folder, now=clock.now())
    return path, verify(path)


def test_a_restored_office_holds_what_was_backed_up_and_the_present_is_kept_aside(
    office: Database, tmp_path: Path
) -> None:
    fill(office)
    path, manifest = backed_up(office, tmp_path / "copies")
    before = content(office.engine)
    go_on(office)
    aside = put_back(path, manifest, office.engine, tmp_path / "copies", now=clock.now())
    assert content(office.engine) == before
    assert aside is not None
    assert verify(aside).audit_seq == manifest.audit_seq + 1
    with pytest.raises(DBAPIError, match="never removed"), office.writing() as db:
        db.execute(text("DELETE FROM audit_entry"))


def test_an_older_state_is_refused(office: Database, tmp_path: Path) -> None:
    fill(office)
    path, manifest = backed_up(office, tmp_path / "copies")
    require_nothing_lost(path, manifest, office.engine)
    go_on(office)
    with pytest.raises(OlderStateError, match="1 catatan audit"):
        require_nothing_lost(path, manifest, office.engine)


def test_a_branch_after_an_earlier_restore_is_refused_though_it_is_longer(
    sqlite_database: Database, tmp_path: Path
) -> None:
    fill(sqlite_database)
    early, early_manifest = backed_up(sqlite_database, tmp_path / "copies")
    go_on(sqlite_database)
    go_on(sqlite_database)
    longer, longer_manifest = backed_up(sqlite_database, tmp_path / "copies")
    put_back(early, early_manifest, sqlite_database.engine, tmp_path / "copies", now=clock.now())
    require_nothing_lost(longer, longer_manifest, sqlite_database.engine)
    go_on(sqlite_database)
    with pytest.raises(OlderStateError, match="bukan dari riwayat yang sama"):
        require_nothing_lost(longer, longer_manifest, sqlite_database.engine)


def test_nothing_is_replaced_while_somebody_has_the_database_open(office: Database, tmp_path: Path) -> None:
    fill(office)
    path, manifest = backed_up(office, tmp_path / "copies")
    before = content(office.engine)
    others = Database(make_engine(office.engine.url.render_as_string(hide_password=False)))
    with others.reading() as db:
        db.execute(text("SELECT 1"))
        with pytest.raises(BackupError, match="Hentikan layanan"):
            put_back(path, manifest, office.engine, tmp_path / "copies", now=clock.now())
    others.engine.dispose()
    assert content(office.engine) == before


def test_a_backup_of_the_other_kind_of_database_is_refused(office: Database, tmp_path: Path) -> None:
    fill(office)
    path, manifest = backed_up(office, tmp_path / "copies")
    other = "postgresql" if manifest.database == "sqlite" else "sqlite"
    with pytest.raises(BackupError, match="DATABASE_URL"):
        require_usable(rewritten(path, database=other), office.engine, revisions())


def test_a_backup_of_a_newer_version_is_refused(sqlite_database: Database, tmp_path: Path) -> None:
    fill(sqlite_database)
    path, _ = backed_up(sqlite_database, tmp_path / "copies")
    with pytest.raises(BackupError, match="lebih baru"):
        require_usable(rewritten(path, revision="9999"), sqlite_database.engine, revisions())


def test_a_manifest_that_speaks_of_another_database_is_found_out(sqlite_database: Database, tmp_path: Path) -> None:
    fill(sqlite_database)
    path, manifest = backed_up(sqlite_database, tmp_path / "copies")
    before = content(sqlite_database.engine)
    forged = rewritten(path, rows={**manifest.rows, "employee": 99})
    with pytest.raises(DamagedError, match="berbeda dari manifes"):
        put_back(forged, verify(forged), sqlite_database.engine, tmp_path / "copies", now=clock.now())
    assert content(sqlite_database.engine) == before


def test_a_lost_database_is_restored_without_questions(sqlite_database: Database, tmp_path: Path) -> None:
    fill(sqlite_database)
    path, manifest = backed_up(sqlite_database, tmp_path / "copies")
    sqlite_database.engine.dispose()
    (tmp_path / "office.db").unlink()
    require_nothing_lost(path, manifest, sqlite_database.engine)
    assert put_back(path, manifest, sqlite_database.engine, tmp_path / "copies", now=clock.now()) is None
    state = present_state(sqlite_database.engine)
    assert state is not None
    assert state.rows == manifest.rows


def test_a_ruined_database_is_kept_as_it_is_and_replaced(sqlite_database: Database, tmp_path: Path) -> None:
    fill(sqlite_database)
    path, manifest = backed_up(sqlite_database, tmp_path / "copies")
    sqlite_database.engine.dispose()
    (tmp_path / "office.db").write_bytes(b"not a database any more" * 500)
    with pytest.raises(OlderStateError, match="tidak terbaca"):
        require_nothing_lost(path, manifest, sqlite_database.engine)
    aside = put_back(path, manifest, sqlite_database.engine, tmp_path / "copies", now=clock.now())
    assert aside is not None
    assert aside.read_bytes().startswith(b"not a database any more")
    state = present_state(sqlite_database.engine)
    assert state is not None
    assert state.head == manifest.head


def rewritten(path: Path, **changes: object) -> Path:
    """The same backup with another manifest."""
    target = path.with_name(f"changed-{path.name}")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as sink:
        for name in source.namelist():
            content = source.read(name)
            if name == "manifest.json":
                content = json.dumps({**json.loads(content), **changes}).encode()
            sink.writestr(name, content)
    return target
