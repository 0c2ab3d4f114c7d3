"""What need not be kept: counts whose window is long over, sessions and devices nobody has used for months."""

from datetime import timedelta

from api.accounts import credential_queries as queries
from api.accounts.sessions import DEVICE_COOKIE_SECONDS
from api.accounts.throttles import WINDOW
from api.kit import clock
from api.kit.database import Database

KEEP_SESSIONS = timedelta(days=90)  # the owner is told of changes since the time he signed in before


def forget_what_lapsed(database: Database) -> None:
    now = clock.now()
    statements = queries.delete_lapsed(
        counts_before=now - 2 * WINDOW,
        sessions_before=now - KEEP_SESSIONS,
        devices_before=now - timedelta(seconds=DEVICE_COOKIE_SECONDS),
    )
    with database.reading() as db:  # an idle worker must not take the write lock again and again
        due = [statement for statement, exists in statements if db.scalar(exists)]
    if due:
        with database.writing() as db:
            for statement in due:
                db.execute(statement)
