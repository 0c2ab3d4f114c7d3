from collections.abc import Callable

from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.audit.service import record
from tests.clients import Client
from tests.factories.people import make_account, make_grant


def test_an_auditor_reads_the_log_and_leaves_a_trace_in_it(client: Client, db: Session) -> None:
    account = make_account(db)
    make_grant(db, account, Role.AUDITOR)
    record(
        db,
        actor=None,
        action="close_round",
        object_type="round",
        object_id="r1",
        before={"status": "open"},
        after={"status": "closed"},
    )
    client.signed_in_as(db, account)
    page = client.get("/audit-entries", params={"action": "close_round"})
    assert [(e["seq"], e["before"], e["after"]) for e in page["items"]] == [
        (1, {"status": "open"}, {"status": "closed"})
    ]
    assert client.get("/audit-entries")["items"][0]["action"] == "list_audit_entries"


def test_nobody_reads_it_without_signing_in(client: Client) -> None:
    assert client.get("/audit-entries", expect=401)["code"] == "unauthenticated"


def test_other_roles_are_refused_and_the_refusal_is_an_entry(new_client: Callable[[], Client], db: Session) -> None:
    officer, auditor = make_account(db), make_account(db)
    make_grant(db, officer, Role.HR_OFFICER)
    make_grant(db, auditor, Role.AUDITOR)
    new_client().signed_in_as(db, officer).get("/audit-entries", expect=403)
    page = new_client().signed_in_as(db, auditor).get("/audit-entries", params={"outcome": "denied"})
    assert [(e["action"], e["actor_ref"]) for e in page["items"]] == [("list_audit_entries", str(officer.id))]


def test_unknown_parameters_are_refused_but_only_after_the_caller_is_known(client: Client, db: Session) -> None:
    assert client.get("/audit-entries?x=1", expect=401)
    account = make_account(db)
    make_grant(db, account, Role.AUDITOR)
    client.signed_in_as(db, account)
    assert client.get("/audit-entries?x=1", expect=422)["errors"][0]["pointer"] == "x"
    assert client.get("/audit-entries?page=0", expect=422)["errors"][0]["code"] == "greater_than_equal"
