"""Who acts for a superior (Plt., Plh.) has the superior's rights for so long and not a day longer, without anybody's doing (T41)."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy.orm import Session

from api.accounts.models import Account
from tests.clients import Client
from tests.factories.people import make_employee, make_office, make_placement, make_position, make_unit


@pytest.mark.parametrize("kind", ["plt", "plh"])
def test_an_acting_superior_is_one_until_his_last_day(new_client: Callable[[], Client], db: Session, kind: str) -> None:
    make_office(db)
    unit = make_unit(db)
    chief = make_position(db, unit, "Lurah Contoh", position_class="pengawas", is_head=True)
    make_employee(db, make_position(db, unit, reports_to=chief))
    acting = make_employee(db, make_position(db, unit, reports_to=chief))
    make_placement(db, acting, chief, kind=kind, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 10))
    db.commit()
    account = db.get_one(Account, acting.account_id)

    def roles(day: int) -> set[str]:
        with time_machine.travel(datetime(2026, 12, day, 5, 0, tzinfo=UTC), tick=False):
            client = new_client().signed_in_as(db, account)
            return {held["role"] for held in client.get("/me")["roles"]}

    assert "assessor" in roles(10)
    assert "assessor" not in roles(11)


def test_it_ends_within_a_session_that_goes_on(client: Client, db: Session) -> None:
    make_office(db)
    unit = make_unit(db)
    chief = make_position(db, unit, "Lurah Contoh", position_class="pengawas", is_head=True)
    make_employee(db, make_position(db, unit, reports_to=chief))
    acting = make_employee(db, make_position(db, unit, reports_to=chief))
    make_placement(db, acting, chief, kind="plh", starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 10))
    db.commit()
    with time_machine.travel(datetime(2026, 12, 10, 23, 45, tzinfo=UTC), tick=False) as clock:
        client.signed_in_as(db, db.get_one(Account, acting.account_id))
        assert "results:decide" in client.get("/me")["permissions"]
        clock.shift(20 * 60)
        assert "results:decide" not in client.get("/me")["permissions"]
