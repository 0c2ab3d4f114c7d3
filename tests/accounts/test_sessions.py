"""A session ends when it is idle, when it is old, and when anything happens that should end it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.devices import device_name
from api.accounts.models import AccountSession, KnownDevice
from api.audit.models import AuditEntry
from api.kit.settings import Settings
from tests.clients import Client
from tests.factories.accounts import OTHER_PASSPHRASE, PASSPHRASE, make_officer, make_signable, sign_in, try_sign_in
from tests.factories.people import make_grant

pytestmark = pytest.mark.usefixtures("cheap_hashes")

MORNING = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
MINUTE, HOUR = 60, 3600
ADA = "ada@kantor.example"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as travel:
        yield travel


@pytest.fixture
def ada(client: Client, db: Session) -> Client:
    make_signable(db, "Ada", email=ADA)
    db.commit()
    return sign_in(client, ADA)


@pytest.fixture
def administrator(clock: time_machine.Traveller, new_client: Callable[[], Client], db: Session) -> Client:
    make_officer(db, Role.ADMINISTRATOR, email="admin@kantor.example")
    db.commit()
    return sign_in(new_client(), "admin@kantor.example")


@pytest.fixture
def replay(new_client: Callable[[], Client]) -> Callable[[str], Client]:
    """A browser that was given somebody's session cookie."""

    def make(token: str) -> Client:
        client = new_client()
        client.http.cookies.set("__Host-session", token, domain="localhost.local", path="/")
        return client

    return make


def token_of(client: Client) -> str:
    return client.http.cookies["__Host-session"]


class TestIdle:
    def test_half_an_hour_without_a_request_ends_it(self, clock: time_machine.Traveller, ada: Client) -> None:
        clock.shift(30 * MINUTE - 1)
        ada.get("/auth/sessions")
        clock.shift(30 * MINUTE - 1)
        ada.get("/auth/sessions")
        clock.shift(30 * MINUTE)
        ada.get("/auth/sessions", expect=401)

    def test_a_quarter_of_an_hour_for_who_has_power_over_others(
        self, clock: time_machine.Traveller, administrator: Client
    ) -> None:
        clock.shift(15 * MINUTE - 1)
        administrator.get("/auth/sessions")
        clock.shift(15 * MINUTE)
        administrator.get("/auth/sessions", expect=401)


class TestAbsolute:
    @staticmethod
    def keep_busy(clock: time_machine.Traveller, client: Client, hours: float) -> None:
        for _ in range(int(hours * 6)):
            clock.shift(10 * MINUTE)
            client.get("/auth/sessions")

    def test_twelve_hours_at_most_however_busy(self, clock: time_machine.Traveller, ada: Client) -> None:
        self.keep_busy(clock, ada, 12 - 1 / 6)
        clock.shift(10 * MINUTE - 1)
        ada.get("/auth/sessions")
        clock.shift(1)
        ada.get("/auth/sessions", expect=401)

    def test_eight_hours_for_who_has_power_over_others(
        self, clock: time_machine.Traveller, administrator: Client
    ) -> None:
        self.keep_busy(clock, administrator, 8 - 1 / 6)
        clock.shift(10 * MINUTE)
        administrator.get("/auth/sessions", expect=401)

    def test_a_role_granted_meanwhile_shortens_the_session_that_began_without_it(
        self, clock: time_machine.Traveller, ada: Client, db: Session
    ) -> None:
        self.keep_busy(clock, ada, 7)
        make_grant(db, db.scalars(select(AccountSession)).one().account_id, Role.AUDITOR)
        db.commit()
        ada.get("/auth/sessions")
        self.keep_busy(clock, ada, 5 / 6)
        clock.shift(10 * MINUTE)
        ada.get("/auth/sessions", expect=401)


