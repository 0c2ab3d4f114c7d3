from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from tests.clients import Client
from tests.factories.assignments import Seksi, account_of, make_seksi
from tests.faults.acts import Raters


@pytest.fixture
def seksi(db: Session) -> Seksi:
    return make_seksi(db, people=6, peers=4)


@pytest.fixture
def raters(db: Session, new_client: Callable[[], Client], seksi: Seksi) -> Raters:
    """A browser for each rater, with one task of his: each rates the one before him."""
    tasks = [(one, seksi.task(one, seksi.staff[place - 1])) for place, one in enumerate(seksi.staff)]
    return [(new_client().signed_in_as(db, account_of(db, one)), task.id) for one, task in tasks]
