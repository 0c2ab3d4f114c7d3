"""Two officers, a reason, a day; and what was opened can be checked against the log."""

import ast
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.assignments.models import Assignment
from api.health import ROOT
from api.kit import clock
from api.rounds.models import EvaluationRound
from api.unsealing.models import SealBreaking
from tests.clients import Client
from tests.evidence.exports import verified
from tests.evidence.small_office import SmallOffice
from tests.factories.people import make_account, make_grant

WHY = {"reason": "Laporan pengaduan nomor 12 perlu diperiksa."}


@pytest.fixture
def administrator(office: SmallOffice) -> Client:
    account = make_account(office.db, "Administrator")
    make_grant(office.db, account, Role.ADMINISTRATOR)
    return office.as_(account)


def request(office: SmallOffice, seal: str, *, about: int | None = 0, **options: Any) -> Any:
    rated = office.rated
    participant = None if about is None else str(rated.of(rated.staff[about]).id)
    body = {"seal": seal, "round_id": str(rated.round.id), "participant_id": participant, **WHY}
    return office.as_(rated.auditor).post("/seal-breakings", body, **options)


def test_forms_are_opened_by_two_officers_and_agree_with_the_log(
    office: SmallOffice, administrator: Client, tmp_path: Path
) -> None:
    auditor = office.as_(office.rated.auditor)
    asked = request(office, "forms", about=None)
    base = f"/seal-breakings/{asked['id']}"
    assert (asked["status"], asked["actions"], len(asked["concerned"])) == ("requested", [], 10)
    assert auditor.get(f"{base}/bundle", expect=409)["code"] == "not_approved"
    seen = administrator.get("/seal-breakings")["items"][0]
    assert (seen["actions"], seen["concerned"]) == (["approve", "refuse"], None)
    approved = administrator.post(f"{base}/approval", WHY)
    assert approved["status"] == "approved"
    assert administrator.post(f"{base}/approval", WHY, expect=409)["code"] == "already_decided"
    assert auditor.get("/seal-breakings")["items"][0]["actions"] == ["download"]
    bundle = auditor.request("GET", f"{base}/bundle")
    opened = json.loads(bundle.content)
    assert {"participant", "source", "answers", "comments", "salt"} == set(opened["forms"][0])
    export = tmp_path / "ekspor.zip"
    export.write_bytes(auditor.request("GET", "/audit-export").content)
    (tmp_path / "lembar.json").write_bytes(bundle.content)
    code, said = verified(export, "--forms", "lembar.json")
    assert (code, f"{len(opened['forms'])} lembar cocok dengan segelnya" in said) == (0, True), said
    for change in (_lift_an_answer, _lose_a_form, _twice_the_same):
        wrong = json.loads(bundle.content)
        change(wrong)
        (tmp_path / "salah.json").write_text(json.dumps(wrong))
        code, said = verified(export, "--forms", "salah.json")
        assert (code, "disegel" in said) == (1, True), (change.__name__, said)
    entries = auditor.get("/audit-entries", params={"object_type": "seal_breaking"})["items"]
    assert [(one["action"], one["reason"]) for one in entries] == [
        ("download_unsealed_bundle", None),
        ("approve_seal_breaking", WHY["reason"]),
        ("request_seal_breaking", WHY["reason"]),
    ]


def _lift_an_answer(bundle: dict[str, Any]) -> None:
    bundle["forms"][3]["answers"][0] = 5 if bundle["forms"][3]["answers"][0] != 5 else 4


def _lose_a_form(bundle: dict[str, Any]) -> None:
    del bundle["forms"][0]


def _twice_the_same(bundle: dict[str, Any]) -> None:
    bundle["forms"][1] = bundle["forms"][0]


