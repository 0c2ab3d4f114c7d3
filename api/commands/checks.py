"""What `doctor` looks at, one question a function."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from sqlalchemy import text
from sqlalchemy.orm import Session

from api.access.token_keys import BadKeyError, load_keys
from api.accounts.second_step_queries import find_sealed_secret
from api.accounts.secret_box import SecretBox, SecretLostError
from api.audit.checkpoints import keys_of, newest_checkpoint
from api.audit.signing import KeyFaultError
from api.backups.status import backup_status
from api.commands.demo_secrets import demo_secrets_fault
from api.commands.queries import find_newest_entry_time, find_office
from api.dashboard_page.build import is_built
from api.kit import clock
from api.kit.database import is_sqlite
from api.kit.settings import LOOPBACK, Settings
from api.privacy.policy import BadPolicyError, load_policy
from api.privacy.retention import NotInForceError, plan

RELEASED = datetime(2026, 11, 1, tzinfo=UTC)
TIGHT_BYTES, FULL_BYTES = 2_000_000_000, 200_000_000


class Finding(NamedTuple):
    level: Literal["ok", "warning", "fault"]
    text: str


def check_office(settings: Settings, db: Session) -> Iterator[Finding]:
    office = find_office(db)
    if office is None:
        yield Finding("warning", "Kantor belum disiapkan. Jalankan: python -m api setup")
    else:
        yield Finding("ok", f"Kantor: {office.name}{' (data contoh)' if office.is_demo else ''}.")
    if (fault := demo_secrets_fault(settings, db)) is not None:
        yield Finding("fault", fault)


def check_file(db: Session) -> Iterator[Finding]:
    if is_sqlite(db):
        whole = db.execute(text("PRAGMA quick_check(1)")).scalar() == "ok"
        yield (
            Finding("ok", "Berkas basis data utuh.")
            if whole
            else Finding("fault", "Berkas basis data rusak. Pulihkan cadangan terakhir: python -m api restore")
        )


def check_clock(db: Session) -> Iterator[Finding]:
    """A clock that runs behind lets deadlines pass late; the log knows an instant that has certainly passed."""
    newest = find_newest_entry_time(db)
    if clock.now() < max(RELEASED, (newest or RELEASED) - timedelta(minutes=2)):
        yield Finding("fault", "Jam komputer ini terlambat. Setel jam (mis. dengan NTP) sebelum layanan dipakai.")
    else:
        yield Finding("ok", "Jam komputer masuk akal.")


def check_address(settings: Settings) -> Iterator[Finding]:
    if settings.public_url and urlsplit(settings.public_url).scheme != "https":
        yield Finding("fault", "PUBLIC_URL harus alamat https; tanpa https peramban tidak menyimpan kuki masuk.")
    elif settings.public_url and not settings.trusted_proxies and settings.host in LOOPBACK:
        yield Finding(
            "warning",
            "TRUSTED_PROXIES kosong: di belakang proxy, semua pemanggil tampak sebagai satu alamat. "
            "Isi alamat proxy, misalnya 127.0.0.1.",
        )
    elif settings.public_url:
        yield Finding("ok", f"Alamat layanan: {settings.public_url}")
    else:
        yield Finding("ok", "Layanan hanya dapat dibuka dari komputer ini (PUBLIC_URL kosong).")


def check_backups(settings: Settings) -> Iterator[Finding]:
    status = backup_status(settings.backup_dir, now=clock.now())
    yield Finding("ok" if status["status"] == "fresh" else "warning", status["message"])


def check_disk(settings: Settings) -> Iterator[Finding]:
    folder = next(parent for parent in [settings.backup_dir.absolute(), *settings.backup_dir.absolute().parents]
                  if parent.exists())  # fmt: skip
    free = shutil.disk_usage(folder).free
    level: Literal["ok", "warning", "fault"] = (
        "fault" if free < FULL_BYTES else "warning" if free < TIGHT_BYTES else "ok"
    )
    yield Finding(level, f"Ruang kosong di disk: {free / 1e9:.1f} GB.")


def check_dashboard(settings: Settings) -> Iterator[Finding]:
    if is_built(settings.dashboard_dir):
        yield Finding("ok", "Dasbor sudah dibangun.")
    else:
        yield Finding("warning", "Dasbor belum dibangun; hanya API yang dapat dipakai. Jalankan: make run")


def check_token_keys(settings: Settings) -> Iterator[Finding]:
    try:
        keys = load_keys(settings)
    except BadKeyError as error:
        yield Finding("fault", str(error))
        return
    if keys.public:
        yield Finding("ok", f"Kunci token akses: {len(keys.public)} kunci publik dipercaya.")


def check_code_secrets(settings: Settings, db: Session) -> Iterator[Finding]:
    """One-time codes are made from secrets that only this key opens; without it officers get in by paper alone."""
    sealed = find_sealed_secret(db)
    if sealed is None:
        return
    try:
        fits = SecretBox(settings.totp_key_file).fits(sealed)
    except SecretLostError:
        fits = False
    if fits:
        yield Finding("ok", "Kunci kode sekali pakai cocok. Simpan salinannya terpisah dari cadangan basis data.")
    else:
        yield Finding(
            "fault",
            f"Kunci {settings.totp_key_file} tidak ada atau bukan kunci yang dipakai; kode sekali pakai tidak dapat "
            "diperiksa. Pulihkan berkas itu dari salinannya (lihat docs/operating.md).",
        )


def check_audit_key(db: Session) -> Iterator[Finding]:
    if newest_checkpoint(db) is None:
        return  # a key is made with the first signature
    try:
        keys_of(db)
    except KeyFaultError as error:
        yield Finding("fault", str(error))


def check_secret_files(settings: Settings) -> Iterator[Finding]:
    """Settings and keys are for the service alone."""
    for path in (Path(".env"), settings.token_private_key, settings.totp_key_file, settings.audit_key_path):
        if path is not None and os.name == "posix" and path.exists() and path.stat().st_mode & 0o077:
            yield Finding("warning", f"Berkas {path} dapat dibaca pengguna lain. Jalankan: chmod 600 {path}")


def check_retention(settings: Settings, db: Session) -> Iterator[Finding]:
    """The forms of a round that should be gone; the smaller things wait for whoever does it."""
    try:
        lines = plan(db, load_policy(settings.retention_policy), clock.now()) if find_office(db) else []
    except BadPolicyError as error:
        yield Finding("fault", str(error))
        return
    except NotInForceError as error:
        yield Finding("warning", f"Kebijakan retensi baru berlaku mulai {error}.")
        return
    rounds = sum(line.kind == "answers" and not line.held for line in lines)
    if rounds:
        yield Finding("warning", f"Lembar {rounds} periode melewati masa simpan. Jalankan: python -m api retention")
    else:
        yield Finding("ok", "Tidak ada lembar yang melewati masa simpan.")
