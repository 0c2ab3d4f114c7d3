from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.kit.pages import PageParams
from api.kit.schemas import ReadSchema, Reason, Schema
from api.unsealing.rules import BreakingAction, BreakingStatus, Seal

RoundId = Annotated[UUID, Field(description="The round whose seal it is.")]


class BreakingRequest(Schema):
    seal: Annotated[
        Seal,
        Field(
            description="`forms`: the forms without their raters. `raters`: who wrote which form about one person.",
            examples=["forms"],
        ),
    ]
    round_id: RoundId
    participant_id: Annotated[
        UUID | None, Field(description="Only the forms about this participant; always needed for `raters`.")
    ] = None
    reason: Reason


class BreakingDecision(Schema):
    reason: Reason


class BreakingFilters(PageParams):
    round_id: UUID | None = None


class BreakingRead(ReadSchema):
    """A request to break a seal, and what became of it."""

    id: UUID
    seal: Seal
    seal_text: Annotated[str, Field(examples=["Lembar tanpa nama penilai"])]
    round_id: UUID
    round_name: str
    participant_id: UUID | None
    status: BreakingStatus
    reason: str
    requested_by: str
    requested_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    decision_reason: str
    expires_at: Annotated[datetime | None, Field(description="Until then the requester can download it.")]
    concerned: Annotated[
        list[str] | None,
        Field(description="Whose forms are opened, by name; for the auditor and the requester, null for others."),
    ]
    raters: Annotated[int, Field(description="How many people wrote those forms.", examples=[7])]
    actions: list[BreakingAction]
    hindered_text: Annotated[str | None, Field(description="Why the caller cannot decide it, in words.")]
