from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from starlette.responses import Response

from api.access.context import Context
from api.access.routing import Router
from api.kit.conditional import IfMatch, expect_version
from api.kit.errors import PreconditionRequired
from api.kit.pages import Page
from api.results import confirming, export, organisation, queries, reading, reading_rounds, release, runs
from api.results.archiving import archive_round as archive
from api.results.refusals import NotAllConfirmed, PracticeRound
from api.results.schemas import ConfirmTogether, ResultListItem
from api.results.schemas_filters import ExportParams, FileFormat
from api.results.schemas_rounds import (
    DistributionAcknowledge,
    DistributionRead,
    OrganisationPredicateWrite,
    ReleaseRead,
    ReleaseWrite,
    RunFilters,
    RunRead,
)
from api.rounds.queries import get_round, hold_round, lock_round
from api.rounds.reach import OwnRecord
from api.rounds.reading import RoundDetail, read_round
from api.rounds.refusals import AlreadyReleased, NotAllFinal, NothingToRelease, RoundState, RunInProgress
from api.rounds.schemas import RoundRead

router = Router(prefix="/evaluation-rounds/{round_id}", tag="results")


@router.creates(
    "/calculation",
    permission="rounds:calculate",
    response=RunRead,
    status=202,
    errors=[RoundState, RunInProgress, AlreadyReleased],
)
def calculate_round(context: Context, round_id: UUID) -> dict[str, Any]:
    """Calculate the results of a closed round.

    Answers at once with a run; the work follows. Nothing of it is seen before the whole run is published by one switch.
    It can be repeated until something is released: same inputs, same fingerprint and figures, differences are listed.
    """
    round = lock_round(context.db, context.actor, round_id)
    run = runs.calculate_round(context.db, actor=context.actor, round=round, now=context.now, trace=context.request_id)
    return reading_rounds.read_run(context.db, run)


@router.reads("/calculation-runs", permission="runs:read", response=Page[RunRead])
def list_calculation_runs(context: Context, round_id: UUID, filters: Annotated[RunFilters, Query()]) -> dict[str, Any]:
    """List the calculation runs of a round, the newest first."""
    round = get_round(context.db, context.actor, round_id)
    return reading_rounds.list_runs(context.db, actor=context.actor, round=round, params=filters)


@router.reads("/calculation-runs/{run_id}", permission="runs:read", response=RunRead)
def get_calculation_run(context: Context, round_id: UUID, run_id: UUID) -> dict[str, Any]:
    """Read a run: how far it is, its fingerprint, whose calculation failed and why, what changed since the run before."""
    round = get_round(context.db, context.actor, round_id)
    return reading_rounds.get_run(context.db, actor=context.actor, round=round, run_id=run_id)


@router.acts(
    "/decisions/as-proposed",
    permission="results:decide",
    response=list[ResultListItem],
    errors=[NotAllConfirmed],
)
def decide_results_as_proposed(context: Context, round_id: UUID, body: ConfirmTogether) -> list[dict[str, Any]]:
    """Confirm several proposals together, as they are.

    Only complete, not adverse proposals that nobody changed since you read them, of people you decide about. All are
    decided or none: each refusal is named in `errors`.
    """
    round = get_round(context.db, context.actor, round_id)
    hold_round(context.db, round.id)
    standing = queries.standing_of(context.db, context.actor, context.now)
    decided = confirming.decide_as_proposed(
        context.db,
        standing=standing,
        round=round,
        chosen=[confirming.Chosen(one.result_id, one.version) for one in body.results],
        now=context.now,
        trace=context.request_id,
    )
    return reading.read_rows(context.db, standing, decided, now=context.now, language=context.language)


