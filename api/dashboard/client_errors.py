"""Faults in the pages themselves, told by the browser: a line in the server's log, of words that are allowed and nothing else.

Counted in memory, not in the table of failures: a page that fails in a loop must not make the database write, and SQLite has
one writer. A restart may forget the count, and each process has its own; at stake are lines of a log, not an account.
"""

from collections import Counter
from datetime import datetime, timedelta
from threading import Lock

import structlog

from api.dashboard.schemas_client_errors import ClientError
from api.kit.errors import TooManyRequests

WINDOW = timedelta(minutes=1)
PER_ADDRESS = 20
IN_ALL = 200

log = structlog.get_logger("client")


class ReportLimit:
    """At most so many reports in a window, so that neither one broken page nor a stranger fills the log."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._until: datetime | None = None
        self._taken: Counter[str] = Counter()

    def take(self, address: str, now: datetime) -> None:
        """One more, or TooManyRequests. There are never more addresses in memory than reports are let through."""
        with self._lock:
            if self._until is None or now >= self._until:
                self._until, self._taken = now + WINDOW, Counter()
            if self._taken[address] >= PER_ADDRESS or self._taken.total() >= IN_ALL:
                seconds = max(1, round((self._until - now).total_seconds()))
                raise TooManyRequests(headers={"Retry-After": str(seconds)}, seconds=seconds)
            self._taken[address] += 1


def report_client_error(limit: ReportLimit, *, report: ClientError, address: str, now: datetime, trace: str) -> None:
    """Neither who nor from where: the address only counts."""
    limit.take(address, now)
    log.warning("client_error", request_id=trace, **report.model_dump(mode="json"))
