"""Who may do what to an objection through the API, when, and what is told to whom."""

from datetime import datetime, timedelta
from typing import Any

import time_machine
from sqlalchemy import delete, select

from api.access.permissions import Role
from api.accounts.models import RoleGrant
from api.audit.models import AuditDetail, AuditEntry
from api.kit import clock
from api.kit.database import Database
from api.results.models import Result
from tests.factories.people import make_grant
from tests.factories.results import account_id, result_of
from tests.objections.scene import GROUNDS, PDF, RATINGS, STATEMENT, UPHELD, Scene, attach
from tests.statements import counted


def test_a_ruling_that_upholds_makes_the_version_final(scene: Scene) -> None:
    result_id = scene.result_id
    ruled = scene.rule(scene.hear(scene.file()))
    assert (ruled["status"], ruled["new_result_id"]) == ("ruled_upheld", None)
    read = scene.as_(scene.person).get(f"/results/{result_id}")
    assert (read["is_final"], read["objection"], read["version"]) == (True, "ruled", 1)
    assert "file_objection" not in read["actions"]


def test_whoever_objects_has_read_his_result(scene: Scene) -> None:
    scene.file()
    assert scene.as_(scene.person).get(f"/results/{scene.result_id}")["window"]["received_at"] is not None


def test_there_is_one_objection_for_each_version(scene: Scene) -> None:
    filed = scene.file()
    path = f"/results/{scene.result_id}/objection"
    assert scene.as_(scene.person).post(path, {"grounds": GROUNDS}, expect=409)["code"] == "already_objected"
    withdrawn = scene.step(scene.person, "withdrawal", of=filed)
    assert (withdrawn["status"], withdrawn["actions"]) == ("withdrawn", [])
    assert scene.as_(scene.person).post(path, {"grounds": GROUNDS}, expect=409)["code"] == "already_objected"
    read = scene.as_(scene.person).get(f"/results/{scene.result_id}")
    assert (read["objection"], read["is_final"]) == ("withdrawn", False)
    assert "file_objection" not in read["actions"]
    with time_machine.travel(datetime.fromisoformat(read["window"]["objection_until"]), tick=False):
        assert scene.as_(scene.person).get(f"/results/{scene.result_id}")["is_final"] is True


def test_the_result_names_the_last_day_one_can_still_object_not_the_morning_after(scene: Scene) -> None:
    own = scene.as_(scene.person)
    own.post(f"/results/{scene.result_id}/acknowledgement")
    told = own.get(f"/results/{scene.result_id}")["window"]["objection_until_text"]
    assert told == own.get(f"/results/{scene.result_id}/objection-terms")["deadline_text"]
    assert ", 24.00 WIB" in told


def test_nobody_objects_to_anothers_result_or_to_one_that_is_not_shared(scene: Scene) -> None:
    path = f"/results/{scene.result_id}/objection"
    body = {"grounds": GROUNDS}
    scene.as_(scene.rated.kasi).post(path, body, expect=403)
    scene.as_(scene.rated.staff[1]).post(path, body, expect=404)
    scene.as_(scene.rated.hr).post(path, body, expect=403)
    other = result_of(scene.db, scene.rated, scene.rated.staff[1])
    scene.as_(scene.rated.staff[1]).post(f"/results/{other.id}/objection", body, expect=404)


def test_late_is_refused_with_the_date_or_recorded_as_late(scene: Scene) -> None:
    own = scene.as_(scene.person)
    own.post(f"/results/{scene.result_id}/acknowledgement")
    until = scene.as_(scene.person).get(f"/results/{scene.result_id}/objection-terms")["deadline_text"]
    path = f"/results/{scene.result_id}/objection"
    with time_machine.travel(clock.now() + timedelta(days=15), tick=False):
        own = scene.as_(scene.person)
        refusal = own.post(path, {"grounds": GROUNDS}, expect=409)
        assert (refusal["code"], until in refusal["detail"]) == ("objection_late", True)
        late = own.post(path, {"grounds": GROUNDS, "even_if_late": True}, expect=201)
        assert (late["status"], [one["step"] for one in late["steps"]]) == ("late_rejected", ["filed", "late"])
        assert own.get(f"/results/{scene.result_id}")["is_final"] is True


