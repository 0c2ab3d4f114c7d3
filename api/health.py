"""Is the process alive; can it serve. Liveness needs neither database nor thread, so a full write queue cannot kill it."""

from functools import cache
from pathlib import Path
from typing import Literal

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel
from starlette.requests import Request

from api.kit.database import Database
from api.kit.errors import Busy
from api.kit.texts import Text

ROOT = Path(__file__).parent.parent
router = APIRouter(tags=["health"])


class NotReady(Busy):
    text = Text("Layanan belum siap: {why}.", "Not ready: {why}.")


class Health(BaseModel):
    status: Literal["ok"]


@cache
def newest_revision() -> str | None:
    config = Config(str(ROOT / "alembic.ini"))
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return ScriptDirectory.from_config(config).get_current_head()


def present_revision(database: Database) -> str | None:
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


@router.get(
    "/healthz", operation_id="get_health", summary="The process is alive", openapi_extra={"x-permission": "public"}
)
async def get_health() -> Health:
    """Answers at once, whatever the database does. Permission: none needed."""
    return Health(status="ok")


@router.get(
    "/readyz", operation_id="get_readiness", summary="The service can work", openapi_extra={"x-permission": "public"}
)
async def get_readiness(request: Request) -> Health:
    """The database answers and its tables are those this version expects. Permission: none needed."""
    present = await run_in_threadpool(present_revision, request.app.state.database)
    if present != newest_revision():
        raise NotReady(why="alembic upgrade head")
    return Health(status="ok")
