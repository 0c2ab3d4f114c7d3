"""`officer`: the second officer of an office, whom no officer of it can make alone."""

from enum import StrEnum
from typing import Annotated

import typer

from api.access.permissions import Role
from api.accounts.setup import appoint_officer
from api.commands.console import fail, load_settings, open_database, out
from api.commands.office import expect_email, one_line
from api.commands.queries import is_empty


class OfficerRole(StrEnum):
    """What the second one may be; both issue and confirm cards."""

    HR_OFFICER = "hr_officer"
    ADMINISTRATOR = "administrator"


_WORDS = {OfficerRole.HR_OFFICER: "petugas kepegawaian", OfficerRole.ADMINISTRATOR: "administrator"}


def officer(
    name: Annotated[str | None, typer.Option(help="Nama petugas.", show_default=False)] = None,
    email: Annotated[str | None, typer.Option(help="Surel petugas.", show_default=False)] = None,
    role: Annotated[
        OfficerRole, typer.Option(help="hr_officer (petugas kepegawaian) atau administrator.")
    ] = OfficerRole.HR_OFFICER,
) -> None:
    """Menambahkan petugas kedua, yang tidak dapat dibuat oleh satu petugas seorang diri."""
    with open_database(load_settings()) as database:
        with database.reading() as db:
            if is_empty(db):
                fail("Kantor belum disiapkan. Jalankan dahulu: python -m api setup")
        who, address = _ask(name, email)
        with database.writing() as db:
            code = appoint_officer(db, role=Role(role), name=who, email=address)
    out.print(f"Kartu aktivasi untuk {who} ({address}), {_WORDS[role]}:", markup=False)
    out.print(f"\n    Kode: {code}\n", markup=False)
    out.print("Kode ini hanya ditampilkan sekali. Serahkan langsung kepada orangnya.")


def _ask(name: str | None, email: str | None) -> tuple[str, str]:
    who = one_line(name or typer.prompt("Nama petugas"))
    address = (email or typer.prompt("Surel petugas")).strip().lower()
    if not who:
        fail("Nama petugas tidak boleh kosong.")
    expect_email(address)
    return who, address
