"""Drafts: kept on the server, for the rater alone, each save naming the version it goes on from."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.assignments import queries
from api.assignments.held import HeldTask
from api.assignments.models import Draft
from api.assignments.moments import saved_text
from api.assignments.notes import Notes, notes_on
from api.assignments.refusals import check_comments, expect, expect_valid
from api.assignments.rules import can_hand_in, check_answers
from api.assignments.schemas import DraftSave
from api.employees.queries import office_zone
from api.kit.errors import Stale


@dataclass(frozen=True, slots=True)
class SavedDraft:
    version: int
    saved_at: datetime
    saved_text: str
    notes: Notes


def save_draft(db: Session, *, actor: Actor, held: HeldTask, sent: DraftSave, language: str) -> SavedDraft:
    """Keep what the rater has so far. A save that does not go on from the newest version is refused, and nothing is lost:
    the newest stays here, the other one on the rater's screen."""
    codes = {value.code for value in held.form.values} | {""}
    faults = [*check_answers(sent.answers, held.form.item_count, draft=True), *check_comments(sent.comments, codes)]
    expect_valid(faults)
    expect(can_hand_in(held.task, held.now))
    draft = _stored(db, held, sent)
    names = [queries.name_of(db, held.rated_id), actor.name]
    return SavedDraft(
        version=draft.version,
        saved_at=draft.saved_at,
        saved_text=saved_text(draft.saved_at, office_zone(db)).in_language(language),
        notes=notes_on(held.form, held.task.source, sent.answers, sent.comments, names=names, language=language),
    )


def _stored(db: Session, held: HeldTask, sent: DraftSave) -> Draft:
    draft = queries.find_draft(db, held.assignment.id)
    content = {"answers": dict(sent.answers), "comments": dict(sent.comments)}
    if draft is None:
        draft = Draft(assignment_id=held.assignment.id, version=0, saved_at=held.now, **content)
        db.add(draft)
    elif _is_repeat(draft, sent):
        return draft
    if sent.version != draft.version:
        raise Stale()
    draft.answers, draft.comments = content["answers"], content["comments"]
    draft.version += 1
    draft.saved_at = held.now
    db.flush()
    return draft


def _is_repeat(draft: Draft, sent: DraftSave) -> bool:
    """The same save once more, because its answer was lost on the way."""
    same = draft.answers == sent.answers and draft.comments == sent.comments
    return same and draft.version == sent.version + 1
