from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.kit.pages import PageParams
from api.kit.schemas import Flag, Line, Number, OptionalParagraph, ReadSchema, Schema, WholeNumber

Code = Annotated[
    Annotated[WholeNumber, Field(ge=1, le=3)] | None,
    Field(description="`hasilKinerjaNilai`: 1 di atas, 2 sesuai, 3 di bawah ekspektasi."),
]
Skp = Annotated[Number | None, Field(description="SKP figure 0–120, at most two decimals.", examples=[105.5])]


class WorkResultWrite(Schema):
    """Exactly one of code and SKP figure."""

    code: Annotated[Code, Field(examples=[None])] = None
    skp: Skp = None
    innovation: Annotated[Flag, Field(description="A new idea or way that benefits (PP 30/2019 Pasal 41).")] = False
    evidence: Annotated[OptionalParagraph, Field(description="Which one, and what it brought.")] = ""

    @property
    def figure(self) -> Decimal | None:
        """As written: 105.1 is 105.10, whatever the binary number beside it."""
        return None if self.skp is None else Decimal(repr(self.skp))


class WorkResultFilters(PageParams):
    missing: Annotated[bool | None, Field(description="True: participants without a work result.")] = None
    search: Annotated[Line | None, Field(description="Part of the name.", examples=["Siregar"])] = None
    sort: Annotated[str | None, Field(max_length=20, description="`name`, `unit`; `-` descending.")] = None


class WorkResultRead(ReadSchema):
    participant_id: UUID
    employee_id: UUID
    name: Annotated[str, Field(examples=["Siti Rahmawati, S.Sos."])]
    unit_name: Annotated[str, Field(examples=["Seksi Pelayanan Umum"])]
    code: int | None
    skp: Annotated[float | None, Field(examples=[105.5])]
    innovation: bool
    evidence: str
    entered_at: Annotated[datetime | None, Field(description="Null: nothing is entered yet.")]
    row_version: Annotated[int, Field(description="The ETag; 0 while nothing is entered.", examples=[1])]
    actions: list[str]


class WorkFindingRead(ReadSchema):
    row: Annotated[int, Field(description="As in the margin of the spreadsheet.", examples=[7])]
    column: Annotated[str, Field(description="As the file writes it; empty for the whole row.", examples=["NILAI SKP"])]
    code: Annotated[str, Field(examples=["skp_range"])]
    message: str
    remedy: str


class WorkImportRead(ReadSchema):
    """What an import would change, or has changed. With any finding nothing is changed."""

    dry_run: bool
    applied: bool
    rows: int
    created: int
    changed: int
    unchanged: int
    findings: list[WorkFindingRead]
