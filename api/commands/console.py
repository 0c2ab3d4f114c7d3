"""How the commands speak: plain Indonesian, what is wrong and what to do about it, never a trace."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console
from sqlalchemy.exc import ArgumentError, OperationalError

from api.audit.refusals import AuditNotWritable
from api.audit.signing import KeyFaultError, attach_signer
from api.kit.database import Database, make_engine
from api.kit.settings import Settings, get_settings

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def fail(text: str) -> NoReturn:
    err.print(text, style="red", markup=False)
    raise typer.Exit(1)


def load_settings() -> Settings:
    try:
        return get_settings()
    except ValidationError as error:
        lines = [_setting_fault(one["loc"], one["msg"]) for one in error.errors()]
        fail("\n".join(["Setelan belum benar:", *lines]))


def _setting_fault(place: tuple[int | str, ...], message: str) -> str:
    name = ".".join(str(part) for part in place).upper()
    return f"- {name + ': ' if name else ''}{message.removeprefix('Value error, ')}"


@contextmanager
def open_database(settings: Settings) -> Iterator[Database]:
    """The office's database; that it cannot be reached is said in words."""
    try:
        database = Database(make_engine(settings.database_url))
        attach_signer(database, settings.audit_key_path)
    except (ArgumentError, ModuleNotFoundError):
        fail("DATABASE_URL tidak dikenal. Contoh: sqlite:///var/penilaian.db atau postgresql://nama@server/basisdata")
    except OSError as error:
        fail(f"Folder basis data tidak dapat dibuat ({error.strerror}). Periksa izin folder atau DATABASE_URL.")
    try:
        yield database
    except KeyFaultError as error:
        fail(str(error))
    except AuditNotWritable as error:
        fail(str(error.__cause__) if isinstance(error.__cause__, KeyFaultError) else error.message.id)
    except OperationalError:
        fail(
            "Basis data tidak dapat dihubungi. Periksa DATABASE_URL, izin berkas, dan apakah server basis data berjalan."
        )
    finally:
        database.engine.dispose()
