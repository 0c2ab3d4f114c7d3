"""T4, T9: one form is handed in while the round is open, and nobody but the rater and the counts of progress show it."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.models import Account
from api.employees.models import Employee, Placement, Position
from tests.anonymity.conftest import Stage
from tests.anonymity.reading_all import Answers, Ids, poll
from tests.factories.assignments import Seksi, make_seksi
from tests.factories.people import make_account, make_employee, make_grant, make_position

RATER = {"get_assignment", "list_my_assignments", "get_my_overview", "export_my_data"}  # there as a count
PROGRESS = {"get_round_progress", "list_outstanding_raters", "get_dashboard_round"}
CHANGES = {
    "the rater": RATER,
    "the person rated": set[str](),
    "another rater of the same person": set[str](),
    "who stands above": set[str](),
    "the superior": {"get_round_progress"},  # the sum of his team
    "personnel officer": PROGRESS,
    "head": PROGRESS,
    "auditor": {"get_dashboard_round", "list_audit_entries"},  # that he took part, to the hour, never for whom
    "administrator": set[str](),
}
"""Exactly what may change, by who looks."""
BY_THEMSELVES = {"list_sessions", "offer_passphrases", "get_health", "list_audit_checkpoints", "download_audit_export"}
"""Differ from reading to reading: each refusal and each export is an entry of the log. What the whole log tells is
`tests/evidence/test_linkage.py`'s to ask."""


def test_one_hand_in_changes_nothing_that_anybody_else_can_read(stage: Stage) -> None:
    """Everybody but one rater of a person has handed in; all GETs as everybody before and after he does."""
    stage.clear()
    with stage.database.sessions() as db:
        seksi = make_seksi(db, people=6, peers=4)
        person = seksi.staff[0]
        rater, *others = (one for one in seksi.staff if _rates(seksi, one))
        looking = _accounts(db, seksi, person, rater, others[0])
        for one in (*others, seksi.superior):
            _hand_in(stage, db, db.get_one(Account, one.account_id), seksi.task(one, person).id)
        for account in looking.values():  # who signs in while others read would be seen in the list of accounts
            stage.signed_in(db, account)
        ids = _ids(seksi, person, rater)
        before = {name: _poll(stage, db, account, ids) for name, account in looking.items()}
        _hand_in(stage, db, looking["the rater"], seksi.task(rater, person).id)
        after = {name: _poll(stage, db, account, ids) for name, account in looking.items()}
    assert {name: _changed(before[name], after[name]) for name in looking} == CHANGES
    print(f"\n{sum(map(len, before.values()))} answers compared as {len(looking)} readers")  # noqa: T201


def _rates(seksi: Seksi, one: Employee) -> bool:
    return (one.id, seksi.staff[0].id) in seksi.tasks and one is not seksi.staff[0]


def _accounts(db: Session, seksi: Seksi, person: Employee, rater: Employee, other: Employee) -> dict[str, Account]:
    """Everybody who might look; officers are no employees here, so that what they see is their office's alone."""
    top = make_position(db, seksi.unit, "Camat", position_class="administrator")
    _post_of(db, seksi.superior).reports_to_id = top.id
    named = {
        "the rater": rater,
        "the person rated": person,
        "another rater of the same person": other,
        "who stands above": make_employee(db, top),
        "the superior": seksi.superior,
    }
    accounts = {name: db.get_one(Account, who.account_id) for name, who in named.items()}
    roles = {
        "personnel officer": Role.HR_OFFICER,
        "head": Role.HEAD,
        "auditor": Role.AUDITOR,
        "administrator": Role.ADMINISTRATOR,
    }
    for name, role in roles.items():
        accounts[name] = make_account(db)
        make_grant(db, accounts[name], role)
    db.commit()
    return accounts


def _post_of(db: Session, employee: Employee) -> Position:
    held = select(Placement.position_id).where(Placement.employee_id == employee.id)
    return db.scalars(select(Position).where(Position.id.in_(held))).one()


def _hand_in(stage: Stage, db: Session, account: Account, task_id: Any) -> None:
    answers = {str(item): 2 + item % 4 for item in range(1, 22)}
    body = {"answers": answers, "comments": {"": "Selalu membantu."}}
    stage.signed_in(db, account).post(f"/assignments/{task_id}/submission", body)


def _poll(stage: Stage, db: Session, account: Account, ids: Ids) -> Answers:
    return poll(stage.signed_in(db, account), ids)


def _ids(seksi: Seksi, person: Employee, rater: Employee) -> Ids:
    return {
        "round_id": [seksi.round.id],
        "assignment_id": [seksi.task(rater, person).id, seksi.task(person, person).id],
        "employee_id": [person.id, rater.id],
        "participant_id": [seksi.participant(person).id],
        "account_id": [rater.account_id],
    }


def _changed(before: Answers, after: Answers) -> set[str]:
    return {key[0] for key, answer in before.items() if after[key] != answer} - BY_THEMSELVES
