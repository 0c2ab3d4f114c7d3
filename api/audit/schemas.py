from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from api.audit.models import Family, Outcome
from api.kit.pages import PageParams
from api.kit.schemas import Moment, ReadSchema

ActionName = Annotated[str, Field(max_length=60, examples=["close_round"])]


class AuditFilters(PageParams):
    family: Family | None = None
    action: ActionName | None = None
    object_type: Annotated[str, Field(max_length=40, examples=["round"])] | None = None
    object_id: Annotated[str, Field(max_length=64)] | None = None
    actor_ref: Annotated[str, Field(max_length=64, description="An account's id.")] | None = None
    outcome: Outcome | None = None
    since: Annotated[Moment, Field(description="From this instant on.")] | None = None
    until: Annotated[Moment, Field(description="Before this instant.")] | None = None


class AuditEntryRead(ReadSchema):
    seq: Annotated[int, Field(description="Without gaps; the order of the log.", examples=[128])]
    time: Annotated[datetime, Field(description="UTC; participation only to the hour.")]
    family: Family
    action: ActionName
    text: Annotated[str, Field(description="What was done, in words.", examples=["Menutup periode penilaian"])]
    object_type: str
    object_id: str
    actor_ref: str | None
    actor_name: Annotated[
        str | None,
        Field(
            description="Who did it; null for the system, for erased accounts, and where raters could be told by it."
        ),
    ]
    outcome: Outcome
    before_hash: str | None
    after_hash: str | None
    before: Annotated[Any, Field(description="What it was; null where nothing was or it has been erased.")]
    after: Any
    reason: str | None


class AuditActionRead(ReadSchema):
    """One kind of deed that is recorded."""

    action: ActionName
    text: Annotated[str, Field(examples=["Menutup periode penilaian"])]
