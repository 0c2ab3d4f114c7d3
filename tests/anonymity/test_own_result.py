"""D30: an officer's tiles are as long as his lists, and neither tells what is decided about himself."""

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.kit import clock
from api.kit.database import Database
from api.results.models import Result, ResultDecision
from tests.factories.people import make_grant
from tests.factories.results import REASON, Rated, account_id, calculate, make_rated_round, result_of
from tests.results.conftest import As, as_

__all__ = ["as_"]  # a fixture of the results' tests


@pytest.fixture
def rated(db: Session, as_: As, database: Database) -> Rated:
    """One of the staff is a personnel officer; two of the others are decided."""
    rated = make_rated_round(db, peers=3)
    make_grant(db, account_id(rated.staff[0]), Role.HR_OFFICER)
    db.commit()
    calculate(database, as_(rated.hr), rated)
    kasi = as_(rated.kasi)
    for person in rated.staff[1:3]:
        result = result_of(db, rated, person)
        body = {"work_rating": 2, "behaviour_rating": 2, "reason": REASON, "category": "evidence"}
        kasi.put(f"/results/{result.id}/decision", body, if_match=result.row_version)
    return rated


def test_tiles_and_lists_agree_and_hide_ones_own(rated: Rated, db: Session, as_: As) -> None:
    officer = as_(rated.staff[0])
    own = result_of(db, rated, rated.staff[0])
    seen = []
    for decided in (False, True):
        if decided:
            _decide(db, rated, own)
        tile = officer.get(f"/dashboard/rounds/{rated.round.id}")["results"]
        for name, status in (("undecided", "proposal"), ("decided", "decided"), ("released", "released")):
            listed = officer.get(f"/results?round_id={rated.round.id}&status={status}")
            assert listed["total"] == tile[name]
        seen.append(tile)
    assert seen[0] == seen[1]
    assert seen[0]["decided"] == 2


def test_from_its_release_on_ones_own_counts_in_both(rated: Rated, db: Session, as_: As) -> None:
    own = result_of(db, rated, rated.staff[0])
    _decide(db, rated, own)
    as_(rated.hr).post(f"/evaluation-rounds/{rated.round.id}/release", {})
    officer = as_(rated.staff[0])
    tile = officer.get(f"/dashboard/rounds/{rated.round.id}")["results"]
    assert tile["released"] == officer.get(f"/results?round_id={rated.round.id}&status=released")["total"] == 3


def _decide(db: Session, rated: Rated, result: Result) -> None:
    """Straight in the tables: by whom is not what this is about."""
    words = {"departs": False, "reason": "", "message": ""}
    ratings = {"work_rating": 2, "behaviour_rating": 2, "predicate": 2}
    by = {"decided_by": rated.hr.id, "decided_at": clock.now()}
    db.add(ResultDecision(result_id=result.id, **ratings, **words, **by))
    db.execute(update(Result).where(Result.id == result.id).values(status="decided"))
    db.commit()
