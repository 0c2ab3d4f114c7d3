"""Builds the app: settings, database, error handlers, routes; documentation and dashboard from our own server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from starlette.middleware import Middleware

from api import docs_page, openapi, routes
from api.access.token_keys import load_keys
from api.access.tokens import Tokens
from api.accounts.secret_box import SecretBox
from api.audit.signing import attach_signer
from api.dashboard.client_errors import ReportLimit
from api.dashboard_page.install import install as install_dashboard
from api.kit.database import Database, make_engine
from api.kit.error_handlers import install_error_handlers
from api.kit.head import HeadLikeGet
from api.kit.logs import configure_logs
from api.kit.middleware import RequestFrame
from api.kit.settings import Settings, get_settings
from api.worker import Worker


def create_app(settings: Settings | None = None, database: Database | None = None) -> FastAPI:
    """The service. Tests hand in their own database; the office takes the settings'."""
    settings = settings or get_settings()
    owns_database = database is None  # who lends a database also closes it
    database = database or Database(make_engine(settings.database_url))
    app = FastAPI(
        title="Penilaian Kinerja ASN",
        version=openapi.VERSION,
        description=openapi.DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        lifespan=_lifespan,
        middleware=[Middleware(RequestFrame, hosts=settings.hosts), Middleware(HeadLikeGet)],
    )
    equip(app, settings, database)
    app.state.owns_database = owns_database
    routes.include(app)
    openapi.install(app)
    docs_page.install(app)
    install_dashboard(app)
    install_error_handlers(app)
    app.state.methods_by_path = openapi.methods_by_path(app)
    return app


def equip(app: FastAPI, settings: Settings, database: Database) -> None:
    """What the routes ask for when they are called. Building them takes long: tests build once and equip anew."""
    app.state.settings = settings
    app.state.database = database
    app.state.owns_database = False
    app.state.gate = routes.gate(database)
    app.state.secret_box = SecretBox(settings.totp_key_file)
    app.state.audit_signer = attach_signer(database, settings.audit_key_path)
    app.state.tokens = Tokens(load_keys(settings), issuer=settings.base_url)
    app.state.client_error_limit = ReportLimit()


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
    settings: Settings = app.state.settings
    configure_logs(settings.log_format)
    worker = Worker(app.state.database, routes.outbox_handlers(), routes.ticks())
    if settings.worker == "inside":
        worker.start()
    yield {}
    worker.stop()
    if app.state.owns_database:
        app.state.database.engine.dispose()


def app() -> FastAPI:
    """For `uvicorn --factory api.main:app`."""
    return create_app()
