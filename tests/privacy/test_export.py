"""My data as a file: everything about me as I see it, and nothing that tells who rated me or what I wrote of others."""

import io
import json
import zipfile
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.assignments.models import Assignment, Evaluation, SealedToken
from api.audit.models import AuditDetail, AuditEntry
from api.concerns.models import PressureMessage, PressureReport
from api.employees.models import Employee
from api.kit import clock
from tests.clients import Client
from tests.factories.people import make_account
from tests.factories.results import Rated, result_of
from tests.privacy.conftest import Share
from tests.results.conftest import As

EXPORT = "/me/data-export"
NOT_EXPORTED = ("actions", "row_version", "reader")


def taken(client: Client) -> tuple[dict[str, Any], str]:
    """The document, and the text of the whole file."""
    with zipfile.ZipFile(io.BytesIO(client.get(EXPORT))) as archive:
        assert archive.namelist() == ["data-saya.json", "data-saya.html"]
        texts = [archive.read(name).decode() for name in archive.namelist()]
    return json.loads(texts[0]), "\n".join(texts)


def canaries(db: Session, rated: Rated, person: Employee) -> set[str]:
    """Whatever would name a rater, a task or a form; the superior is known to everybody."""
    db.rollback()
    others = [one for one in (*rated.staff, rated.other_kasi) if one is not person]
    found = {str(part) for one in others for part in (one.id, one.nip, one.account_id, one.name)}
    for column in (Assignment.id, SealedToken.token, Evaluation.token):
        found |= {str(value) for value in db.scalars(select(column))}
    return found | {str(participant.id) for key, participant in rated.participants.items() if key != person.id}


def test_nothing_in_the_file_names_a_rater_a_task_or_a_form(share: Share, as_: As, db: Session) -> None:
    rated = share()
    person = rated.staff[0]
    document, text = taken(as_(person))
    wanted = canaries(db, rated, person)
    assert len(wanted) > 100
    assert {one for one in wanted if one in text or one.replace("-", "") in text} == set()
    assert "Budi Kepala" in text
    assert document["tasks"] == [{"round": rated.round.name, "asked": 8, "handed_in": 8, "declined": 0}]


def test_what_one_wrote_about_others_is_not_in_it(share: Share, as_: As) -> None:
    rated = share()
    _, text = taken(as_(rated.staff[0]))
    assert "tentang Dewi Staf 0" in text
    assert not [name for name in ("Staf 1", "Staf 2", "Budi Kepala.", "Citra") if f"tentang {name}" in text]


def test_results_are_those_of_the_screen_with_its_thresholds(share: Share, as_: As, db: Session) -> None:
    rated = share(peers=2)
    result = result_of(db, rated, rated.staff[0])
    person = as_(rated.staff[0])
    document, text = taken(person)
    assert "Komentar peer" not in text
    assert "Komentar self" in text
    [exported] = document["results"]
    read = person.get(f"/results/{result.id}")
    assert exported["result"] == {key: value for key, value in read.items() if key not in NOT_EXPORTED}
    assert exported["explanation"] == person.get(f"/results/{result.id}/explanation")


def test_an_undecided_result_is_not_in_it(share: Share, as_: As) -> None:
    rated = share()
    document, _ = taken(as_(rated.staff[1]))
    assert document["results"] == []
    assert document["work_results"] == []
    assert [one["round"] for one in document["participations"]] == [rated.round.name]


def test_objections_and_reports_are_in_it_but_never_a_report_of_pressure(share: Share, as_: As, db: Session) -> None:
    rated = share()
    person, today = as_(rated.staff[0]), clock.now().date()
    result = result_of(db, rated, rated.staff[0])
    grounds = [{"about": "whole", "reason": "Laporan triwulan saya belum dibaca."}]
    person.post(f"/results/{result.id}/objection", {"grounds": grounds})
    db.rollback()  # what was read before must not hinder the writing
    pressed = PressureReport(sender_id=rated.staff[0].account_id, contact_id=rated.hr.id, named=True, sent_on=today)
    db.add(pressed)
    db.flush()
    words = "Saya diminta memberi angka tinggi."
    db.add(PressureMessage(report_id=pressed.id, place=1, from_contact=False, text=words, written_on=today))
    db.commit()
    document, text = taken(as_(rated.staff[0]))
    assert [one["grounds"][0]["reason"] for one in document["objections"]] == [grounds[0]["reason"]]
    assert words not in text
    assert str(pressed.id) not in text


def test_the_download_stands_in_the_log_without_what_was_in_it(share: Share, as_: As, db: Session) -> None:
    rated = share()
    as_(rated.staff[0]).get(EXPORT)
    statement = select(AuditEntry.actor_ref, AuditDetail.seq).outerjoin(AuditDetail, AuditDetail.seq == AuditEntry.seq)
    entries = db.execute(statement.where(AuditEntry.action == "export_my_data")).all()
    assert [tuple(one) for one in entries] == [(str(rated.staff[0].account_id), None)]


def test_who_is_no_employee_gets_his_account(share: Share, as_: As, db: Session) -> None:
    share()
    document, _ = taken(as_(make_account(db, "Akun Tamu")))
    assert (document["account"]["name"], document["profile"], document["results"]) == ("Akun Tamu", None, [])
