"""Rounds of one office, one after the other, rated and released through the API."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.employees.models import Employee
from api.instruments.models import InstrumentVersion
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
    work_all,
)
from tests.factories.rounds import make_round
from tests.results.conftest import As

MEETS = {"work_rating": 2, "behaviour_rating": 2, "reason": REASON, "category": "evidence"}
QUARTERS = [(date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 6, 30)), (date(2026, 7, 1), date(2026, 9, 30))]  # fmt: skip


class Story:
    """Everybody of the staff takes part in each round."""

    def __init__(self, db: Session, as_: As, database: Database, *, staff: int = 1) -> None:
        start, end = QUARTERS[0]
        self.first = make_office_with_round(db, staff=staff, period_start=start, period_end=end)
        self.db, self.as_, self.database = db, as_, database

    def round(self, number: int, *, version: InstrumentVersion | None = None, **given: Any) -> Rated:
        start, end = QUARTERS[number]
        version = version or self.first.version
        people = self.first.staff
        periods = {"period_start": start, "period_end": end, **given}
        round = make_round(self.db, self.first.root, people=people, version=version, status="closed", **periods)
        rated = Rated(**{**self.first.__dict__, "round": round, "participants": {}})
        for participant in self.db.scalars(select(Participant).where(Participant.round_id == round.id)):
            participant.version_id = version.id
            rated.participants[participant.employee_id] = participant
        return rated

    def finish(
        self,
        rated: Rated,
        *,
        answer: int,
        own: int | None = None,
        others: Mapping[UUID, int] | None = None,
        release: bool = True,
    ) -> str:
        """Rated by the person himself and the superior, some `others` with another answer; the address of the first
        person's result."""
        for person in rated.staff:
            given = (others or {}).get(person.id, answer)
            make_form(self.db, rated.of(person), "self", answers=own or given)
            make_form(self.db, rated.of(person), "superior", answers=given)
            make_work_result(self.db, rated.of(person), rated.hr, code=2)
        self.db.commit()
        calculate(self.database, self.as_(rated.hr), rated)
        for person in rated.staff if release else ():
            self.as_(rated.kasi).put(self.address(rated, person) + "/decision", MEETS, if_match=1)
        if release:
            self.as_(rated.hr).post(f"/evaluation-rounds/{rated.round.id}/release", {})
            work_all(self.database)
        return self.address(rated, rated.staff[0])

    def address(self, rated: Rated, person: Employee) -> str:
        return f"/results/{result_of(self.db, rated, person).id}"
