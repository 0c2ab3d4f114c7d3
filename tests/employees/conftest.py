from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.orm import Session

from api.access.permissions import Role
from tests.clients import Client
from tests.employees.imports import Importer
from tests.employees.offices import SmallOffice, make_small_office
from tests.factories.people import make_account, make_grant, make_office


@pytest.fixture
def office(db: Session, new_client: Callable[[], Client]) -> Iterator[SmallOffice]:
    yield make_small_office(db, new_client)
    db.rollback()  # gives its connection back before the app, closing, throws the pool away


@pytest.fixture
def hr(office: SmallOffice) -> Client:
    """The HR officer of the whole office, an employee of its first section."""
    return office.signed_in(office.officer)


@pytest.fixture
def importer(db: Session, new_client: Callable[[], Client]) -> Iterator[Importer]:
    """The HR officer of an office that has nobody on record yet."""
    make_office(db)
    account = make_account(db)
    make_grant(db, account, Role.HR_OFFICER)
    yield Importer(new_client().signed_in_as(db, account))
    db.rollback()
