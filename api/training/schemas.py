from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from api.kit.pages import PageParams
from api.kit.schemas import Day, Flag, Line, OptionalLine, OptionalParagraph, ReadSchema, Reason, RowVersion, Schema
from api.kit.schemas import WholeNumber as Whole
from api.training.catalogue import ActivityKind
from api.training.needs import NeedKind
from api.training.rules import RecommendationStatus

Competency = Annotated[Whole, Field(ge=1, le=9, description="PermenPANRB 38/2017.", examples=[3])]
Level = Annotated[Whole, Field(ge=1, le=5, examples=[2])]
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
ValueCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,10}$"), Field(examples=["KB"])]


class AudienceContent(Schema):
    """For whom: every condition given must hold, of each one word is enough; none: for everybody."""

    position_classes: Annotated[list[Word], Field(max_length=10, default_factory=list)]
    words: Annotated[list[Word], Field(max_length=20, default_factory=list, description="Words of the post or unit.")]
    traits: Annotated[list[Word], Field(max_length=10, default_factory=list)]


class CourseContent(Schema):
    name: Line
    kind: Annotated[ActivityKind, Field(description="70 experience, 20 others, 10 formal.")]
    form: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,60}$"), Field(examples=["guidance"])]
    description: OptionalParagraph = ""
    values: Annotated[list[ValueCode], Field(max_length=12)]
    competencies: Annotated[dict[Annotated[str, StringConstraints(pattern="^[1-9]$")], Level], Field(max_length=9)]
    audience: Annotated[AudienceContent, Field(default_factory=AudienceContent)]
    provider: OptionalLine = ""
    hours_jp: Annotated[Whole | None, Field(ge=0, le=1000, description="JP; null: to be filled by BKPSDM.")] = None
    seats: Annotated[Whole | None, Field(ge=0, le=100_000, description="Null: no limit.")] = None
    active: Flag = True


class CourseCreate(CourseContent):
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]+(-[A-Z0-9]+)*$", max_length=40)]


class CourseRead(ReadSchema):
    id: UUID
    code: Annotated[str, Field(examples=["PELAYANAN-PRIMA"])]
    name: str
    kind: ActivityKind
    form: str
    description: str
    values: list[str]
    competencies: dict[str, int]
    audience: dict[str, list[str]]
    provider: str
    hours_jp: int | None
    seats: int | None
    active: bool
    row_version: RowVersion


class CourseRef(ReadSchema):
    id: UUID
    code: str
    name: str
    kind: ActivityKind
    description: str
    provider: str
    hours_jp: int | None


class RecommendedCourseRead(CourseRef):
    completed_on: Annotated[
        date | None, Field(description="The last day this person is recorded as having completed it.", examples=[None])
    ]


class CourseFilters(PageParams):
    search: Annotated[str, Field(max_length=100)] | None = None
    kind: ActivityKind | None = None
    value: Annotated[str, Field(max_length=10)] | None = None
    active: bool | None = None
    sort: Annotated[str, Field(max_length=20)] | None = None


class RecommendationFilters(PageParams):
    employee_id: UUID | None = None
    round_id: UUID | None = None
    status: RecommendationStatus | None = None


class ReasonRead(ReadSchema):
    kind: Literal["item", "value", "level", "lowest"]
    text: Annotated[str, Field(examples=["Kolaboratif butir 20: 2,7"])]
    value: str | None
    item: int | None
    competency: int | None
    figure: Annotated[str, Field(description="Exact.", examples=["27/10"])]


class RecommendationRead(ReadSchema):
    id: UUID
    result_id: UUID
    employee_id: UUID
    employee_name: str
    rank: int
    kind: NeedKind
    value: str | None
    competency: int
    competency_name: Annotated[str, Field(examples=["Komunikasi"])]
    headline: Annotated[str | None, Field(examples=["Komunikasi, karena Kolaboratif butir 20: 2,7"])]
    reasons: Annotated[
        list[ReasonRead] | None, Field(description="The numbers that led here; for the person and his superior only.")
    ]
    courses: Annotated[list[RecommendedCourseRead], Field(description="70/20/10: at work, from others, in a course.")]
    status: RecommendationStatus
    answer_reason: Annotated[str | None, Field(description="For the person only.")]
    answered_at: datetime | None
    actions: list[str]
    row_version: RowVersion


class RecommendationDismiss(Schema):
    reason: Reason


class LevelCreate(Schema):
    """A competency level somebody assessed."""

    employee_id: UUID
    competency: Competency
    level: Level
    assessed_on: Day


class LevelRead(ReadSchema):
    id: UUID
    employee_id: UUID
    competency: int
    level: int
    assessed_on: date


class CompletionCreate(Schema):
    employee_id: UUID
    course_id: UUID
    completed_on: Day
    hours_jp: Annotated[Whole | None, Field(ge=0, le=1000)] = None


class CompletionRead(ReadSchema):
    id: UUID
    employee_id: UUID
    course_id: UUID
    completed_on: date
    hours_jp: Annotated[int | None, Field(description="JP; null: unknown.", examples=[10])]


class CompletionFilters(PageParams):
    employee_id: UUID | None = None


class CompletedCourseRead(CompletionRead):
    course_name: Annotated[str, Field(examples=["Pelayanan Prima"])]
    kind: ActivityKind
