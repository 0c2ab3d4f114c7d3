"""A calculated office whose meeting is about to begin."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from api.accounts.models import Account
from api.employees.models import Employee
from api.kit.database import Database
from tests.clients import Client
from tests.factories.results import Rated, account_of, make_calculated_round

As = Callable[[Employee | Account], Client]


@pytest.fixture
def as_(db: Session, new_client: Callable[[], Client]) -> As:
    def sign_in(who: Employee | Account) -> Client:
        db.commit()
        account = account_of(db, who) if isinstance(who, Employee) else who
        return new_client().signed_in_as(db, account, privileged=True)

    return sign_in


@pytest.fixture
def rated(db: Session, as_: As, database: Database) -> Rated:
    return make_calculated_round(db, database, as_)
