"""Tasks and handed-in forms, made straight in the tables; a test names only what it is about."""

import hashlib
from uuid import uuid4

from sqlalchemy.orm import Session

from api.assignments.models import Assignment, Evaluation, EvaluationComment, PendingLeaf, SealedToken
from api.employees.models import Employee
from api.rounds.models import Participant

ITEMS = 21


def make_assignment(
    db: Session,
    participant: Participant,
    evaluator: Employee,
    source: str = "peer",
    *,
    status: str = "open",
    **given: object,
) -> Assignment:
    assignment = Assignment(
        **{
            "round_id": participant.round_id,
            "participant_id": participant.id,
            "evaluator_id": evaluator.id,
            "source": source,
            "status": status,
            **given,
        }
    )
    db.add(assignment)
    db.flush()
    return assignment


def make_form(
    db: Session,
    participant: Participant,
    source: str = "peer",
    *,
    answers: list[int] | int = 4,
    comments: dict[str, str] | None = None,
    assignment: Assignment | None = None,
) -> Evaluation:
    """A form as it was handed in, with its pending leaf; with its assignment, also sealed and receipted."""
    given = [answers] * ITEMS if isinstance(answers, int) else answers
    form = Evaluation(
        token=uuid4(),
        round_id=participant.round_id,
        participant_id=participant.id,
        source=source,
        answers=bytes(given),
    )
    db.add(form)
    db.flush()
    db.add_all(
        EvaluationComment(token=form.token, value_code=code, text=text) for code, text in (comments or {}).items()
    )
    leaf = hashlib.sha256(form.token.bytes).hexdigest()
    db.add(PendingLeaf(token=form.token, round_id=form.round_id, salt=bytes(32), leaf=leaf))
    if assignment is not None:
        assignment.status, assignment.receipt = "submitted", "K7M3-Q9TX-4"
        db.add(SealedToken(assignment_id=assignment.id, token=form.token))
    db.flush()
    return form
