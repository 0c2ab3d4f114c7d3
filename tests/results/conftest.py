"""A rated office, calculated, with a client for each person."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from api.accounts.models import Account
from api.employees.models import Employee
from api.kit.database import Database
from tests.clients import Client
from tests.factories.results import Rated, account_of, calculate, make_rated_round

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
def run(rated: Rated, as_: As, database: Database) -> Any:
    """The round calculated."""
    return calculate(database, as_(rated.hr), rated)
