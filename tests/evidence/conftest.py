from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from api.kit.database import Database
from tests.clients import Client
from tests.evidence.small_office import SmallOffice, run_small_office
from tests.results.conftest import as_

__all__ = ["as_"]


@pytest.fixture
def office(db: Session, as_: Callable[..., Client], database: Database) -> SmallOffice:
    """A whole round, released."""
    return run_small_office(db, as_, database)
