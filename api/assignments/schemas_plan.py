from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.assignments.rules import DeclineCategory
from api.kit.pages import PageParams
from api.kit.schemas import OptionalParagraph, ReadSchema, Schema
from api.rounds.launch_facts import Fixer, Severity


class PlanPerson(ReadSchema):
    id: Annotated[UUID, Field(description="The employee's id.")]
    name: Annotated[str, Field(examples=["Contoh Pegawai, S.Sos."])]


class PlanPool(ReadSchema):
    """People who rate each other."""

    level: Annotated[str, Field(examples=["pelaksana"])]
    unit_name: Annotated[
        str, Field(description="The lowest unit all of them belong to.", examples=["Kelurahan Terjun"])
    ]
    people: int
    widened: Annotated[bool, Field(description="The unit was too small, so others from the unit above joined.")]
    given_min: Annotated[int, Field(description="The fewest forms somebody gives.")]
    given_max: int
    received_min: Annotated[int, Field(description="The fewest forms somebody gets.")]
    received_max: int


class PlanTasks(ReadSchema):
    self: int
    superior: int
    peer: int


class PlanRead(ReadSchema):
    """How fair the plan is; who rates whom is told to nobody."""

    drawn_at: datetime
    fresh: Annotated[bool, Field(description="Participants, superiors and conflicts are still what it was drawn from.")]
    seed_hash: Annotated[str, Field(description="Proves later which sealed seed drew it.")]
    tasks: PlanTasks
    people: int
    forms: Annotated[int, Field(description="Peer forms in all.")]
    given_min: int
    given_max: int
    received_min: int
    received_max: int
    reciprocal: Annotated[int, Field(description="Pairs who rate each other.")]
    unavoidable: Annotated[int, Field(description="So many of them no plan could avoid.")]
    repeated: Annotated[int, Field(description="Pairs of the last round that came again.")]
    conflicts: Annotated[int, Field(description="Pairs kept apart: recorded conflicts and reporting lines.")]
    unmet: Annotated[list[PlanPerson], Field(description="Who gets too few peers for peer values to count.")]
    pools: list[PlanPool]


class CheckLink(ReadSchema):
    """Where it is repaired."""

    operation: Annotated[str, Field(examples=["transfer_employee"])]
    resource: Annotated[str, Field(examples=["employee"])]


class CheckSubject(ReadSchema):
    id: Annotated[str | None, Field(description="The employee's id; null for what is no person.")]
    name: str


class LaunchCheckItem(ReadSchema):
    code: Annotated[str, Field(examples=["superior_missing"])]
    severity: Severity
    fixed_by: Annotated[Fixer, Field(description="Who can repair it.")]
    link: CheckLink
    text: Annotated[str, Field(examples=["2 peserta tidak mempunyai atasan."])]
    count: int
    about: list[CheckSubject]


class LaunchCheckRead(ReadSchema):
    ready: Annotated[bool, Field(description="No blocker is left: the round can be opened.")]
    blockers: int
    warnings: int
    checks: Annotated[list[LaunchCheckItem], Field(description="Blockers first.")]


class ConflictFilters(PageParams):
    employee_id: Annotated[UUID | None, Field(description="One of the two.")] = None


class ConflictRecord(Schema):
    first_id: UUID
    second_id: UUID
    kind: Annotated[DeclineCategory, Field(description="What keeps the two apart.")]
    reason: OptionalParagraph = ""


class ConflictRead(ReadSchema):
    """Two people who are never drawn as peers of each other; their order has no meaning."""

    id: UUID
    first: PlanPerson
    second: PlanPerson
    kind: DeclineCategory
    reason: str
    recorded_at: datetime
