"""Faults in the pages, told to the log: allowed words only, from anybody, and not too many."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import structlog
import time_machine
from sqlalchemy.orm import Session
from structlog.typing import EventDict

from api.dashboard.client_errors import IN_ALL, PER_ADDRESS, ReportLimit
from api.kit.database import Database
from api.kit.errors import TooManyRequests
from api.kit.logs import FIELDS, configure_logs
from tests.clients import Client
from tests.factories.accounts import make_signable
from tests.statements import counted

NOON = datetime(2026, 12, 1, 5, 0, tzinfo=UTC)
REPORT = {"page": "my-tasks", "kind": "error", "code": "type_error", "build": "0.3.0"}


@pytest.fixture
def lines() -> Iterator[list[EventDict]]:
    with structlog.testing.capture_logs() as found:
        yield found


def told(lines: list[EventDict]) -> list[EventDict]:
    return [line for line in lines if line["event"] == "client_error"]


def test_a_page_reports_before_signing_in_and_after(client: Client, db: Session, lines: list[EventDict]) -> None:
    client.post("/client-errors", REPORT, expect=204)
    client.signed_in_as(db, make_signable(db, "Ada")).post("/client-errors", REPORT, expect=204)
    assert len(told(lines)) == 2


def test_the_line_holds_the_words_and_the_request_and_nothing_of_the_person(
    client: Client, db: Session, lines: list[EventDict]
) -> None:
    client.signed_in_as(db, make_signable(db, "Ada")).post("/client-errors", REPORT)
    line = dict(told(lines)[0])
    assert line.pop("request_id")
    assert line == {"event": "client_error", "log_level": "warning", **REPORT}


def test_the_words_pass_the_allow_list_of_the_log(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("json")
    client.post("/client-errors", REPORT)
    line = next(line for line in capsys.readouterr().err.splitlines() if "client_error" in line)
    assert json.loads(line).items() >= REPORT.items()
    assert json.loads(line).keys() <= FIELDS


@pytest.mark.parametrize(
    "changed",
    [
        {"page": "Halaman Budi"},
        {"page": "x" * 61},
        {"page": "pegawai-198501012010011003"},
        {"kind": "note"},
        {"code": "Nilai Budi terlalu rendah"},
        {"code": "198501012010011003"},
        {"build": "x" * 21},
        {"message": "Budi"},
        {"url": "https://kantor.example/hasil/1"},
    ],
)
def test_whatever_could_carry_a_person_is_refused_and_not_logged(
    client: Client, lines: list[EventDict], changed: dict[str, Any]
) -> None:
    client.post("/client-errors", {**REPORT, **changed}, expect=422)
    assert told(lines) == []


def test_a_page_that_fails_in_a_loop_is_heard_for_a_while_and_costs_no_write(
    client: Client, database: Database, lines: list[EventDict]
) -> None:
    with time_machine.travel(NOON, tick=False) as clock, counted(database.engine) as sent:
        for _ in range(PER_ADDRESS):
            client.post("/client-errors", REPORT, expect=204)
        response = client.request("POST", "/client-errors", json=REPORT)
        assert (response.status_code, response.headers["retry-after"]) == (429, "60")
        clock.shift(60)
        client.post("/client-errors", REPORT, expect=204)
    assert len(told(lines)) == PER_ADDRESS + 1
    assert [statement for statement in sent if not statement.startswith("SELECT")] == []


class TestReportLimit:
    def test_one_address_does_not_silence_another(self) -> None:
        limit = ReportLimit()
        for _ in range(PER_ADDRESS):
            limit.take("203.0.113.1", NOON)
        with pytest.raises(TooManyRequests):
            limit.take("203.0.113.1", NOON)
        limit.take("203.0.113.2", NOON)

    def test_all_together_have_a_limit_too(self) -> None:
        limit = ReportLimit()
        for number in range(IN_ALL):
            limit.take(str(number), NOON)
        with pytest.raises(TooManyRequests):
            limit.take("another", NOON)

    def test_a_window_that_is_over_begins_anew(self) -> None:
        limit = ReportLimit()
        for _ in range(PER_ADDRESS):
            limit.take("203.0.113.1", NOON)
        limit.take("203.0.113.1", NOON + timedelta(minutes=1))
