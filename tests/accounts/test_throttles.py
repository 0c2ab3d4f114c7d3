from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.requests import Request

from api.accounts.models import FailureCount
from api.accounts.throttles import IN_ALL, PER_ADDRESS, PER_LOGIN, client_address, count_failure, login_limits
from api.kit.database import Database
from api.kit.settings import Settings
from tests.clients import Client
from tests.factories.accounts import OTHER_PASSPHRASE, PASSPHRASE, make_signable, sign_in, try_sign_in

pytestmark = pytest.mark.usefixtures("cheap_hashes")

NOON = datetime(2026, 12, 1, 5, 0, tzinfo=UTC)


def request_from(peer: str, *forwarded: str) -> Request:
    headers = [(b"x-forwarded-for", line.encode()) for line in forwarded]
    return Request({"type": "http", "client": (peer, 1), "headers": headers})


def address(peer: str, *forwarded: str, proxies: tuple[str, ...] = ()) -> str:
    return client_address(request_from(peer, *forwarded), Settings(_env_file=None, trusted_proxies=list(proxies)))


class TestClientAddress:
    def test_what_a_stranger_claims_is_not_believed(self) -> None:
        assert address("203.0.113.9", "10.0.0.1") == "203.0.113.9"

    def test_a_proxy_the_office_named_is_believed(self) -> None:
        assert address("10.0.0.5", "203.0.113.9", proxies=("10.0.0.5",)) == "203.0.113.9"

    def test_only_what_the_trusted_proxies_added_counts(self) -> None:
        claimed = "1.2.3.4, 203.0.113.9, 10.0.0.6"
        assert address("10.0.0.5", claimed, proxies=("10.0.0.0/24",)) == "203.0.113.9"
        assert address("10.0.0.5", "1.2.3.4", "203.0.113.9", proxies=("10.0.0.0/24",)) == "203.0.113.9"

    def test_a_proxy_that_says_nothing_is_the_address(self) -> None:
        assert address("10.0.0.5", proxies=("10.0.0.5",)) == "10.0.0.5"

    def test_an_ipv6_subscriber_is_one_address_wherever_in_his_network_he_sends_from(self) -> None:
        assert address("2001:db8:1:2:3::4") == address("2001:db8:1:2:ffff::1") == "2001:db8:1:2::/64"

    def test_ipv4_in_ipv6_clothes_is_the_same_address(self) -> None:
        assert address("::ffff:203.0.113.9") == "203.0.113.9"

    def test_nonsense_from_a_trusted_proxy_is_just_another_address(self) -> None:
        assert address("10.0.0.5", "x" * 5000, proxies=("10.0.0.5",)) == "x" * 100


def fill(database: Database, key_index: int, failures: int) -> None:
    """So many failures in one counter, without a thousand requests."""
    with database.writing() as db:
        key = login_limits("somebody.else", "testclient")[key_index].key
        db.add(FailureCount(key=key, window_started_at=NOON, failures=failures))


@pytest.fixture
def at_noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


