from datetime import date, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from api.access.permissions import Role
from api.accounts.models import AccountStatus
from api.accounts.rules import AccountAction, is_chosen_name, login_key
from api.kit.pages import PageParams
from api.kit.schemas import Day, Flag, Line, ReadSchema, Reason, Schema
from api.kit.texts import Text

MOST_CARDS = 500

_BAD_EMAIL = Text(
    "Isi dengan alamat email, misalnya nama@kantor.example.", "Write an e-mail address, e.g. nama@kantor.example."
)
_BAD_LOGIN = Text(
    "Isi 3–50 huruf kecil, angka, titik, atau garis, dengan sedikitnya satu huruf.",
    "3–50 small letters, digits, dots or dashes, at least one letter.",
)
_ONE_CHOICE = Text(
    "Pilih akun satu per satu atau sebuah unit kerja, salah satu saja.", "Choose either accounts or one unit."
)


def _chosen_name(value: str) -> str:
    name = login_key(value)
    if not is_chosen_name(name):
        raise PydanticCustomError("login_name", "login name expected", {"text": _BAD_LOGIN})
    return name


def _email(value: str) -> str:
    local, at, domain = value.rpartition("@")
    if (
        not at
        or not local
        or "." not in domain.strip(".")
        or not value.isascii()
        or any(c.isspace() for c in value)
        or "@" in local
    ):
        raise PydanticCustomError("email", "e-mail address expected", {"text": _BAD_EMAIL})
    return value.lower()


EmailAddress = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=254),
    AfterValidator(_email),
    Field(examples=["pemeriksa@inspektorat.example"]),
]
ChosenLoginName = Annotated[Line, AfterValidator(_chosen_name), Field(examples=["inspektorat"])]
GrantableRole = Literal[Role.HR_OFFICER, Role.HEAD, Role.AUDITOR, Role.ADMINISTRATOR]


def _login(value: object) -> object:
    return login_key(value) if isinstance(value, str) else value


class AccountFilters(PageParams):
    search: (
        Annotated[str, Field(min_length=1, max_length=100, description="In name, login name and e-mail.")] | None
    ) = None
    status: AccountStatus | None = None
    role: GrantableRole | None = None
    sort: (
        Annotated[
            str,
            Field(
                max_length=40,
                description="name, login_name, status, created_at or last_signed_in_at; with - backwards.",
            ),
        ]
        | None
    ) = None


class AccountCreate(Schema):
    """Somebody who is not an employee: an auditor, an administrator. Employees get theirs with the staff list."""

    name: Annotated[Line, Field(examples=["Pemeriksa Inspektorat"])]
    email: EmailAddress
    login_name: ChosenLoginName | None = None


class AccountDisable(Schema):
    reason: Reason


class RoleGrantCreate(Schema):
    role: GrantableRole
    unit_id: Annotated[UUID | None, Field(description="For this unit and everything below it; null: the whole office.")]
    until: Annotated[
        Day | None,
        Field(description="The last day it holds, as for an acting officer; null: until it is taken back."),
    ] = None


class CardPrint(Schema):
    """Whom the cards are for: named accounts, or everybody of a unit who has no passphrase yet."""

    account_ids: Annotated[list[UUID], Field(min_length=1, max_length=MOST_CARDS)] | None = None
    unit_id: UUID | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.account_ids is None) == (self.unit_id is None):
            raise PydanticCustomError("one_choice", "either accounts or a unit", {"text": _ONE_CHOICE})
        return self


class RoleGrantRead(ReadSchema):
    id: UUID
    role: Role
    unit_id: Annotated[UUID | None, Field(description="Null: the whole office.")]
    unit_name: Annotated[str | None, Field(examples=["Kelurahan Terjun"])]
    granted_at: datetime
    until: Annotated[date | None, Field(description="The last day it holds; null: until it is taken back.")]


class CardRead(ReadSchema):
    id: UUID
    issued_at: datetime
    expires_at: datetime
    needs_confirmation: Annotated[bool, Field(description="The account holds a role: a second officer must confirm.")]
    confirmed_at: datetime | None


class ResetRead(ReadSchema):
    """Lost phone and paper: one officer has asked for a reset, a second one must confirm it."""

    id: UUID
    asked_at: datetime
    expires_at: datetime
    reason: Annotated[str, Field(examples=["Ponsel hilang, kertas kode tidak ditemukan."])]


