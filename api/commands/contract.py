"""The contract file: written from the routes, or compared with them."""

from typing import Annotated

import typer

from api import openapi
from api.commands.console import fail, out
from api.health import ROOT
from api.kit.settings import Settings
from api.main import create_app

FILE = ROOT / "openapi.json"


def write_contract(
    check: Annotated[bool, typer.Option("--check", help="Hanya bandingkan dengan berkas yang ada.")] = False,
) -> None:
    """Menulis kontrak API ke openapi.json."""
    content = contract()
    if not check:
        FILE.write_bytes(content)
        out.print(f"{FILE.name} ditulis.")
    elif not FILE.exists() or FILE.read_bytes() != content:
        fail("openapi.json tidak sama dengan rute aplikasi. Jalankan: make openapi")


def contract() -> bytes:
    """The bytes of the file, whatever the surroundings say; no database is opened for it."""
    settings = Settings(_env_file=None, database_url=f"sqlite:///{ROOT}/var/contract.db", host="127.0.0.1")
    return openapi.as_file(create_app(settings))