def test_raters_are_named_for_one_person_and_never_again_once_archived(
    office: SmallOffice, administrator: Client, db: Session
) -> None:
    auditor = office.as_(office.rated.auditor)
    assert request(office, "raters", about=None, expect=409)["code"] == "one_person_only"
    asked = request(office, "raters")
    administrator.post(f"/seal-breakings/{asked['id']}/approval", WHY)
    opened = json.loads(auditor.request("GET", f"/seal-breakings/{asked['id']}/bundle").content)
    participant = office.rated.of(office.rated.staff[0])
    tasks = db.execute(
        select(Assignment.evaluator_id, Assignment.source).where(
            Assignment.participant_id == participant.id, Assignment.receipt.is_not(None)
        )
    ).all()
    assert len(opened["forms"]) == len(tasks)
    everybody = (*office.rated.staff, office.rated.kasi, office.rated.other_kasi, office.rated.camat)
    nips = {one.id: one.nip for one in everybody}
    assert {(form["rater"]["nip"], form["source"]) for form in opened["forms"]} == {
        (nips[task.evaluator_id], task.source) for task in tasks
    }
    db.execute(update(EvaluationRound).where(EvaluationRound.id == office.rated.round.id).values(status="archived"))
    db.commit()
    assert auditor.get(f"/seal-breakings/{asked['id']}/bundle", expect=409)["code"] == "link_destroyed"
    assert request(office, "raters", expect=409)["code"] == "link_destroyed"


def test_the_time_to_look_is_a_day(office: SmallOffice, administrator: Client, db: Session) -> None:
    asked = request(office, "forms")
    administrator.post(f"/seal-breakings/{asked['id']}/approval", WHY)
    row = db.scalars(select(SealBreaking)).one()
    row.expires_at = clock.now() - timedelta(seconds=1)
    db.commit()
    auditor = office.as_(office.rated.auditor)
    assert auditor.get(f"/seal-breakings/{asked['id']}/bundle", expect=409)["code"] == "window_closed"
    assert auditor.get("/seal-breakings")["items"][0]["status"] == "expired"


def test_whom_it_concerns_neither_asks_nor_decides(office: SmallOffice, db: Session) -> None:
    """Also a personnel officer who is a colleague of the person; and the log does not tell that he was."""
    head = office.as_(office.rated.camat)
    person = str(office.rated.of(office.rated.kasi).id)
    body = {"seal": "forms", "round_id": str(office.rated.round.id), "participant_id": person, **WHY}
    assert head.post("/seal-breakings", body, expect=409)["code"] == "officer_concerned"
    asked = request(office, "forms")
    rated = office.rated.of(office.rated.staff[0])
    raters = set(db.scalars(select(Assignment.evaluator_id).where(Assignment.participant_id == rated.id)))
    colleague = next(one for one in office.rated.staff[1:] if one.id in raters)
    make_grant(db, colleague.account_id, Role.HR_OFFICER)
    client = office.as_(colleague)
    shown = client.get("/seal-breakings")["items"][0]
    assert (shown["actions"], "Petugas lain" in shown["hindered_text"]) == ([], True)
    assert client.post(f"/seal-breakings/{asked['id']}/approval", WHY, expect=409)["code"] == "officer_concerned"
    denied = office.as_(office.rated.auditor).get("/audit-entries", params={"outcome": "denied"})["items"]
    assert denied == []


def test_a_refusal_needs_its_reason_and_ends_it(office: SmallOffice, administrator: Client) -> None:
    asked = request(office, "forms")
    refused = administrator.post(f"/seal-breakings/{asked['id']}/refusal", WHY)
    assert (refused["status"], refused["decision_reason"]) == ("refused", WHY["reason"])
    assert administrator.post(f"/seal-breakings/{asked['id']}/approval", WHY, expect=409)["code"] == "already_decided"
    assert request(office, "forms", about=1)["status"] == "requested"
    office.hr().post("/seal-breakings", {"seal": "forms", "round_id": str(office.rated.round.id), **WHY}, expect=403)


def test_only_one_module_touches_the_sealed_tables() -> None:
    """Declared in models.py, read in seal.py, and nowhere else in the service."""
    touching = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "api").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Name | ast.alias) and getattr(node, "id", getattr(node, "name", "")) in SEALED)
        or (isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in SEALED_NAMES)
    }
    assert touching == {"api/assignments/models.py", "api/assignments/seal.py"}


SEALED, SEALED_NAMES = {"SealedToken", "SealedSeed"}, {"sealed_token", "sealed_seed"}
