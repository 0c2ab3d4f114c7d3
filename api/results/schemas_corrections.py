"""What is sent to and read from corrections of released results."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from api.kit.pages import PageParams
from api.kit.schemas import Flag, OptionalLine, OptionalParagraph, ReadSchema, Reason, Schema
from api.results.schemas import Rating
from api.results.schemas_parts import CodedRead, ResultPersonRead, WorkRead
from api.work_results.schemas import Code, Skp

CorrectionStatus = Literal["proposed", "approved", "rejected"]


class CorrectedWork(Schema):
    """Exactly one of code and SKP figure."""

    code: Annotated[Code, Field(examples=[2])] = None
    skp: Annotated[Skp, Field(examples=[None])] = None
    innovation: Flag = False
    evidence: OptionalParagraph = ""

    @property
    def figure(self) -> Decimal | None:
        return None if self.skp is None else Decimal(repr(self.skp))


class CorrectionWrite(Schema):
    """What the result should say; both ratings, also the one that stays."""

    work_rating: Rating
    behaviour_rating: Rating
    work: Annotated[CorrectedWork | None, Field(description="Null: the work result stays.", examples=[None])] = None
    reason: Reason
    document: Annotated[OptionalLine, Field(examples=["Nota dinas 800/21/2026"])] = ""


class RejectionWrite(Schema):
    reason: Reason


class CorrectionFilters(PageParams):
    status: CorrectionStatus | None = None
    result_id: Annotated[UUID | None, Field(description="Of this version of a result.")] = None
    waiting_for_me: Annotated[
        bool | None, Field(description="`true`: proposed by another officer, yours to approve or to reject.")
    ] = None


class SaidRead(ReadSchema):
    """What a version says: the two ratings, the predicate that follows from them, the work result."""

    work_rating: CodedRead
    behaviour_rating: CodedRead
    predicate: CodedRead
    work: WorkRead | None


class CorrectionRead(ReadSchema):
    id: UUID
    result_id: UUID
    new_result_id: Annotated[UUID | None, Field(description="The version that came out of it.")]
    round_name: Annotated[str, Field(examples=["Triwulan IV 2026"])]
    person: ResultPersonRead
    status: CorrectionStatus
    before: Annotated[SaidRead, Field(description="What the version to be corrected says.")]
    work_rating: CodedRead
    behaviour_rating: CodedRead
    predicate: Annotated[CodedRead, Field(description="What follows from the corrected ratings by the matrix.")]
    work: Annotated[WorkRead | None, Field(description="Null: the work result stays.")]
    evidence: Annotated[str, Field(description="Of an innovation in the corrected work result.")]
    reason: str
    document: str
    proposed_by: Annotated[str, Field(examples=["Petugas Kepegawaian"])]
    proposed_at: datetime
    answered_by: str | None
    answered_at: datetime | None
    answer: str
    actions: Annotated[list[str], Field(examples=[["approve_result_correction"]])]
