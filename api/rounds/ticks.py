"""What time alone sets going: the ticker writes down what deadlines have already done. Nobody waits for it."""

from api.kit import clock
from api.kit.database import Database
from api.rounds import queries
from api.rounds.moves import settle_round


def record_deadline_moves(database: Database) -> None:
    """Open rounds past their latest deadline are recorded as closed, each in a transaction of its own, at the deadline's
    instant. Doing it twice, or while somebody extends the round, does no harm."""
    with database.reading() as db:
        due = queries.past_deadline(db, clock.now())
    for round_id in due:
        with database.writing() as db:
            settle_round(db, round=queries.lock_round_by_id(db, round_id), now=clock.now())
