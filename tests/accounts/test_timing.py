"""How long a refusal takes tells nothing about who has an account (security.md T40). Real hashes, so only in `make soak`."""

import random
import statistics
import time

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from api.accounts.models import FailureCount
from tests.clients import Client
from tests.factories.accounts import make_invited, make_signable, try_sign_in

ROUNDS = 200
APART = 0.005  # seconds between the medians


@pytest.mark.soak
def test_unknown_wrong_disabled_and_not_activated_take_equally_long(client: Client, db: Session) -> None:
    make_signable(db, email="wrong@kantor.example")
    make_signable(db, email="disabled@kantor.example", status="disabled")
    make_invited(db, email="invited@kantor.example")
    db.commit()
    took: dict[str, list[float]] = {name: [] for name in ("wrong", "disabled", "invited", "unknown")}
    for _ in range(ROUNDS):
        for name, seconds in random.sample(list(took.items()), len(took)):  # in any order: the first fills the counters
            started = time.perf_counter()
            assert try_sign_in(client, f"{name}@kantor.example", "salah sama sekali").status_code == 401
            seconds.append(time.perf_counter() - started)
        db.execute(delete(FailureCount))
        db.commit()
    medians = {name: statistics.median(seconds) for name, seconds in took.items()}
    assert max(medians.values()) - min(medians.values()) < APART, medians
