"""Does what follows: empties the outbox, and records moves that time has already made (deadlines)."""

import threading
from collections.abc import Callable, Sequence

import structlog

from api.kit import outbox
from api.kit.database import Database

log = structlog.get_logger("worker")

PAUSE_SECONDS = 1.0
TICK_EVERY = 15  # pauses

Tick = Callable[[Database], None]


class Worker:
    """One thread inside the server by default, or a process of its own (`python -m api worker`)."""

    def __init__(self, database: Database, handlers: dict[str, outbox.Handler], ticks: Sequence[Tick]) -> None:
        self.database = database
        self.handlers = handlers
        self.ticks = ticks
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self.run, name="worker", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def run(self) -> None:
        pauses = 0
        while not self._stop.is_set():
            try:
                if pauses % TICK_EVERY == 0:
                    self.tick()
                while not self._stop.is_set() and outbox.work_once(self.database, self.handlers):
                    pass
            except Exception:
                log.exception("worker_failed")  # the database may be away; try again after the pause
            pauses += 1
            self._stop.wait(PAUSE_SECONDS)

    def tick(self) -> None:
        for tick in self.ticks:
            tick(self.database)

    def drain(self) -> None:
        """Everything that is due now, in this thread: for commands and tests."""
        self.tick()
        while outbox.work_once(self.database, self.handlers):
            pass
