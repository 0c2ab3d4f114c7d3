"""How one side of a dialogue sees it: what was said and agreed, where it stands, and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.dialogues import queries
from api.dialogues.facts import facts_of, superior_names
from api.dialogues.models import Dialogue, DialogueQuestion
from api.dialogues.queries import AnyRow, Standing, Talk
from api.dialogues.rules import DialogueFacts, Side, actions_for, waits_for
from api.dialogues.schemas import DialogueFilters
from api.dialogues.texts import state_text
from api.employees.rules import full_name
from api.kit.pages import count_rows, read_page
from api.rounds.moments import day_text

_NOTED = ("held_on", "agreed_action", "due_on", "confirmed_at", "finished_at")


@dataclass(frozen=True, slots=True)
class DialogueView:
    """`row_version` is the ETag."""

    round: dict[str, Any]
    person: dict[str, Any]
    superior_name: str | None
    role: Side
    held_on: date | None
    agreed_action: str
    due_on: date | None
    due_text: str | None
    confirmed_at: datetime | None
    finished_at: datetime | None
    waiting_for: str
    text: str
    row_version: int
    actions: list[str]
    questions: Sequence[dict[str, Any]] = ()
    unfinished_before: Sequence[dict[str, Any]] = ()


def list_my_dialogues(db: Session, *, standing: Standing, filters: DialogueFilters, language: str) -> dict[str, Any]:
    page = read_page(db, queries.select_mine(standing, filters), filters)
    talks = [queries.talk_of(row) for row in page["items"]]
    names = superior_names(db, standing, talks)
    facts = facts_of(db, talks, names)
    page["items"] = [
        DialogueView(**_fields(standing, talk, facts[talk.participant.id], names, language)) for talk in talks
    ]
    return page


def count_waiting(db: Session, standing: Standing) -> int:
    """As many as the list has with `waiting_for_me`."""
    return count_rows(db, queries.select_mine(standing, DialogueFilters(waiting_for_me=True)))


def read_dialogue(
    db: Session, *, standing: Standing, round_id: UUID, participant_id: UUID, language: str
) -> DialogueView:
    db.flush()
    talk = queries.get_talk(db, standing, round_id, participant_id)
    names = superior_names(db, standing, [talk])
    facts = facts_of(db, [talk], names)[participant_id]
    questions = queries.questions_of(db, talk.dialogue.id) if talk.dialogue else []
    return DialogueView(
        **_fields(standing, talk, facts, names, language),
        questions=[_question(one) for one in questions],
        unfinished_before=[_unfinished(one, language) for one in queries.unfinished_before(db, talk)],
    )


def _fields(
    standing: Standing, talk: Talk, facts: DialogueFacts, names: dict[UUID, str], language: str
) -> dict[str, Any]:
    side, dialogue = standing.side_of(talk.participant), talk.dialogue or Dialogue(agreed_action="", row_version=0)
    due = None if dialogue.due_on is None else day_text(dialogue.due_on)
    return {
        "round": {name: getattr(talk.round, name) for name in ("id", "name", "kind")},
        "person": _person(talk),
        "superior_name": names.get(talk.participant.id),
        "role": side,
        **{name: getattr(dialogue, name) for name in _NOTED},
        "due_text": None if due is None else due.in_language(language),
        "waiting_for": _waiting_for(facts, side),
        "text": state_text(facts, side, due).in_language(language),
        "row_version": dialogue.row_version,
        "actions": actions_for(side, facts),
    }


def _person(talk: Talk) -> dict[str, Any]:
    who = talk.participant.employee
    return {
        "participant_id": talk.participant.id,
        "name": full_name(who.title_before, who.name, who.title_after),
        "position_title": talk.participant.position_title,
        "unit_name": talk.participant.unit_name,
    }


def _waiting_for(facts: DialogueFacts, side: Side) -> str:
    missing = waits_for(facts)
    return "you" if side in missing else "other" if missing else "nobody"


def _question(one: DialogueQuestion) -> dict[str, Any]:
    answered = one.answered_at is not None
    return {
        "text": one.text,
        "asked_at": one.asked_at,
        "answer": one.answer if answered else None,
        "answered_at": one.answered_at,
    }


def _unfinished(one: AnyRow, language: str) -> dict[str, Any]:
    return {**one._mapping, "due_text": day_text(one.due_on).in_language(language)}
