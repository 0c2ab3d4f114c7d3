"""What is sent to and read from results."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from api.kit.schemas import OptionalLine, OptionalParagraph, Paragraph, ReadSchema, RowVersion, Schema, WholeNumber
from api.results.models import ObjectionState
from api.results.rules import Decision, DepartureCategory, ResultStatus
from api.results.schemas_parts import (
    CodedRead,
    DecisionRead,
    FigureRead,
    PrecisionRead,
    ProposalRead,
    ResultPersonRead,
    ResultRoundRead,
    ShownRead,
    WindowRead,
    WorkRead,
)
from api.scoring.terms import Expectation

Rating = Annotated[
    WholeNumber, Field(ge=1, le=3, description="1 di atas, 2 sesuai, 3 di bawah ekspektasi.", examples=[2])
]
Actions = Annotated[list[str], Field(description="What you may do next.", examples=[["decide_result"]])]
Supersedes = Annotated[UUID | None, Field(description="The version this one takes the place of.")]
IsFinal = Annotated[
    bool, Field(description="The time for objecting is over and nothing is open; until then it may still change.")
]
Origin = Literal["ruling", "correction"]
Version = Annotated[int, Field(description="From 1; a ruling or correction is a new version.", examples=[1])]


class DecisionWrite(Schema):
    work_rating: Rating
    behaviour_rating: Rating
    reason: Annotated[
        OptionalParagraph,
        Field(
            description="Required where it departs from the proposal, where none was complete, and for adverse ones."
        ),
    ] = ""
    category: Annotated[DepartureCategory | None, Field(description="Why it departs from the proposal.")] = None
    instructed_by: Annotated[OptionalLine, Field(description="Who instructed it, where somebody did.")] = ""
    document: Annotated[OptionalLine, Field(examples=["SK Camat Nomor 821/114/2026"])] = ""
    message: Annotated[OptionalParagraph, Field(description="Your words to the person.")] = ""

    @property
    def decision(self) -> Decision:
        return Decision(
            work_rating=Expectation(self.work_rating),
            behaviour_rating=Expectation(self.behaviour_rating),
            reason=self.reason,
            category=self.category,
            instructed_by=self.instructed_by,
            document=self.document,
        )


class ConfirmedResult(Schema):
    result_id: UUID
    version: Annotated[WholeNumber, Field(ge=1, description="`row_version` as you read it.", examples=[1])]


class ConfirmTogether(Schema):
    results: Annotated[list[ConfirmedResult], Field(min_length=1, max_length=200)]


class ResponseWrite(Schema):
    text: Annotated[Paragraph, Field(examples=["Target bulan Oktober tertunda karena gangguan server kota."])]


class ResponseRead(ReadSchema):
    text: str
    written_at: datetime


class ResultListItem(ReadSchema):
    id: UUID
    round: ResultRoundRead
    person: ResultPersonRead
    status: ResultStatus
    version: Version
    supersedes: Supersedes
    is_final: IsFinal
    objection: Annotated[ObjectionState, Field(description="While one is open the result is not final.")]
    row_version: RowVersion
    shown: Annotated[ShownRead, Field(description="Whether figures and ratings are shown to you.")]
    composite: FigureRead | None
    proposal: ProposalRead | None
    predicate: Annotated[CodedRead | None, Field(description="The decided predicate.")]
    departs: Annotated[bool | None, Field(description="Decided other than proposed; null where undecided.")]
    precision: Annotated[
        PrecisionRead | None, Field(description="Null without a composite, and where you rated this person yourself.")
    ]
    work_result_known: bool
    released_at: datetime | None
    received_at: datetime | None
    actions: Actions


class SourceMeanRead(ReadSchema):
    source: Annotated[str, Field(examples=["peer"])]
    label: Annotated[str, Field(examples=["rekan"])]
    shown: ShownRead
    mean: FigureRead | None


class ItemRead(ReadSchema):
    number: int
    text: Annotated[str, Field(examples=["Melayani dengan ramah dan cekatan."])]
    means: list[SourceMeanRead]


class ValueRead(ReadSchema):
    code: Annotated[str, Field(examples=["BP"])]
    name: Annotated[str, Field(examples=["Berorientasi Pelayanan"])]
    value: FigureRead | None
    sources: list[SourceMeanRead]
    items: list[ItemRead]
    gap: Annotated[FigureRead | None, Field(description="Self minus the others.")]
    view: Annotated[str | None, Field(description="`blind_spot`, `hidden_strength` or nothing striking.")]
    left_out: Annotated[list[str], Field(description="What was asked and did not count, in words.")]


class LearningRead(ReadSchema):
    """A strength, or what to learn next, in the instrument's own words."""

    code: str
    name: str
    value: FigureRead
    text: str


class CommentsRead(ReadSchema):
    source: str
    label: str
    shown: ShownRead
    by_value: Annotated[dict[str, list[str]], Field(description="Where enough people commented on the value.")]
    pooled: list[str]


class SignalRead(ReadSchema):
    source: str
    outlier: Annotated[bool, Field(description="One form lies far from the median of its group.")]
    straight: Annotated[bool, Field(description="One form has the same answer everywhere.")]


class SelfViewRead(ReadSchema):
    code: Annotated[str, Field(examples=["higher"])]
    gap: FigureRead
    text: Annotated[str | None, Field(description="To the person himself.")]


class ResultRead(ReadSchema):
    id: UUID
    round: ResultRoundRead
    person: ResultPersonRead
    reader: Annotated[str, Field(description="As whom you see it.", examples=["assessor"])]
    status: ResultStatus
    version: Version
    supersedes: Supersedes
    came_from: Annotated[Origin | None, Field(description="How this version came about; null: the first.")]
    superseded: bool
    superseded_by: Annotated[UUID | None, Field(description="The version that took its place.")]
    superseded_through: Annotated[Origin | None, Field(description="How that version came about.")]
    objection: Annotated[ObjectionState, Field(description="What became of the one objection there may be.")]
    is_final: IsFinal
    row_version: RowVersion
    content_hash: Annotated[str | None, Field(description="SHA-256 of the released result.")]
    shown: ShownRead
    parts_shown: ShownRead
    composite: FigureRead | None
    scaled: Annotated[FigureRead | None, Field(description="On 0–120; not for the person.")]
    numeric: Annotated[FigureRead | None, Field(description="PP 30/2019, with an SKP figure only; not for the person.")]
    work_result: WorkRead | None
    proposal: ProposalRead | None
    decision: DecisionRead | None
    summary: Annotated[
        list[str],
        Field(
            description="The result in a few sentences, made from what is shown to you.",
            examples=[["Predikat kinerja Anda: Baik.", "Nilai perilaku Anda 4,06 dari 5."]],
        ),
    ]
    values: list[ValueRead]
    self_view: SelfViewRead | None
    strengths: Annotated[list[LearningRead], Field(description="At most two; none where nothing stands out.")]
    to_learn: Annotated[LearningRead | None, Field(description="The lowest value, if it lies below what is asked.")]
    comments: list[CommentsRead]
    precision: PrecisionRead | None
    signals: list[SignalRead]
    response: ResponseRead | None
    released_at: datetime | None
    window: WindowRead
    actions: Actions