def test_the_offices_days_hold_for_what_is_released_from_then_on(unshared: Scene) -> None:
    """What was announced to people does not change under them."""

    def set_days(days: int, expect: int = 200) -> None:
        hr = unshared.as_(unshared.rated.hr)
        hr.patch("/office", {"objection_days": days}, if_match=hr.get("/office")["row_version"], expect=expect)

    set_days(13, expect=422)
    set_days(21)
    unshared.share()
    set_days(14)
    own = unshared.as_(unshared.person)
    assert own.get(f"/results/{unshared.result_id}/objection-terms")["objection_days"] == 21
    own.post(f"/results/{unshared.result_id}/acknowledgement")
    with time_machine.travel(clock.now() + timedelta(days=20), tick=False):
        assert unshared.as_(unshared.person).get(f"/results/{unshared.result_id}")["is_final"] is False
        unshared.file()


def test_each_step_belongs_to_one_side(scene: Scene) -> None:
    """404 for whom it does not exist, 403 for whom it is not his step, 409 where it is not its time."""
    filed = scene.file()
    rated = scene.rated
    for step, body in (("withdrawal", None), ("reply", STATEMENT)):
        scene.step(rated.staff[1], step, body, of=filed, expect=404)
    scene.step(rated.kasi, "review", of=filed, expect=403)
    scene.step(rated.camat, "answer", STATEMENT, of=filed, expect=403)
    scene.step(rated.kasi, "ruling", UPHELD, of=filed, if_match=filed["row_version"], expect=403)
    scene.step(rated.hr, "external-ruling", {**UPHELD, "document": "SK 1"}, of=filed, expect=403)
    scene.step(rated.camat, "ruling", UPHELD, of=filed, if_match=filed["row_version"], expect=409)
    scene.step(rated.kasi, "answer", STATEMENT, of=filed, expect=409)
    scene.step(rated.camat, "withdrawal", of=filed, expect=403)
    heard = scene.hear(filed)
    scene.step(rated.camat, "ruling", UPHELD, of=heard, expect=428)
    scene.step(rated.camat, "ruling", UPHELD, of=heard, if_match=1, expect=412)
    scene.rule(heard)
    scene.step(scene.person, "withdrawal", of=filed, expect=409)


def test_the_hearing_ends_by_itself_and_a_late_answer_gives_time_to_reply(scene: Scene) -> None:
    filed = scene.file()
    begun = scene.step(scene.rated.camat, "review", of=filed)
    assert begun["steps"][2]["until_text"] is not None
    with time_machine.travel(clock.now() + timedelta(days=4), tick=False):
        answered = scene.step(scene.rated.kasi, "answer", STATEMENT, of=filed)
        assert answered["steps"][3]["until_text"] > ""
    with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
        assert scene.as_(scene.person).get(f"/objections/{filed['id']}")["waiting_for"] == "you"
    with time_machine.travel(clock.now() + timedelta(days=14), tick=False):
        read = scene.as_(scene.rated.camat).get(f"/objections/{filed['id']}")
        assert (read["status"], read["actions"], read["overdue"]) == ("heard", ["rule_on_objection"], False)
    with time_machine.travel(clock.now() + timedelta(days=16), tick=False):
        assert scene.as_(scene.rated.camat).get(f"/objections/{filed['id']}")["overdue"] is True


def test_what_was_written_is_for_the_parties_head_and_auditor(scene: Scene) -> None:
    filed = scene.file()
    attach(scene.as_(scene.person), filed["id"])
    path = f"/objections/{filed['id']}"
    for who in (scene.person, scene.rated.kasi, scene.rated.camat, scene.rated.auditor):
        read = scene.as_(who).get(path)
        assert (read["contents_shown"], read["grounds"][0]["reason"]) == (True, GROUNDS[0]["reason"])
    hr = scene.as_(scene.rated.hr)
    told = hr.get(path)
    assert (told["contents_shown"], told["grounds"], told["evidence"], told["role"]) == (False, [], [], "observer")
    evidence = scene.as_(scene.person).get(path)["evidence"][0]["id"]
    hr.get(f"{path}/evidence/{evidence}", expect=404)
    assert scene.as_(scene.rated.kasi).get(f"{path}/evidence/{evidence}") == PDF
    for stranger in (scene.rated.staff[1], scene.rated.other_kasi):
        assert scene.as_(stranger).get("/objections")["total"] == 0
        scene.as_(stranger).get(path, expect=404)


def test_evidence_is_a_paper_or_photo_and_there_are_at_most_five(scene: Scene) -> None:
    filed = scene.file()
    own = scene.as_(scene.person)
    attach(own, filed["id"], b"MZ kein Papier", expect=422)
    attach(scene.as_(scene.rated.kasi), filed["id"], expect=403)
    attach(own, filed["id"])
    assert attach(own, filed["id"], expect=409)["code"] == "same_evidence"
    for number in range(4):
        attach(own, filed["id"], PDF + bytes([number]))
    assert attach(own, filed["id"], PDF + b"x", expect=409)["code"] == "enough_evidence"


