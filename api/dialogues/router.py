from typing import Annotated, Any
from uuid import UUID

from fastapi import Query

from api.access.context import Context
from api.access.routing import Router
from api.dialogues import queries, reading, service
from api.dialogues.queries import Standing
from api.dialogues.reading import DialogueView
from api.dialogues.refusals import (
    ActionFinished,
    NoOpenAction,
    NoOpenQuestion,
    NoSuperior,
    NothingToConfirm,
    NotYourPart,
    QuestionWaiting,
)
from api.dialogues.rules import DialogueAction
from api.dialogues.schemas import (
    DialogueFilters,
    DialogueListItem,
    DialogueRead,
    DialogueRecord,
    QuestionAnswer,
    QuestionAsk,
)
from api.dialogues.service import Step
from api.kit.conditional import IfMatch
from api.kit.errors import PreconditionRequired
from api.kit.pages import Page
from api.rounds.refusals import RoundState

router = Router(tag="dialogues")

PERMISSION = "dialogues:hold"
ADDRESS = "/evaluation-rounds/{round_id}/participants/{participant_id}/dialogue"


@router.reads(ADDRESS, permission=PERMISSION, response=DialogueRead)
def get_dialogue(context: Context, round_id: UUID, participant_id: UUID) -> DialogueView:
    """Read the dialogue about a round between a person and his superior.

    For these two alone: the person, and the superior of the round's snapshot or of today. What earlier rounds left undone
    stands beside it. It opens when the round is closed.
    """
    return _read(context, _standing(context), round_id, participant_id)


@router.acts(
    f"{ADDRESS}/question",
    permission=PERMISSION,
    response=DialogueRead,
    errors=[NotYourPart, NoSuperior, QuestionWaiting, RoundState],
)
def ask_superior(context: Context, round_id: UUID, participant_id: UUID, body: QuestionAsk) -> DialogueView:
    """Ask one's superior about the round or its result ("Tanya atasan").

    One question at a time: the next one when the first is answered.
    """
    step = _step(context, DialogueAction.ASK_SUPERIOR)
    service.ask_superior(step, service.take_up(step, round_id, participant_id), body.text)
    return _read(context, step.standing, round_id, participant_id)


@router.acts(
    f"{ADDRESS}/answer",
    permission=PERMISSION,
    response=DialogueRead,
    errors=[NotYourPart, NoOpenQuestion, RoundState],
)
def answer_question(context: Context, round_id: UUID, participant_id: UUID, body: QuestionAnswer) -> DialogueView:
    """Answer, as the superior, the question that waits."""
    step = _step(context, DialogueAction.ANSWER_QUESTION)
    service.answer_question(step, service.take_up(step, round_id, participant_id), body.text)
    return _read(context, step.standing, round_id, participant_id)


@router.replaces(
    ADDRESS,
    permission=PERMISSION,
    response=DialogueRead,
    errors=[NotYourPart, ActionFinished, RoundState, PreconditionRequired],
)
def record_dialogue(
    context: Context, round_id: UUID, participant_id: UUID, body: DialogueRecord, if_match: IfMatch = None
) -> DialogueView:
    """Note, as the superior, that a talk was held and what was agreed.

    The first note goes on from version 0. The person confirms it; a corrected note is confirmed anew.
    """
    step = _step(context, DialogueAction.RECORD_DIALOGUE)
    talk = service.take_up(step, round_id, participant_id)
    service.record_dialogue(step, talk, if_match=if_match, **body.model_dump())
    return _read(context, step.standing, round_id, participant_id)


@router.acts(
    f"{ADDRESS}/confirmation",
    permission=PERMISSION,
    response=DialogueRead,
    errors=[NotYourPart, NothingToConfirm, RoundState, PreconditionRequired],
)
def confirm_dialogue(context: Context, round_id: UUID, participant_id: UUID, if_match: IfMatch = None) -> DialogueView:
    """Confirm, as the person, that it was talked about as noted ("Ya, sudah kami bicarakan").

    The ETag says which note: one that was changed meanwhile is read again first.
    """
    step = _step(context, DialogueAction.CONFIRM_DIALOGUE)
    service.confirm_dialogue(step, service.take_up(step, round_id, participant_id), if_match=if_match)
    return _read(context, step.standing, round_id, participant_id)


@router.acts(
    f"{ADDRESS}/finish",
    permission=PERMISSION,
    response=DialogueRead,
    errors=[NotYourPart, NoOpenAction, RoundState],
)
def finish_action(context: Context, round_id: UUID, participant_id: UUID) -> DialogueView:
    """Mark the agreed action as done; either of the two may."""
    step = _step(context, DialogueAction.FINISH_ACTION)
    service.finish_action(step, service.take_up(step, round_id, participant_id))
    return _read(context, step.standing, round_id, participant_id)


@router.reads("/me/dialogues", permission=PERMISSION, response=Page[DialogueListItem])
def list_my_dialogues(context: Context, filters: Annotated[DialogueFilters, Query()]) -> dict[str, Any]:
    """List one's dialogues, as the person and as the superior; the latest period first."""
    return reading.list_my_dialogues(
        context.db, standing=_standing(context), filters=filters, language=context.language
    )


def _standing(context: Context) -> Standing:
    return queries.standing_of(context.db, context.actor, context.employee_id, context.now)


def _step(context: Context, action: DialogueAction) -> Step:
    return Step(context.db, context.actor, _standing(context), action, context.now, context.request_id)


def _read(context: Context, standing: Standing, round_id: UUID, participant_id: UUID) -> DialogueView:
    return reading.read_dialogue(
        context.db, standing=standing, round_id=round_id, participant_id=participant_id, language=context.language
    )
