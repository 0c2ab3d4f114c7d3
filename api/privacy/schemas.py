from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from api.kit.pages import PageParams
from api.kit.schemas import Paragraph, ReadSchema, Reason, Schema, at_most
from api.privacy.rules import LONGEST_TEXT, DataField, RequestOutcome, RequestState

Words = Annotated[Paragraph, StringConstraints(max_length=LONGEST_TEXT), at_most(LONGEST_TEXT)]


class DataKindRead(ReadSchema):
    """One kind of data about a person, as Pasal 21 of UU 27/2022 asks to tell it."""

    key: Annotated[str, Field(examples=["identity"])]
    title: Annotated[str, Field(examples=["Identitas kepegawaian"])]
    what: str
    purpose: str
    basis: Annotated[str, Field(description="The law or the public task; nothing here rests on consent.")]
    seen_by: str
    kept: str


class DataRegisterRead(ReadSchema):
    kinds: list[DataKindRead]
    contact: Annotated[str, Field(description="Whom to ask; empty where the office named nobody.")]
    not_logged: Annotated[str, Field(description="What the list of readers does not hold.")]


class ReadingRead(ReadSchema):
    """Somebody read my result by office, on a day."""

    day: date
    day_text: Annotated[str, Field(examples=["24 November 2026"])]
    name: Annotated[str | None, Field(description="Null where the account is gone.")]
    role_text: Annotated[str, Field(examples=["Bagian kepegawaian"])]
    text: Annotated[str, Field(examples=["Membaca hasil seorang pegawai"])]
    round_name: Annotated[str | None, Field(description="Null for a whole year.")]


class DataRequestCreate(Schema):
    field: DataField
    wrong: Annotated[Words, Field(description="What is wrong.", examples=["Golongan tertulis III/b."])]
    should_be: Annotated[
        Words, Field(description="What it should be, and where one can see it.", examples=["III/c, SK April 2026."])
    ]


class DataRequestAnswer(Schema):
    outcome: RequestOutcome
    answer: Annotated[
        Reason, Field(description="What was done, or why not.", examples=["Golongan diperbaiki menurut SK April 2026."])
    ]


class DataRequestRead(ReadSchema):
    id: UUID
    field: DataField
    field_text: Annotated[str, Field(examples=["Pangkat atau golongan"])]
    wrong: str
    should_be: str
    filed_at: datetime
    due_at: Annotated[datetime, Field(description="Exclusive: 3 × 24 hours after it was filed.")]
    due_text: Annotated[str, Field(examples=["27 November 2026, 09.00 WIB"])]
    state: RequestState
    state_text: str
    answer: Annotated[str | None, Field(description="Null while it waits.")]
    answered_at: datetime | None


class DataRequestPerson(ReadSchema):
    employee_id: UUID
    name: Annotated[str, Field(examples=["Siti Rahmawati, S.Sos."])]


class DataRequestItem(DataRequestRead):
    """As the personnel officer sees it."""

    person: DataRequestPerson
    answered_by: Annotated[str | None, Field(description="Who answered.")]
    actions: list[Literal["answer_correction_request"]]


class DataRequestFilters(PageParams):
    to_answer: Annotated[bool | None, Field(description="True: waiting for the caller; never his own.")] = None
    state: RequestState | None = None
