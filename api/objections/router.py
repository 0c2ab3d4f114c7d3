from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query
from starlette.responses import Response

from api.access.context import Context
from api.access.routing import Router
from api.access.uploads import MAX_BODY_BYTES
from api.kit.conditional import IfMatch, etag, expect_version
from api.kit.errors import Forbidden, PreconditionRequired
from api.kit.pages import Page
from api.kit.scans import ENDINGS
from api.objections import evidence, queries, reading, ruling, service, terms
from api.objections.queries import Case
from api.objections.refusals import (
    AlreadyAnswered,
    AlreadyObjected,
    EnoughEvidence,
    NoAnswerYet,
    NothingChanged,
    NothingToObjectTo,
    NotYourStep,
    ObjectionLate,
    ObjectionState,
    RulingIsFinal,
    SameEvidence,
)
from api.objections.rules import ObjectionAction
from api.objections.schemas import (
    ObjectionFile,
    ObjectionFilters,
    ObjectionListItem,
    ObjectionRead,
    PreviewRead,
    RulingChange,
    RulingWrite,
    StatementWrite,
    TermsRead,
)
from api.objections.service import Ground, Step
from api.objections.upload import PERMISSION, read_evidence
from api.results import queries as results
from api.results.refusals import AlreadySuperseded, NotYourResult

router = Router(tag="objections")

READ = "objections:read"
ONE = "/objections/{objection_id}"


@router.reads("/results/{result_id}/objection-terms", permission=PERMISSION, response=TermsRead, errors=[NotYourResult])
def get_objection_terms(context: Context, result_id: UUID) -> dict[str, Any]:
    """Read, before objecting to one's own result: until when, who rules, what happens next.

    Objecting has no disadvantage: no rating falls by a ruling. A last day that is a holiday is warned of.
    """
    standing = results.standing_of(context.db, context.actor, context.now)
    result = results.get_result(context.db, standing, result_id, context.now)
    return terms.read_terms(context.db, actor=context.actor, result=result, now=context.now, language=context.language)


@router.creates(
    "/results/{result_id}/objection",
    permission=PERMISSION,
    response=ObjectionRead,
    errors=[AlreadyObjected, NothingToObjectTo, NotYourResult, ObjectionLate, RulingIsFinal],
)
def file_objection(context: Context, result_id: UUID, body: ObjectionFile) -> dict[str, Any]:
    """Object to one's own result (*keberatan*), with reasons by value, within the office's days from the receipt.

    It goes to the superior of the assessor; both sides are heard. While it is open the result is not final. One objection
    for each version. Where the time is over it is refused with the date, or recorded as too late if one wants it so.
    """
    grounds = [Ground(one.about, one.reason) for one in body.grounds]
    filed = service.file_objection(
        context.db,
        actor=context.actor,
        result_id=result_id,
        grounds=grounds,
        even_if_late=body.even_if_late,
        now=context.now,
        trace=context.request_id,
    )
    return _read(context, filed.id)


@router.reads("/objections", permission=READ, response=Page[ObjectionListItem])
def list_objections(context: Context, filters: Annotated[ObjectionFilters, Query()]) -> dict[str, Any]:
    """List the objections that concern you: your own, those in which you are a party, those of your units.

    The personnel officer sees how far they are, not what was written. Nobody is told who rated whom.
    """
    return reading.list_objections(
        context.db, actor=context.actor, filters=filters, now=context.now, language=context.language
    )


@router.reads(ONE, permission=READ, response=ObjectionRead)
def get_objection(context: Context, objection_id: UUID) -> dict[str, Any]:
    """Read one objection: its way so far, and, for its parties, head and auditor, what was written."""
    return _read(context, objection_id)


@router.acts(
    f"{ONE}/evidence",
    permission=PERMISSION,
    response=ObjectionRead,
    errors=[EnoughEvidence, NotYourStep, ObjectionState, SameEvidence],
    max_body_size=MAX_BODY_BYTES,
)
def attach_objection_evidence(
    context: Context, objection_id: UUID, file: Annotated[evidence.Evidence | None, Depends(read_evidence)]
) -> dict[str, Any]:
    """Attach a file of evidence to one's own objection: PDF, JPEG or PNG, at most 5 MB, at most five of them."""
    if file is None:
        raise Forbidden()
    step = _step(context, ObjectionAction.ATTACH_EVIDENCE)
    evidence.attach_evidence(step, service.take_up(step, objection_id), file)
    return _read(context, objection_id)


