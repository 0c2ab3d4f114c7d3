"""A rated office, calculated, with a client for each person."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from api.accounts.models import Account
from api.employees.models import Employee
from api.kit.database import Database
from api.results.models import Result
from tests.clients import Client
from tests.factories.kept import kept
from tests.factories.results import REASON, Rated, account_of, calculate, make_rated_round, result_of

MEETS = {"work_rating": 2, "behaviour_rating": 2, "reason": REASON, "category": "evidence"}

As = Callable[[Employee | Account], Client]


@pytest.fixture
def rated(db: Session) -> Rated:
    return make_rated_round(db)


@pytest.fixture
def as_(db: Session, new_client: Callable[[], Client]) -> As:
    """A signed-in client that has just entered its passphrase once more."""

    def sign_in(who: Employee | Account) -> Client:
        db.commit()  # ends the reading before, so that the session can be written
        account = account_of(db, who) if isinstance(who, Employee) else who
        return new_client().signed_in_as(db, account, privileged=True)

    return sign_in


@pytest.fixture
def run(db: Session, rated: Rated, as_: As, database: Database) -> Any:
    """The round calculated."""
    return kept(db, f"calculated {rated.round.id}", lambda: calculate(database, as_(rated.hr), rated))


def release_path(rated: Rated) -> str:
    return f"/evaluation-rounds/{rated.round.id}/release"


def decide(db: Session, rated: Rated, as_: As, *people: Any) -> list[Result]:
    """The results of these people, decided by their assessors."""
    found = [result_of(db, rated, person) for person in people]
    for person, result in zip(people, found, strict=True):
        assessor = as_(rated.kasi if person in rated.staff else rated.camat)
        assessor.put(f"/results/{result.id}/decision", MEETS, if_match=result.row_version)
    return found
