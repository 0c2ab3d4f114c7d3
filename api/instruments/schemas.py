"""An instrument version as it is edited and read: content and policy in one document, frozen together."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from api.employees.models import PositionClass
from api.instruments.rules import VersionStatus
from api.kit.faults import Fault
from api.kit.schemas import Day, Flag, Line, OptionalParagraph, Paragraph, ReadSchema, RowVersion, Schema, WholeNumber

Share = Annotated[WholeNumber, Field(ge=1, le=9, description="Integer share within its mean.", examples=[1])]
Figure = Annotated[
    str,
    StringConstraints(pattern=r"^\d{1,6}(/\d{1,6})?$"),
    Field(description="An exact number: whole or a fraction.", examples=["13/5"]),
]
Predicates = Literal["very_good", "good", "needs_improvement", "poor", "very_poor"]
Count = Annotated[WholeNumber, Field(ge=0, le=100)]


class BasisContent(Schema):
    """What a group of figures rests on, and since when."""

    text: Paragraph
    since: Day


class SourceContent(Schema):
    source: Literal["self", "superior", "peer", "subordinate"]
    weight_bp: Annotated[WholeNumber, Field(ge=0, le=10_000, description="Basis points; together 10,000.")]
    min_forms: Count
    assigned: Count
    max_forms: Count


class BehaviourContent(Schema):
    above_composite: Figure
    above_values: Figure
    below_composite: Figure
    below_value: Figure
    below_value_superior: Figure


class WorkContent(Schema):
    above: Figure
    meets: Figure


class ScaleContent(Schema):
    answer: Figure
    figure: Figure


class NumericContent(Schema):
    work_percent_with_raters: Annotated[WholeNumber, Field(ge=0, le=100)]
    work_percent_alone: Annotated[WholeNumber, Field(ge=0, le=100)]
    bands: Annotated[list[Figure], Field(min_length=4, max_length=4)]
    top_needs_innovation: Flag


class BasesContent(Schema):
    sources: BasisContent
    values: BasisContent
    validity: BasisContent
    behaviour: BasisContent
    work: BasisContent
    matrix: BasisContent
    scale: BasisContent
    numeric: BasisContent


class PolicyContent(Schema):
    """Every figure of the scoring rule with its legal basis; values and shares come from the content."""

    name: Line
    sources: Annotated[list[SourceContent], Field(min_length=1, max_length=4)]
    min_values_per_form: Count
    min_complete_values: Count
    behaviour: BehaviourContent
    work: WorkContent
    matrix: Annotated[
        list[Annotated[list[Predicates], Field(min_length=3, max_length=3)]],
        Field(min_length=3, max_length=3, description="Rows: work rating 1–3; columns: behaviour rating 1–3."),
    ]
    scale: Annotated[list[ScaleContent], Field(min_length=2, max_length=10)]
    numeric: NumericContent
    basis: BasesContent
    proposes: Annotated[Flag, Field(description="False in practice: figures only, no proposal.")]


class AnchorContent(Schema):
    level: Annotated[WholeNumber, Field(ge=1, le=5)]
    label: Annotated[str, StringConstraints(max_length=60)] = ""
    text: OptionalParagraph


class ItemContent(Schema):
    number: Annotated[WholeNumber, Field(ge=1, le=200, description="Runs through the whole version.", examples=[20])]
    text: OptionalParagraph
    help: OptionalParagraph = ""
    competencies: Annotated[list[Annotated[WholeNumber, Field(ge=1, le=99)]], Field(max_length=9)]
    optional_for_peers: Flag = False
    share: Share = 1


class ValueContent(Schema):
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,10}$"), Field(examples=["KB"])]
    name: Line
    definition: OptionalParagraph
    competencies: Annotated[list[Annotated[WholeNumber, Field(ge=1, le=99)]], Field(max_length=9)]
    share: Share = 1
    min_items: Annotated[WholeNumber, Field(ge=1, le=50, description="Answered items a value needs to count.")] = 2
    strength_text: OptionalParagraph = ""
    learning_text: OptionalParagraph = ""
    items: Annotated[list[ItemContent], Field(max_length=50)]
    anchors: Annotated[list[AnchorContent], Field(max_length=5)]


class VersionContent(Schema):
    """The whole content of a draft. It may be incomplete; `faults` of the answer say what keeps it from being published."""

    effective_from: Day
    legal_basis: OptionalParagraph
    policy: PolicyContent
    values: Annotated[list[ValueContent], Field(max_length=12)]


class InstrumentCreate(Schema):
    code: Annotated[
        str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40), Field(examples=["berakhlak-lurah"])
    ]
    name: Line
    position_class: Annotated[
        PositionClass | None, Field(description="Only for this class of posts; null: for everybody without his own.")
    ] = None


class VersionCreate(Schema):
    from_version_id: Annotated[UUID, Field(description="The version whose content the draft starts with.")]


class VersionRef(ReadSchema):
    id: UUID
    number: int
    status: VersionStatus
    effective_from: date
    row_version: RowVersion


class InstrumentRead(ReadSchema):
    id: UUID
    code: Annotated[str, Field(examples=["berakhlak"])]
    name: str
    position_class: PositionClass | None
    versions: list[VersionRef]
    row_version: RowVersion


class FaultOfDraft(ReadSchema):
    pointer: str
    code: str
    message: str

    @classmethod
    def of(cls, fault: Fault, language: str) -> "FaultOfDraft":
        return cls(pointer=fault.pointer, code=fault.code, message=fault.message.in_language(language))


class VersionRead(ReadSchema):
    id: UUID
    instrument_id: UUID
    number: int
    status: VersionStatus
    effective_from: date
    legal_basis: str
    content_hash: Annotated[str | None, Field(description="SHA-256 of everything frozen; null while a draft.")]
    published_at: datetime | None
    policy: PolicyContent
    values: list[ValueContent]
    faults: Annotated[list[FaultOfDraft], Field(description="What keeps a draft from being published.")]
    actions: Annotated[list[str], Field(description="What this caller may do next.", examples=[["publish"]])]
    row_version: RowVersion


class CompetencyRead(ReadSchema):
    code: int
    name: Annotated[str, Field(examples=["Komunikasi"])]
    name_en: Annotated[str, Field(examples=["Communication"])]
    levels: Annotated[list[str], Field(description="What each level 1–5 means.")]
    targets: Annotated[dict[str, int], Field(description="Target level by position group.", examples=[{"pengawas": 2}])]
