"""`retention`: what has been kept long enough, and – when told so – its removal."""

from collections.abc import Sequence
from typing import Annotated

import typer

from api.commands.console import fail, load_settings, open_database, out
from api.commands.schema import schema_fault
from api.kit import clock
from api.privacy import retention as keeping
from api.privacy.policy import BadPolicyError, load_policy
from api.privacy.retention import Line


def retention(
    apply: Annotated[bool, typer.Option("--apply", help="Hapus sungguh-sungguh; tanpa ini hanya ditampilkan.")] = False,
) -> None:
    """Menghapus data yang masa simpannya lewat; tanpa --apply hanya menampilkan."""
    settings = load_settings()
    try:
        policy = load_policy(settings.retention_policy)
    except BadPolicyError as error:
        fail(str(error))
    now = clock.now()
    with open_database(settings) as database:
        if (fault := schema_fault(settings, database)) is not None:
            fail(fault)
        try:
            with database.reading() as db:
                lines = keeping.plan(db, policy, now)
        except keeping.NotInForceError as error:
            fail(f"Kebijakan retensi baru berlaku mulai {error}; tidak ada yang dihapus.")
        _tell(lines, held=True, mark="–")
        due = [line for line in lines if not line.held]
        if not due:
            out.print("Tidak ada yang perlu dihapus.")
        elif not apply:
            _tell(due, held=False, mark="•")
            out.print("Belum ada yang dihapus. Buat cadangan, lalu jalankan: python -m api retention --apply")
        else:
            _tell(keeping.apply(database, policy, now), held=False, mark="✓")
            out.print("Selesai; dicatat di catatan audit. Cadangan lama masih memuatnya: lihat docs/operating.md.")


def _tell(lines: Sequence[Line], *, held: bool, mark: str) -> None:
    for line in lines:
        if line.held == held:
            out.print(f"{mark} {line.title.id}: {line.amount} – {line.why.id}", markup=False)
