"""Roles with a last day."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.housekeeping import end_roles
from api.accounts.models import Account
from api.audit.models import AuditEntry
from api.kit.database import Database
from tests.clients import Client
from tests.factories.accounts import make_officer
from tests.factories.people import make_account, make_grant, make_office


class TestUntil:
    """A role for an acting officer ends by itself, in the night after its last day, as the office counts days."""

    @pytest.fixture
    def acting(self, db: Session) -> Account:
        make_office(db)
        account = make_account(db, "Pelaksana Tugas")
        db.commit()
        return account

    def grant(self, client: Client, account: Account, until: str | None, *, expect: int = 201) -> Any:
        body = {"role": "hr_officer", "unit_id": None, "until": until}
        return client.post(f"/accounts/{account.id}/roles", body, expect=expect)

    def test_it_holds_through_its_last_day_and_not_a_second_longer(
        self, new_client: Callable[[], Client], db: Session, acting: Account
    ) -> None:
        with time_machine.travel(datetime(2026, 12, 1, 2, 0, tzinfo=UTC), tick=False) as clock:
            admin = new_client().signed_in_as(db, make_officer(db, Role.ADMINISTRATOR), privileged=True)
            assert self.grant(admin, acting, "2026-12-01")["until"] == "2026-12-01"
            clock.move_to(datetime(2026, 12, 1, 16, 59, 59, tzinfo=UTC))  # 23.59.59 WIB
            client = new_client().signed_in_as(db, acting, privileged=True)
            client.get("/accounts")
            clock.shift(1)
            client.get("/accounts", expect=403)
            client.get("/me")

    def test_the_list_and_the_log_hear_of_its_end_and_it_can_be_given_again(
        self, new_client: Callable[[], Client], db: Session, database: Database, acting: Account
    ) -> None:
        with time_machine.travel(datetime(2026, 12, 1, 2, 0, tzinfo=UTC), tick=False) as clock:
            admin = new_client().signed_in_as(db, make_officer(db, Role.ADMINISTRATOR), privileged=True)
            self.grant(admin, acting, "2026-12-02")
            self.grant(admin, acting, None, expect=409)
            end_roles(database)
            assert len(admin.get(f"/accounts/{acting.id}")["roles"]) == 1
            clock.shift(timedelta(days=2))
            admin = new_client().signed_in_as(db, make_officer(db, Role.ADMINISTRATOR), privileged=True)
            end_roles(database)
            end_roles(database)
            assert admin.get(f"/accounts/{acting.id}")["roles"] == []
            lapsed = select(AuditEntry).where(AuditEntry.action == "role_lapsed")
            assert [entry.object_id for entry in db.scalars(lapsed)] == [str(acting.id)]
            self.grant(admin, acting, None)

    def test_given_again_before_the_list_was_cleared(
        self, new_client: Callable[[], Client], db: Session, acting: Account
    ) -> None:
        with time_machine.travel(datetime(2026, 12, 1, 2, 0, tzinfo=UTC), tick=False):
            make_grant(db, acting, Role.HR_OFFICER).until = date(2026, 11, 30)
            admin = new_client().signed_in_as(db, make_officer(db, Role.ADMINISTRATOR), privileged=True)
            self.grant(admin, acting, "2026-12-31")

    def test_a_day_that_is_over_is_refused(
        self, new_client: Callable[[], Client], db: Session, acting: Account
    ) -> None:
        admin = new_client().signed_in_as(db, make_officer(db, Role.ADMINISTRATOR), privileged=True)
        assert self.grant(admin, acting, "2020-01-01", expect=422)["errors"][0]["pointer"] == "/until"

    def test_who_is_administrator_for_a_while_is_not_the_one_that_stays(
        self, new_client: Callable[[], Client], db: Session, acting: Account
    ) -> None:
        make_grant(db, acting, Role.ADMINISTRATOR).until = date(2099, 12, 31)
        lasting = make_officer(db, Role.ADMINISTRATOR)
        db.commit()
        client = new_client().signed_in_as(db, acting, privileged=True)
        body = {"reason": "Tes administrator terakhir."}
        assert client.post(f"/accounts/{lasting.id}/disable", body, expect=409)["code"] == "last_administrator"
