"""The small office of the rounds' tests, with more staff, so that peers can be drawn."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.clients import Client
from tests.factories.assignments import make_pledges
from tests.factories.people import make_employee
from tests.rounds.conftest import SignIn, hr, noon, scene, sign_in
from tests.rounds.scene import Scene

__all__ = ["SignIn", "hr", "noon", "scene", "sign_in"]

ROUNDS = "/evaluation-rounds"


@pytest.fixture
def crowd(db: Session, scene: Scene) -> Scene:
    """Seven more in the service section: ten there, two in the order section, two heads, the Camat."""
    for number in range(3, 10):
        make_employee(db, scene.staff_post, name=f"Dewi Staf {number}")
    db.commit()
    return scene


@pytest.fixture
def draft(hr: Client, crowd: Scene) -> dict[str, object]:
    """A draft round of everybody; the Camat is rated outside the system."""
    made: dict[str, object] = hr.post(ROUNDS, {"peers_per_person": 3}, expect=201)
    people = hr.get(f"{ROUNDS}/{made['id']}/participants")["items"]
    camat = next(person for person in people if person["superior"] is None)
    path = f"{ROUNDS}/{made['id']}/participants/{camat['id']}"
    hr.patch(path, {"superior_outside": True}, if_match=camat["row_version"])
    return made


@pytest.fixture
def opened(hr: Client, draft: Any, db: Session) -> dict[str, Any]:
    """The draft with a plan, opened."""
    hr.post(f"{ROUNDS}/{draft['id']}/assignments/proposal", expect=200)
    version = hr.get(f"{ROUNDS}/{draft['id']}")["row_version"]
    result: dict[str, Any] = hr.post(f"{ROUNDS}/{draft['id']}/open", if_match=version)
    make_pledges(db, result["id"])
    return result
