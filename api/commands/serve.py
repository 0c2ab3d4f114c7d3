"""The service itself: one process, one worker; SQLite has one writer, and the waiting happens in one place."""

import socket
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from api.access.token_keys import BadKeyError
from api.audit.checkpoints import keys_of
from api.commands.console import fail, load_settings, open_database, out
from api.commands.demo_secrets import demo_secrets_fault
from api.commands.schema import schema_fault
from api.kit.database import Database
from api.kit.settings import Settings
from api.main import create_app


class ServeSettings(Settings):
    """With a certificate of its own the service speaks https itself; without, a proxy does (docs/operating.md)."""

    tls_certificate: Path | None = None
    tls_key: Path | None = None


def serve() -> None:
    """Menjalankan layanan."""
    load_settings()  # says in words what is wrong
    settings = ServeSettings()
    with open_database(settings) as database:
        fault = schema_fault(settings, database)
        if fault is None:
            with database.reading() as db:
                keys_of(db)  # made now if it is the first start; that it is lost or open to all must not wait
                fault = demo_secrets_fault(settings, db)
        if fault is not None:
            fail(fault)
        app = _build(settings, database)
        listening = _listen(settings)
        out.print(f"Layanan berjalan di {_address(settings)} – hentikan dengan Ctrl+C.", markup=False)
        uvicorn.Server(server_config(settings, app)).run(sockets=[listening])


def _build(settings: Settings, database: Database) -> FastAPI:
    try:
        return create_app(settings, database)
    except BadKeyError as error:
        fail(str(error))


def server_config(settings: ServeSettings, app: object) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]  # an ASGI app; FastAPI's own annotation is narrower than uvicorn's
        ws="none",
        log_level="warning",
        access_log=False,  # the request frame logs, without paths and addresses
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies,
        limit_concurrency=1000,
        h11_max_incomplete_event_size=32 * 1024,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=25,
        ssl_certfile=settings.tls_certificate,
        ssl_keyfile=settings.tls_key,
    )


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as error:
        fail(
            f"{settings.host}:{settings.port} tidak dapat dipakai ({error.strerror}). "
            "Hentikan program yang memakainya, atau pilih yang lain: PORT=8001"
        )


def _address(settings: ServeSettings) -> str:
    scheme = "https" if settings.tls_certificate else "http"
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return settings.public_url or f"{scheme}://{host}:{settings.port}"
