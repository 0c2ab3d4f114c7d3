"""Is everything as it should be; if not, what to do. Exit code 1 when something must be put right."""

from collections.abc import Iterator
from itertools import chain

import typer

from api.commands import checks
from api.commands.checks import Finding
from api.commands.console import load_settings, open_database, out
from api.commands.schema import schema_fault
from api.kit.settings import Settings

_MARKS = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "fault": ("✗", "red")}


def doctor() -> None:
    """Memeriksa keadaan layanan: basis data, cadangan, alamat, disk, jam, dasbor."""
    settings = load_settings()
    findings = list(examine(settings))
    for finding in findings:
        mark, colour = _MARKS[finding.level]
        out.print(f"{mark} {finding.text}", style=colour, markup=False)
    if any(finding.level == "fault" for finding in findings):
        raise typer.Exit(1)


def examine(settings: Settings) -> Iterator[Finding]:
    with open_database(settings) as database:
        fault = schema_fault(settings, database)
        yield Finding("ok", "Basis data terhubung, tabel sesuai.") if fault is None else Finding("fault", fault)
        if fault is None:
            with database.reading() as db:
                yield from chain(
                    checks.check_office(settings, db),
                    checks.check_file(db),
                    checks.check_clock(db),
                    checks.check_code_secrets(settings, db),
                    checks.check_audit_key(db),
                    checks.check_retention(settings, db),
                )
    yield from chain(
        checks.check_address(settings),
        checks.check_backups(settings),
        checks.check_disk(settings),
        checks.check_dashboard(settings),
        checks.check_token_keys(settings),
        checks.check_secret_files(settings),
    )
