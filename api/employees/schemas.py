"""People: what goes in and what comes out. Units, posts and the office: structure_schemas.py; lists: import_schemas.py."""

from datetime import date
from typing import Annotated, Any, Literal, get_args
from uuid import UUID

from pydantic import Field, StringConstraints

from api.accounts.models import AccountStatus
from api.employees.models import Employment, PlacementKind, PositionClass
from api.kit.pages import PageParams
from api.kit.schemas import Day, Line, OptionalLine, OptionalParagraph, ReadSchema, RowVersion, Schema

PRINTABLE_LINE = get_args(OptionalLine)[-1]  # the kit's own check for characters nobody sees
PRINTABLE_TEXT = get_args(OptionalParagraph)[-1]

NipIn = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=40),
    Field(
        description="18 digits; spaces and dots are removed. Birth date, sex and employment follow from it.",
        examples=["19850317 201001 1 004"],
    ),
]
NipOut = Annotated[
    str,
    Field(
        description="In full for the overseers of the unit and the person; for others only the last four digits.",
        examples=["198503172010011004", "**************1004"],
    ),
]
PersonName = Annotated[Line, Field(description="Without titles.", examples=["Rina Contoh Siregar"])]
TitleBefore = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=50),
    PRINTABLE_LINE,
    Field(description="Gelar depan.", examples=["dr."]),
]
TitleAfter = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=80),
    PRINTABLE_LINE,
    Field(description="Gelar belakang.", examples=["S.Sos."]),
]
RankIn = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=40),
    PRINTABLE_LINE,
    Field(description="Golongan: `III/a` for PNS, `IX` for PPPK; empty: none.", examples=["III/a"]),
]
RankSince = Annotated[Day, Field(description="TMT golongan.", examples=["2024-04-01"])]
Education = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=60),
    PRINTABLE_LINE,
    Field(examples=["S-1/Sarjana"]),
]
AppointedOn = Annotated[Day, Field(description="TMT CPNS, for PPPK the first appointment.", examples=["2010-01-01"])]
Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=254),
    Field(examples=["rina.contoh@marelan.example"]),
]
FullName = Annotated[str, Field(description="With titles.", examples=["Rina Contoh Siregar, S.Sos."])]
Kind = Annotated[
    PlacementKind, Field(description="`definitif`, or acting: `plt` (the post is vacant), `plh` (the holder is away).")
]
PlacementReason = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=10, max_length=500),
    PRINTABLE_TEXT,
    Field(description="Why, in a sentence, with the decree where there is one.", examples=["SK Wali Kota 12/2026."]),
]
StartsOn = Annotated[Day, Field(description="The first day (TMT).", examples=["2026-07-01"])]
EndsOn = Annotated[Day, Field(description="The last day, included; null: it still runs.", examples=["2026-09-30"])]
Actions = Annotated[
    list[str], Field(description="What your rights and the state allow next.", examples=[["update", "transfer"]])
]


class EmployeeCreate(Schema):
    nip: NipIn
    name: PersonName
    title_before: TitleBefore = ""
    title_after: TitleAfter = ""
    rank: RankIn = ""
    rank_since: RankSince | None = None
    education: Education = ""
    appointed_on: Annotated[AppointedOn | None, Field(description="Default for PNS: as the NIP says.")] = None
    email: Email | None = None
    position_id: Annotated[UUID | None, Field(description="The post he takes up, with `starts_on`.")] = None
    kind: Kind = PlacementKind.DEFINITIF
    starts_on: StartsOn | None = None


class EmployeePatch(Schema):
    """What is left out stays as it is."""

    nip: Annotated[NipIn | None, Field(description="A new number; the old one is kept as a former one.")] = None
    name: PersonName | None = None
    title_before: TitleBefore | None = None
    title_after: TitleAfter | None = None
    rank: RankIn | None = None
    rank_since: RankSince | None = None
    education: Education | None = None
    appointed_on: AppointedOn | None = None
    email: Email | None = None

    def changes(self) -> dict[str, Any]:
        """Null empties a date or the address; elsewhere it changes nothing."""
        sent = {name: getattr(self, name) for name in self.model_fields_set}
        may_be_null = {"rank_since", "appointed_on", "email"}
        return {name: value for name, value in sent.items() if value is not None or name in may_be_null}


