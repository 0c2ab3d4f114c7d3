from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.orm import Session

from tests.clients import Client
from tests.employees.offices import SmallOffice, make_small_office


@pytest.fixture
def office(db: Session, new_client: Callable[[], Client]) -> Iterator[SmallOffice]:
    yield make_small_office(db, new_client)
    db.rollback()  # gives its connection back before the app, closing, throws the pool away


@pytest.fixture
def hr(office: SmallOffice) -> Client:
    """The HR officer of the whole office, an employee of its first section."""
    return office.signed_in(office.officer)
