"""Holidays warn; the fixed national ones are known, the office completes the others."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.audit.models import AuditDetail
from api.rounds import queries
from api.rounds.holidays import seed_holidays
from api.rounds.models import Holiday
from tests.clients import Client
from tests.factories.people import make_account, make_grant
from tests.rounds.conftest import SignIn
from tests.rounds.scene import Scene


def test_the_fixed_national_holidays_are_entered_once_and_keep_what_the_office_wrote(db: Session) -> None:
    db.add(Holiday(day=date(2026, 12, 25), name="Natal", kind="office"))
    db.flush()
    assert seed_holidays(db) == 9
    assert seed_holidays(db) == 0
    found = queries.holidays_between(db, date(2026, 1, 1), date(2026, 12, 31))
    assert set(found) == {date(2026, *day) for day in ((1, 1), (5, 1), (6, 1), (8, 17), (12, 25))}
    assert found[date(2026, 12, 25)] == "Natal"
    assert queries.holidays_between(db, date(2027, 8, 17), date(2027, 8, 17)) == {
        date(2027, 8, 17): "Hari Kemerdekaan Republik Indonesia"
    }


def test_an_officer_enters_corrects_and_removes_them(hr: Client, db: Session) -> None:
    hr.put("/holidays/2027-03-10", {"name": "Idulfitri", "kind": "national"})
    corrected = hr.put("/holidays/2027-03-10", {"name": "Hari Raya Idulfitri 1448 H", "kind": "national"})
    assert corrected == {"day": "2027-03-10", "name": "Hari Raya Idulfitri 1448 H", "kind": "national"}
    hr.put("/holidays/2026-03-10", {"name": "Libur kantor", "kind": "office"})
    assert [h["day"] for h in hr.get("/holidays")["items"]] == ["2026-03-10", "2027-03-10"]
    assert hr.get("/holidays", params={"year": 2027})["total"] == 1
    hr.delete("/holidays/2027-03-10")
    hr.delete("/holidays/2027-03-10", expect=404)
    changes = [(d.before, d.after) for d in db.scalars(select(AuditDetail).order_by(AuditDetail.seq))]
    assert [(b and b["name"], a and a["name"]) for b, a in changes] == [
        (None, "Idulfitri"),
        ("Idulfitri", "Hari Raya Idulfitri 1448 H"),
        (None, "Libur kantor"),
        ("Hari Raya Idulfitri 1448 H", None),
    ]


@pytest.mark.parametrize("day", ["2027-02-30", "kemarin", "2027-3-1"])
def test_a_day_that_does_not_exist_is_not_there(hr: Client, day: str) -> None:
    hr.put(f"/holidays/{day}", {"name": "X", "kind": "office"}, expect=404)


def test_everybody_reads_them_and_only_the_office_writes_them(sign_in: SignIn, db: Session, scene: Scene) -> None:
    administrator = make_account(db)
    make_grant(db, administrator, Role.ADMINISTRATOR)
    db.commit()
    sign_in(administrator).put("/holidays/2027-03-10", {"name": "Idulfitri", "kind": "national"})
    for who in (scene.staff[0], scene.auditor):
        client = sign_in(who)
        assert client.get("/holidays")["total"] == 1
        client.put("/holidays/2027-03-11", {"name": "Idulfitri", "kind": "national"}, expect=403)
        client.delete("/holidays/2027-03-10", expect=403)
