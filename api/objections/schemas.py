"""What is sent to and read from objections."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from api.assignments.schemas import Answers
from api.kit.pages import PageParams
from api.kit.schemas import Flag, Line, OptionalLine, OptionalParagraph, Paragraph, ReadSchema, Schema
from api.objections.rules import ObjectionAction, ObjectionStatus, RulingOutcome, Side
from api.results.schemas import Rating
from api.results.schemas_parts import CodedRead, FigureRead
from api.work_results.schemas import Code, Skp

About = Annotated[
    str,
    Field(
        max_length=10, description="A value's code, `work` for the work result, `whole` for all.", examples=["whole"]
    ),
]


class GroundWrite(Schema):
    about: About
    reason: Annotated[
        Paragraph, Field(examples=["Laporan bulan Oktober sudah saya serahkan tepat waktu; lihat bukti."])
    ]


class ObjectionFile(Schema):
    grounds: Annotated[list[GroundWrite], Field(min_length=1, max_length=12)]
    even_if_late: Annotated[
        Flag, Field(description="Where the time is over: have it recorded, with the date, as filed too late.")
    ] = False


class StatementWrite(Schema):
    text: Annotated[Paragraph, Field(examples=["Penilaian saya didasarkan pada catatan bulanan yang terlampir."])]


class WorkWrite(Schema):
    """The work result as it should have been: exactly one of code and SKP figure."""

    code: Annotated[Code, Field(examples=[2])] = None
    skp: Annotated[Skp, Field(examples=[None])] = None
    innovation: Flag = False
    evidence: Annotated[OptionalParagraph, Field(description="Of the innovation; kept with the ruling.")] = ""


class RulingChange(Schema):
    """What the new version rests on: the superior's form filled in anew, the work result, the two ratings."""

    answers: Annotated[
        Answers | None, Field(description="A whole form beside the original one, item by item.", examples=[None])
    ] = None
    work: Annotated[WorkWrite | None, Field(examples=[None])] = None
    work_rating: Annotated[Rating | None, Field(examples=[None])] = None
    behaviour_rating: Annotated[Rating | None, Field(examples=[None])] = None


class RulingWrite(RulingChange):
    outcome: Annotated[RulingOutcome, Field(examples=["upheld"])]
    reason: Annotated[
        Paragraph, Field(description="For both sides.", examples=["Kedua pihak sudah didengar; bukti sesuai."])
    ]
    document: Annotated[
        OptionalLine, Field(description="Required where it was ruled above this office.", examples=["SK 821/114/2026"])
    ] = ""


class ObjectionFilters(PageParams):
    round_id: Annotated[UUID | None, Field(description="Of this round only.")] = None
    status: Annotated[ObjectionStatus | None, Field(description="As it is recorded.")] = None
    open: Annotated[bool | None, Field(description="True: not ruled on, withdrawn or rejected yet.")] = None
    role: Annotated[Side | None, Field(description="As whom you see it.")] = None
    waiting_for_me: Annotated[bool | None, Field(description="True: it does not go on without your step.")] = None
    search: Annotated[Line | None, Field(description="Part of the name.", examples=["Siregar"])] = None


class ObjectionRound(ReadSchema):
    id: UUID
    name: Annotated[str, Field(examples=["Triwulan IV 2026"])]


class ObjectionPerson(ReadSchema):
    participant_id: UUID
    name: Annotated[str, Field(examples=["Siti Rahmawati, S.Sos."])]
    position_title: str
    unit_name: Annotated[str, Field(examples=["Seksi Pelayanan Umum"])]


class ObjectionStep(ReadSchema):
    """A step of its way, done or to come."""

    step: Literal["filed", "review", "answer", "reply", "ruling", "withdrawn", "late"]
    done: bool
    at: Annotated[datetime | None, Field(description="When it was done.")]
    at_text: Annotated[str | None, Field(examples=["24 November 2026, 09.00 WIB"])]
    until_text: Annotated[
        str | None, Field(description="Until when it is awaited.", examples=["1 Desember 2026, 24.00 WIB"])
    ]


class ObjectionListItem(ReadSchema):
    id: UUID
    result_id: UUID
    new_result_id: Annotated[UUID | None, Field(description="The version that came out of the ruling.")]
    round: ObjectionRound
    person: ObjectionPerson
    role: Annotated[Side, Field(description="As whom you see it.")]
    status: Annotated[ObjectionStatus, Field(description="As it counts now.")]
    status_text: Annotated[str, Field(examples=["sedang diperiksa"])]
    external: Annotated[bool, Field(description="Ruled above this office; recorded with its document.")]
    assessor_name: str | None
    ruler_name: str | None
    filed_at: datetime
    ruling_due_at: datetime
    ruling_due_text: str
    overdue: Annotated[bool, Field(description="Open, and past the day by which it should be ruled on.")]
    waiting_for: Annotated[Literal["you", "other", "nobody"], Field(description="Whose step is missing.")]
    row_version: Annotated[int, Field(description="The ETag.", examples=[1])]
    actions: list[ObjectionAction]


class GroundRead(ReadSchema):
    about: str
    label: Annotated[str, Field(examples=["Kolaboratif"])]
    reason: str


class EvidenceRead(ReadSchema):
    id: UUID
    caption: str
    media_type: str
    size: Annotated[int, Field(description="Bytes.")]
    content_hash: Annotated[str, Field(description="SHA-256 of the file.")]
    attached_at: datetime


class ObjectionRead(ObjectionListItem):
    contents_shown: Annotated[bool, Field(description="Whether you see what was written, or only how far it is.")]
    grounds: list[GroundRead]
    evidence: list[EvidenceRead]
    answer: Annotated[str | None, Field(description="The assessor's statement.")]
    reply: Annotated[str | None, Field(description="The person's reply to it.")]
    ruling_reason: str | None
    document: str | None
    work_evidence: Annotated[str | None, Field(description="Of an innovation in the changed work result.")]
    steps: Annotated[list[ObjectionStep], Field(description="Its way, from the filing to the ruling.")]


class TermsRead(ReadSchema):
    """What somebody should know before he objects."""

    result_id: UUID
    may_file: bool
    objection_id: Annotated[UUID | None, Field(description="The one that was filed already.")]
    objection_days: Annotated[int, Field(examples=[14])]
    deadline_at: Annotated[datetime | None, Field(description="Exclusive; null before the result was received.")]
    deadline_text: Annotated[str | None, Field(examples=["8 Desember 2026, 24.00 WIB"])]
    warnings: Annotated[list[str], Field(description="The last day is a holiday or in a weekend.")]
    assessor_name: str | None
    ruler_name: Annotated[str | None, Field(description="Who would rule: the superior of the assessor today.")]
    external: Annotated[bool, Field(description="It would be ruled above this office.")]
    hearing_working_days: int
    ruling_days: int
    about: Annotated[list["AboutRead"], Field(description="What one may object to.")]


class AboutRead(ReadSchema):
    about: str
    label: str


class OutcomeRead(ReadSchema):
    """A version in its main figures."""

    composite: FigureRead | None
    work_rating: CodedRead | None
    behaviour_rating: CodedRead | None
    predicate: CodedRead | None


class PreviewRead(ReadSchema):
    before: Annotated[OutcomeRead, Field(description="The version that was objected to, as it was decided.")]
    proposed: Annotated[OutcomeRead, Field(description="What the changed figures propose.")]
    after: Annotated[OutcomeRead, Field(description="With your two ratings; the predicate follows from them.")]
