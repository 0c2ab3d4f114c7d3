"""The year of a person, by rounds and months."""

from datetime import date
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.kit.database import Database
from api.rounds.models import Participant
from tests.factories.assignments import make_form
from tests.factories.results import (
    REASON,
    Rated,
    calculate,
    make_office_with_round,
    make_work_result,
    result_of,
)
from tests.factories.rounds import make_round
from tests.results.conftest import As

MEETS = {"work_rating": 2, "behaviour_rating": 2, "reason": REASON, "category": "evidence"}


def test_quarters_stand_side_by_side_weighted_by_the_months_in_the_post(
    db: Session, as_: As, database: Database
) -> None:
    rated = make_office_with_round(db, staff=1, period_start=date(2026, 1, 1), period_end=date(2026, 3, 31))
    person = rated.staff[0]
    finish(db, rated, as_, database, answer=4)
    second = make_round(
        db, rated.root, people=[person], version=rated.version, status="closed",
        period_start=date(2026, 4, 1), period_end=date(2026, 6, 30),
    )  # fmt: skip
    later = Rated(**{**rated.__dict__, "round": second, "participants": {}})
    participant = participant_in(db, later)
    participant.version_id, participant.months = rated.version.id, 1
    later.participants = {person.id: participant}
    finish(db, later, as_, database, answer=3)
    year = as_(person).get(f"/employees/{person.id}/annual-result?year=2026")
    assert [(part["months"], part["composite"]["text"]) for part in year["parts"]] == [(3, "4,00"), (1, "3,00")]
    assert year["months"] == 4
    assert year["mean"]["value"] == float(Fraction(15, 4))
    assert year["annual"] is None
    as_(rated.kasi).get(f"/employees/{person.id}/annual-result?year=2026")
    as_(person).get(f"/employees/{person.id}/annual-result?year=2025", expect=404)


def participant_in(db: Session, rated: Rated) -> Participant:
    return db.scalars(select(Participant).where(Participant.round_id == rated.round.id)).one()


def finish(db: Session, rated: Rated, as_: As, database: Database, *, answer: int) -> None:
    """Rated by oneself and the superior, calculated, decided, released."""
    person = rated.staff[0]
    for source in ("self", "superior"):
        make_form(db, rated.of(person), source, answers=answer)
    make_work_result(db, rated.of(person), rated.hr, code=2)
    db.commit()
    calculate(database, as_(rated.hr), rated)
    result = result_of(db, rated, person)
    as_(rated.kasi).put(f"/results/{result.id}/decision", MEETS, if_match=1)
    as_(rated.hr).post(f"/evaluation-rounds/{rated.round.id}/release", {})
