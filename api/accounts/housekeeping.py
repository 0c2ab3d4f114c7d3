"""What need not be kept: counts whose window is over, sessions and devices nobody has used for months, roles that have ended."""

from datetime import timedelta

from api.accounts import credential_queries as queries
from api.accounts.roles import end_lapsed_grants, has_lapsed_grants
from api.accounts.second_step_queries import PENDING_LASTS
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
        pending_before=now - PENDING_LASTS,
    )
    with database.reading() as db:  # an idle worker must not take the write lock again and again
        due = [statement for statement, exists in statements if db.scalar(exists)]
    if due:
        with database.writing() as db:
            for statement in due:
                db.execute(statement)


def end_roles(database: Database) -> None:
    with database.reading() as db:
        due = has_lapsed_grants(db)
    if due:
        with database.writing() as db:
            end_lapsed_grants(db)
