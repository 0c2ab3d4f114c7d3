"""The demo office: a synthetic Kecamatan Medan Marelan, deterministic but for its ids, with dates relative to today."""

from datetime import timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.models import Account, AccountStatus, RoleGrant
from api.accounts.passphrases import hash_passphrase
from api.audit.service import record
from api.demo.history import Cast, actor_for, finished_round, running_round
from api.demo.people import bring_in_people
from api.demo.roster import OFFICE, demo_roster
from api.employees.models import Employee, Office
from api.instruments.seed import seed_instruments
from api.kit import clock
from api.kit.database import Database
from api.rounds.holidays import seed_holidays
from api.rounds.periods import Period, PeriodType, suggest_period
from api.training.seed import seed_courses

ZONE = "Asia/Jakarta"


class DemoAccount(NamedTuple):
    email: str
    name: str
    role: str


class _Named(NamedTuple):
    word: str
    title: str
    roles: tuple[Role, ...]
    shown: str


_OFFICERS = (
    _Named("kepegawaian", "Kepala Sub Bagian Umum dan Kepegawaian", (Role.HR_OFFICER,), "Petugas kepegawaian, penilai"),
    _Named("camat", "Camat Medan Marelan", (Role.HEAD,), "Pimpinan (Camat), penilai"),
    _Named("sekcam", "Sekretaris Camat", (), "Penilai"),
    _Named("kasi.pelayanan", "Kepala Seksi Pelayanan Umum", (), "Penilai"),
    _Named("lurah.terjun", "Lurah Terjun", (), "Penilai"),
)
_STAFF = (
    ("staf.pelayanan", "Kepala Seksi Pelayanan Umum", "Pegawai Seksi Pelayanan Umum"),
    ("staf.terjun", "Lurah Terjun", "Pegawai Kelurahan Terjun"),
)
_WITHOUT_POST = (
    ("administrator", "Administrator Sistem", Role.ADMINISTRATOR, "Administrator"),
    ("inspektorat", "Pemeriksa Inspektorat", Role.AUDITOR, "Pemeriksa (auditor)"),
)


def build_demo(database: Database, *, passphrase: str) -> list[DemoAccount]:
    """Fill an empty database; the accounts to show, all with this passphrase."""
    now = clock.now()
    # one hash for all: ninety times argon2 would keep the first `make run` waiting, and the passphrase is no secret
    passphrase_hash = hash_passphrase(passphrase)
    with database.writing() as db:
        db.add(Office(id=1, name=OFFICE, city="Kota Medan", zone=ZONE, worry_contact="Inspektorat Kota", is_demo=True))
        seed_instruments(db)
        seed_courses(db)
        seed_holidays(db)
        people = bring_in_people(db, passphrase_hash=passphrase_hash, today=clock.today(ZONE), now=now)
        accounts = _accounts(db, people, passphrase_hash)
        record(db, actor=None, action="build_demo", object_type="office", object_id="1", after={"people": len(people)})
    _rounds(database, people)
    return accounts


def _accounts(db: Session, people: dict[str, Employee], passphrase_hash: str) -> list[DemoAccount]:
    now = clock.now()
    shown: list[DemoAccount] = []
    for word, name, role, label in _WITHOUT_POST:
        account = Account(
            name=name,
            login_name=word,
            email=_email(word),
            status=AccountStatus.ACTIVE,
            passphrase_hash=passphrase_hash,
            passphrase_changed_at=now,
            created_at=now,
        )
        db.add(account)
        db.flush()
        db.add(RoleGrant(account_id=account.id, role=role, granted_at=now))
        shown.append(DemoAccount(_email(word), name, label))
    for named in _OFFICERS:
        shown.append(_name(db, people[named.title], named.word, named.shown))
        for role in named.roles:
            db.add(RoleGrant(account_id=people[named.title].account_id, role=role, granted_at=now))
    for word, superior, label in _STAFF:
        shown.append(_name(db, _below(people, superior), word, label))
    return shown


def _name(db: Session, employee: Employee, word: str, label: str) -> DemoAccount:
    account = db.get_one(Account, employee.account_id)
    account.email = employee.email = _email(word)
    return DemoAccount(_email(word), employee.name, label)


def _below(people: dict[str, Employee], title: str) -> Employee:
    """The first person of the list who works below the holder of this post."""
    return people[next(row["NIP BARU"] for row in demo_roster() if row["NIP ATASAN"] == people[title].nip)]


def _rounds(database: Database, people: dict[str, Employee]) -> None:
    """Two finished rounds and one that runs, around today."""
    officer = people["Kepala Sub Bagian Umum dan Kepegawaian"]
    cast = Cast(
        people={employee.id: employee for employee in people.values()},
        officer=actor_for(officer, Role.HR_OFFICER, Role.EMPLOYEE, Role.ASSESSOR),
        head=actor_for(people["Camat Medan Marelan"], Role.HEAD, Role.EMPLOYEE, Role.ASSESSOR),
    )
    now = clock.now()
    latest = suggest_period(PeriodType.TRIWULAN, clock.today(ZONE))
    before = _before(latest)
    finished_round(database, cast, _before(before), now - timedelta(days=150), newest=False)
    finished_round(database, cast, before, now - timedelta(days=60), newest=True)
    running_round(database, cast, latest, now - timedelta(days=5))


def _before(quarter: Period) -> Period:
    return suggest_period(PeriodType.TRIWULAN, quarter.start - timedelta(days=32))


def _email(word: str) -> str:
    return f"{word}@marelan.example"
