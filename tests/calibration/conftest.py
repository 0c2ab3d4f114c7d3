"""A calculated office whose meeting is about to begin."""

import pytest
from sqlalchemy.orm import Session

from api.kit.database import Database
from tests.factories.results import Rated, make_calculated_round
from tests.results.conftest import As, as_

__all__ = ["as_"]  # a fixture of the results' tests


@pytest.fixture
def rated(db: Session, as_: As, database: Database) -> Rated:
    return make_calculated_round(db, database, as_)
