from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.access.permissions import Role
from api.accounts.notices import CredentialEvent
from api.kit.schemas import ReadSchema, Schema


class MyRoleRead(ReadSchema):
    role: Role
    unit_id: Annotated[UUID | None, Field(description="Where it holds, with everything below; null: the whole office.")]
    unit_name: Annotated[str | None, Field(examples=["Kelurahan Terjun"])]


class MyEmployeeRead(ReadSchema):
    id: UUID
    nip: Annotated[str, Field(examples=["198501012010011003"])]
    name: Annotated[str, Field(description="With titles.", examples=["Dra. Pegawai Contoh, M.Si."])]
    position_title: Annotated[str | None, Field(description="Today's post; null where none is held.")]
    unit_name: str | None


class MyOfficeRead(ReadSchema):
    name: Annotated[str, Field(examples=["Kecamatan Medan Marelan"])]
    city: Annotated[str, Field(examples=["Kota Medan"])]
    zone: Annotated[str, Field(examples=["Asia/Jakarta"])]
    worry_contact: Annotated[str, Field(description="Whom to ask when one is worried.")]
    is_demo: Annotated[bool, Field(description="Everything here is invented.")]


class CredentialChangeRead(ReadSchema):
    event: CredentialEvent
    at: datetime
    by: Annotated[str | None, Field(description="The officer; null where it was the owner himself.")]
    is_new: Annotated[bool, Field(description="Since the time before this one that the owner signed in.")]


class IntroductionMark(Schema):
    role: Role


class MeRead(ReadSchema):
    account_id: UUID
    name: Annotated[str, Field(examples=["Pegawai Contoh"])]
    login_name: str | None
    email: str | None
    employee: Annotated[MyEmployeeRead | None, Field(description="Null for accounts that belong to no employee.")]
    office: Annotated[MyOfficeRead | None, Field(description="Null until the office has been set up.")]
    roles: list[MyRoleRead]
    introductions_due: Annotated[
        list[Role], Field(description="Roles one has today whose introduction was not read yet, the simplest first.")
    ]
    permissions: Annotated[list[str], Field(description="Sorted.", examples=[["assignments:rate", "results:read"]])]
    types_paper_forms: Annotated[
        bool, Field(description="Was named to type paper forms of an open round (`list_my_paper_rounds`).")
    ]
    session_ends_at: Annotated[datetime, Field(description="At the latest.")]
    idle_seconds: Annotated[int, Field(description="Ends sooner when nothing is asked for so long.", examples=[1800])]
    shared_device: Annotated[bool, Field(description="As said when signing in: several people use this PC.")]
    second_step_on: Annotated[bool, Field(description="One-time codes are asked for besides the passphrase.")]
    second_step_due: Annotated[
        bool, Field(description="The granted roles sleep until one-time codes are switched on (`begin_totp`).")
    ]
    stepped_up_until: Annotated[datetime | None, Field(description="Until then no passphrase is asked for again.")]
    passphrase_change_due: Annotated[bool, Field(description="A change is advised, not forced.")]
    credential_changes: Annotated[
        list[CredentialChangeRead], Field(description="What happened to the way into this account in the last 30 days.")
    ]
