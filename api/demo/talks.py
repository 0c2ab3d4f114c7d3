"""The demo's small dialogues about the released results: some only asked, some held and confirmed, as in a real office."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.dialogues import queries, service
from api.dialogues.rules import DialogueAction
from api.dialogues.service import Step
from api.kit.conditional import etag
from api.rounds.models import Participant

if TYPE_CHECKING:
    from api.demo.history import Cast

QUESTION = "Apa satu hal yang paling membantu saya maju di periode berikutnya?"
ANSWER = "Mari kita bicarakan pekan ini. Bawa satu contoh pekerjaan yang Anda banggakan."
AGREED = "Mendampingi rekan baru di loket sekali sepekan dan mencatat satu hal yang dipelajari."

Talk = Callable[[Session, "Cast", Participant, datetime], None]


def hold_talks(db: Session, cast: "Cast", round_id: UUID, now: datetime) -> None:
    """In each team the first has asked, the second has an answer, the third a note to confirm, the fourth has confirmed."""
    team_so_far: dict[UUID, int] = {}
    participants = db.scalars(select(Participant).where(Participant.round_id == round_id)).all()
    for participant in sorted(participants, key=lambda one: cast.people[one.employee_id].nip):
        if participant.superior_id is None:
            continue
        place = team_so_far.get(participant.superior_id, 0)
        team_so_far[participant.superior_id] = place + 1
        if place < len(_BY_PLACE):
            _BY_PLACE[place](db, cast, participant, now)


def _ask(db: Session, cast: "Cast", participant: Participant, now: datetime) -> None:
    step = _step(db, cast, participant.employee_id, DialogueAction.ASK_SUPERIOR, now)
    service.ask_superior(step, service.take_up(step, participant.round_id, participant.id), QUESTION)
    db.flush()


def _answer(db: Session, cast: "Cast", participant: Participant, now: datetime) -> None:
    _ask(db, cast, participant, now)
    step = _step(db, cast, _superior(participant), DialogueAction.ANSWER_QUESTION, now)
    service.answer_question(step, service.take_up(step, participant.round_id, participant.id), ANSWER)
    db.flush()


def _note(db: Session, cast: "Cast", participant: Participant, now: datetime) -> None:
    step = _step(db, cast, _superior(participant), DialogueAction.RECORD_DIALOGUE, now)
    talk = service.take_up(step, participant.round_id, participant.id)
    day = step.standing.today
    service.record_dialogue(
        step, talk, if_match=_as_read(talk), held_on=day, agreed_action=AGREED, due_on=day + timedelta(days=90)
    )
    db.flush()


def _confirm(db: Session, cast: "Cast", participant: Participant, now: datetime) -> None:
    _note(db, cast, participant, now)
    step = _step(db, cast, participant.employee_id, DialogueAction.CONFIRM_DIALOGUE, now)
    talk = service.take_up(step, participant.round_id, participant.id)
    service.confirm_dialogue(step, talk, if_match=_as_read(talk))
    db.flush()


_BY_PLACE: tuple[Talk, ...] = (_ask, _answer, _note, _confirm)


def _step(db: Session, cast: "Cast", employee_id: UUID, action: DialogueAction, now: datetime) -> Step:
    actor = cast.actor(employee_id)
    return Step(db, actor, queries.standing_of(db, actor, employee_id, now), action, now, "demo")


def _as_read(talk: queries.Talk) -> str:
    return etag(talk.dialogue.row_version if talk.dialogue else 0)


def _superior(participant: Participant) -> UUID:
    if participant.superior_id is None:
        raise ValueError("who has no superior in the system holds no talk in it")
    return participant.superior_id