@router.reads(f"{ONE}/evidence/{{evidence_id}}", permission=READ, produces=list(ENDINGS), writes=True)
def download_objection_evidence(context: Context, objection_id: UUID, evidence_id: UUID) -> Response:
    """Download a file of evidence, as a party, head or auditor; it is recorded."""
    file = evidence.download_evidence(
        context.db,
        actor=context.actor,
        standing=queries.standing_of(context.db, context.actor, context.now),
        objection_id=objection_id,
        evidence_id=evidence_id,
        trace=context.request_id,
    )
    headers = {
        "Content-Disposition": f'attachment; filename="{file.name}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(file.content, media_type=file.media_type, headers=headers)


@router.acts(f"{ONE}/withdrawal", permission=PERMISSION, response=ObjectionRead, errors=[NotYourStep, ObjectionState])
def withdraw_objection(context: Context, objection_id: UUID) -> dict[str, Any]:
    """Withdraw one's own objection; it was the one for this version."""
    step = _step(context, ObjectionAction.WITHDRAW)
    service.withdraw_objection(step, service.take_up(step, objection_id))
    return _read(context, objection_id)


@router.acts(
    f"{ONE}/review", permission="objections:examine", response=ObjectionRead, errors=[NotYourStep, ObjectionState]
)
def start_objection_review(context: Context, objection_id: UUID) -> dict[str, Any]:
    """Begin the examination: from now on the assessor, then the person, have five working days each for their words."""
    step = _step(context, ObjectionAction.START_REVIEW)
    service.start_review(step, service.take_up(step, objection_id))
    return _read(context, objection_id)


@router.acts(
    f"{ONE}/answer",
    permission="objections:answer",
    response=ObjectionRead,
    errors=[AlreadyAnswered, NotYourStep, ObjectionState],
)
def answer_objection(context: Context, objection_id: UUID, body: StatementWrite) -> dict[str, Any]:
    """State, as the assessor, how the result came about; once, within the time of the hearing."""
    step = _step(context, ObjectionAction.ANSWER)
    service.answer_objection(step, service.take_up(step, objection_id), body.text)
    return _read(context, objection_id)


@router.acts(
    f"{ONE}/reply", permission=PERMISSION, response=ObjectionRead, errors=[NoAnswerYet, NotYourStep, ObjectionState]
)
def reply_to_answer(context: Context, objection_id: UUID, body: StatementWrite) -> dict[str, Any]:
    """Reply, as the person, to the assessor's statement; with it both sides are heard."""
    step = _step(context, ObjectionAction.REPLY)
    service.reply_to_answer(step, service.take_up(step, objection_id), body.text)
    return _read(context, objection_id)


@router.acts(
    f"{ONE}/ruling-preview",
    permission="objections:examine",
    response=PreviewRead,
    errors=[NotYourStep, ObjectionState],
)
def preview_ruling(context: Context, objection_id: UUID, body: RulingChange) -> dict[str, Any]:
    """See what a changed result would say, before ruling: with the form, work result and ratings as sent. Stores nothing."""
    return ruling.preview_ruling(context.db, _ruled_by(context, objection_id), body, context.language)


def _ruled_by(context: Context, objection_id: UUID) -> Case:
    """For whoever rules or records, whichever of the two is his."""
    standing = queries.standing_of(context.db, context.actor, context.now)
    case = queries.get_case(context.db, standing, objection_id)
    side = queries.side_of(standing, case)
    if side not in service.RULING_SIDES:
        raise NotYourStep()
    return case


@router.acts(
    f"{ONE}/ruling",
    permission="objections:rule",
    response=ObjectionRead,
    errors=[AlreadySuperseded, NothingChanged, NotYourStep, ObjectionState, PreconditionRequired],
    step_up=True,
)
def rule_on_objection(
    context: Context, objection_id: UUID, body: RulingWrite, if_match: IfMatch = None
) -> dict[str, Any]:
    """Rule on an objection when both sides are heard: by the superior of the assessor, never by who decided.

    The decision stands, or it is changed through a form beside the superior's frozen one, the work result or the ratings.
    A change is a new version of the result, final, which supersedes the old one; peers' figures are the same in both.
    """
    return _rule(context, objection_id, body, if_match, ObjectionAction.RULE)


@router.acts(
    f"{ONE}/external-ruling",
    permission="objections:record",
    response=ObjectionRead,
    errors=[AlreadySuperseded, NothingChanged, NotYourStep, ObjectionState, PreconditionRequired],
    step_up=True,
)
def record_external_ruling(
    context: Context, objection_id: UUID, body: RulingWrite, if_match: IfMatch = None
) -> dict[str, Any]:
    """Record, with its document, a ruling made above this office: where nobody here stands above the assessor."""
    return _rule(context, objection_id, body, if_match, ObjectionAction.RECORD_RULING)


def _rule(
    context: Context, objection_id: UUID, body: RulingWrite, if_match: str | None, action: ObjectionAction
) -> dict[str, Any]:
    step = _step(context, action)
    case = service.take_up(step, objection_id)
    expect_version(if_match, case.objection.row_version)
    ruling.rule(step, case, body)
    return _read(context, objection_id)


def _step(context: Context, action: ObjectionAction) -> Step:
    standing = queries.standing_of(context.db, context.actor, context.now)
    return Step(context.db, context.actor, standing, action, context.now, context.request_id)


def _read(context: Context, objection_id: UUID) -> dict[str, Any]:
    context.db.flush()
    standing = queries.standing_of(context.db, context.actor, context.now)
    read = reading.read_objection(context.db, standing=standing, objection_id=objection_id, language=context.language)
    context.send_header("ETag", etag(read["row_version"]))
    return read
