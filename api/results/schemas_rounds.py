"""Runs, releases and the distribution of a round."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from api.kit.pages import PageParams
from api.kit.schemas import Line, ReadSchema, Reason, RowVersion, Schema
from api.results.organisation import OrganisationWord


class RunPolicyRead(ReadSchema):
    version_id: UUID
    number: int
    content_hash: str | None


class RunCountsRead(ReadSchema):
    processed: Annotated[int, Field(examples=[88])]
    complete: Annotated[int, Field(examples=[85])]
    incomplete: Annotated[int, Field(examples=[3])]
    failed: Annotated[int, Field(examples=[0])]
    not_scored: Annotated[int, Field(description="Left, incapacitated or excluded.", examples=[2])]


class RunFailureRead(ReadSchema):
    participant_id: UUID
    name: Annotated[str, Field(examples=["SITI RAHMAWATI"])]
    reason: Annotated[Literal["no_version", "damaged_form"], Field(examples=["no_version"])]


class RunDifferenceRead(ReadSchema):
    """A participant whose figures are not those of the run before; composites in ten-thousandths."""

    participant_id: UUID
    name: str
    before: int | None
    after: int | None


class NotScoredRead(ReadSchema):
    participant_id: UUID
    name: str
    status: Annotated[str, Field(examples=["left"])]
    reason_code: Annotated[str, Field(description="A neutral word.", examples=["retired"])]


class RunRead(ReadSchema):
    id: UUID
    round_id: UUID
    number: int
    status: Literal["queued", "running", "published", "failed"]
    requested_at: datetime
    finished_at: datetime | None
    done: int
    total: int
    fingerprint: Annotated[str | None, Field(description="SHA-256 of all inputs: same inputs, same fingerprint.")]
    policies: list[RunPolicyRead]
    counts: RunCountsRead | None
    failures: list[RunFailureRead]
    differences: list[RunDifferenceRead]
    not_scored: list[NotScoredRead]


class RunFilters(PageParams):
    pass


class ReleaseWrite(Schema):
    """Left out: everything that is decided."""

    result_ids: Annotated[list[UUID] | None, Field(min_length=1, max_length=5_000)] = None
    unit_ids: Annotated[
        list[UUID] | None, Field(min_length=1, max_length=200, description="Of these units and below.")
    ] = None


class NamedResultRead(ReadSchema):
    result_id: UUID
    name: str
    unit_name: str


class ReleaseRead(ReadSchema):
    released: int
    following: Annotated[list[NamedResultRead], Field(description="Menyusul: not decided yet.")]
    own: Annotated[list[NamedResultRead], Field(description="Your own result; another officer releases it.")]
    released_at: datetime


class OrganisationPredicateWrite(Schema):
    predicate: OrganisationWord
    document: Annotated[Line, Field(examples=["SK Wali Kota Nomor 800/77/2026"])]


class DistributionAcknowledge(Schema):
    reason: Reason


class PredicateCountRead(ReadSchema):
    code: int
    text: str
    people: int


class DistributionNoteRead(ReadSchema):
    code: Annotated[str, Field(examples=["above_share"])]
    predicate: int
    people: int
    limit: int
    text: str


class DistributionRead(ReadSchema):
    predicate: OrganisationWord | None
    predicate_text: str | None
    document: str
    counts: list[PredicateCountRead]
    decided: int
    notes: list[DistributionNoteRead]
    consideration: Annotated[str, Field(description="Something to consider, not a quota.")]
    reference: Annotated[str, Field(examples=["SE MenPANRB 3/2023 (31 Januari 2023)"])]
    acknowledged_at: datetime | None
    reason: str
    row_version: RowVersion
