from typing import Annotated, Any
from uuid import UUID

from fastapi import Query

from api.access.context import Context
from api.access.routing import Router
from api.assignments import declining, drafts, reading, self_form, submission
from api.assignments.drafts import SavedDraft
from api.assignments.held import hold_task
from api.assignments.refusals import (
    HAND_IN_ERRORS,
    DeadlinePassed,
    NoSelfForm,
    NotHandedIn,
    NotReplaceable,
    OwnFormFirst,
    PledgeMissing,
    RoundNotOpen,
    SelfFormSeen,
)
from api.assignments.schemas import (
    AssignmentDecline,
    AssignmentRead,
    DraftSave,
    DraftSaved,
    EvaluationSubmit,
    SelfEvaluationRead,
    SubmissionRead,
    TaskFilters,
    TaskListItem,
)
from api.assignments.views import FormView
from api.kit.errors import Stale
from api.kit.pages import Page

router = Router(tag="assignments")


@router.reads("/me/assignments", permission="assignments:rate", response=Page[TaskListItem])
def list_my_assignments(context: Context, filters: Annotated[TaskFilters, Query()]) -> dict[str, Any]:
    """List the caller's own evaluation tasks.

    Nearest deadline first, from the opening of each round on. The deadline is the task's own: extensions for the caller
    or his unit are in it. Where two people in a round have the same name, the end of the NIP tells them apart.
    """
    return reading.list_my_assignments(
        context.db,
        actor=context.actor,
        employee_id=context.employee_id,
        filters=filters,
        now=context.now,
        language=context.language,
    )


@router.reads("/assignments/{assignment_id}", permission="assignments:rate", response=AssignmentRead)
def get_assignment(context: Context, assignment_id: UUID) -> FormView:
    """Read one's own evaluation form.

    Values, items and contoh perilaku; the answers of the draft, else of the form as it was handed in (only while the round
    is open for the caller); who will see what; what would not count. The task of somebody else does not exist.
    """
    return _read(context, assignment_id)


@router.replaces(
    "/assignments/{assignment_id}/draft",
    permission="assignments:rate",
    response=DraftSaved,
    errors=[Stale, *HAND_IN_ERRORS],
)
def save_draft(context: Context, assignment_id: UUID, body: DraftSave) -> SavedDraft:
    """Keep what has been filled in so far.

    `version` is the draft's version the caller goes on from, 0 for the first. Another one was saved meanwhile (a second
    tab): 412, and both are still there. The same save sent once more is harmless. Items may be missing.
    """
    held = hold_task(context.db, context.actor, assignment_id)
    return drafts.save_draft(context.db, actor=context.actor, held=held, sent=body, language=context.language)


@router.acts(
    "/assignments/{assignment_id}/submission",
    permission="assignments:rate",
    response=SubmissionRead,
    errors=[PledgeMissing, *HAND_IN_ERRORS],
    status=201,
)
def submit_evaluation(context: Context, assignment_id: UUID, body: EvaluationSubmit) -> dict[str, Any]:
    """Hand in one's evaluation form.

    Every item has an answer, 0 where the caller cannot judge; until the task's deadline, once. The same form sent again
    (because the answer was lost) gets the same receipt; another one needs the form to be reopened first. Evaluator, source
    and weight follow from the task, never from what is sent. Whoever rates somebody else has accepted the duty of silence
    of the round before (POST /evaluation-rounds/{round_id}/silence-pledge).
    """
    held = hold_task(context.db, context.actor, assignment_id)
    receipt = submission.submit_evaluation(
        context.db, actor=context.actor, held=held, answers=body.answers, comments=body.comments
    )
    return submission.receipt_note(held, receipt, context.language)


@router.acts(
    "/assignments/{assignment_id}/reopen",
    permission="assignments:rate",
    response=AssignmentRead,
    errors=[NotHandedIn, SelfFormSeen, DeadlinePassed, RoundNotOpen],
)
def reopen_assignment(context: Context, assignment_id: UUID) -> FormView:
    """Take one's own handed-in form up again while the round is open.

    The form handed in before counts until another one replaces it. A superior who has opened the self-evaluation cannot.
    """
    held = hold_task(context.db, context.actor, assignment_id)
    submission.reopen_assignment(context.db, actor=context.actor, held=held)
    return _read(context, assignment_id)


@router.acts(
    "/assignments/{assignment_id}/decline",
    permission="assignments:rate",
    response=AssignmentRead,
    errors=[NotReplaceable, *HAND_IN_ERRORS],
)
def decline_assignment(context: Context, assignment_id: UUID, body: AssignmentDecline) -> FormView:
    """Decline to rate somebody as a peer.

    A substitute is drawn by the sealed seed; nobody chooses. The personnel officer sees how many declined for which kind
    of reason, never who declined whom. A superior asks the personnel officer instead.
    """
    held = hold_task(context.db, context.actor, assignment_id, alone=True)
    declining.decline_assignment(context.db, actor=context.actor, held=held, category=body.category, reason=body.reason)
    return _read(context, assignment_id)


@router.reads(
    "/assignments/{assignment_id}/self-evaluation",
    permission="assignments:rate",
    response=SelfEvaluationRead,
    errors=[OwnFormFirst, NoSelfForm],
    writes=True,
)
def get_self_evaluation(context: Context, assignment_id: UUID) -> self_form.SelfFormView:
    """Read, as the superior, the self-evaluation of a person one has rated.

    Only after handing in one's own form, which cannot be reopened from then on. Reading it is noted in the log.
    """
    held = hold_task(context.db, context.actor, assignment_id)
    return self_form.read_self_form(context.db, actor=context.actor, held=held, trace=context.request_id)


def _read(context: Context, assignment_id: UUID) -> FormView:
    return reading.read_assignment(
        context.db,
        actor=context.actor,
        employee_id=context.employee_id,
        assignment_id=assignment_id,
        now=context.now,
        language=context.language,
    )
