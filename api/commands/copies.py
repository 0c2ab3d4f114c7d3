"""`backup` and `restore`."""

from pathlib import Path
from typing import Annotated

import typer

from api.audit.service import record
from api.backups.archive import Manifest
from api.backups.errors import BackupError, OlderStateError
from api.backups.service import make_backup, put_back, require_nothing_lost, require_usable
from api.commands.console import err, fail, load_settings, open_database, out
from api.commands.schema import bring_up_to_date, known_revisions
from api.kit import clock
from api.kit.database import Database
from api.kit.settings import Settings

_CONFIRMATION = "PULIHKAN"


def backup(
    to: Annotated[Path | None, typer.Option(help="Folder tujuan; bawaan BACKUP_DIR.", show_default=False)] = None,
) -> None:
    """Membuat cadangan yang sudah diperiksa, tanpa menghentikan layanan."""
    settings = load_settings()
    with open_database(settings) as database:
        try:
            path = make_backup(database.engine, to or settings.backup_dir, now=clock.now())
        except BackupError as error:
            fail(str(error))
        except OSError as error:
            fail(f"Cadangan tidak dapat ditulis: {error.strerror}.")
        out.print(f"Cadangan dibuat dan diperiksa: {path} ({path.stat().st_size / 1e6:.1f} MB)", markup=False)
        out.print("Simpan salinannya di luar komputer ini.")


def restore(
    file: Annotated[Path, typer.Argument(help="Berkas cadangan (.backup.zip).", exists=True, dir_okay=False)],
    older: Annotated[
        bool, typer.Option("--older", help="Izinkan keadaan yang lebih tua daripada basis data sekarang.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Jangan bertanya.")] = False,
) -> None:
    """Memulihkan cadangan; keadaan sekarang disimpan dahulu. Hentikan layanan sebelumnya."""
    settings = load_settings()
    with open_database(settings) as database:
        try:
            _restore(settings, database, file, older=older, yes=yes)
        except BackupError as error:
            fail(str(error))
        except OSError as error:
            fail(f"Pemulihan gagal: {error.strerror}.")


def _restore(settings: Settings, database: Database, file: Path, *, older: bool, yes: bool) -> None:
    manifest = require_usable(file, database.engine, known_revisions(settings))
    loss = _loss(file, manifest, database)
    if loss is not None and not older:
        fail(f"{loss}\nTidak ada yang diubah. Bila memang itu yang dikehendaki, ulangi dengan --older.")
    if loss is not None:
        err.print(loss, style="yellow", markup=False)
    if not yes and typer.prompt(f"Ketik {_CONFIRMATION} untuk mengganti basis data sekarang") != _CONFIRMATION:
        fail("Dibatalkan; tidak ada yang diubah.")
    aside = put_back(file, manifest, database.engine, settings.backup_dir, now=clock.now())
    bring_up_to_date(settings, database)
    _leave_trace(database, manifest, loss)
    out.print(f"Dipulihkan: keadaan {manifest.created_at:%Y-%m-%d %H:%M} UTC.", markup=False)
    if aside is not None:
        out.print(f"Keadaan sebelumnya tersimpan di {aside}", markup=False)


def _loss(file: Path, manifest: Manifest, database: Database) -> str | None:
    try:
        require_nothing_lost(file, manifest, database.engine)
    except OlderStateError as error:
        return str(error)
    return None


def _leave_trace(database: Database, manifest: Manifest, loss: str | None) -> None:
    with database.writing() as db:
        record(
            db,
            actor=None,
            action="restore_backup",
            object_type="backup",
            object_id=manifest.sha256,
            after={"created_at": manifest.created_at.isoformat(), "audit_seq": manifest.audit_seq},
            reason=loss,
        )
