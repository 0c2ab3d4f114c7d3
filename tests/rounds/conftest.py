from collections.abc import Callable, Iterator

import pytest
import time_machine
from sqlalchemy.orm import Session

from api.accounts.models import Account
from api.employees.models import Employee
from tests.clients import Client
from tests.factories.kept import kept
from tests.rounds.scene import NOON, Scene, make_scene

SignIn = Callable[[Account | Employee], Client]


@pytest.fixture
def noon() -> Iterator[None]:
    """Noon of a working day in December 2026, standing still."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def scene(noon: None, db: Session) -> Scene:
    return kept(db, "the scene of rounds", lambda: make_scene(db))


@pytest.fixture
def sign_in(new_client: Callable[[], Client], db: Session) -> SignIn:
    def as_somebody(who: Account | Employee) -> Client:
        account = db.get_one(Account, who.account_id) if isinstance(who, Employee) else who
        return new_client().signed_in_as(db, account)

    return as_somebody


@pytest.fixture
def hr(sign_in: SignIn, scene: Scene) -> Client:
    """The personnel officer of the whole office."""
    return sign_in(scene.hr)
