"""A rated office in which the result of the first of the staff is shared."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from api.kit.database import Database
from tests.factories.kept import kept
from tests.factories.results import REASON, Rated, make_calculated_round, result_of
from tests.results.conftest import As, as_

__all__ = ["as_"]  # a fixture of the results' tests

MEETS = {"work_rating": 2, "behaviour_rating": 2, "reason": REASON, "category": "evidence"}
Share = Callable[..., Rated]


@pytest.fixture
def share(db: Session, as_: As, database: Database) -> Share:
    def make(peers: int) -> Rated:
        rated = make_calculated_round(db, database, as_, peers=peers, comments=True)
        result = result_of(db, rated, rated.staff[0])
        as_(rated.kasi).put(f"/results/{result.id}/decision", MEETS, if_match=1)
        as_(rated.hr).post(f"/evaluation-rounds/{rated.round.id}/release", {})
        db.rollback()
        return rated

    return lambda peers=5: kept(db, f"one released, {peers} peers", lambda: make(peers))