class TestPerLogin:
    @pytest.mark.parametrize("login", ["ada@kantor.example", "tiada@kantor.example"])
    def test_the_eleventh_attempt_within_five_minutes_is_refused_whether_the_login_exists_or_not(
        self, at_noon: time_machine.Traveller, new_client: Callable[[], Client], db: Session, login: str
    ) -> None:
        make_signable(db, email="ada@kantor.example")
        db.commit()
        client = new_client()
        assert [try_sign_in(client, login, "salah").status_code for _ in range(PER_LOGIN)] == [401] * 10
        at_noon.shift(60)
        refused = try_sign_in(client, login)
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "240")
        assert "240" in refused.json()["detail"]

    def test_the_window_ends_and_begins_anew(
        self, at_noon: time_machine.Traveller, client: Client, db: Session
    ) -> None:
        make_signable(db, email="ada@kantor.example")
        db.commit()
        for _ in range(PER_LOGIN):
            try_sign_in(client, "ada@kantor.example", "salah")
        at_noon.shift(299)
        assert try_sign_in(client, "ada@kantor.example").status_code == 429
        at_noon.shift(1)
        assert try_sign_in(client, "ada@kantor.example", "salah").status_code == 401
        assert try_sign_in(client, "ada@kantor.example").status_code == 200

    def test_another_name_of_the_server_in_x_forwarded_for_does_not_help(
        self, at_noon: time_machine.Traveller, client: Client
    ) -> None:
        answers = [
            try_sign_in(
                client, "ada@kantor.example", "salah", headers={"X-Forwarded-For": f"203.0.113.{n}"}
            ).status_code
            for n in range(PER_LOGIN + 1)
        ]
        assert answers == [401] * 10 + [429]

    def test_successes_do_not_count(
        self, at_noon: time_machine.Traveller, new_client: Callable[[], Client], db: Session
    ) -> None:
        make_signable(db, email="ada@kantor.example")
        db.commit()
        for _ in range(PER_LOGIN + 2):
            sign_in(new_client(), "ada@kantor.example")

    def test_counters_are_in_the_database_and_name_nobody(self, client: Client, db: Session) -> None:
        try_sign_in(client, "198503172010012003", "salah")
        counts = db.scalars(select(FailureCount)).all()
        assert sorted(len(count.key) for count in counts) == [32, 32, 32]
        assert [count.failures for count in counts] == [1, 1, 1]


class TestPerAddressAndInAll:
    def test_sixty_failures_from_one_address_whatever_the_logins(
        self, at_noon: time_machine.Traveller, client: Client, database: Database, db: Session
    ) -> None:
        make_signable(db, email="ada@kantor.example")
        db.commit()
        fill(database, 1, PER_ADDRESS - 1)
        forwarded = {"X-Forwarded-For": "203.0.113.77"}
        assert try_sign_in(client, "x@kantor.example", "salah", headers=forwarded).status_code == 401
        assert try_sign_in(client, "ada@kantor.example", headers=forwarded).status_code == 429

    def test_a_thousand_failures_in_all(
        self, at_noon: time_machine.Traveller, client: Client, database: Database, db: Session
    ) -> None:
        fill(database, 2, IN_ALL - 1)
        assert try_sign_in(client, "x@kantor.example", "salah").status_code == 401
        assert try_sign_in(client, "y@kantor.example", "salah").status_code == 429

    def test_the_limits_are_the_stated_ones(self) -> None:
        assert (PER_LOGIN, PER_ADDRESS, IN_ALL) == (10, 60, 1000)


