"""The tables: are they those this version expects, and `migrate`, which makes them so."""

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from api.backups.errors import BackupError
from api.backups.service import make_backup
from api.commands.console import err, fail, load_settings, open_database, out
from api.health import ROOT, newest_revision, present_revision
from api.kit import clock
from api.kit.database import Database
from api.kit.settings import Settings


def alembic_config(settings: Settings) -> Config:
    config = Config(str(ROOT / "alembic.ini"))
    config.attributes["database_url"] = settings.database_url
    return config


def known_revisions(settings: Settings) -> set[str]:
    return {script.revision for script in ScriptDirectory.from_config(alembic_config(settings)).walk_revisions()}


def schema_fault(settings: Settings, database: Database) -> str | None:
    """Why this program must not work with this database, and the remedy."""
    present = present_revision(database)
    if present == newest_revision():
        return None
    if present is not None and present not in known_revisions(settings):
        return f"Basis data ini dari versi program yang lebih baru (skema {present}). Perbarui program lebih dahulu."
    return "Tabel basis data belum sesuai dengan versi program ini. Jalankan: python -m api migrate"


def migrate() -> None:
    """Menyiapkan atau memperbarui tabel basis data (cadangan dibuat lebih dahulu)."""
    settings = load_settings()
    with open_database(settings) as database:
        bring_up_to_date(settings, database)


def bring_up_to_date(settings: Settings, database: Database) -> None:
    present = present_revision(database)
    if present == newest_revision():
        return
    if present is not None and present not in known_revisions(settings):
        fail(schema_fault(settings, database) or "")
    if present is not None:
        _backup_first(settings, database)
    database.engine.dispose()
    command.upgrade(alembic_config(settings), "head")
    out.print(f"Tabel basis data siap (skema {newest_revision()}).")


def _backup_first(settings: Settings, database: Database) -> None:
    try:
        path = make_backup(database.engine, settings.backup_dir, now=clock.now())
        out.print(f"Cadangan sebelum pembaruan: {path}", markup=False)
    except BackupError as error:
        err.print(f"Pembaruan dilanjutkan tanpa cadangan: {error}", style="yellow", markup=False)