class TestSharedPc:
    @pytest.fixture
    def at_the_counter(self, client: Client, db: Session) -> Client:
        """Ada at a PC that several people use."""
        make_signable(db, "Ada", email=ADA)
        db.commit()
        return self.sign_in_shared(client, ADA)

    @staticmethod
    def sign_in_shared(client: Client, login: str) -> Client:
        told = client.post("/auth/sign-in", {"login": login, "passphrase": PASSPHRASE, "shared_device": True})
        assert told["shared_device"] is True
        assert (told["idle_seconds"], told["session_ends_at"]) == (600, "2026-12-01T03:00:00Z")
        return client

    def test_ten_minutes_without_a_request_end_it(self, clock: time_machine.Traveller, at_the_counter: Client) -> None:
        clock.shift(10 * MINUTE - 1)
        at_the_counter.get("/auth/sessions")
        clock.shift(10 * MINUTE)
        at_the_counter.get("/auth/sessions", expect=401)

    def test_two_hours_end_it_however_busy(self, clock: time_machine.Traveller, at_the_counter: Client) -> None:
        for _ in range(23):
            clock.shift(5 * MINUTE)
            at_the_counter.get("/auth/sessions")
        clock.shift(5 * MINUTE)
        at_the_counter.get("/auth/sessions", expect=401)

    def test_power_over_others_makes_it_no_longer(self, new_client: Callable[[], Client], db: Session) -> None:
        make_officer(db, Role.ADMINISTRATOR, email="admin@kantor.example")
        db.commit()
        self.sign_in_shared(new_client(), "admin@kantor.example")

    def test_the_dashboard_learns_it_also_after_a_reload_and_a_new_passphrase(self, at_the_counter: Client) -> None:
        changed = {"old_passphrase": PASSPHRASE, "new_passphrase": OTHER_PASSPHRASE}
        at_the_counter.post("/auth/passphrase", changed)
        me = at_the_counter.get("/me")
        assert (me["shared_device"], me["idle_seconds"]) == (True, 600)
        assert me["session_ends_at"] == "2026-12-01T03:00:00Z"

    def test_the_browser_is_not_remembered(self, at_the_counter: Client, db: Session) -> None:
        assert "__Host-device" not in at_the_counter.http.cookies
        assert db.scalars(select(KnownDevice)).all() == []

    def test_elsewhere_nothing_changes(self, ada: Client) -> None:
        me = ada.get("/me")
        assert (me["shared_device"], me["idle_seconds"]) == (False, 30 * MINUTE)
        assert "__Host-device" in ada.http.cookies

    def test_the_office_sets_the_minutes(self, at_the_counter: Client, settings: Settings) -> None:
        settings.shared_idle_minutes = 3
        told = at_the_counter.post("/auth/sign-in", {"login": ADA, "passphrase": PASSPHRASE, "shared_device": True})
        assert told["idle_seconds"] == 3 * MINUTE


class TestEnds:
    def test_signing_out_makes_the_cookie_worthless_and_clears_the_browser(
        self, ada: Client, replay: Callable[[str], Client]
    ) -> None:
        token = token_of(ada)
        response = ada.request("POST", "/auth/sign-out")
        assert response.status_code == 204
        assert response.headers["clear-site-data"] == '"cache", "storage"'
        assert response.headers["set-cookie"].startswith("__Host-session=; Path=/; Secure")
        assert "Max-Age=0" in response.headers["set-cookie"]
        assert "__Host-session" not in ada.http.cookies
        assert "__Host-device" in ada.http.cookies
        replay(token).get("/auth/sessions", expect=401)

    def test_signing_out_twice_or_never_having_been_in_is_harmless(self, ada: Client, client: Client) -> None:
        ada.post("/auth/sign-out", expect=204)
        ada.post("/auth/sign-out", expect=204)

    def test_a_new_passphrase_ends_the_other_sessions_and_the_old_cookie(
        self, ada: Client, new_client: Callable[[], Client], replay: Callable[[str], Client]
    ) -> None:
        other, before = sign_in(new_client(), ADA), token_of(ada)
        ada.post("/auth/passphrase", {"old_passphrase": PASSPHRASE, "new_passphrase": OTHER_PASSPHRASE}, expect=200)
        assert token_of(ada) != before
        ada.get("/auth/sessions")
        other.get("/auth/sessions", expect=401)
        replay(before).get("/auth/sessions", expect=401)
        assert try_sign_in(new_client(), ADA, PASSPHRASE).status_code == 401
        sign_in(new_client(), ADA, OTHER_PASSPHRASE)

    def test_disabling_ends_them_with_the_next_request(self, administrator: Client, ada: Client) -> None:
        account = administrator.get("/accounts", params={"search": ADA})["items"][0]
        administrator.post(f"/accounts/{account['id']}/disable", {"reason": "Pindah ke instansi lain."})
        ada.get("/auth/sessions", expect=401)
        administrator.post(f"/accounts/{account['id']}/enable")
        ada.get("/auth/sessions", expect=401)

    def test_a_role_change_holds_from_the_next_request_on(self, administrator: Client, ada: Client) -> None:
        account = administrator.get("/accounts", params={"search": ADA})["items"][0]
        ada.get("/accounts", expect=403)
        grant = administrator.post(f"/accounts/{account['id']}/roles", {"role": "hr_officer", "unit_id": None})
        ada.get("/accounts")
        administrator.delete(f"/accounts/{account['id']}/roles/{grant['id']}")
        ada.get("/accounts", expect=403)