class EmployeeTransfer(Schema):
    position_id: UUID
    kind: Kind = PlacementKind.DEFINITIF
    starts_on: StartsOn
    ends_on: Annotated[EndsOn | None, Field(description="An acting term should have one.")] = None
    reason: PlacementReason


class PlacementPatch(Schema):
    """Corrects or ends a placement; what is left out stays as it is, `ends_on` null lets it run on."""

    starts_on: StartsOn | None = None
    ends_on: EndsOn | None = None
    reason: PlacementReason


class EmployeeDeactivate(Schema):
    left_on: Annotated[Day, Field(description="The last day in this office.", examples=["2026-06-30"])]
    reason: PlacementReason


class EmployeeReactivate(Schema):
    reason: PlacementReason


class EmployeeFilters(PageParams):
    search: Annotated[
        str | None, Field(max_length=100, description="Part of the name or, where you see it, the NIP.")
    ] = None
    unit: Annotated[UUID | None, Field(description="This unit and everything below it.")] = None
    employment: Employment | None = None
    position_class: PositionClass | None = None
    active: bool | None = None
    account_status: Annotated[
        AccountStatus | None, Field(description="`invited`: has never had a passphrase; a card may wait for him.")
    ] = None
    without_superior: Annotated[
        bool | None, Field(description="`true`: active people above whom nobody holds a post today.")
    ] = None
    sort: Annotated[str | None, Field(max_length=20, description="`name`, `unit`, `rank`; `-` descending.")] = None


class UnitRef(ReadSchema):
    id: UUID
    name: Annotated[str, Field(examples=["Seksi Pelayanan Umum"])]


class PositionRef(ReadSchema):
    id: UUID
    title: Annotated[str, Field(examples=["Pengadministrasi Perkantoran"])]
    position_class: PositionClass


class SuperiorRef(ReadSchema):
    id: UUID
    name: FullName
    kind: Annotated[PlacementKind, Field(description="How he holds the post above.")]


class EmployeeRow(ReadSchema):
    id: UUID
    nip: NipOut
    name: FullName
    employment: Employment
    rank: Annotated[str | None, Field(examples=["III/a"])]
    position: Annotated[PositionRef | None, Field(description="The definitive post; of those who left, the last one.")]
    placement_kind: PlacementKind | None
    unit: UnitRef | None
    superior: Annotated[SuperiorRef | None, Field(description="Today. Null: none, or outside the system.")]
    account_status: AccountStatus | None
    active: bool


class PlacementRead(ReadSchema):
    id: UUID
    position: PositionRef
    unit: UnitRef
    kind: PlacementKind
    starts_on: date
    ends_on: date | None
    current: Annotated[bool, Field(description="Holds today.")]
    reason: str


class SuperiorRead(ReadSchema):
    """The superior today. Without a person: `vacant_skipped` 0 – the head of the office; more – all posts are vacant."""

    employee_id: UUID | None
    name: FullName
    position_id: UUID | None
    kind: PlacementKind | None
    until: Annotated[date | None, Field(description="The last day of an acting term.")]
    vacant_skipped: Annotated[int, Field(description="Vacant posts that were passed over.", examples=[0])]


class NoticeRead(ReadSchema):
    code: Annotated[str, Field(examples=["acting_without_end"])]
    message: Annotated[str, Field(examples=["Penugasan Plt/Plh ini belum mempunyai tanggal akhir."])]


class AccountRef(ReadSchema):
    id: UUID
    status: AccountStatus


class EmployeeRead(ReadSchema):
    """One employee. Of people below him a superior sees no NIP, birth date, address, schooling or reason for leaving."""

    id: UUID
    nip: NipOut
    former_nips: list[str]
    name: PersonName
    title_before: str
    title_after: str
    full_name: FullName
    sex: Literal["m", "f"]
    birth_date: date | None
    employment: Employment
    rank: str | None
    rank_title: Annotated[str, Field(description="Pangkat; PPPK have none.", examples=["Penata Muda"])]
    rank_since: date | None
    education: str | None
    appointed_on: date | None
    email: str | None
    active: bool
    left_on: date | None
    left_reason: str | None
    account: AccountRef | None
    position: Annotated[PositionRef | None, Field(description="The post that counts today.")]
    unit: UnitRef | None
    superior: SuperiorRead | None
    placements: Annotated[list[PlacementRead], Field(description="All of them, the newest first.")]
    notices: list[NoticeRead]
    actions: Actions
    row_version: RowVersion
