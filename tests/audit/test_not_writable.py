"""No audit, no action (security.md T56): the store of the log refuses, and nothing at all happens."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.employees.models import OrgUnit
from api.kit.database import Database
from tests.clients import Client
from tests.factories.people import make_account, make_grant, make_office, make_unit
from tests.factories.results import Rated, calculate, make_rated_round, result_of
from tests.results.conftest import as_

__all__ = ["as_"]


@contextmanager
def full(database: Database) -> Iterator[None]:
    """Every INSERT into the log raises, as a broken disk or a full one would make it."""
    sqlite = database.engine.dialect.name == "sqlite"
    with database.engine.begin() as connection:
        if sqlite:
            made = "BEFORE INSERT ON audit_entry BEGIN SELECT RAISE(ABORT, 'the log is full'); END"
        else:
            made = "BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change('the log is full')"
        connection.execute(text(f"CREATE TRIGGER log_is_full {made}"))
    try:
        yield
    finally:
        with database.engine.begin() as connection:
            connection.execute(text("DROP TRIGGER log_is_full" + ("" if sqlite else " ON audit_entry")))


def test_without_the_log_nothing_is_changed(new_client: Callable[[], Client], db: Session, database: Database) -> None:
    make_office(db)
    root = make_unit(db, "Kecamatan Contoh", kind="kecamatan")
    officer = make_account(db)
    make_grant(db, officer, Role.HR_OFFICER)
    client = new_client().signed_in_as(db, officer)
    body = {"name": "Seksi Baru", "kind": "seksi", "parent_id": str(root.id)}
    with full(database):
        refused = client.post("/org-units", body, expect=503)
        assert refused["code"] == "audit_not_writable"
        assert client.get("/org-units")["items"]
    db.rollback()
    assert db.scalar(select(func.count()).select_from(OrgUnit)) == 1
    assert client.post("/org-units", body)["name"] == "Seksi Baru"


def test_readings_that_are_recorded_fail_and_others_go_on(
    db: Session, as_: Callable[..., Client], database: Database
) -> None:
    rated: Rated = make_rated_round(db)
    calculate(database, as_(rated.hr), rated)
    result = f"/results/{result_of(db, rated, rated.staff[0]).id}"
    auditor, assessor = as_(rated.auditor), as_(rated.kasi)
    for address in (result, f"{result}/explanation", f"{result}/trend"):
        auditor.get(address)
    with full(database):
        for address in (result, f"{result}/explanation", f"{result}/trend", "/audit-entries", "/audit-export"):
            auditor.get(address, expect=503)
        assessor.get(result)  # his own people: part of his work, not recorded
        auditor.get("/results")
    actions = [one["action"] for one in auditor.get("/audit-entries", params={"object_type": "result"})["items"]]
    assert actions == ["get_result_trend", "explain_result", "get_result"]
