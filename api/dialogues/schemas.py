from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from api.dialogues.rules import LONGEST_ACTION, LONGEST_TEXT, DialogueAction, Side
from api.kit.pages import PageParams
from api.kit.schemas import Day, OptionalParagraph, Paragraph, ReadSchema, Schema
from api.rounds.rules import RoundKind

_short = StringConstraints(max_length=LONGEST_TEXT)
Words = Annotated[Paragraph, _short]


class QuestionAsk(Schema):
    text: Annotated[Words, Field(examples=["Bagaimana saya dapat meningkatkan nilai Kolaboratif?"])]


class QuestionAnswer(Schema):
    text: Annotated[Words, Field(examples=["Mari kita bicarakan hari Kamis; bawa contoh laporan terakhir."])]


def _one_line(value: str) -> str:
    return " ".join(value.split())


class DialogueRecord(Schema):
    """What was talked about stays between the two; noted are the day and what they agreed."""

    held_on: Annotated[Day, Field(description="Not in the future.")]
    agreed_action: Annotated[
        Annotated[OptionalParagraph, StringConstraints(max_length=LONGEST_ACTION), AfterValidator(_one_line)],
        Field(description="Empty where nothing was agreed.", examples=["Memimpin rapat seksi dua kali."]),
    ] = ""
    due_on: Annotated[Day | None, Field(description="By when; needed where something was agreed.")] = None


class DialogueFilters(PageParams):
    role: Annotated[Side | None, Field(description="As the person himself, or as the superior.")] = None
    open: Annotated[
        bool | None, Field(description="True: a question, a confirmation or an agreed action is still open.")
    ] = None
    waiting_for_me: Annotated[
        bool | None, Field(description="True: the caller's answer or confirmation is missing.")
    ] = None


class DialogueRound(ReadSchema):
    id: UUID
    name: Annotated[str, Field(examples=["Triwulan IV 2026"])]
    kind: RoundKind


class DialoguePerson(ReadSchema):
    participant_id: UUID
    name: Annotated[str, Field(examples=["Siti Rahmawati, S.Sos."])]
    position_title: str
    unit_name: Annotated[str, Field(examples=["Seksi Pelayanan Umum"])]


class DialogueListItem(ReadSchema):
    round: DialogueRound
    person: DialoguePerson
    superior_name: Annotated[
        str | None, Field(description="Who holds the post above today, else the superior of the snapshot.")
    ]
    role: Annotated[Side, Field(description="The caller's side.")]
    held_on: date | None
    agreed_action: str
    due_on: date | None
    due_text: Annotated[str | None, Field(examples=["31 Januari 2027"])]
    confirmed_at: datetime | None
    finished_at: datetime | None
    waiting_for: Annotated[
        Literal["you", "other", "nobody"], Field(description="Whose word is missing; yours first, where both are.")
    ]
    text: Annotated[
        str,
        Field(description="Where it stands, for the caller.", examples=["Sebuah pertanyaan menunggu jawaban Anda."]),
    ]
    row_version: Annotated[int, Field(description="The ETag; 0 while nothing has begun.", examples=[1])]
    actions: list[DialogueAction]


class QuestionRead(ReadSchema):
    text: str
    asked_at: datetime
    answer: Annotated[str | None, Field(description="Null while it waits.")]
    answered_at: datetime | None


class UnfinishedAction(ReadSchema):
    """Agreed in an earlier round and not done yet: it goes on."""

    round_name: str
    agreed_action: str
    due_on: date
    due_text: str


class DialogueRead(DialogueListItem):
    questions: Annotated[list[QuestionRead], Field(description="The first one first.")]
    unfinished_before: list[UnfinishedAction]
