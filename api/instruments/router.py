from uuid import UUID

from api.access.actor import Actor
from api.access.context import Context
from api.access.routing import Router
from api.instruments import queries, service
from api.instruments.competencies import competency_standard
from api.instruments.content import draft_of
from api.instruments.models import Instrument, InstrumentVersion
from api.instruments.rules import VersionStatus, check_instrument_version, moves_from
from api.instruments.schemas import (
    CompetencyRead,
    FaultOfDraft,
    InstrumentCreate,
    InstrumentRead,
    VersionContent,
    VersionCreate,
    VersionRead,
)
from api.kit.conditional import IfMatch, expect_version
from api.kit.errors import PreconditionRequired

router = Router(tag="instruments")


@router.reads("/instruments", permission="instruments:read", response=list[InstrumentRead])
def list_instruments(context: Context) -> list[Instrument]:
    """List the instruments with their versions."""
    return queries.list_instruments(context.db, context.actor)


@router.creates("/instruments", permission="instruments:manage", response=InstrumentRead)
def create_instrument(context: Context, body: InstrumentCreate) -> Instrument:
    """Create an instrument, e.g. one for a class of posts.

    It is empty; its first version starts as a copy of any published one.
    """
    created = service.create_instrument(context.db, actor=context.actor, content=body, trace=context.request_id)
    return queries.get_instrument(context.db, context.actor, created.id)


@router.reads("/instruments/{instrument_id}", permission="instruments:read", response=InstrumentRead)
def get_instrument(context: Context, instrument_id: UUID) -> Instrument:
    """Read an instrument with its versions."""
    return queries.get_instrument(context.db, context.actor, instrument_id)


@router.creates(
    "/instruments/{instrument_id}/versions",
    permission="instruments:manage",
    response=VersionRead,
    errors=[service.DraftExists],
)
def create_instrument_version(context: Context, instrument_id: UUID, body: VersionCreate) -> VersionRead:
    """Start a draft as a copy of an earlier version, of this instrument or another."""
    instrument = queries.get_instrument(context.db, context.actor, instrument_id)
    origin = queries.visible_version(context.db, context.actor, body.from_version_id)
    version = service.create_version(
        context.db, actor=context.actor, instrument=instrument, origin=origin, trace=context.request_id
    )
    return _shape(context, version)


@router.reads("/instrument-versions/{version_id}", permission="instruments:read", response=VersionRead)
def get_instrument_version(context: Context, version_id: UUID) -> VersionRead:
    """Read a version: values, items, the 35 anchors, and the policy that scores it with its legal basis."""
    return _shape(context, queries.visible_version(context.db, context.actor, version_id))


@router.replaces(
    "/instrument-versions/{version_id}",
    permission="instruments:manage",
    response=VersionRead,
    errors=[service.VersionFrozen, PreconditionRequired],
)
def update_instrument_version(
    context: Context, version_id: UUID, body: VersionContent, if_match: IfMatch = None
) -> VersionRead:
    """Replace the content of a draft.

    An incomplete draft is kept; `faults` say what keeps it from being published. Published versions are frozen.
    """
    version = queries.visible_version(context.db, context.actor, version_id)
    expect_version(if_match, version.row_version)
    service.update_version(context.db, actor=context.actor, version=version, content=body, trace=context.request_id)
    return _shape(context, version)


@router.acts(
    "/instrument-versions/{version_id}/publication",
    permission="instruments:publish",
    response=VersionRead,
    errors=[service.VersionFrozen, service.VersionIncomplete, PreconditionRequired],
    step_up=True,
)
def publish_instrument_version(context: Context, version_id: UUID, if_match: IfMatch = None) -> VersionRead:
    """Publish a draft: from then on it is frozen, and rounds may use it from its date on."""
    version = queries.visible_version(context.db, context.actor, version_id)
    expect_version(if_match, version.row_version)
    service.publish_version(context.db, actor=context.actor, version=version, now=context.now, trace=context.request_id)
    return _shape(context, version)


@router.acts(
    "/instrument-versions/{version_id}/retirement",
    permission="instruments:publish",
    response=VersionRead,
    errors=[service.VersionNotPublished, PreconditionRequired],
)
def retire_instrument_version(context: Context, version_id: UUID, if_match: IfMatch = None) -> VersionRead:
    """Retire a published version: no new round takes it, rounds that have it keep it."""
    version = queries.visible_version(context.db, context.actor, version_id)
    expect_version(if_match, version.row_version)
    service.retire_version(context.db, actor=context.actor, version=version, trace=context.request_id)
    return _shape(context, version)


@router.removes(
    "/instrument-versions/{version_id}",
    permission="instruments:manage",
    errors=[service.VersionFrozen, PreconditionRequired],
)
def delete_instrument_version(context: Context, version_id: UUID, if_match: IfMatch = None) -> None:
    """Throw a draft away."""
    version = queries.visible_version(context.db, context.actor, version_id)
    expect_version(if_match, version.row_version)
    service.delete_draft(context.db, actor=context.actor, version=version, trace=context.request_id)


@router.reads("/competencies", permission="courses:read", response=list[CompetencyRead])
def list_competencies(context: Context) -> list[CompetencyRead]:
    """List the nine competencies of PermenPANRB 38/2017 with their levels and the target of each position group."""
    standard = competency_standard()
    targets = {group.value: level for group, level in standard.targets.items()}
    return [
        CompetencyRead(code=one.code, name=one.name, name_en=one.name_en, levels=list(one.levels), targets=targets)
        for one in standard.competencies.values()
    ]


def _shape(context: Context, version: InstrumentVersion) -> VersionRead:
    context.db.flush()
    draft = draft_of(version)
    faults = check_instrument_version(draft) if version.status == VersionStatus.DRAFT else []
    figures = {key: part for key, part in version.policy.items() if key not in ("schema", "valid_from", "values")}
    return VersionRead.model_validate(
        {
            "id": version.id,
            "instrument_id": version.instrument_id,
            "number": version.number,
            "status": version.status,
            "effective_from": version.effective_from,
            "legal_basis": version.legal_basis,
            "content_hash": version.content_hash,
            "published_at": version.published_at,
            "policy": figures,
            "values": draft.values,
            "faults": [FaultOfDraft.of(fault, context.language) for fault in faults],
            "actions": _actions(context.actor, version, publishable=not faults),
            "row_version": version.row_version,
        },
        from_attributes=True,
    )


def _actions(actor: Actor, version: InstrumentVersion, *, publishable: bool) -> list[str]:
    draft = version.status == VersionStatus.DRAFT
    actions = ["update", "delete"] if draft and actor.may("instruments:manage") else []
    if actor.may("instruments:publish"):
        actions += [move for move in moves_from(VersionStatus(version.status)) if move != "publish" or publishable]
    return actions
