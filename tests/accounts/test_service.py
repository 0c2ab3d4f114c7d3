"""Accounts made by other packages and from the console, and what is tidied up."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts import office_tables, service
from api.accounts.housekeeping import forget_what_lapsed
from api.accounts.models import Account, AccountSession, ActivationCard, FailureCount, KnownDevice, RoleGrant
from api.accounts.service import NewAccount, create_account_for, create_accounts_for
from api.accounts.setup import create_administrator
from api.audit.models import AuditEntry
from api.kit import clock
from api.kit.database import Database
from api.tables import metadata
from tests.clients import Client
from tests.factories.accounts import OTHER_PASSPHRASE, activate, make_officer, make_signable, sign_in
from tests.factories.people import make_account
from tests.statements import counted

pytestmark = pytest.mark.usefixtures("cheap_hashes")

NIP = "198503172010012003"


class TestCreateAccountsFor:
    def test_the_nip_is_the_login_name_and_the_address_is_kept_in_small_letters(self, db: Session) -> None:
        account, finding = create_account_for(
            db, name="Ada", login_name="19850317 201001 2 003", email="Ada@Kantor.Example"
        )
        assert (account.login_name, account.email, account.status, finding) == (
            NIP,
            "ada@kantor.example",
            "invited",
            None,
        )
        assert account.id is not None

    def test_done_again_it_gives_the_same_account_unchanged(self, db: Session) -> None:
        first, _ = create_account_for(db, name="Ada", login_name=NIP, email="ada@kantor.example")
        again, finding = create_account_for(db, name="Ada B.", login_name=NIP, email="lain@kantor.example")
        assert (again.id, again.name, again.email, finding) == (first.id, "Ada", "ada@kantor.example", None)

    def test_who_comes_second_with_an_address_gets_his_account_without_it_and_a_finding(self, db: Session) -> None:
        make_account(db, email="bersama@kantor.example")
        account, finding = create_account_for(db, name="Ada", login_name=NIP, email="BERSAMA@kantor.example")
        assert (account.email, finding) == (None, service.EMAIL_SHARED)

    def test_so_it_is_within_one_list(self, db: Session) -> None:
        people = [NewAccount(f"Pegawai {n}", f"19850317201001200{n}", "bersama@kantor.example") for n in range(3)]
        provided = create_accounts_for(db, people)
        assert [account.email for account, _ in provided] == ["bersama@kantor.example", None, None]
        assert [finding is None for _, finding in provided] == [True, False, False]

    def test_no_address_is_no_clash(self, db: Session) -> None:
        provided = create_accounts_for(
            db, [NewAccount("A", "198503172010012001"), NewAccount("B", "198503172010012002")]
        )
        assert [(account.email, finding) for account, finding in provided] == [(None, None), (None, None)]

    def test_it_takes_as_many_statements_for_a_thousand_as_for_two(self, database: Database, db: Session) -> None:
        def statements(start: int, size: int) -> int:
            people = [NewAccount("X", f"1985031720{n:08}", f"p{n}@kantor.example") for n in range(start, start + size)]
            with counted(database.engine) as sent:
                assert len(create_accounts_for(db, people)) == size
            return len(sent) - sum(statement.startswith("INSERT") for statement in sent)

        assert statements(0, 2) == statements(10, 1000) == 2


class TestCreateAdministrator:
    def test_the_first_one_comes_in_with_the_code_alone(self, client: Client, database: Database, db: Session) -> None:
        with database.writing() as writing:
            code = create_administrator(writing, name="Admin Pertama", email="Admin@Kantor.Example")
        activate(client, code)
        assert client.get("/accounts")["items"][0]["email"] == "admin@kantor.example"
        assert db.scalars(select(AuditEntry.action).order_by(AuditEntry.seq)).first() == "create_administrator"

    def test_run_again_it_gives_a_new_card_to_the_same_account(
        self, client: Client, database: Database, db: Session
    ) -> None:
        with database.writing() as writing:
            first = create_administrator(writing, name="Admin", email="admin@kantor.example")
        with database.writing() as writing:
            second = create_administrator(writing, name="Admin", email="ADMIN@kantor.example")
        activate(client, first, expect=401)
        activate(client, second)
        assert db.scalar(select(func.count(Account.id))) == db.scalar(select(func.count(RoleGrant.id))) == 1

    def test_it_lets_a_disabled_one_back_in(
        self, database: Database, db: Session, new_client: Callable[[], Client]
    ) -> None:
        make_officer(db, Role.ADMINISTRATOR, email="admin@kantor.example", status="disabled")
        db.commit()
        with database.writing() as writing:
            code = create_administrator(writing, name="Admin", email="admin@kantor.example")
        activate(new_client(), code, OTHER_PASSPHRASE)


class TestHousekeeping:
    def test_what_lapsed_is_forgotten_and_the_rest_stays(self, client: Client, database: Database, db: Session) -> None:
        account = make_signable(db, email="ada@kantor.example")
        db.commit()
        sign_in(client, "ada@kantor.example")
        now = clock.now()
        old = now - timedelta(days=200)
        db.add(FailureCount(key=b"o" * 32, window_started_at=old, failures=3))
        db.add(FailureCount(key=b"n" * 32, window_started_at=now, failures=3))
        db.add(KnownDevice(account_id=account.id, token_hash=b"o" * 32, created_at=old, last_used_at=old))
        times = {"created_at": old, "last_seen_at": old, "expires_at": old}
        db.add(AccountSession(account_id=account.id, token_hash=b"o" * 32, device="x", **times))
        db.commit()
        forget_what_lapsed(database)
        assert db.scalars(select(FailureCount.key)).all() == [b"n" * 32]
        assert b"o" * 32 not in [
            *db.scalars(select(KnownDevice.token_hash)),
            *db.scalars(select(AccountSession.token_hash)),
        ]
        client.get("/auth/sessions")

    def test_with_nothing_to_forget_nothing_is_written(self, database: Database) -> None:
        with counted(database.engine) as sent:
            forget_what_lapsed(database)
        assert [statement for statement in sent if not statement.startswith("SELECT")] == []


def test_the_tables_known_by_name_are_those_of_the_office() -> None:
    for known in office_tables.ALL:
        real = metadata.tables[known.name]
        for column in known.columns:
            assert column.name in real.columns, f"{known.name}.{column.name}"


def test_a_card_belongs_to_one_code(db: Session) -> None:
    assert any(constraint.name == "uq_activation_card_code_hash" for constraint in ActivationCard.__table__.constraints)
