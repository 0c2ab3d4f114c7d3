from typing import Annotated, Any
from uuid import UUID

from fastapi import Query

from api.access.context import Context
from api.access.routing import Router
from api.kit.faults import Fault
from api.kit.pages import Page
from api.results import correcting, reading_corrections
from api.results.correcting import PROPOSE, Correction
from api.results.queries_corrections import APPROVE
from api.results.refusals import (
    AlreadySuperseded,
    CorrectionAnswered,
    CorrectionOpen,
    NothingCorrected,
    NotReleased,
    ObjectionOpen,
    SameOfficer,
)
from api.results.schemas_corrections import (
    CorrectedWork,
    CorrectionFilters,
    CorrectionRead,
    CorrectionWrite,
    RejectionWrite,
)
from api.rounds.reach import OwnRecord
from api.rounds.refusals import expect_valid
from api.work_results.rules import check_work_result, skp_hundredths

router = Router(tag="results")

HOLDING = [AlreadySuperseded, NotReleased, ObjectionOpen, OwnRecord]


@router.reads("/result-corrections", permission="results:read_corrections", response=Page[CorrectionRead])
def list_result_corrections(context: Context, filters: Annotated[CorrectionFilters, Query()]) -> dict[str, Any]:
    """List proposed and answered corrections of released results in your units; never of your own."""
    return reading_corrections.list_corrections(
        context.db, actor=context.actor, filters=filters, language=context.language
    )


@router.creates(
    "/results/{result_id}/corrections",
    permission=PROPOSE,
    response=CorrectionRead,
    errors=[*HOLDING, CorrectionOpen, NothingCorrected],
)
def propose_result_correction(context: Context, result_id: UUID, body: CorrectionWrite) -> dict[str, Any]:
    """Propose to correct a clerical error in a released result: what it should say, and why.

    Another officer approves it; nothing changes before. Whoever disagrees with a result objects to it instead.
    """
    correction = Correction(
        body.work_rating,
        body.behaviour_rating,
        _work(body.work),
        reason=body.reason,
        document=body.document,
        evidence="" if body.work is None else body.work.evidence,
    )
    row = correcting.propose_correction(
        context.db,
        actor=context.actor,
        result_id=result_id,
        correction=correction,
        now=context.now,
        trace=context.request_id,
    )
    return _read(context, row.id)


@router.acts(
    "/result-corrections/{correction_id}/approval",
    permission=APPROVE,
    response=CorrectionRead,
    errors=[*HOLDING, CorrectionAnswered, SameOfficer],
    step_up=True,
)
def approve_result_correction(context: Context, correction_id: UUID) -> dict[str, Any]:
    """Approve a correction as another officer: a new version supersedes the old one, which stays readable.

    The person receives it anew, and the time for objecting begins anew.
    """
    correcting.approve_correction(
        context.db, actor=context.actor, correction_id=correction_id, now=context.now, trace=context.request_id
    )
    return _read(context, correction_id)


@router.acts(
    "/result-corrections/{correction_id}/rejection",
    permission=APPROVE,
    response=CorrectionRead,
    errors=[CorrectionAnswered, OwnRecord],
)
def reject_result_correction(context: Context, correction_id: UUID, body: RejectionWrite) -> dict[str, Any]:
    """Reject a proposed correction, or take back one's own."""
    correcting.reject_correction(
        context.db,
        actor=context.actor,
        correction_id=correction_id,
        reason=body.reason,
        now=context.now,
        trace=context.request_id,
    )
    return _read(context, correction_id)


def _work(write: CorrectedWork | None) -> dict[str, Any] | None:
    """As a result keeps it."""
    if write is None:
        return None
    figure = write.figure
    faults = check_work_result(code=write.code, skp=figure, innovation=write.innovation, evidence=write.evidence)
    expect_valid(Fault(f"/work{fault.pointer}", fault.code, fault.message) for fault in faults)
    skp = None if figure is None else skp_hundredths(figure)
    return {"code": write.code, "skp_hundredths": skp, "innovation": write.innovation}


def _read(context: Context, correction_id: UUID) -> dict[str, Any]:
    return reading_corrections.read_correction(
        context.db, actor=context.actor, correction_id=correction_id, language=context.language
    )