class TestKnownDevice:
    def test_it_gets_in_while_everybody_else_is_kept_out(
        self, at_noon: time_machine.Traveller, new_client: Callable[[], Client], db: Session
    ) -> None:
        make_signable(db, email="ada@kantor.example")
        db.commit()
        own = sign_in(new_client(), "ada@kantor.example")
        own.post("/auth/sign-out")
        stranger = new_client()
        for _ in range(PER_LOGIN):
            try_sign_in(stranger, "ada@kantor.example", "salah")
        assert try_sign_in(stranger, "ada@kantor.example").status_code == 429
        assert try_sign_in(own, "ada@kantor.example").status_code == 200

    @pytest.mark.parametrize(("counter", "most"), [(1, PER_ADDRESS), (2, IN_ALL)])
    def test_neither_its_address_nor_the_whole_world_can_use_up_its_attempts(
        self,
        at_noon: time_machine.Traveller,
        new_client: Callable[[], Client],
        database: Database,
        db: Session,
        counter: int,
        most: int,
    ) -> None:
        make_signable(db, email="ada@kantor.example")
        db.commit()
        own = sign_in(new_client(), "ada@kantor.example")
        fill(database, counter, most)
        assert try_sign_in(new_client(), "ada@kantor.example").status_code == 429
        assert try_sign_in(own, "ada@kantor.example").status_code == 200

    def test_its_own_failures_are_counted_apart(
        self, at_noon: time_machine.Traveller, new_client: Callable[[], Client], db: Session
    ) -> None:
        make_signable(db, email="ada@kantor.example")
        db.commit()
        own = sign_in(new_client(), "ada@kantor.example")
        assert [try_sign_in(own, "ada@kantor.example", "salah").status_code for _ in range(11)] == [401] * 10 + [429]
        assert try_sign_in(new_client(), "ada@kantor.example").status_code == 200

    def test_it_is_known_for_those_only_who_signed_in_there(
        self, at_noon: time_machine.Traveller, new_client: Callable[[], Client], database: Database, db: Session
    ) -> None:
        make_signable(db, email="ada@kantor.example")
        make_signable(db, email="budi@kantor.example")
        db.commit()
        own = sign_in(new_client(), "ada@kantor.example")
        for _ in range(PER_LOGIN):
            try_sign_in(own, "budi@kantor.example", "salah")
        assert try_sign_in(own, "budi@kantor.example").status_code == 429

    def test_two_people_at_one_browser_are_both_known(
        self, at_noon: time_machine.Traveller, new_client: Callable[[], Client], db: Session
    ) -> None:
        make_signable(db, email="ada@kantor.example")
        make_signable(db, email="budi@kantor.example")
        db.commit()
        shared = sign_in(sign_in(new_client(), "ada@kantor.example"), "budi@kantor.example")
        stranger = new_client()
        for name in ("ada", "budi"):
            for _ in range(PER_LOGIN):
                try_sign_in(stranger, f"{name}@kantor.example", "salah")
            assert try_sign_in(shared, f"{name}@kantor.example").status_code == 200


class TestVictim:
    def test_a_session_that_exists_goes_on_while_its_owner_is_attacked(
        self, at_noon: time_machine.Traveller, new_client: Callable[[], Client], db: Session
    ) -> None:
        make_signable(db, email="ada@kantor.example")
        db.commit()
        victim = sign_in(new_client(), "ada@kantor.example")
        for _ in range(PER_LOGIN + 5):
            try_sign_in(new_client(), "ada@kantor.example", OTHER_PASSPHRASE)
        victim.get("/auth/sessions")


class TestOwnPassphrase:
    def test_ten_wrong_ones_and_then_none_is_even_tried(
        self, at_noon: time_machine.Traveller, client: Client, db: Session
    ) -> None:
        account = make_signable(db)
        client.signed_in_as(db, account)
        for _ in range(PER_LOGIN):
            client.post("/auth/step-up", {"passphrase": "salah"}, expect=403)
        client.post("/auth/step-up", {"passphrase": PASSPHRASE}, expect=429)


class TestActivation:
    def test_sixty_wrong_codes_from_one_address(self, at_noon: time_machine.Traveller, client: Client) -> None:
        body = {"code": "AAAA-BBBB-CCCC-DDDD", "passphrase": PASSPHRASE}
        answers = [client.request("POST", "/auth/activate", json=body).status_code for _ in range(PER_ADDRESS + 1)]
        assert answers == [401] * 60 + [429]


def test_a_count_is_one_more_each_time_and_starts_anew_in_a_new_window(database: Database, db: Session) -> None:
    limits = login_limits("ada", "203.0.113.9")
    for moment in (NOON, NOON + timedelta(seconds=1), NOON + timedelta(minutes=4)):
        with database.writing() as writing:
            count_failure(writing, limits, now=moment)
    assert db.scalar(select(func.min(FailureCount.failures))) == 3
    with database.writing() as writing:
        count_failure(writing, limits, now=NOON + timedelta(minutes=5))
    db.rollback()
    assert {count.failures for count in db.scalars(select(FailureCount))} == {1}
