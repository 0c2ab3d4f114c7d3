"""The demo office: a synthetic Kecamatan Medan Marelan, the same people and
ratings each time, with dates relative to today (ids and the drawn pairs of raters differ)."""

from datetime import timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from api.access.actor import Actor, Grant
from api.access.permissions import Role
from api.accounts.models import Account, AccountStatus, RoleGrant
from api.accounts.passphrases import hash_passphrase
from api.audit.service import record
from api.demo.history import Cast, actor_for, finished_round, running_round
from api.demo.paper import fill_in_on_paper
from api.demo.people import bring_in_people, holder_of, people_by_nip
from api.demo.practice import practice_round
from api.demo.roster import OFFICE, demo_roster
from api.demo.worries import ask_for_help
from api.documents.letterhead import set_letterhead
from api.documents.schemas import LetterheadWrite
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


_LETTERHEAD = LetterheadWrite(
    lines=["PEMERINTAH KOTA MEDAN (CONTOH)", "KECAMATAN MEDAN MARELAN"],
    address_line="Jalan Contoh Nomor 1, Medan Marelan",
    place="Medan",
    number_pattern="800/{number}/KMM/{year}",
)

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
        accounts = _without_post(db, passphrase_hash)
        db.get_one(Office, 1).pressure_contact_id = accounts[1].id  # the inspectorate, outside every line of superiors
        typists = [account.id for account in accounts]
        importer = Actor(accounts[0].id, accounts[0].id, accounts[0].name, None, (Grant(Role.HR_OFFICER, "/"),))
        bring_in_people(db, actor=importer, passphrase_hash=passphrase_hash, now=now)
        shown = [DemoAccount(_email(word), name, label) for word, name, _, label in _WITHOUT_POST] + _named(db)
        cast = _cast(db)
        set_letterhead(db, actor=cast.officer, changes=_LETTERHEAD.model_dump(), trace="demo")
        record(
            db, actor=None, action="build_demo", object_type="office", object_id="1", after={"people": len(cast.people)}
        )
    _rounds(database, cast)
    with database.writing() as db:
        fill_in_on_paper(db, cast, typists)
    practice_round(database, cast, suggest_period(PeriodType.TRIWULAN, clock.today(ZONE)))
    ask_for_help(database, cast)
    return shown


def _without_post(db: Session, passphrase_hash: str) -> list[Account]:
    """The administrator and the auditor, who are not the office's employees."""
    now = clock.now()
    accounts = []
    for word, name, role, _ in _WITHOUT_POST:
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
        accounts.append(account)
    return accounts


def _named(db: Session) -> list[DemoAccount]:
    """Those the demo is looked at with: addresses easy to type, and the roles of their posts."""
    now = clock.now()
    shown = []
    for named in _OFFICERS:
        employee = holder_of(db, named.title)
        shown.append(_name(db, employee, named.word, named.shown))
        for role in named.roles:
            db.add(RoleGrant(account_id=employee.account_id, role=role, granted_at=now))
    everybody = people_by_nip(db)
    for word, title, label in _STAFF:
        superior = holder_of(db, title)
        below = next(row["NIP BARU"] for row in demo_roster() if row["NIP ATASAN"] == superior.nip)
        shown.append(_name(db, everybody[below], word, label))
    return shown


def _name(db: Session, employee: Employee, word: str, label: str) -> DemoAccount:
    account = db.get_one(Account, employee.account_id)
    account.email = employee.email = _email(word)
    return DemoAccount(_email(word), employee.name, label)


def _cast(db: Session) -> Cast:
    officer = holder_of(db, "Kepala Sub Bagian Umum dan Kepegawaian")
    everybody = people_by_nip(db).values()
    shown = {_email(word) for word, _, _ in _STAFF}
    return Cast(
        people={employee.id: employee for employee in everybody},
        looked_at=frozenset(employee.id for employee in everybody if employee.email in shown),
        officer=actor_for(officer, Role.HR_OFFICER, Role.EMPLOYEE, Role.ASSESSOR),
        head=actor_for(holder_of(db, "Camat Medan Marelan"), Role.HEAD, Role.EMPLOYEE, Role.ASSESSOR),
    )


def _rounds(database: Database, cast: Cast) -> None:
    """Two finished rounds and one that runs, around today."""
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
