"""How many results wait for the caller: the same rows as his lists."""

from datetime import datetime

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.kit.pages import count_rows
from api.results import queries
from api.results.queries_listed import select_listed
from api.results.reading import stages_of_responses
from api.results.schemas_filters import ResultFilters


def count_to_decide(db: Session, *, actor: Actor, now: datetime) -> int:
    """As many as `list_results` has with `to_decide`; whoever can decide about nobody costs no statement."""
    if not actor.may("results:decide") and not actor.may("results:record_external"):
        return 0
    standing = queries.standing_of(db, actor, now)
    stages = stages_of_responses(db, now)
    return count_rows(db, select_listed(standing, ResultFilters(to_decide=True), stages, now))


def count_unread(db: Session, *, actor: Actor) -> int:
    """As many as `list_my_results` has with `unread`."""
    return count_rows(db, queries.select_own(actor, unread=True))


def count_to_respond(db: Session, *, actor: Actor, now: datetime) -> int:
    """As many as `list_my_results` has with `to_respond`; outside such a stage one statement."""
    stages = stages_of_responses(db, now)
    if not any(now < until for until in stages.values()):
        return 0
    return count_rows(db, queries.select_own(actor, to_respond=queries.may_respond(stages, now)))
