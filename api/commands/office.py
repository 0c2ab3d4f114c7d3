"""`setup`: a real office starts empty; this gives it a name, a zone and its first administrator."""

import re
from typing import Annotated, NamedTuple

import typer
from sqlalchemy.orm import Session

from api.audit.checkpoints import keys_of
from api.audit.service import record
from api.commands.console import fail, load_settings, open_database, out
from api.commands.queries import DEMO_DOMAIN, is_empty
from api.commands.schema import bring_up_to_date
from api.employees.models import Office, OrgUnit, UnitKind

ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")


class Answers(NamedTuple):
    office: str
    zone: str
    administrator: str
    email: str


def setup(
    name: Annotated[str | None, typer.Option(help="Nama kantor.", show_default=False)] = None,
    zone: Annotated[str | None, typer.Option(help="WIB, WITA, atau WIT.", show_default=False)] = None,
    administrator: Annotated[str | None, typer.Option(help="Nama administrator.", show_default=False)] = None,
    email: Annotated[str | None, typer.Option(help="Surel administrator.", show_default=False)] = None,
) -> None:
    """Menyiapkan kantor sungguhan: nama, zona waktu, administrator pertama."""
    settings = load_settings()
    with open_database(settings) as database:
        bring_up_to_date(settings, database)
        with database.reading() as db:
            if not is_empty(db):
                fail("Kantor sudah disiapkan di basis data ini; tidak ada yang diubah.")
            keys_of(db)
        answers = _ask(name, zone, administrator, email)
        with database.writing() as db:
            code = set_up_office(db, answers)
    out.print(f"{answers.office} siap. Kartu aktivasi untuk {answers.administrator} ({answers.email}):", markup=False)
    out.print(f"\n    Kode: {code}\n", markup=False)
    out.print(
        f"Kunci tanda tangan catatan audit: {settings.audit_key_path}. Simpan salinannya di luar komputer ini.",
        markup=False,
    )
    out.print(
        "Kode ini hanya ditampilkan sekali. Jalankan layanan (python -m api serve), lalu aktifkan akun dengannya."
    )
    out.print("Beberapa langkah memerlukan dua petugas. Tambahkan petugas kedua: python -m api officer")


def set_up_office(db: Session, answers: Answers) -> str:
    """Everything an empty office needs to begin; returns the administrator's one-time activation code."""
    from api.accounts.setup import create_administrator
    from api.instruments.seed import seed_instruments
    from api.rounds.holidays import seed_holidays
    from api.training.seed import seed_courses

    office = Office(id=1, name=answers.office, zone=ZONES[answers.zone])
    root = OrgUnit(name=answers.office, kind=_kind(answers.office), path="/")
    db.add_all([office, root])
    db.flush()
    root.path = f"/{root.id.hex}/"
    seed_instruments(db)
    seed_courses(db)
    seed_holidays(db)
    code = create_administrator(db, name=answers.administrator, email=answers.email)
    record(
        db,
        actor=None,
        action="set_up_office",
        object_type="office",
        object_id="1",
        after={"name": office.name, "zone": office.zone},
    )
    return code


def _kind(name: str) -> UnitKind:
    return UnitKind.KECAMATAN if name.lower().startswith("kecamatan") else UnitKind.OTHER


def _ask(name: str | None, zone: str | None, administrator: str | None, email: str | None) -> Answers:
    answers = Answers(
        office=one_line(name or typer.prompt("Nama kantor (mis. Kecamatan Medan Marelan)")),
        zone=(zone or typer.prompt("Zona waktu (WIB, WITA, WIT)", default="WIB")).strip().upper(),
        administrator=one_line(administrator or typer.prompt("Nama administrator pertama")),
        email=(email or typer.prompt("Surel administrator")).strip().lower(),
    )
    if answers.zone not in ZONES:
        fail("Zona waktu: WIB, WITA, atau WIT.")
    if not answers.office or not answers.administrator:
        fail("Nama kantor dan nama administrator tidak boleh kosong.")
    expect_email(answers.email)
    return answers


def expect_email(email: str) -> None:
    if not _EMAIL.fullmatch(email):
        fail("Alamat surel tidak benar. Contoh: nama@kantor.go.id")
    if email.endswith(DEMO_DOMAIN):
        fail(f"Alamat {DEMO_DOMAIN} hanya untuk kantor contoh.")


def one_line(text: str) -> str:
    return " ".join(text.split())[:200]
