"""A real server for the browser: the demo office, copied for whoever changes it."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from api.kit.database import Database, make_engine
from api.kit.settings import Settings
from api.main import create_app
from tests.conftest import ROOT

PASSPHRASE = "payung sungai lembar kertas"
DASHBOARD = ROOT / "frontend" / "dist"


class Office:
    """The address of a running server, and how to stop and start it as a power cut would."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.path = path
        self.folder = folder
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.database = Database(make_engine(f"sqlite:///{path}"))
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        settings = Settings(
            _env_file=None,
            database_url=f"sqlite:///{self.path}",
            host="127.0.0.1",
            port=self.port,
            backup_dir=self.folder / "backups",
            dashboard_dir=DASHBOARD,
            totp_key_file=self.folder / "totp.key",
            second_step_required=False,
        )
        config = uvicorn.Config(create_app(settings), host="127.0.0.1", port=self.port, log_config=None, lifespan="on")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            if not self._thread.is_alive():
                raise RuntimeError("the server did not start")
            time.sleep(0.02)

    def stop(self) -> None:
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._server.force_exit = True
            self._thread.join(10)


@contextmanager
def office_running(template: Path, folder: Path) -> Iterator[Office]:
    path = folder / "office.db"
    shutil.copy(template, path)
    shutil.copy(template.with_name("audit.key"), folder)  # the log goes on being signed
    office = Office(path, folder)
    office.start()
    yield office
    office.stop()
    office.database.engine.dispose()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
