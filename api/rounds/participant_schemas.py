from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from api.employees.models import PositionClass
from api.kit.pages import PageParams
from api.kit.schemas import Flag, ReadSchema, Reason, RowVersion, Schema
from api.rounds.reasons import ExclusionReason, ParticipantStatus
from api.rounds.schemas import RoundUnit


class ParticipantFilters(PageParams):
    status: ParticipantStatus | None = None
    unit_id: Annotated[UUID | None, Field(description="This unit and everything below it.")] = None
    search: Annotated[str | None, Field(max_length=100, description="Part of the name.")] = None
    sort: Annotated[str | None, Field(max_length=40, description="`name`, `unit`, `status`; `-` descending.")] = None


class ParticipantAdd(Schema):
    employee_id: UUID


class ParticipantExclude(Schema):
    reason_code: ExclusionReason
    reason: Reason


class ParticipantPatch(Schema):
    """What is left out stays as it is; `version_id` null returns to the version of his class of posts."""

    superior_outside: Annotated[Flag | None, Field(description="Dinilai di luar sistem.")] = None
    version_id: UUID | None = None

    def changes(self) -> dict[str, Any]:
        sent = {name: getattr(self, name) for name in self.model_fields_set}
        return {name: value for name, value in sent.items() if value is not None or name == "version_id"}


class RoundPerson(ReadSchema):
    id: Annotated[UUID, Field(description="The employee's id.")]
    name: Annotated[str, Field(examples=["Contoh Pegawai, S.Sos."])]


class ParticipantRead(ReadSchema):
    """The employee as he was when the list was made; launching freezes it."""

    id: UUID
    round_id: UUID
    employee: RoundPerson
    status: ParticipantStatus
    reason_code: Annotated[str, Field(description="Why excluded, left or incapacitated; empty otherwise.")]
    reason: Annotated[str, Field(description="In words; for officers and the person himself, else empty.")]
    unit: RoundUnit
    position_title: Annotated[str, Field(examples=["Pengadministrasi Perkantoran"])]
    position_class: PositionClass
    superior: RoundPerson | None
    superior_outside: Annotated[
        bool, Field(description="Dinilai di luar sistem: his decision is recorded by document.")
    ]
    version_id: Annotated[UUID | None, Field(description="Null before launch: the version of his class of posts.")]
    joined_late: bool
    months: Annotated[int | None, Field(description="Of the period, where it was only a part.")]
    actions: Annotated[list[str], Field(examples=[["exclude_participant", "update_participant"]])]
    row_version: RowVersion


class ParticipantDifference(ReadSchema):
    participant_id: UUID
    name: str
    field: Annotated[str, Field(examples=["superior"])]
    before: str
    after: str


class ParticipantsRefreshed(ReadSchema):
    differences: Annotated[list[ParticipantDifference], Field(description="What was brought up to date.")]
    gone: Annotated[list[RoundPerson], Field(description="Hold no post of the unit any longer; they are excluded now.")]
    not_listed: Annotated[list[RoundPerson], Field(description="Active in the unit, neither listed nor excluded.")]
