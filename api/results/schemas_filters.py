"""What lists and downloads of results can be narrowed to."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.kit.pages import PageParams
from api.kit.schemas import Line, Schema
from api.results.rules import ResultStatus


class ResultFilters(PageParams):
    round_id: Annotated[UUID | None, Field(description="Of this round only.")] = None
    status: ResultStatus | None = None
    predicate: Annotated[
        int | None, Field(ge=1, le=5, description="The decided predicate, `kuadranKinerjaNilai` 1–5.", examples=[2])
    ] = None
    unit_id: Annotated[UUID | None, Field(description="Participants of this unit and everything below it.")] = None
    undecided: Annotated[bool | None, Field(description="True: only what still has to be decided.")] = None
    to_decide: Annotated[
        bool | None, Field(description="True: only what you yourself can decide, or record, right now.")
    ] = None
    assessed: Annotated[bool | None, Field(description="True: only of people whose superior you are today.")] = None
    departs: Annotated[bool | None, Field(description="True: decided other than proposed.")] = None
    received: Annotated[
        bool | None, Field(description="Of what is shared: read by the person, or counted as received.")
    ] = None
    near_cut: Annotated[
        bool | None, Field(description="Composites too near a cut; only where `precision` is shown to you.")
    ] = None
    search: Annotated[Line | None, Field(description="Part of the name.", examples=["Siregar"])] = None
    sort: Annotated[
        str | None,
        Field(max_length=20, description="`name`, `unit`, `status`, `composite`, `decided_at`; `-` descending."),
    ] = None


class MyResultFilters(PageParams):
    unread: Annotated[
        bool | None, Field(description="True: shared with you, and you may still confirm having read it.")
    ] = None
    to_respond: Annotated[
        bool | None, Field(description="True: a proposal you may respond to and have not responded to yet.")
    ] = None


class FileFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


class ExportParams(Schema):
    format: FileFormat = FileFormat.XLSX
    unit_id: Annotated[UUID | None, Field(description="Participants of this unit and everything below it.")] = None
    reason: Annotated[
        Line, Field(min_length=10, description="What the file is for; kept in the log.", examples=["Unggahan SIASN."])
    ]