class IssuedCardRead(ReadSchema):
    code: Annotated[str, Field(description="Shown this once; only its hash is kept.", examples=["7K3M-Q9XA-R2TD-5WHE"])]
    address: Annotated[
        str,
        Field(
            description="What the QR code says.",
            examples=["https://kinerja.kantor.example/aktivasi#7K3M-Q9XA-R2TD-5WHE"],
        ),
    ]
    card: CardRead


class AccountRead(ReadSchema):
    id: UUID
    name: Annotated[str, Field(examples=["Pegawai Contoh"])]
    login_name: Annotated[
        str | None, Field(description="An officer's NIP, else a chosen name.", examples=["198501012010011003"])
    ]
    email: Annotated[str | None, Field(examples=["pegawai.contoh@kantor.example"])]
    employee_id: Annotated[UUID | None, Field(description="Null: somebody who is no employee, such as an auditor.")]
    status: Annotated[AccountStatus, Field(description="`invited`: has never had a passphrase.")]
    created_at: datetime
    last_signed_in_at: datetime | None
    roles: list[RoleGrantRead]
    open_card: Annotated[CardRead | None, Field(description="The activation card that could still be used.")]
    second_step_on: Annotated[bool, Field(description="One-time codes are asked for besides the passphrase.")]
    open_reset: Annotated[ResetRead | None, Field(description="A reset of its one-time codes that waits.")]
    let_in_by_you: Annotated[
        bool,
        Field(description="Its owner came in with a card that you alone issued: another officer grants its roles."),
    ]
    actions: Annotated[list[AccountAction], Field(description="What you may do with it now.")]


SignInName = Annotated[
    str,
    StringConstraints(min_length=1, max_length=254),
    BeforeValidator(_login),
    Field(description="NIP (blanks do not matter), e-mail or login name.", examples=["19850101 201001 1 003"]),
]
EnteredPassphrase = Annotated[str, Field(min_length=1, max_length=512, repr=False, examples=["kuda meja lampu hujan"])]
NewPassphrase = Annotated[
    str,
    Field(
        min_length=1,
        max_length=512,
        repr=False,
        description="15–128 characters of any kind; not easy to guess, not made of what is known about the person.",
        examples=["kuda meja lampu hujan"],
    ),
]


class SignIn(Schema):
    login: SignInName
    passphrase: EnteredPassphrase
    shared_device: Annotated[
        Flag, Field(description="Several people use this PC: the session ends soon, the browser is not remembered.")
    ] = False


class Activation(Schema):
    code: Annotated[
        str, Field(min_length=1, max_length=40, description="From the card.", examples=["7K3M-Q9XA-R2TD-5WHE"])
    ]
    passphrase: NewPassphrase


class PassphraseChange(Schema):
    old_passphrase: EnteredPassphrase
    new_passphrase: NewPassphrase


EnteredCode = Annotated[
    str,
    Field(
        min_length=1,
        max_length=60,
        description="Six digits from the app, or a recovery code from paper; blanks do not matter.",
        examples=["492 039"],
    ),
]


class StepUp(Schema):
    passphrase: EnteredPassphrase
    code: Annotated[EnteredCode | None, Field(repr=False, description="Where one-time codes are on.")] = None


class SignedInRead(ReadSchema):
    name: Annotated[str, Field(examples=["Pegawai Contoh"])]
    session_ends_at: Annotated[datetime, Field(description="At the latest.")]
    idle_seconds: Annotated[int, Field(description="Ends sooner when nothing is asked for so long.", examples=[1800])]
    shared_device: Annotated[bool, Field(description="As said when signing in: several people use this PC.")]
    passphrase_change_due: Annotated[
        bool, Field(description="Today's rules would refuse this passphrase; a change is advised, not forced.")
    ]


class SteppedUpRead(ReadSchema):
    stepped_up_until: datetime


class SessionRead(ReadSchema):
    id: UUID
    device: Annotated[str, Field(examples=["Chrome di Android"])]
    created_at: datetime
    last_seen_at: datetime
    ends_at: datetime
    is_current: bool


class OffersRead(ReadSchema):
    offers: Annotated[list[str], Field(examples=[["kuda meja lampu hujan", "perahu jingga tekun embun"]])]
