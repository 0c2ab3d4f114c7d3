from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from api.assignments.schemas import Answers, Comments
from api.kit.pages import PageParams
from api.kit.schemas import ReadSchema, Reason, Schema
from api.paper_forms.rules import TypingOutcome

SheetCode = Annotated[
    str,
    StringConstraints(max_length=40),
    Field(description="As printed; hyphens, blanks and capitals do not matter.", examples=["K7M3-Q9TX-Y"]),
]


class PaperRaterFilters(PageParams):
    search: Annotated[str, Field(min_length=1, max_length=100, description="In the name.")] | None = None


class PaperRaterCreate(Schema):
    employee_id: UUID
    reason: Annotated[Reason, Field(examples=["Tidak mempunyai gawai dan tidak memakai komputer."])]


class PaperTypistCreate(Schema):
    account_id: UUID


class PaperRoundRead(ReadSchema):
    id: UUID
    name: Annotated[str, Field(examples=["Triwulan IV 2026"])]
    deadline: Annotated[datetime, Field(description="Sheets can be typed until then; exclusive.")]
    deadline_text: Annotated[str, Field(examples=["31 Desember 2026, 16.00 WIB"])]


class PaperTypistRead(ReadSchema):
    id: UUID
    account_id: UUID
    name: Annotated[str, Field(examples=["Pemeriksa Inspektorat"])]
    active: Annotated[bool, Field(description="The account can sign in.")]


class PaperFormsRead(ReadSchema):
    """Counts only: who typed what, and which sheet is about whom, is told to nobody."""

    round: PaperRoundRead
    raters: Annotated[int, Field(description="Who fill in on paper.", examples=[3])]
    sheets_out: Annotated[int, Field(description="Printed and not in yet.", examples=[4])]
    entered: Annotated[int, Field(description="Came in on paper.", examples=[2])]
    typists: list[PaperTypistRead]
    notes: Annotated[list[str], Field(description="What is missing.", examples=[["Tunjuk sedikitnya dua pengetik."]])]
    actions: Annotated[list[str], Field(examples=[["name_rater", "name_typist"]])]


class PaperRaterRead(ReadSchema):
    id: UUID
    employee_id: UUID
    name: Annotated[str, Field(examples=["Siti Rahmawati, S.Sos."])]
    unit_name: str | None
    reason: str
    tasks_left: Annotated[int, Field(description="Not handed in yet, by whichever way.", examples=[6])]
    sheets_out: int
    entered: int
    printed_text: Annotated[str | None, Field(description="When sheets were last printed.")]
    actions: Annotated[list[str], Field(examples=[["print", "remove"]])]


class PaperSheetOpen(Schema):
    code: SheetCode


class PaperSheetTyping(Schema):
    """A blank or doubly marked item is typed as 0; comments as they stand on the paper."""

    code: SheetCode
    answers: Answers
    comments: Comments = Field(default_factory=dict)


class SheetItem(ReadSchema):
    number: int
    text: str


class SheetValue(ReadSchema):
    code: str
    name: str
    items: list[SheetItem]


class PaperSheetRead(ReadSchema):
    """What a typist gets of a sheet: its items. Neither who filled it in nor whom it is about."""

    round_name: str
    second: Annotated[bool, Field(description="Somebody has typed it once; what, is not told.")]
    values: list[SheetValue]


class PaperSheetTyped(ReadSchema):
    outcome: TypingOutcome
    text: Annotated[str, Field(examples=["Lembar tersimpan."])]
    items: Annotated[list[int], Field(description="Numbers of items that differ; what was typed first is not told.")]
    comments: Annotated[list[str], Field(description="Codes of values whose comments differ; empty: on the whole.")]
