"""A calculated office, one result decided and shared."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories.kept import kept
from tests.factories.results import Rated
from tests.objections.scene import Scene
from tests.results.conftest import As, as_, rated, run

__all__ = ["as_", "rated", "run"]


@pytest.fixture
def unshared(rated: Rated, run: Any, as_: As, db: Session) -> Scene:
    return Scene(db, rated, as_, rated.staff[0])


@pytest.fixture
def scene(unshared: Scene) -> Scene:
    kept(unshared.db, f"shared {unshared.rated.round.id}", unshared.share)
    return unshared