def test_the_ruling_officer_sees_the_result_only_while_it_is_his_to_rule_on(scene: Scene) -> None:
    """Aggregates, no comments and no signals: he rules on figures, not on who said what."""
    rated = scene.rated
    scene.db.execute(delete(RoleGrant).where(RoleGrant.account_id == account_id(rated.camat)))
    scene.db.commit()
    camat = scene.as_(rated.camat)
    camat.get(f"/results/{scene.result_id}", expect=404)
    filed = scene.file()
    read = scene.as_(rated.camat).get(f"/results/{scene.result_id}")
    assert read["reader"] == "ruling"
    assert {one["source"]: one["shown"]["shown"] for one in read["comments"]}["peer"] is False
    assert read["signals"] == []
    assert any(one["source"] == "peer" and one["mean"] for value in read["values"] for one in value["sources"])
    scene.step(scene.person, "withdrawal", of=filed)
    scene.as_(rated.camat).get(f"/results/{scene.result_id}", expect=404)


def test_above_the_office_the_personnel_officer_records_the_ruling_with_its_document(scene: Scene) -> None:
    kasi, hr = scene.rated.kasi, scene.as_(scene.rated.hr)
    scene.share(kasi)
    filed = scene.file(kasi)
    assert (filed["external"], filed["assessor_name"], filed["ruler_name"]) == (True, "Adi Camat", None)
    read = hr.get("/objections", params={"waiting_for_me": "true"})["items"][0]
    assert (read["role"], read["actions"]) == ("recorder", ["start_objection_review", "record_external_ruling"])
    scene.step(scene.rated.camat, "ruling", UPHELD, of=filed, if_match=1, expect=403)
    body = {"outcome": "changed", "reason": UPHELD["reason"], "work_rating": 1, "behaviour_rating": 2}
    scene.step(scene.rated.hr, "external-ruling", body, of=filed, if_match=1, expect=422)
    body["document"] = "SK Sekda 800/9/2026"
    ruled = scene.step(scene.rated.hr, "external-ruling", body, of=filed, if_match=1)
    new = scene.as_(kasi).get(f"/results/{ruled['new_result_id']}")
    assert (new["decision"]["external"], new["decision"]["work_rating"]["code"], new["is_final"]) == (True, 1, True)


def test_nobody_records_the_ruling_on_his_own_objection(scene: Scene) -> None:
    kasi = scene.rated.kasi
    make_grant(scene.db, account_id(kasi), Role.HR_OFFICER)
    scene.share(kasi)
    filed = scene.file(kasi)
    body = {**UPHELD, "document": "SK Sekda 800/9/2026"}
    scene.step(kasi, "external-ruling", body, of=filed, if_match=1, expect=403)


def test_a_ruling_changes_something_and_nothing_for_the_worse(scene: Scene) -> None:
    heard = scene.hear(scene.file())

    def ruling(expect: int, **body: Any) -> Any:
        sent = {**UPHELD, "outcome": "changed", **RATINGS, **body}
        return scene.step(scene.rated.camat, "ruling", sent, of=heard, if_match=heard["row_version"], expect=expect)

    assert ruling(409)["code"] == "nothing_changed"
    worse = ruling(422, behaviour_rating=3)
    assert [one["code"] for one in worse["errors"]] == ["worse_than_before"]
    assert ruling(422, work={"code": 1, "skp": 110})["errors"][0]["pointer"].startswith("/work")
    assert "/answers" in str(ruling(422, answers={"1": 5}))
    changed = ruling(200, work={"skp": 118}, work_rating=1)
    new = scene.as_(scene.person).get(f"/results/{changed['new_result_id']}")
    assert (new["work_result"]["skp"], new["decision"]["work_rating"]["code"]) == (118, 1)


def test_an_innovation_that_a_ruling_records_stands_on_evidence_that_stays_with_the_ruling(scene: Scene) -> None:
    heard = scene.hear(scene.file())
    found = "Antrean daring: waktu tunggu turun separuh."

    def ruling(evidence: str, expect: int = 200) -> Any:
        work = {"code": 1, "innovation": True, "evidence": evidence}
        sent = {**UPHELD, "outcome": "changed", **RATINGS, "work_rating": 1, "work": work}
        return scene.step(scene.rated.camat, "ruling", sent, of=heard, if_match=heard["row_version"], expect=expect)

    assert ruling("", expect=422)["errors"][0]["pointer"].split("/") == ["", "work", "evidence"]
    ruled = ruling(found)
    assert scene.as_(scene.person).get(f"/results/{ruled['new_result_id']}")["work_result"]["innovation"] is True
    for who in (scene.person, scene.rated.kasi, scene.rated.camat):
        assert scene.as_(who).get(f"/objections/{heard['id']}")["work_evidence"] == found
    told = scene.as_(scene.rated.hr).get(f"/objections/{heard['id']}")
    assert (told["contents_shown"], told["work_evidence"]) == (False, None)