class TestOwnSessions:
    def test_they_are_listed_with_the_kind_of_device_and_the_present_one_marked(
        self, clock: time_machine.Traveller, ada: Client, new_client: Callable[[], Client]
    ) -> None:
        clock.shift(1)
        phone = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"
        sign_in(new_client(), ADA, headers={"User-Agent": phone})
        sessions = ada.get("/auth/sessions")
        assert [(s["device"], s["is_current"]) for s in sessions] == [
            ("Chrome di Android", False),
            ("Program lain", True),
        ]
        assert sessions[0]["ends_at"] == "2026-12-01T13:00:01Z"

    def test_one_can_be_ended_from_another(self, ada: Client, new_client: Callable[[], Client], db: Session) -> None:
        other = sign_in(new_client(), ADA)
        session_id = next(s["id"] for s in ada.get("/auth/sessions") if not s["is_current"])
        ada.delete(f"/auth/sessions/{session_id}")
        other.get("/auth/sessions", expect=401)
        assert [s["is_current"] for s in ada.get("/auth/sessions")] == [True]
        ada.delete(f"/auth/sessions/{session_id}", expect=404)
        assert "revoke_session" in db.scalars(select(AuditEntry.action)).all()

    def test_those_of_others_are_not_there(self, ada: Client, administrator: Client) -> None:
        session_id = ada.get("/auth/sessions")[0]["id"]
        administrator.delete(f"/auth/sessions/{session_id}", expect=404)
        ada.get("/auth/sessions")

    def test_those_that_time_has_ended_are_not_listed(
        self, clock: time_machine.Traveller, ada: Client, new_client: Callable[[], Client]
    ) -> None:
        clock.shift(31 * MINUTE)
        later = sign_in(new_client(), ADA)
        assert len(later.get("/auth/sessions")) == 1


class TestStepUp:
    def test_it_is_asked_for_after_ten_minutes_and_opens_the_step_again(
        self, clock: time_machine.Traveller, administrator: Client, ada: Client
    ) -> None:
        account = administrator.get("/accounts", params={"search": ADA})["items"][0]
        clock.shift(10 * MINUTE)
        cards = f"/accounts/{account['id']}/activation-cards"
        assert administrator.post(cards, expect=403)["code"] == "step_up_required"
        until = administrator.post("/auth/step-up", {"passphrase": PASSPHRASE})["stepped_up_until"]
        assert until == "2026-12-01T01:20:00Z"
        clock.shift(10 * MINUTE - 1)
        administrator.post(cards)
        clock.shift(1)
        administrator.post(cards, expect=403)

    def test_the_session_goes_on_under_a_new_cookie(
        self, clock: time_machine.Traveller, ada: Client, replay: Callable[[str], Client]
    ) -> None:
        before, listed = token_of(ada), ada.get("/auth/sessions")[0]["id"]
        ada.post("/auth/step-up", {"passphrase": PASSPHRASE})
        assert token_of(ada) != before
        assert ada.get("/auth/sessions")[0]["id"] == listed
        replay(before).get("/auth/sessions", expect=401)

    def test_a_wrong_passphrase_opens_nothing_and_ends_nothing(
        self, clock: time_machine.Traveller, administrator: Client, ada: Client
    ) -> None:
        account = administrator.get("/accounts", params={"search": ADA})["items"][0]
        clock.shift(10 * MINUTE)
        refused = administrator.post("/auth/step-up", {"passphrase": "salah"}, expect=403)
        assert refused["code"] == "wrong_passphrase"
        assert (
            administrator.post(f"/accounts/{account['id']}/activation-cards", expect=403)["code"] == "step_up_required"
        )

    def test_nobody_steps_up_without_a_session(self, client: Client) -> None:
        client.post("/auth/step-up", {"passphrase": PASSPHRASE}, expect=401)


class TestChange:
    @pytest.mark.parametrize(
        ("new", "code"),
        [
            ("pendek", "passphrase_too_short"),
            (PASSPHRASE, "passphrase_unchanged"),
            ("Ada Ada Ada Ada 2026", "passphrase_too_personal"),
        ],
    )
    def test_the_new_one_is_judged(self, ada: Client, new: str, code: str) -> None:
        problem = ada.post("/auth/passphrase", {"old_passphrase": PASSPHRASE, "new_passphrase": new}, expect=422)
        assert [(fault["pointer"], fault["code"]) for fault in problem["errors"]] == [("/new_passphrase", code)]

    def test_the_old_one_must_be_right_and_is_asked_first(self, ada: Client, new_client: Callable[[], Client]) -> None:
        ada.post("/auth/passphrase", {"old_passphrase": "salah", "new_passphrase": "pendek"}, expect=403)
        sign_in(new_client(), ADA)

    def test_it_is_written_in_the_log_without_the_passphrase(self, ada: Client, db: Session) -> None:
        ada.post("/auth/passphrase", {"old_passphrase": PASSPHRASE, "new_passphrase": OTHER_PASSPHRASE}, expect=200)
        assert "change_passphrase" in db.scalars(select(AuditEntry.action)).all()


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (Linux; Android 13; SM-A146P) Chrome/129.0 Mobile Safari/537.36", "Chrome di Android"),
        ("Mozilla/5.0 (Linux; Android 13) SamsungBrowser/26.0 Chrome/122.0 Mobile Safari/537.36", "Samsung Internet di Android"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge di Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0", "Firefox di Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) Version/17.6 Mobile Safari/604.1", "Safari di iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.6 Safari/605.1", "Safari di Mac"),
        ("curl/8.9.1", "Program lain"),
        ("", "Program lain"),
        ("x" * 100_000, "Program lain"),
    ],
)  # fmt: skip
def test_a_device_is_named_by_its_kind(user_agent: str, name: str) -> None:
    assert device_name(user_agent) == name
