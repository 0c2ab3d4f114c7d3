"""Handing in: once, in one transaction, and so that nothing beside the sealed table joins rater and form.

The form gets a random token and no time; the task gets a receipt; the log gets who took part, to the hour, and – at the
calculation – a salted hash of the form. The draft goes. Only Core statements, and their number is constant.
"""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.assignments import seal
from api.assignments.answers import pack_answers
from api.assignments.held import HeldTask
from api.assignments.models import Assignment, Evaluation, EvaluationComment, PendingLeaf
from api.assignments.pledge import expect_pledge
from api.assignments.queries import StoredForm
from api.assignments.reading import own_form
from api.assignments.refusals import AlreadyHandedIn, check_comments, expect, expect_valid
from api.assignments.rules import (
    TaskStatus,
    can_hand_in,
    can_reopen,
    check_answers,
    normalise_comment,
    receipt_code,
    task_actions,
)
from api.assignments.unsent import forget_unsent
from api.audit.leaf import salted_hash
from api.audit.service import record_participation
from api.kit.texts import Text


def submit_evaluation(
    db: Session,
    *,
    actor: Actor,
    held: HeldTask,
    answers: Mapping[str, int],
    comments: Mapping[str, str],
    way: str = "submit_evaluation",
) -> str:
    """Store the form of a held task and answer its receipt; the very same form sent again gets the same receipt.

    `way` is what the log says was done: the rater sent it, or somebody typed it from paper.
    """
    codes = {value.code for value in held.form.values} | {""}
    expect_valid([*check_answers(answers, held.form.item_count), *check_comments(comments, codes)])
    form = StoredForm(pack_answers(answers, held.form.item_count), _normalised(comments))
    if held.task.status is TaskStatus.SUBMITTED:
        return _receipt_of_repeat(db, held, form)
    expect(can_hand_in(held.task, held.now))
    expect_pledge(held)
    return _store(db, actor, held, form, way)


def _normalised(comments: Mapping[str, str]) -> dict[str, str]:
    texts = {code: normalise_comment(text) for code, text in sorted(comments.items())}
    return {code: text for code, text in texts.items() if text}


def _receipt_of_repeat(db: Session, held: HeldTask, form: StoredForm) -> str:
    """A client whose answer was lost sends again: harmless, if it is the same form and the round still runs for him."""
    receipt = held.assignment.receipt
    if receipt is None or not held.running or own_form(db, held.assignment) != form:
        raise AlreadyHandedIn()
    return receipt


def _store(db: Session, actor: Actor, held: HeldTask, form: StoredForm, way: str) -> str:
    receipt = held.assignment.receipt or receipt_code(secrets.token_bytes(16))
    token = _write_form(db, held.assignment, form)
    _write_comments(db, token, form.comments)
    _write_leaf(db, held.assignment, token, form)
    forget_unsent(db, [held.assignment.id], on_paper=held.on_paper)
    set_task(db, held.assignment.id, status=TaskStatus.SUBMITTED, receipt=receipt)
    record_participation(db, actor=actor, action=way, round_id=held.round.id)
    return receipt


def _write_form(db: Session, task: Assignment, form: StoredForm) -> UUID:
    token = seal.token_of(db, task.id)
    if token is not None:
        db.execute(update(Evaluation).where(Evaluation.token == token).values(answers=form.answers))
        _forget_beside(db, token)
        return token
    token = seal.seal(db, task.id)
    row = {"round_id": task.round_id, "participant_id": task.participant_id, "source": task.source}
    db.execute(insert(Evaluation).values(token=token, answers=form.answers, **row))
    return token


def _forget_beside(db: Session, token: UUID) -> None:
    """Comments and leaf of a form that is replaced: only what counts enters the log."""
    for table in (EvaluationComment, PendingLeaf):
        db.execute(delete(table).where(table.token == token))


def _write_comments(db: Session, token: UUID, comments: Mapping[str, str]) -> None:
    if comments:
        rows = [{"token": token, "value_code": code, "text": text} for code, text in comments.items()]
        db.execute(insert(EvaluationComment), rows)


def _write_leaf(db: Session, task: Assignment, token: UUID, form: StoredForm) -> None:
    salt = secrets.token_bytes(32)
    leaf = leaf_of_form(task.round_id, task.participant_id, task.source, form, salt)
    db.execute(insert(PendingLeaf).values(token=token, round_id=task.round_id, salt=salt, leaf=leaf))


def leaf_of_form(round_id: UUID, participant_id: UUID, source: str, form: StoredForm, salt: bytes) -> str:
    """HMAC-SHA256 over the canonical form: whoever is given form and salt can find it in the log, nobody else."""
    content = {
        "round": str(round_id),
        "participant": str(participant_id),
        "source": source,
        "answers": list(form.answers),
        "comments": form.comments,
    }
    return salted_hash(salt, content)


def remove_form(db: Session, assignment_id: UUID) -> None:
    """Take a handed-in form back for good: when its rater becomes the superior of the same person."""
    token = seal.token_of(db, assignment_id)
    if token is None:
        return
    seal.break_off(db, assignment_id)
    _forget_beside(db, token)
    db.execute(delete(Evaluation).where(Evaluation.token == token))


def set_task(db: Session, assignment_id: UUID, **values: Any) -> None:
    db.execute(update(Assignment).where(Assignment.id == assignment_id).values(**values))


def reopen_assignment(db: Session, *, actor: Actor, held: HeldTask) -> None:
    """The rater takes his form up again; what he sent counts until another form replaces it."""
    expect(can_reopen(held.task, held.now))
    set_task(db, held.assignment.id, status=TaskStatus.OPEN)
    record_participation(db, actor=actor, action="reopen_assignment", round_id=held.round.id)


_THANKS = Text(
    "Lembar Anda sudah kami terima. Simpan nomor tanda terima ini; nomor ini tidak memuat isi jawaban Anda.",
    "We have received your form. Keep this receipt; it says nothing about your answers.",
)


def receipt_note(held: HeldTask, receipt: str, language: str) -> dict[str, Any]:
    """What the rater gets for his form, and what he may do with it now."""
    sent = replace(held.task, status=TaskStatus.SUBMITTED, form_sent=True)
    return {
        "assignment_id": held.assignment.id,
        "receipt": receipt,
        "text": _THANKS.in_language(language),
        "actions": task_actions(sent, held.now),
    }
