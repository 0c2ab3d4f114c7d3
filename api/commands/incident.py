"""`incident`: whose records an account or a span of time touched, for whoever must tell the people concerned (UU PDP 46)."""

import sys
from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from api.audit.service import record
from api.commands.console import err, fail, load_settings, open_database
from api.commands.incident_queries import Touched, touched_people
from api.kit.spreadsheets.writing import write_csv

HEADER = ("NIP", "NAMA", "PERTAMA", "TERAKHIR", "CATATAN", "PERBUATAN")


def incident(
    account: Annotated[UUID | None, typer.Option(help="Akun yang disalahgunakan.", show_default=False)] = None,
    client: Annotated[UUID | None, typer.Option(help="Klien API yang disalahgunakan.", show_default=False)] = None,
    since: Annotated[
        str | None, typer.Option("--from", help="Sejak, mis. 2026-11-24T08:00+07:00.", show_default=False)
    ] = None,
    until: Annotated[str | None, typer.Option("--to", help="Sampai sebelum.", show_default=False)] = None,
) -> None:
    """Mendaftar (CSV) pegawai yang datanya dibaca atau diubah oleh sebuah akun, klien, atau dalam suatu waktu."""
    if account is not None and client is not None:
        fail("Pilih salah satu: --account atau --client.")
    actor, first, last = account or client, _instant(since), _instant(until)
    if actor is None and first is None and last is None:
        fail("Sebutkan --account, --client, atau --from/--to.")
    with open_database(load_settings()) as database:
        with database.writing() as db:
            asked = {"actor": actor, "from": since, "to": until}
            record(db, actor=None, action="incident", object_type="audit", object_id="log", after=asked)
        with database.reading() as db:
            people = touched_people(db, actor, first, last)
    sys.stdout.write(write_csv(HEADER, [_row(one) for one in people]).decode("utf-8-sig"))
    err.print(f"{len(people)} orang; hanya yang dicatat log audit yang dapat didaftar.", markup=False)


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        fail(f"{text} bukan waktu dengan zona. Contoh: 2026-11-24T08:00+07:00")
    return found


def _row(one: Touched) -> tuple[str, ...]:
    return (one.nip, one.name, one.first.isoformat(), one.last.isoformat(), str(one.entries), "; ".join(one.actions))
