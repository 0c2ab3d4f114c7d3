"""Staff lists: what goes in with the file and what comes out."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import UploadFile
from pydantic import Field

from api.kit.schemas import ReadSchema, Schema

TextFlag = Literal["true", "false"]
Row = Annotated[int, Field(description="As in the margin of the spreadsheet.", examples=[13])]


class ImportForm(Schema):
    file: Annotated[UploadFile, Field(description="A staff list, .csv or .xlsx, at most 5 MB and 20,000 rows.")]
    dry_run: Annotated[TextFlag, Field(description="`true`: only tell what would happen.")] = "true"
    skip_faulty_rows: Annotated[
        TextFlag, Field(description="`true`: leave out the rows with an error; otherwise one error refuses the file.")
    ] = "false"
    complete: Annotated[
        TextFlag, Field(description="`true`: the list is complete, so whoever is not in it has left.")
    ] = "false"
    confirmed: Annotated[
        TextFlag, Field(description="`true`: the answers to the `questions` are right as they are.")
    ] = "false"


class FindingRead(ReadSchema):
    row: Row
    column: Annotated[str, Field(description="The heading as the file writes it.", examples=["GOL AKHIR NAMA"])]
    code: Annotated[str, Field(examples=["unknown_rank"])]
    severity: Literal["error", "warning", "info"]
    message: Annotated[str, Field(examples=["Golongan ini tidak ada untuk jenis pegawai tersebut."])]
    remedy: Annotated[str, Field(examples=["PNS: I/a sampai IV/e. PPPK: I sampai XVII."])]


class QuestionRead(ReadSchema):
    code: Annotated[str, Field(examples=["unit_without_head"])]
    rows: list[int]
    message: Annotated[str, Field(examples=["Tidak ada pimpinan Seksi Pelayanan Umum dalam daftar."])]
    answer: Annotated[
        str,
        Field(
            description="What happens if it is confirmed as it is.",
            examples=["Tugas pimpinan naik ke unit di atasnya."],
        ),
    ]


class CreatedRead(ReadSchema):
    row: Row
    employee_id: Annotated[UUID | None, Field(description="Null: nothing was applied.")]
    name: Annotated[str | None, Field(description="Null when it is read again and nothing was applied.")]


class FieldRead(ReadSchema):
    name: Annotated[str, Field(examples=["rank"])]
    old: Annotated[str | None, Field(description="Only in the answer to the import itself; it is not kept.")]
    new: str | None


class ChangedRead(ReadSchema):
    row: Row
    employee_id: UUID
    name: Annotated[str | None, Field(examples=["RINA CONTOH SIREGAR"])]
    fields: list[FieldRead]


class AbsentRead(ReadSchema):
    employee_id: UUID
    name: str | None
    deactivated: bool
    kept_because: Annotated[
        Literal["not_declared_complete", "unreadable_rows", "holds_roles", "own_record", "dry_run"] | None,
        Field(description="Why the person was not deactivated."),
    ]


class StructureChangeRead(ReadSchema):
    kind: Literal["unit", "position"]
    change: Literal["create", "move", "update", "activate"]
    name: Annotated[str, Field(examples=["Seksi Pelayanan Umum"])]
    unit: Annotated[str | None, Field(description="The unit of a post, the unit above a unit.")]


class ImportCounts(ReadSchema):
    rows: Annotated[int, Field(description="Rows in the list, blank ones not counted.", examples=[84])]
    created: int
    changed: int
    unchanged: int
    absent: int
    deactivated: int
    refused_rows: int
    units_created: int
    units_changed: int
    positions_created: int
    positions_changed: int
    cards_to_print: Annotated[
        int, Field(description="New people, each with an account that waits for its activation card.", examples=[84])
    ]


class ImportRead(ReadSchema):
    id: UUID
    created_at: datetime
    file_hash: Annotated[str, Field(description="SHA-256 of the file.")]
    dry_run: bool
    applied: bool
    counts: ImportCounts
    created: list[CreatedRead]
    changed: list[ChangedRead]
    absent: Annotated[list[AbsentRead], Field(description="Active people who are in no row of the list.")]
    refused: Annotated[list[FindingRead], Field(description="Errors; the rows they stand in are not taken over.")]
    warnings: Annotated[list[FindingRead], Field(description="Worth a look; they refuse nothing.")]
    questions: Annotated[list[QuestionRead], Field(description="What the list leaves open, with the answer taken.")]
    structure: Annotated[list[StructureChangeRead], Field(description="Units and posts that are made or changed.")]
