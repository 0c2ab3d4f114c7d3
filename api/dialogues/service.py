"""The steps of a dialogue. What was said is not in the log: a step, its days, and a hash by which a text can be checked."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record
from api.dialogues import queries
from api.dialogues.facts import facts_of, superior_names
from api.dialogues.models import Dialogue, DialogueQuestion
from api.dialogues.queries import Standing, Talk
from api.dialogues.refusals import expect_part, expect_possible
from api.dialogues.rules import DialogueAction, check_record
from api.kit.conditional import expect_version
from api.rounds.refusals import expect_valid


@dataclass(frozen=True, slots=True)
class Step:
    """A step about to be taken: who, when, and the request behind it."""

    db: Session
    actor: Actor
    standing: Standing
    action: DialogueAction
    now: datetime
    trace: str

    def log(self, dialogue: Dialogue, *, before: Any = None, after: Any = None) -> None:
        record(
            self.db,
            actor=self.actor,
            action=self.action.value,
            object_type="dialogue",
            object_id=dialogue.id,
            before=before,
            after=after,
            trace=self.trace,
        )


def take_up(step: Step, round_id: UUID, participant_id: UUID) -> Talk:
    """The visible talk, held until the transaction ends, if this step is the caller's: 404, then 403."""
    talk = queries.get_talk(step.db, step.standing, round_id, participant_id)
    expect_part(step.action, step.standing.side_of(talk.participant))
    queries.lock_participant(step.db, participant_id)
    return queries.get_talk(
        step.db, step.standing, round_id, participant_id
    )  # as it is now that nobody else changes it


def ask_superior(step: Step, talk: Talk, text: str) -> None:
    _expect_possible(step, talk)
    dialogue = _begun(step, talk)
    question = DialogueQuestion(id=uuid4(), dialogue_id=dialogue.id, text=text, asked_at=step.now)
    step.db.add(question)
    step.log(dialogue, after={"question": _hash(question.id, text)})


def answer_question(step: Step, talk: Talk, text: str) -> None:
    _expect_possible(step, talk)
    dialogue = _begun(step, talk)
    question = next(one for one in queries.questions_of(step.db, dialogue.id) if one.answered_at is None)
    question.answer, question.answered_at, question.answered_by = text, step.now, step.actor.account_id
    step.log(dialogue, after={"answer": _hash(question.id, text)})


def record_dialogue(
    step: Step, talk: Talk, *, if_match: str | None, held_on: date, agreed_action: str, due_on: date | None
) -> None:
    """Note a talk that was held, or correct the note; a corrected one has to be confirmed anew."""
    expect_version(if_match, talk.dialogue.row_version if talk.dialogue else 0)
    _expect_possible(step, talk)
    today = step.standing.today
    expect_valid(check_record(held_on=held_on, agreed_action=agreed_action, due_on=due_on, today=today))
    dialogue = _begun(step, talk)
    before = _noted(dialogue)
    dialogue.held_on, dialogue.agreed_action, dialogue.due_on = held_on, agreed_action, due_on
    dialogue.recorded_at, dialogue.recorded_by, dialogue.confirmed_at = step.now, step.actor.account_id, None
    step.log(dialogue, before=before, after=_noted(dialogue))


def confirm_dialogue(step: Step, talk: Talk, *, if_match: str | None) -> None:
    """ "Ya, sudah kami bicarakan": of the note as the person has read it."""
    expect_version(if_match, talk.dialogue.row_version if talk.dialogue else 0)
    _expect_possible(step, talk)
    dialogue = _begun(step, talk)
    dialogue.confirmed_at = step.now
    step.log(dialogue, after=_noted(dialogue))


def finish_action(step: Step, talk: Talk) -> None:
    _expect_possible(step, talk)
    dialogue = _begun(step, talk)
    dialogue.finished_at, dialogue.finished_by = step.now, step.actor.account_id
    step.log(dialogue, after=_noted(dialogue))


def _expect_possible(step: Step, talk: Talk) -> None:
    names = superior_names(step.db, step.standing, [talk])
    expect_possible(step.action, facts_of(step.db, [talk], names)[talk.participant.id])


def _begun(step: Step, talk: Talk) -> Dialogue:
    if talk.dialogue is not None:
        return talk.dialogue
    dialogue = Dialogue(participant_id=talk.participant.id)
    step.db.add(dialogue)
    step.db.flush()
    return dialogue


def _noted(dialogue: Dialogue) -> dict[str, Any] | None:
    """The days, and the agreed action as a hash."""
    if dialogue.held_on is None:
        return None
    return {
        "held_on": dialogue.held_on,
        "due_on": dialogue.due_on,
        "action": _hash(dialogue.id, dialogue.agreed_action) if dialogue.agreed_action else None,
    }


def _hash(key: UUID, text: str) -> str:
    """Of a text with its row's random id, so that equal texts do not look alike."""
    return hashlib.sha256(key.bytes + text.encode()).hexdigest()
