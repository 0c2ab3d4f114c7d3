"""A calculated office with comments, released to one of its people."""

import pytest
from sqlalchemy.orm import Session

from api.kit.database import Database
from tests.factories.kept import kept
from tests.factories.results import REASON, Rated, make_calculated_round, result_of
from tests.results.conftest import As, as_

__all__ = ["as_"]  # a fixture of the results' tests


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
