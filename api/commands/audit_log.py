"""`audit …`: sign the log, verify it, keep its key – at the office's own terminal."""

import os
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from api.audit.checkpoints import keys_of, make_checkpoint, newest_checkpoint, origin_of
from api.audit.rules import NotACheckpoint, Occasion, read_verifier_key
from api.audit.service import ask_checkpoint, record
from api.audit.signing import Keys, read_keys, signed_by, write_keys
from api.audit.verification import Known, read_earlier, verify
from api.audit.words import earlier_text, printed_code, verdict
from api.commands.console import fail, load_settings, open_database, out
from api.kit import clock
from api.kit.database import Database

app = typer.Typer(help="Catatan audit: menandatangani, memeriksa, menyerahkan.", no_args_is_help=True)


@app.command("checkpoint")
def checkpoint() -> None:
    """Menandatangani catatan sampai sekarang dan mencetak buktinya: simpan di luar komputer ini."""
    with open_database(load_settings()) as database:
        with database.writing() as db:
            make_checkpoint(db, Occasion.ASKED)
        with database.reading() as db:
            newest, origin = newest_checkpoint(db), origin_of(db)
            if newest is None or origin is None:
                fail("Catatan audit masih kosong; belum ada yang dapat ditandatangani.")
            out.print(newest.note, markup=False)
            out.print(f"Kode: {printed_code(newest)}", markup=False)
            for key in keys_of(db).verifier_keys(origin):
                out.print(f"Kunci publik: {key}", markup=False)


@app.command("verify")
def verify_log(
    checkpoint: Annotated[
        Path | None,
        typer.Option(help="Bukti lama yang Anda simpan.", exists=True, dir_okay=False, show_default=False),
    ] = None,
) -> None:
    """Memeriksa seluruh catatan audit; berakhir dengan kode 1 bila ada yang tidak cocok."""
    with open_database(load_settings()) as database, database.reading() as db:
        keys = keys_of(db)
        report = verify(db, keys, None if checkpoint is None else _known(checkpoint, keys))
        if report.finding is not None:
            fail(verdict(report).id)
        out.print(verdict(report).id, markup=False)
        if (earlier := earlier_text(report)) is not None:
            out.print(earlier.id, markup=False)


def _known(path: Path, keys: Keys) -> Known:
    try:
        return read_earlier(path.read_text(encoding="utf-8"), keys)
    except (NotACheckpoint, ValueError, OSError):
        fail(f"{path} bukan bukti catatan audit yang ditandatangani kunci kantor ini.")


@app.command("export")
def export(
    file: Annotated[Path, typer.Argument(help="Berkas .zip yang akan ditulis.")],
    round_id: Annotated[
        UUID | None, typer.Option("--round", help="Hanya hasil periode ini.", show_default=False)
    ] = None,
) -> None:
    """Menulis ekspor yang dapat diperiksa auditor tanpa sistem ini (python verify.py BERKAS)."""
    from api.evidence.bundle import write_export
    from api.evidence.published import at_the_terminal
    from api.evidence.service import record_export

    with open_database(load_settings()) as database:
        with database.writing() as db:
            record_export(db, actor=None, round_id=round_id)
        with database.reading() as db:
            content = write_export(db, at_the_terminal, round_id)
    try:
        with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as sink:
            sink.write(content)
    except OSError as error:
        fail(f"{file} tidak dapat ditulis: {error.strerror}.")
    out.print(f"Ekspor ditulis: {file} ({len(content) / 1e6:.1f} MB). Serahkan kepada auditor.", markup=False)


@app.command("new-key")
def new_key(
    lost: Annotated[
        str | None,
        typer.Option(help="Kunci lama hilang: kunci publik lama, dari auditor atau ekspor.", show_default=False),
    ] = None,
) -> None:
    """Mengganti kunci tanda tangan; kunci publik lama tetap dipercaya. Jalankan saat layanan berhenti."""
    settings = load_settings()
    path = settings.audit_key_path
    with open_database(settings) as database:
        retired = read_keys(path).trusted if lost is None else (_old_public_key(database, lost),)
        fresh = Keys(Ed25519PrivateKey.generate(), retired)
        if path.exists():
            path.replace(path.with_name(f"{path.name}.lama-{clock.now():%Y%m%d-%H%M%S}"))
        write_keys(path, fresh)
        with database.writing() as db:
            record(
                db,
                actor=None,
                action="replace_audit_key",
                object_type="audit",
                object_id="key",
                after={"public_key": fresh.public.hex(), "old_key_lost": lost is not None},
            )
            ask_checkpoint(db, Occasion.ASKED)
        out.print(
            f"Kunci baru: {path}. Simpan salinannya, dan serahkan kunci publik baru kepada auditor.", markup=False
        )


def _old_public_key(database: Database, text: str) -> bytes:
    """Believed only if the newest checkpoint is signed with it."""
    with database.reading() as db:
        newest = newest_checkpoint(db)
        note = None if newest is None else newest.note
    try:
        public = read_verifier_key(text)
    except NotACheckpoint:
        fail("Ini bukan kunci publik. Bentuknya: penilaian-kinerja/…+…+…")
    if note is not None and not signed_by(note, (public,)):
        fail("Bukti terakhir tidak ditandatangani kunci itu. Periksa kembali kunci publik yang dipegang auditor.")
    return public
