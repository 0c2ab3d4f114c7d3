"""The work that follows changes, in a process of its own (`WORKER=outside`)."""

import signal
from types import FrameType

from api import routes
from api.audit.checkpoints import keys_of
from api.commands.console import fail, load_settings, open_database, out
from api.commands.schema import schema_fault
from api.kit.logs import configure_logs
from api.worker import Worker


def work() -> None:
    """Menjalankan pekerja latar belakang (untuk WORKER=outside)."""
    settings = load_settings()
    configure_logs(settings.log_format)
    with open_database(settings) as database:
        if (fault := schema_fault(settings, database)) is not None:
            fail(fault)
        with database.reading() as db:
            keys_of(db)
        worker = Worker(database, routes.outbox_handlers(), routes.ticks())

        def stop(_number: int, _frame: FrameType | None) -> None:
            worker.stop()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        out.print("Pekerja berjalan – hentikan dengan Ctrl+C.")
        worker.run()
