"""Changing a draft and cloning an earlier round."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.clients import Client
from tests.factories.instruments import make_published_version
from tests.factories.people import make_employee
from tests.factories.rounds import make_round
from tests.rounds.scene import REASON, Scene

ROUNDS = "/evaluation-rounds"
DAY = timedelta(days=1)


class TestUpdateRound:
    def test_a_draft_can_be_changed_in_everything(self, hr: Client, db: Session, scene: Scene) -> None:
        own = make_published_version(db, position_class="pengawas")
        db.commit()
        made = hr.post(ROUNDS, {"opens_at": "2026-12-20T08:00:00+07:00"})
        body = {
            "name": "Percobaan",
            "kind": "practice",
            "closes_at": "2026-12-30T16:00:00+07:00",
            "opens_at": None,
            "peers_per_person": 3,
            "response_stage": True,
            "instruments": [{"position_class": None, "version_id": str(own.id)}],
        }
        changed = hr.patch(f"{ROUNDS}/{made['id']}", body, if_match=made["row_version"])
        assert changed["name"] == "Percobaan"
        assert (changed["kind"], changed["peers_per_person"], changed["response_stage"]) == ("practice", 3, True)
        assert (changed["opens_at"], changed["closes_at_text"]) == (None, "30 Desember 2026, 16.00 WIB")
        assert [i["version_id"] for i in changed["instruments"]] == [str(own.id)]
        assert changed["row_version"] == made["row_version"] + 1

    def test_a_change_names_the_version_it_saw(self, hr: Client) -> None:
        made = hr.post(ROUNDS, {})
        address = f"{ROUNDS}/{made['id']}"
        assert hr.patch(address, {"name": "A"}, expect=428)["code"] == "precondition_required"
        hr.patch(address, {"name": "A"}, if_match=1)
        assert hr.patch(address, {"name": "B"}, if_match=1, expect=412)["code"] == "stale"
        hr.patch(address, {"name": "B"}, headers={"If-Match": 'W/"2"'}, expect=412)
        assert hr.get(address)["name"] == "A"

    def test_of_an_open_round_only_name_and_note_change(self, hr: Client, db: Session, scene: Scene) -> None:
        round = make_round(db, scene.root)
        db.commit()
        address = f"{ROUNDS}/{round.id}"
        assert hr.patch(address, {"name": "Baru", "note": "Catatan"}, if_match=1)["note"] == "Catatan"
        for body in ({"peers_per_person": 3}, {"closes_at": "2026-12-30T16:00:00+07:00"}, {"instruments": []}):
            assert hr.patch(address, body, if_match=2, expect=409)["code"] == "round_not_draft"

    @pytest.mark.parametrize("status", ["closed", "calculated", "released", "archived", "cancelled"])
    def test_afterwards_nothing_changes(self, hr: Client, db: Session, scene: Scene, status: str) -> None:
        round = make_round(db, scene.root, status=status)
        db.commit()
        assert hr.patch(f"{ROUNDS}/{round.id}", {"name": "X"}, if_match=1, expect=409)["code"] == "round_not_draft"

    def test_dates_are_checked_again(self, hr: Client) -> None:
        made = hr.post(ROUNDS, {})
        fault = hr.patch(f"{ROUNDS}/{made['id']}", {"period_end": "2026-09-30"}, if_match=1, expect=422)["errors"][0]
        assert fault["code"] == "period_backwards"


class TestCloneRound:
    def test_settings_instruments_and_exclusions_are_taken_over(self, hr: Client, db: Session, scene: Scene) -> None:
        own = make_published_version(db, position_class="pengawas")
        db.commit()
        made = hr.post(ROUNDS, {"peers_per_person": 4, "response_stage": True, "note": "Catatan"})
        listed = hr.get(f"{ROUNDS}/{made['id']}/participants")["items"]
        by_name = {p["employee"]["name"]: p for p in listed}
        address = f"{ROUNDS}/{made['id']}/participants"
        hr.post(f"{address}/{by_name['Eko Staf 0']['id']}/exclude", {"reason_code": "study", "reason": REASON})
        hr.patch(f"{address}/{by_name['Adi Camat']['id']}", {"superior_outside": True}, if_match=1)

        clone = hr.post(f"{ROUNDS}/{made['id']}/clone", {}, expect=201)
        assert (clone["name"], clone["period_start"], clone["period_end"]) == (
            "Triwulan I 2027",
            "2027-01-01",
            "2027-03-31",
        )
        same = ("kind", "period_type", "unit", "peers_per_person", "response_stage", "note", "instruments", "counts")
        before = hr.get(f"{ROUNDS}/{made['id']}")
        assert {key: clone[key] for key in same} == {key: before[key] for key in same}
        assert (clone["status"], clone["cloned_from_id"]) == ("draft", made["id"])
        assert {i["version_id"] for i in clone["instruments"]} == {str(own.id), str(scene.version.id)}
        copied = {p["employee"]["name"]: p for p in hr.get(f"{ROUNDS}/{clone['id']}/participants")["items"]}
        assert copied.keys() == by_name.keys()
        assert (copied["Eko Staf 0"]["reason_code"], copied["Eko Staf 0"]["reason"]) == ("study", REASON)
        assert copied["Adi Camat"]["superior_outside"] is True
        assert copied["Dewi Staf 0"]["superior"] == by_name["Dewi Staf 0"]["superior"]

    def test_people_are_listed_as_they_are_today(self, hr: Client, db: Session, scene: Scene) -> None:
        made = hr.post(ROUNDS, {})
        make_employee(db, scene.staff_post, name="Fajar Baru")
        scene.staff[0].active = False
        db.merge(scene.staff[0])
        db.commit()

        def names(selection: str) -> set[str]:
            clone = hr.post(f"{ROUNDS}/{made['id']}/clone", {"participants": selection})
            return {p["employee"]["name"] for p in hr.get(f"{ROUNDS}/{clone['id']}/participants")["items"]}

        everybody = names("all")
        assert "Fajar Baru" in everybody
        assert "Dewi Staf 0" not in everybody
        assert names("same") == everybody - {"Fajar Baru"}
        assert names("none") == set()

    def test_a_retired_version_gives_way_to_the_newest(self, hr: Client, db: Session, scene: Scene) -> None:
        made = hr.post(ROUNDS, {})
        newer = make_published_version(db, effective_from=date(2026, 11, 1))
        db.get_one(type(newer), scene.version.id).status = "retired"
        db.commit()
        clone = hr.post(f"{ROUNDS}/{made['id']}/clone", {})
        assert [i["version_id"] for i in clone["instruments"]] == [str(newer.id)]

    def test_a_round_of_any_state_can_be_cloned_once_per_key(self, hr: Client, db: Session, scene: Scene) -> None:
        round = make_round(db, scene.root, status="archived", people=scene.staff, version=scene.version)
        db.commit()
        first = hr.post(f"{ROUNDS}/{round.id}/clone", {}, expect=201, key="klon")
        assert hr.post(f"{ROUNDS}/{round.id}/clone", {}, expect=201, key="klon") == first
