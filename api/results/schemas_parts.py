"""The pieces results are shown in: figures, coded words, people, rounds."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.kit.schemas import ReadSchema
from api.rounds.rules import PeriodType, RoundKind, RoundStatus


class FigureRead(ReadSchema):
    """A figure, rounded once, half up, from the exact value: to four decimals, and for screens to two."""

    value: Annotated[float, Field(description="Four decimals.", examples=[4.06])]
    text: Annotated[str, Field(description="Two decimals, as an Indonesian screen shows it.", examples=["4,06"])]


class CodedRead(ReadSchema):
    """A rating or predicate: the SIASN code and its word. Lower codes are better; never average them."""

    code: Annotated[int, Field(examples=[2])]
    text: Annotated[str, Field(examples=["Baik"])]


class ShownRead(ReadSchema):
    """Whether something is shown; if not, why."""

    shown: bool
    n: Annotated[int | None, Field(description="How many forms, answers or people stand behind it.", examples=[5])]
    because: Annotated[str | None, Field(description="Why it is hidden.", examples=["kurang dari 3"])]


class ResultRoundRead(ReadSchema):
    id: UUID
    name: Annotated[str, Field(examples=["Triwulan IV 2026"])]
    kind: RoundKind
    period_type: PeriodType
    period_start: date
    period_end: date
    status: RoundStatus


class ResultPersonRead(ReadSchema):
    """The participant as he was in this round."""

    participant_id: UUID
    employee_id: UUID
    name: Annotated[str, Field(examples=["Siti Rahmawati, S.Sos."])]
    position_title: Annotated[str, Field(examples=["Pengadministrasi Perkantoran"])]
    unit_id: UUID
    unit_name: Annotated[str, Field(examples=["Seksi Pelayanan Umum"])]


class WorkRead(ReadSchema):
    """The work result the figures rest on: a code or an SKP figure."""

    code: Annotated[int | None, Field(description="1 di atas, 2 sesuai, 3 di bawah ekspektasi.", examples=[None])]
    skp: Annotated[float | None, Field(description="SKP figure 0–120.", examples=[105.5])]
    innovation: bool


class ProposalRead(ReadSchema):
    """What the system proposes; it never proposes an adverse predicate."""

    work_rating: CodedRead | None
    behaviour_rating: CodedRead | None
    predicate: CodedRead | None
    needs_official_decision: bool
    state: Annotated[
        str, Field(description="In words: a proposal, or why there is none.", examples=["usulan tersedia"])
    ]


class PrecisionRead(ReadSchema):
    standard_error: float | None
    near_cut: Annotated[bool, Field(description="Too near a cut to decide by itself: a basis for dialogue.")]
    text: Annotated[str, Field(examples=["dekat batas: dasar dialog, bukan dasar keputusan tunggal"])]


class DecisionRead(ReadSchema):
    work_rating: CodedRead
    behaviour_rating: CodedRead
    predicate: Annotated[CodedRead, Field(description="Always follows from the two ratings by the matrix.")]
    departs: Annotated[bool, Field(description="Other than proposed; then with a reason.")]
    category: Annotated[str | None, Field(examples=["evidence"])]
    instructed_by: str
    document: str
    reason: str
    message: Annotated[str, Field(description="The assessor's words to the person.")]
    decided_by: Annotated[str, Field(examples=["Budi Siregar, S.STP."])]
    decided_at: datetime
    taken_over: Annotated[bool, Field(description="By the assessor's superior.")]
    external: Annotated[bool, Field(description="By an official outside the system.")]
    together: Annotated[bool, Field(description="Confirmed as proposed, together with others.")]


class WindowRead(ReadSchema):
    """Receipt and time for objecting. A receipt is not consent."""

    received_at: datetime | None
    automatic_at: Annotated[datetime | None, Field(description="From then on it counts as received without a receipt.")]
    objection_until: Annotated[datetime | None, Field(description="Exclusive; 14 days from the receipt.")]
    objection_until_text: Annotated[
        str | None,
        Field(description="With the last day one can still object.", examples=["8 Desember 2026, 24.00 WIB"]),
    ]
