"""A rated office in which the result of the first of the staff is shared."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from api.kit.database import Database
from tests.factories.results import REASON, Rated, calculate, make_rated_round, result_of
from tests.results.conftest import As, as_

__all__ = ["as_"]  # a fixture of the results' tests

MEETS = {"work_rating": 2, "behaviour_rating": 2, "reason": REASON, "category": "evidence"}
Share = Callable[..., Rated]


@pytest.fixture
def share(db: Session, as_: As, database: Database) -> Share:
    def make(peers: int = 5) -> Rated:
        rated = make_rated_round(db, peers=peers, comments=True)
        calculate(database, as_(rated.hr), rated)
        result = result_of(db, rated, rated.staff[0])
        as_(rated.kasi).put(f"/results/{result.id}/decision", MEETS, if_match=1)
        as_(rated.hr).post(f"/evaluation-rounds/{rated.round.id}/release", {})
        db.rollback()
        return rated

    return make
