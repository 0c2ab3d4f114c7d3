"""A calculated office with comments, released to one of its people."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from api.accounts.models import Account
from api.employees.models import Employee
from api.kit.database import Database
from tests.clients import Client
from tests.factories.kept import kept
from tests.factories.results import REASON, Rated, account_of, make_calculated_round, result_of

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
    """The first of the staff is decided and released; everybody has comments."""

    def make() -> Rated:
        rated = make_calculated_round(db, database, as_, comments=True)
        result = result_of(db, rated, rated.staff[0])
        body = {"work_rating": 2, "behaviour_rating": 2, "reason": REASON, "category": "evidence"}
        as_(rated.kasi).put(f"/results/{result.id}/decision", body, if_match=1)
        as_(rated.hr).post(f"/evaluation-rounds/{rated.round.id}/release", {})
        return rated

    return kept(db, "one released", make)
