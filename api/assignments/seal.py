"""The seal between a task and its form, and the sealed seed of the draw.

No other module touches these two tables (a test holds it): whoever can join them knows who rated whom how. A token is
resolved for the rater's own form while his round is open; for the signals of a calculation run, people as numbers; and
where two officers have broken the seal of one person's raters (`api/unsealing`). Archiving destroys the tokens and the seed.
"""

import secrets
from collections.abc import Iterable, Sequence
from random import Random
from typing import Any, NamedTuple, TypeVar
from uuid import UUID, uuid4

from sqlalchemy import Row, delete, insert, select
from sqlalchemy.orm import Session, aliased

from api.assignments.models import Assignment, Evaluation, SealedSeed, SealedToken
from api.rounds.models import EvaluationRound, Participant
from api.rounds.rules import RoundKind, RoundStatus

T = TypeVar("T")

TABLES = (SealedToken.__tablename__, SealedSeed.__tablename__)
"""For whoever has to rid the files of what was deleted from them."""


def token_of(db: Session, assignment_id: UUID) -> UUID | None:
    """The form of a task, for its own rater; None while nothing was handed in, or once the link is destroyed."""
    return db.scalar(select(SealedToken.token).where(SealedToken.assignment_id == assignment_id))


def seal(db: Session, assignment_id: UUID) -> UUID:
    """A new random token for the task's form. The primary key lets each task have one form, whoever sends it twice."""
    token = uuid4()
    db.execute(insert(SealedToken).values(assignment_id=assignment_id, token=token))
    return token


def break_off(db: Session, assignment_id: UUID) -> None:
    """Forget which form belongs to the task: for a form that is being removed."""
    db.execute(delete(SealedToken).where(SealedToken.assignment_id == assignment_id))


def keep_seed(db: Session, round_id: UUID, seed: bytes) -> None:
    """Seal the seed of a draw; a new draw replaces it."""
    db.execute(delete(SealedSeed).where(SealedSeed.round_id == round_id))
    db.execute(insert(SealedSeed).values(round_id=round_id, seed=seed))


def seed_of(db: Session, round_id: UUID) -> bytes | None:
    """The seed, for drawing substitutes and the peers of late joiners."""
    return db.scalar(select(SealedSeed.seed).where(SealedSeed.round_id == round_id))


def destroy(db: Session, round_id: UUID) -> None:
    """When a round is archived: from now on nobody, with whatever rights, can say who handed in which form."""
    tasks = select(Assignment.id).where(Assignment.round_id == round_id)
    db.execute(delete(SealedToken).where(SealedToken.assignment_id.in_(tasks)))
    db.execute(delete(SealedSeed).where(SealedSeed.round_id == round_id))


def raters_by_form(db: Session, participant_id: UUID) -> dict[UUID, UUID]:
    """For a seal that two officers have broken: whose each form about one person is. Empty once the link is destroyed."""
    rows = db.execute(
        select(SealedToken.token, Assignment.evaluator_id)
        .join(Assignment, Assignment.id == SealedToken.assignment_id)
        .where(Assignment.participant_id == participant_id)
    )
    return {row.token: row.evaluator_id for row in rows}


class RatedForm(NamedTuple):
    """A form with its rater as a number. `repeated`: the same answers he gave the same person in the round before."""

    rater: int
    ratee: int
    source: str
    version_id: UUID
    answers: bytes
    repeated: bool


class RatedForms(NamedTuple):
    """The forms of a round for its signals; `units`: where the participants among the numbers stand in the tree.

    Numbers are dealt anew and by chance on every call and lead back to nobody; no id of a person leaves this module.
    """

    forms: list[RatedForm]
    units: dict[int, str]


def rated_forms(db: Session, round: EvaluationRound) -> RatedForms:
    """The forms others gave about active participants, shuffled. Three statements, however many forms."""
    rows = db.execute(_select_rated(round.id)).all()
    before = _answers_before(db, round)
    people = db.execute(select(Participant.employee_id, Participant.unit_path).where(Participant.round_id == round.id))
    units = {row.employee_id: row.unit_path for row in people}
    numbers = _dealt({row.evaluator_id for row in rows} | units.keys())
    return RatedForms(
        [
            RatedForm(
                numbers[row.evaluator_id],
                numbers[row.employee_id],
                row.source,
                row.version_id,
                row.answers,
                before.get((row.evaluator_id, row.employee_id, row.version_id)) == row.answers,
            )
            for row in _shuffled(rows)
        ],
        {numbers[person]: path for person, path in units.items()},
    )


def _dealt(people: Iterable[UUID]) -> dict[UUID, int]:
    return {person: number for number, person in enumerate(_shuffled(list(people)))}


def _shuffled(things: Sequence[T]) -> list[T]:
    mixed = list(things)
    Random(secrets.randbits(128)).shuffle(mixed)  # noqa: S311 - seeded with real chance
    return mixed


def _select_rated(round_id: Any) -> Any:
    return (
        select(
            Assignment.evaluator_id,
            Participant.employee_id,
            Evaluation.source,
            Participant.version_id,
            Evaluation.answers,
        )
        .join(SealedToken, SealedToken.token == Evaluation.token)
        .join(Assignment, Assignment.id == SealedToken.assignment_id)
        .join(Participant, Participant.id == Evaluation.participant_id)
        .where(
            Evaluation.round_id == round_id,
            Evaluation.source != "self",
            Participant.status == "active",
            Participant.version_id.is_not(None),
        )
    )


def _answers_before(db: Session, round: EvaluationRound) -> dict[tuple[UUID, UUID, UUID], bytes]:
    """What each rater answered about each person in the last round whose link still exists."""
    earlier = aliased(EvaluationRound)
    last = (
        select(earlier.id)
        .where(
            earlier.unit_id == round.unit_id,
            earlier.period_end < round.period_end,
            earlier.kind != RoundKind.PRACTICE,
            earlier.status.in_((RoundStatus.CALCULATED, RoundStatus.RELEASED)),
        )
        .order_by(earlier.period_end.desc(), earlier.id)
        .limit(1)
        .scalar_subquery()
    )
    rows: Sequence[Row[Any]] = db.execute(_select_rated(last)).all()
    return {(row.evaluator_id, row.employee_id, row.version_id): row.answers for row in rows}
