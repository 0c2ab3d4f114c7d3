"""Who may give which role, where, to whom."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.access.actor import Actor, Grant
from api.access.permissions import Role
from api.accounts.models import Account, AccountSession, RoleGrant
from api.accounts.roles import LastAdministrator, revoke_role
from api.audit.models import AuditDetail, AuditEntry
from api.employees.models import OrgUnit
from api.kit import clock
from tests.clients import Client
from tests.factories.accounts import make_officer, make_signable
from tests.factories.people import make_employee, make_grant, make_position, make_unit


@pytest.fixture
def admin_account(db: Session) -> Account:
    return make_officer(db, Role.ADMINISTRATOR, "Admin Utama")


@pytest.fixture
def admin(new_client: Callable[[], Client], db: Session, admin_account: Account) -> Client:
    return new_client().signed_in_as(db, admin_account)


@pytest.fixture
def ada(db: Session) -> Account:
    account = make_signable(db, "Ada")
    db.commit()
    return account


@pytest.fixture
def unit(db: Session) -> OrgUnit:
    unit = make_unit(db, "Kelurahan Terjun")
    db.commit()
    return unit


def grant(
    client: Client, account: Account, role: str, unit: OrgUnit | None = None, *, expect: int = 201
) -> dict[str, str]:
    body = {"role": role, "unit_id": None if unit is None else str(unit.id)}
    answer: dict[str, str] = client.post(f"/accounts/{account.id}/roles", body, expect=expect)
    return answer


class TestGrant:
    def test_a_role_for_a_unit_names_it(self, admin: Client, ada: Account, unit: OrgUnit) -> None:
        granted = grant(admin, ada, "head", unit)
        assert (granted["role"], granted["unit_id"], granted["unit_name"]) == ("head", str(unit.id), "Kelurahan Terjun")
        assert admin.get(f"/accounts/{ada.id}")["roles"] == [granted]

    def test_a_role_for_the_whole_office_has_no_unit(self, admin: Client, ada: Account) -> None:
        assert grant(admin, ada, "auditor")["unit_id"] is None

    def test_the_log_keeps_the_roles_before_and_after(
        self, admin: Client, ada: Account, unit: OrgUnit, db: Session
    ) -> None:
        grant(admin, ada, "auditor")
        grant(admin, ada, "head", unit)
        details = db.scalars(select(AuditDetail).order_by(AuditDetail.seq)).all()
        auditor, head = {"role": "auditor", "unit": None}, {"role": "head", "unit": str(unit.id)}
        assert [(d.before, d.after) for d in details] == [
            ({"roles": []}, {"roles": [auditor]}),
            ({"roles": [auditor]}, {"roles": [auditor, head]}),
        ]

    @pytest.mark.parametrize("role", ["employee", "assessor", "root", "", None])
    def test_what_follows_from_the_post_or_does_not_exist_is_not_granted(
        self, admin: Client, ada: Account, role: str
    ) -> None:
        grant(admin, ada, role, expect=422)

    def test_twice_in_the_same_place_is_a_conflict_and_elsewhere_is_not(
        self, admin: Client, ada: Account, unit: OrgUnit
    ) -> None:
        for place in (None, unit):
            grant(admin, ada, "head", place)
            assert grant(admin, ada, "head", place, expect=409)["code"] == "role_held_already"

    def test_the_database_itself_holds_no_role_twice_not_even_for_the_whole_office(
        self, ada: Account, db: Session
    ) -> None:
        make_grant(db, ada, Role.HEAD)
        with pytest.raises(IntegrityError):
            make_grant(db, ada, Role.HEAD)
        db.rollback()

    def test_nobody_gives_himself_one(self, admin: Client, admin_account: Account) -> None:
        assert grant(admin, admin_account, "hr_officer", expect=403)["code"] == "not_on_own_account"

    def test_a_disabled_account_gets_none(self, admin: Client, db: Session) -> None:
        account = make_signable(db, status="disabled")
        db.commit()
        assert grant(admin, account, "head", expect=409)["code"] == "account_disabled"

    def test_an_unknown_or_closed_unit_is_pointed_at(
        self, admin: Client, ada: Account, unit: OrgUnit, db: Session
    ) -> None:
        unit.active = False
        db.commit()
        problem = grant(admin, ada, "head", unit, expect=422)
        assert [(fault["pointer"], fault["code"]) for fault in problem["errors"]] == [("/unit_id", "unknown_unit")]  # type: ignore[index]  # a list of faults

    def test_the_unit_must_be_said_even_when_there_is_none(self, admin: Client, ada: Account) -> None:
        admin.post(f"/accounts/{ada.id}/roles", {"role": "head"}, expect=422)

    def test_the_personnel_officer_may_not(self, client: Client, ada: Account, db: Session) -> None:
        client.signed_in_as(db, make_officer(db, Role.HR_OFFICER))
        grant(client, ada, "head", expect=403)


class TestWithinOnesUnits:
    @pytest.fixture
    def member(self, unit: OrgUnit, db: Session) -> Account:
        employee = make_employee(db, make_position(db, unit))
        db.commit()
        return db.get_one(Account, employee.account_id)

    @pytest.fixture
    def of_unit(self, new_client: Callable[[], Client], unit: OrgUnit, db: Session) -> Client:
        return new_client().signed_in_as(db, make_officer(db, Role.ADMINISTRATOR, unit=unit))

    def test_he_gives_roles_there_and_below(self, of_unit: Client, member: Account, unit: OrgUnit, db: Session) -> None:
        below = make_unit(db, parent=unit)
        db.commit()
        grant(of_unit, member, "head", below)
        grant(of_unit, member, "hr_officer", unit)

    def test_not_for_the_whole_office_nor_beside(self, of_unit: Client, member: Account, db: Session) -> None:
        beside = make_unit(db)
        db.commit()
        for place in (None, beside):
            assert grant(of_unit, member, "auditor", place, expect=403)["code"] == "beyond_your_units"

    def test_nor_to_people_he_does_not_see(self, of_unit: Client, ada: Account, unit: OrgUnit) -> None:
        grant(of_unit, ada, "head", unit, expect=404)

    def test_nor_takes_back_what_was_given_for_the_whole_office(
        self, of_unit: Client, member: Account, db: Session
    ) -> None:
        whole = make_grant(db, member, Role.AUDITOR)
        db.commit()
        of_unit.delete(f"/accounts/{member.id}/roles/{whole.id}", expect=403)


class TestRevoke:
    def test_it_is_gone_and_in_the_log(self, admin: Client, ada: Account, db: Session) -> None:
        granted = grant(admin, ada, "auditor")
        admin.delete(f"/accounts/{ada.id}/roles/{granted['id']}")
        assert admin.get(f"/accounts/{ada.id}")["roles"] == []
        assert db.scalars(select(AuditEntry.action).order_by(AuditEntry.seq)).all() == ["grant_role", "revoke_role"]
        admin.delete(f"/accounts/{ada.id}/roles/{granted['id']}", expect=404)

    def test_that_of_another_account_is_not_there(self, admin: Client, ada: Account, db: Session) -> None:
        other = make_grant(db, make_signable(db), Role.AUDITOR)
        db.commit()
        admin.delete(f"/accounts/{ada.id}/roles/{other.id}", expect=404)

    def test_even_for_a_unit_that_was_closed(self, admin: Client, ada: Account, unit: OrgUnit, db: Session) -> None:
        granted = grant(admin, ada, "head", unit)
        unit.active = False
        db.commit()
        admin.delete(f"/accounts/{ada.id}/roles/{granted['id']}")

    def test_nobody_takes_his_own(self, admin: Client, admin_account: Account, db: Session) -> None:
        own = db.scalars(select(RoleGrant.id).where(RoleGrant.account_id == admin_account.id)).one()
        admin.delete(f"/accounts/{admin_account.id}/roles/{own}", expect=403)

    def test_an_administrators_may_be_taken_while_another_stays(
        self, admin: Client, ada: Account, admin_account: Account, new_client: Callable[[], Client], db: Session
    ) -> None:
        granted = grant(admin, ada, "administrator")
        other = new_client().signed_in_as(db, ada)
        first = db.scalars(select(RoleGrant.id).where(RoleGrant.account_id == admin_account.id)).one()
        other.delete(f"/accounts/{admin_account.id}/roles/{first}")
        admin.get("/accounts", expect=403)
        assert granted["role"] == "administrator"

    def test_the_last_active_administrator_keeps_his(self, ada: Account, db: Session) -> None:
        """As when the one who takes it has just lost his own."""
        own = make_grant(db, ada, Role.ADMINISTRATOR)
        make_officer(db, Role.ADMINISTRATOR, status="disabled")
        lately = Actor(uuid4(), uuid4(), "Baru dicabut", None, (Grant(Role.ADMINISTRATOR, "/"),))
        with pytest.raises(LastAdministrator):
            revoke_role(db, account=ada, grant=own, actor=lately, trace="")

    @pytest.mark.parametrize("way", ["revoke", "disable"])
    def test_two_who_remove_each_other_at_the_same_moment_leave_one(
        self, new_client: Callable[[], Client], db: Session, way: str
    ) -> None:
        accounts = [make_officer(db, Role.ADMINISTRATOR) for _ in range(2)]
        grants = {grant.account_id: grant.id for grant in db.scalars(select(RoleGrant))}
        clients = [new_client().signed_in_as(db, account) for account in accounts]

        def remove(client: Client, other: Account) -> int:
            if way == "revoke":
                return client.request("DELETE", f"/accounts/{other.id}/roles/{grants[other.id]}").status_code
            body = {"reason": "Salah satu saja yang boleh."}
            return client.request("POST", f"/accounts/{other.id}/disable", json=body).status_code

        with ThreadPoolExecutor(2) as pool:
            statuses = sorted(pool.map(remove, clients, reversed(accounts)))
        assert statuses[0] in (200, 204)
        assert statuses[1] in (401, 403, 409)
        db.expire_all()
        left = select(RoleGrant.id).join(Account, Account.id == RoleGrant.account_id).where(Account.status == "active")
        assert len(db.scalars(left).all()) == 1


def test_roles_are_asked_for_with_the_passphrase(client: Client, ada: Account, db: Session) -> None:
    client.signed_in_as(db, make_officer(db, Role.ADMINISTRATOR))
    db.scalars(select(AccountSession)).one().stepped_up_at = clock.now() - timedelta(minutes=10)
    db.commit()
    assert grant(client, ada, "head", expect=403)["code"] == "step_up_required"