def test_what_a_ruling_made_is_not_objected_to_again(scene: Scene) -> None:
    """PP 30/2019 Pasal 59 (4): the ruling is final, also where it is a version of its own."""
    scene.rule(scene.hear(scene.file()), outcome="changed", work_rating=1, behaviour_rating=2)
    person = scene.as_(scene.person)
    assert person.get(f"/results/{scene.result_id}/objection-terms")["may_file"] is False
    refused = person.post(f"/results/{scene.result_id}/objection", {"grounds": GROUNDS}, expect=409)
    assert refused["code"] == "ruling_is_final"


def test_a_ruling_asks_for_the_passphrase_once_more(scene: Scene) -> None:
    heard = scene.hear(scene.file())
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=False):
        camat = scene.as_(scene.rated.camat)
    with time_machine.travel(clock.now() + timedelta(minutes=25), tick=False):
        path = f"/objections/{heard['id']}/ruling"
        assert camat.post(path, UPHELD, if_match=heard["row_version"], expect=403)["code"] == "step_up_required"


def test_who_has_left_keeps_access_to_his_objection(scene: Scene) -> None:
    filed = scene.file()
    hr = scene.as_(scene.rated.hr)
    today = clock.now().date().isoformat()
    version = hr.get(f"/employees/{scene.person.id}")["row_version"]
    hr.post(
        f"/employees/{scene.person.id}/deactivate",
        {"left_on": today, "reason": "Pensiun pada batas usia."},
        if_match=version,
    )
    with time_machine.travel(clock.now() + timedelta(days=2), tick=False):
        scene.step(scene.rated.camat, "review", of=filed)
        scene.step(scene.rated.kasi, "answer", STATEMENT, of=filed)
        assert scene.step(scene.person, "reply", STATEMENT, of=filed)["status"] == "heard"


def test_the_log_has_the_steps_but_not_the_words(scene: Scene) -> None:
    scene.rule(scene.hear(scene.file()))
    scene.db.rollback()
    entries = scene.db.scalars(select(AuditEntry).where(AuditEntry.object_type == "objection")).all()
    steps = ["file_objection", "start_objection_review", "answer_objection", "reply_to_answer", "rule_on_objection"]
    assert [entry.action for entry in sorted(entries, key=lambda one: one.seq)] == steps
    kept = str([(one.before, one.after, one.reason) for one in scene.db.scalars(select(AuditDetail))])
    assert not [words for words in (GROUNDS[0]["reason"], STATEMENT["text"], UPHELD["reason"]) if words in kept]


def test_a_list_costs_a_constant_number_of_statements(scene: Scene, database: Database) -> None:
    scene.share(*scene.rated.staff[1:])
    scene.file()
    camat = scene.as_(scene.rated.camat)
    camat.get("/objections")
    with counted(database.engine) as little:
        camat.get("/objections")
    for person in scene.rated.staff[1:]:
        scene.file(person)
    with counted(database.engine) as much:
        assert camat.get("/objections")["total"] == len(scene.rated.staff)
    assert len(much) == len(little) <= 14


def test_a_deadline_on_a_holiday_is_warned_of(scene: Scene) -> None:
    scene.as_(scene.person).post(f"/results/{scene.result_id}/acknowledgement")
    last = (clock.now() + timedelta(hours=7)).date() + timedelta(days=14)
    scene.as_(scene.rated.hr).put(f"/holidays/{last.isoformat()}", {"name": "Libur contoh", "kind": "office"})
    terms = scene.as_(scene.person).get(f"/results/{scene.result_id}/objection-terms")
    assert any("Libur contoh" in warning for warning in terms["warnings"])


def test_two_rulings_at_once_make_one_version(scene: Scene) -> None:
    heard = scene.hear(scene.file())
    scene.rule(heard, outcome="changed", work_rating=1, behaviour_rating=2)
    again = {**UPHELD, "outcome": "changed", "work_rating": 1, "behaviour_rating": 2}
    scene.step(scene.rated.camat, "ruling", again, of=heard, if_match=heard["row_version"], expect=(409, 412))
    scene.db.rollback()
    assert len(scene.db.scalars(select(Result.id).where(Result.employee_id == scene.person.id)).all()) == 2
