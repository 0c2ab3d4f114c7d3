""" "Saya ditekan": between the sender and one contact; no role, no log and no list tells anybody else."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import GRANTABLE
from api.accounts.models import Account
from api.audit.models import AuditDetail, AuditEntry
from api.concerns.models import PressureMessage, PressureReport
from api.concerns.pressure import forget_old_pressure
from api.employees.models import Office
from api.kit import clock
from api.kit.database import Database
from tests.clients import Client
from tests.factories.people import make_account, make_employee, make_grant, make_office, make_position, make_unit

DESK = "/me/pressure-reports"
TEXT = "Saya diminta memberi nilai lima."


@pytest.fixture
def contact(db: Session) -> Account:
    make_office(db)
    account = make_account(db, "Ibu Inspektur")
    db.get_one(Office, 1).pressure_contact_id = account.id
    db.commit()
    return account


@pytest.fixture
def sender(db: Session, contact: Account) -> Account:
    unit = make_unit(db, "Kecamatan Contoh", kind="kecamatan")
    employee = make_employee(db, make_position(db, unit), name="Dewi Staf")
    return db.get_one(Account, employee.account_id)


@pytest.fixture
def as_(db: Session, new_client: Any) -> Any:
    def sign_in(account: Account) -> Client:
        db.commit()
        client: Client = new_client().signed_in_as(db, account, privileged=True)
        return client

    return sign_in


def test_the_contact_answers_without_knowing_who_unless_the_sender_says_so(
    contact: Account, sender: Account, as_: Any
) -> None:
    as_(sender).post(DESK, {"text": TEXT})
    as_(sender).post(DESK, {"text": TEXT, "named": True})
    seen = as_(contact).get(DESK)["reports"]
    assert sorted((one["role"], one["other"] or "-") for one in seen) == [("contact", "-"), ("contact", "Dewi Staf")]
    unnamed = next(one for one in seen if not one["named"])
    as_(contact).post(f"{DESK}/{unnamed['id']}/messages", {"text": "Terima kasih; mari bicara."})
    mine = next(one for one in as_(sender).get(DESK)["reports"] if not one["named"])
    assert [one["from_contact"] for one in mine["messages"]] == [False, True]
    assert (mine["status"], mine["other"]) == ("answered", "Ibu Inspektur")


def test_every_role_together_opens_nobody_elses_report_and_the_log_names_nobody(
    db: Session, contact: Account, sender: Account, as_: Any
) -> None:
    as_(sender).post(DESK, {"text": TEXT})
    powerful = make_account(db, "Semua Peran")
    for role in sorted(GRANTABLE):
        make_grant(db, powerful, role)
    report = db.scalars(select(PressureReport)).one()
    assert as_(powerful).get(DESK)["reports"] == []
    as_(powerful).post(f"{DESK}/{report.id}/messages", {"text": "x"}, expect=404)
    as_(powerful).post(f"{DESK}/{report.id}/closing", expect=404)
    entry = db.scalars(select(AuditEntry).where(AuditEntry.action == "report_pressure")).one()
    assert (entry.actor_ref, entry.trace) == (None, None)
    details = [(row.before, row.after, row.reason) for row in db.scalars(select(AuditDetail))]
    assert TEXT not in json.dumps(details)


def test_without_a_contact_nothing_is_taken_and_the_remedy_is_named(db: Session, as_: Any, sender: Account) -> None:
    db.get_one(Office, 1).pressure_contact_id = None
    assert as_(sender).post(DESK, {"text": TEXT}, expect=409)["code"] == "no_contact"
    assert as_(sender).get(DESK)["contact"] is None


def test_a_closed_report_takes_no_more_words_and_is_gone_after_a_year(
    db: Session, database: Database, contact: Account, sender: Account, as_: Any
) -> None:
    as_(sender).post(DESK, {"text": TEXT})
    report = as_(sender).get(DESK)["reports"][0]
    closed = as_(sender).post(f"{DESK}/{report['id']}/closing")["reports"][0]
    assert (closed["status"], closed["actions"]) == ("closed", [])
    as_(contact).post(f"{DESK}/{report['id']}/messages", {"text": "x"}, expect=409)
    db.commit()
    for days, left in ((365, 1), (367, 0)):
        with clock.standing_at(clock.now() + timedelta(days=days)):
            forget_old_pressure(database)
        assert len(db.scalars(select(PressureMessage)).all()) == left
        db.commit()
