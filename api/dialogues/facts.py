"""Dialogues as the rules see them, and the superior of today beside each: for one or for a page in as many statements."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from api.dialogues import queries
from api.dialogues.models import Dialogue
from api.dialogues.queries import Standing, Talk
from api.dialogues.rules import DialogueFacts
from api.employees.rules import Superior, full_name
from api.employees.superiors import superior_on
from api.rounds.models import Participant


def facts_of(db: Session, talks: Collection[Talk], superiors: Collection[UUID]) -> dict[UUID, DialogueFacts]:
    """By participant; `superiors`: the participants who have one, as `superior_names` knows them."""
    asked = queries.open_questions(db, [talk.dialogue.id for talk in talks if talk.dialogue is not None])
    return {talk.participant.id: _fact(talk, talk.participant.id in superiors, asked) for talk in talks}


def _fact(talk: Talk, has_superior: bool, asked: Mapping[UUID, bool]) -> DialogueFacts:
    if talk.dialogue is None:
        return DialogueFacts(talk.status, has_superior)
    dialogue: Dialogue = talk.dialogue
    return DialogueFacts(
        talk.status,
        has_superior,
        asked=dialogue.id in asked,
        question_open=asked.get(dialogue.id, False),
        recorded=dialogue.held_on is not None,
        confirmed=dialogue.confirmed_at is not None,
        has_action=dialogue.agreed_action != "",
        finished=dialogue.finished_at is not None,
    )


def superior_names(db: Session, standing: Standing, talks: Collection[Talk]) -> dict[UUID, str]:
    """By participant: who holds the post above today, else the superior of the snapshot; nobody is left out."""
    today = superior_on(db, [talk.participant.employee_id for talk in talks], standing.today)
    found = {talk.participant.id: _name(talk.participant, today) for talk in talks}
    return {key: name for key, name in found.items() if name is not None}


def _name(participant: Participant, today: Mapping[UUID, Superior]) -> str | None:
    now = today.get(participant.employee_id)
    if now is not None and now.employee_id is not None:
        return now.name
    then = participant.superior
    return None if then is None else full_name(then.title_before, then.name, then.title_after)
