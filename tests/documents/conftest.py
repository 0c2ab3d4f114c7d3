"""A rated office, calculated; with a client for each person, and a round whose results are decided and released."""

import io
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy.orm import Session

from api.employees.models import Employee
from api.kit.database import Database
from tests.factories.kept import kept
from tests.factories.results import REASON, Rated, make_calculated_round, result_of
from tests.results.conftest import As, as_

MEETS = {"work_rating": 1, "behaviour_rating": 2, "reason": REASON, "category": "evidence"}


__all__ = ["as_"]  # a fixture of the results' tests


@pytest.fixture
def rated(db: Session, as_: As, database: Database) -> Rated:
    """Calculated, nothing decided."""
    return make_calculated_round(db, database, as_)


def decide(db: Session, rated: Rated, as_: As, person: Employee, **given: Any) -> None:
    result = result_of(db, rated, person)
    body = {**MEETS, **given}
    as_(rated.kasi).put(f"/results/{result.id}/decision", body, if_match=result.row_version)


def release(rated: Rated, as_: As) -> None:
    as_(rated.hr).post(f"/evaluation-rounds/{rated.round.id}/release", {})


@pytest.fixture
def released(db: Session, rated: Rated, as_: As) -> Rated:
    """The staff's results are decided and released; those of the three heads follow."""

    def make() -> Rated:
        for person in rated.staff:
            decide(db, rated, as_, person)
        release(rated, as_)
        return rated

    return kept(db, f"released {rated.round.id}", make)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
