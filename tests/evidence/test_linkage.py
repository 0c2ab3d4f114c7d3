"""Attack T10: from everything the auditor may take, guess who wrote which form. No better than chance (+5 points)."""

import random
from collections import Counter

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from api.assignments.finishing import seal_round
from api.assignments.models import Assignment, Evaluation, PendingLeaf, SealedToken
from api.audit.models import AuditEntry, Family
from api.audit.service import record_participation, write_waiting
from api.kit.database import Database
from tests.factories.assignments import make_assignment, make_form
from tests.factories.results import Rated, account_of, make_office_with_round
from tests.factories.rounds import make_actor

RATERS = 5


def rounds_attacked(db: Session, rounds: int, seed: int) -> tuple[int, int]:
    """Right guesses and guesses: five raters hand in one after the other; the attacker has the order in which they took
    part, and the order of the leaves in the export."""
    chance, rated = random.Random(seed), make_office_with_round(db, staff=RATERS + 1)
    right = total = 0
    for _ in range(rounds):
        written = _one_round(db, rated, chance)
        export = _export(db)
        takers = [line["actor_ref"] for line in export if line["family"] == Family.PARTICIPATION][-RATERS:]
        leaves = [line["after_hash"] for line in export if line["family"] == Family.LEAF][-RATERS:]
        right += sum(written[leaf] == taker for taker, leaf in zip(takers, leaves, strict=True))
        total += RATERS
    return right, total


def _one_round(db: Session, rated: Rated, chance: random.Random) -> dict[str, str]:
    """The forms about one person; whose each leaf is."""
    for table in (PendingLeaf, SealedToken, Evaluation, Assignment):
        db.execute(delete(table))
    person, *raters = rated.staff
    chance.shuffle(raters)
    written: dict[str, str] = {}
    for rater in raters:
        task = make_assignment(db, rated.of(person), rater, "peer")
        make_form(db, rated.of(person), "peer", answers=chance.randint(1, 5), assignment=task)
        actor = make_actor(account_of(db, rater))
        record_participation(db, actor=actor, action="submit_evaluation", round_id=rated.round.id)
        write_waiting(db)
        known = db.scalars(select(PendingLeaf.leaf).where(PendingLeaf.leaf.not_in(written))).one()
        written[known] = str(actor.account_id)
    assert seal_round(db, rated.round.id) == RATERS
    write_waiting(db)
    return written


def _export(db: Session) -> list[dict[str, str]]:
    """What `leaves.ndjson` tells, in its order."""
    rows = db.scalars(select(AuditEntry).order_by(AuditEntry.seq)).all()
    return [{"family": r.family, "actor_ref": r.actor_ref or "", "after_hash": r.after_hash or ""} for r in rows]


def test_the_order_of_the_log_does_not_tell_who_wrote_which_form(database: Database) -> None:
    with database.sessions() as db:
        right, total = rounds_attacked(db, 40, seed=3)
        times = Counter(db.scalars(select(AuditEntry.time).where(AuditEntry.family == Family.PARTICIPATION)))
        db.rollback()
    assert all((one.minute, one.second, one.microsecond) == (0, 0, 0) for one in times)
    assert right / total <= 0.20 + 0.12  # 200 guesses: three standard deviations of pure chance are 8 points


@pytest.mark.soak
def test_two_hundred_rounds_are_guessed_no_better_than_by_chance(database: Database) -> None:
    with database.sessions() as db:
        right, total = rounds_attacked(db, 200, seed=4)
        db.rollback()
    assert total == 1000
    assert right / total <= 0.20 + 0.05