@router.acts(
    "/release",
    permission="rounds:release",
    response=ReleaseRead,
    errors=[RoundState, NothingToRelease, RunInProgress, OwnRecord],
    step_up=True,
)
def release_round(context: Context, round_id: UUID, body: ReleaseWrite) -> dict[str, Any]:
    """Share decided results with the people they are about: all, some, or those of some units.

    What is shared is frozen. What is not decided follows later (*menyusul*); your own result waits for another officer.
    """
    round = lock_round(context.db, context.actor, round_id)
    part = release.release_round(
        context.db,
        actor=context.actor,
        round=round,
        chosen=body.result_ids,
        unit_ids=body.unit_ids,
        now=context.now,
        trace=context.request_id,
    )
    return reading_rounds.read_release(part, context.now)


@router.acts(
    "/archive", permission="rounds:archive", response=RoundRead, errors=[RoundState, NotAllFinal], step_up=True
)
def archive_round(context: Context, round_id: UUID) -> RoundDetail:
    """Archive a round once all its results are final.

    The link between raters and forms, and the seed of the draw, are destroyed for good.
    """
    round = lock_round(context.db, context.actor, round_id)
    archive(context.db, actor=context.actor, round=round, now=context.now, trace=context.request_id)
    return read_round(context.db, actor=context.actor, round=round, now=context.now, language=context.language)


@router.reads("/distribution", permission="distribution:read", response=DistributionRead)
def get_distribution(context: Context, round_id: UUID) -> dict[str, Any]:
    """Read the decided predicates of a round by class, beside the pattern of SE MenPANRB 3/2023: to consider, no quota.

    The caller's own result counts from its release on.
    """
    round = get_round(context.db, context.actor, round_id)
    return organisation.read_distribution(context.db, round, context.language, actor=context.actor)


@router.replaces(
    "/organisation-predicate",
    permission="organisation_predicate:set",
    response=DistributionRead,
    errors=[RoundState, PreconditionRequired],
)
def set_organisation_predicate(
    context: Context, round_id: UUID, body: OrganisationPredicateWrite, if_match: IfMatch = None
) -> dict[str, Any]:
    """Enter the organisation's predicate with its document; the answer says what the distribution gives to consider.

    It is set by the organisation above and never computed here. `If-Match` is the round's ETag.
    """
    round = lock_round(context.db, context.actor, round_id)
    expect_version(if_match, round.row_version)
    organisation.set_organisation_predicate(
        context.db,
        actor=context.actor,
        round=round,
        word=body.predicate,
        document=body.document,
        trace=context.request_id,
    )
    return organisation.read_distribution(context.db, round, context.language, actor=context.actor)


@router.acts(
    "/distribution/acknowledgement",
    permission="distribution:acknowledge",
    response=DistributionRead,
    errors=[organisation.OrganisationPredicateMissing],
)
def acknowledge_distribution(context: Context, round_id: UUID, body: DistributionAcknowledge) -> dict[str, Any]:
    """Record that the head has considered the distribution, and why the decisions stand as they do."""
    round = lock_round(context.db, context.actor, round_id)
    organisation.acknowledge_distribution(
        context.db,
        actor=context.actor,
        round=round,
        reason=body.reason,
        now=context.now,
        trace=context.request_id,
    )
    return organisation.read_distribution(context.db, round, context.language, actor=context.actor)


@router.reads(
    "/results/export",
    permission="results:export",
    errors=[PracticeRound],
    produces=[export.CSV, export.XLSX],
    step_up=True,
    writes=True,
)
def export_results(context: Context, round_id: UUID, params: Annotated[ExportParams, Query()]) -> Response:
    """Download the released results of a round, with NIP and the codes of SIASN.

    Each row carries `version`, `supersedes` and `is_final`, so that a corrected predicate is noticed. Practice rounds are
    never exported. Who took the file, and what for, stands in the log.
    """
    content = export.export_results(
        context.db,
        actor=context.actor,
        round=get_round(context.db, context.actor, round_id),
        unit_id=params.unit_id,
        form=params.format,
        reason=params.reason,
        now=context.now,
        trace=context.request_id,
    )
    media_type = export.CSV if params.format is FileFormat.CSV else export.XLSX
    name = f'attachment; filename="hasil-penilaian.{params.format}"'
    return Response(content, media_type=media_type, headers={"Content-Disposition": name, "Cache-Control": "no-store"})
