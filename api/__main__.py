"""`python -m api …`: the office's commands."""

import typer

from api.commands import audit_log
from api.commands.contract import write_contract
from api.commands.copies import backup, restore
from api.commands.demo import demo
from api.commands.doctor import doctor
from api.commands.incident import incident
from api.commands.office import setup
from api.commands.officer import officer
from api.commands.retention import retention
from api.commands.schema import migrate
from api.commands.serve import serve
from api.commands.start import start
from api.commands.work import work

app = typer.Typer(
    name="python -m api",
    help="Penilaian kinerja ASN: perintah untuk pengelola kantor.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("start")(start)
app.command("serve")(serve)
app.command("migrate")(migrate)
app.command("setup")(setup)
app.command("officer")(officer)
app.command("demo")(demo)
app.command("backup")(backup)
app.command("restore")(restore)
app.command("doctor")(doctor)
app.command("incident")(incident)
app.command("retention")(retention)
app.command("worker")(work)
app.command("openapi")(write_contract)
app.add_typer(audit_log.app, name="audit")

if __name__ == "__main__":
    app()
