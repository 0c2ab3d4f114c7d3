"""The demo office: a synthetic Kecamatan Medan Marelan, only ever put into an empty database."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from api.commands.console import fail, load_settings, open_database, out
from api.commands.queries import find_office, is_empty
from api.commands.schema import bring_up_to_date

if TYPE_CHECKING:
    from api.demo.build import DemoAccount

DEFAULT_PASSPHRASE = "payung sungai lembar kertas"  # noqa: S105 - the demo's, printed by `make run` and refused elsewhere


def demo(
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help="Diam-diam tidak berbuat apa-apa bila basis data sudah berisi.")
    ] = False,
) -> None:
    """Mengisi basis data kosong dengan kantor contoh."""
    settings = load_settings()
    with open_database(settings) as database:
        bring_up_to_date(settings, database)
        with database.reading() as db:
            empty, office = is_empty(db), find_office(db)
            is_demo = office is not None and office.is_demo
        if empty:
            from api.demo.build import build_demo  # heavy, and needed once

            passphrase = settings.demo_password or DEFAULT_PASSPHRASE
            out.print("Menyiapkan data contoh (sekali saja) …")
            _show(build_demo(database, passphrase=passphrase), passphrase)
        elif not if_empty:
            fail("Basis data sudah berisi; data contoh hanya untuk basis data kosong.")
        elif is_demo:
            out.print("Kantor contoh sudah ada.")


def _show(accounts: list["DemoAccount"], passphrase: str) -> None:
    table = Table(title="Akun contoh", title_justify="left")
    table.add_column("Masuk dengan", no_wrap=True, min_width=28)  # an address cut short is of no use
    table.add_column("Nama")
    table.add_column("Peran")
    for account in accounts:
        table.add_row(account.email, account.name, account.role)
    out.print(table)
    out.print(f"Kata sandi semua akun contoh: {passphrase}", markup=False)
