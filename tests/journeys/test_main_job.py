"""The main job, end to end: an office imports its list, rates, calculates, decides, releases, learns, exports."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from api import routes
from api.kit.database import Database
from api.worker import Worker
from tests.clients import Client
from tests.journeys.office import REASON, JourneyOffice, person_named


@pytest.fixture
def office(database: Database, new_client: Callable[[], Client]) -> JourneyOffice:
    office = JourneyOffice(database, new_client, Worker(database, routes.outbox_handlers(), routes.ticks()))
    office.set_up()
    return office


def _in(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).replace(microsecond=0).isoformat()


def test_an_office_runs_a_whole_round(office: JourneyOffice) -> None:
    people = _staff_comes_from_the_list(office)
    round_id = _a_round_is_prepared_and_opened(office, people)
    leaver = _people_join_and_leave(office, round_id, people)
    _everybody_hands_in(office, round_id)
    _the_round_is_closed_and_calculated(office, round_id, people, leaver)
    _assessors_decide(office, round_id, people)
    released = _results_are_released_in_two_parts(office, round_id, people)
    _a_person_reads_learns_and_acknowledges(office, round_id, released)
    _the_head_and_the_export_agree(office, round_id, people, released)


def _staff_comes_from_the_list(office: JourneyOffice) -> list[dict[str, Any]]:
    tried = office.import_staff("pegawai-siasn-clean.csv", dry_run="true")
    assert (tried["counts"]["created"], tried["refused"], tried["applied"]) == (84, [], False)
    applied = office.import_staff("pegawai-siasn-clean.xlsx", dry_run="false", confirmed="true")
    assert (applied["counts"]["created"], applied["applied"]) == (84, True)
    again = office.import_staff("pegawai-siasn-clean.csv", dry_run="true")
    assert (again["counts"]["created"], again["counts"]["changed"]) == (0, 0)
    office.activate_everybody()
    people = office.everybody()
    assert len(people) == len(office.clients) == 84
    camat = person_named(people, "Camat Medan Marelan")
    account = office.clients[camat["nip"]].get("/me")["account_id"]
    office.admin.post(f"/accounts/{account}/roles", {"role": "head", "unit_id": None})
    return people


def _a_round_is_prepared_and_opened(office: JourneyOffice, people: list[dict[str, Any]]) -> str:
    hr = office.hr
    round_ = hr.post("/evaluation-rounds", {"closes_at": _in(14)}, key="periode-uji")
    assert (round_["status"], round_["participants"]) == ("draft", 84)
    base = f"/evaluation-rounds/{round_['id']}"
    camat = person_named(people, "Camat Medan Marelan")
    listed = hr.get(f"{base}/participants", params={"size": 200})["items"]
    head = next(one for one in listed if one["employee"]["id"] == camat["id"])
    if not head["superior_outside"]:
        check = hr.get(f"{base}/launch-check")
        assert not check["ready"]
        body = {"superior_outside": True}
        hr.patch(f"{base}/participants/{head['id']}", body, if_match=head["row_version"])
    plan = hr.post(f"{base}/assignments/proposal")
    assert plan["received_max"] <= 7
    assert plan["given_max"] <= 7
    assert not any(person["nip"] in str(plan["pools"]) for person in people)
    check = hr.get(f"{base}/launch-check")
    assert check["blockers"] == 0, check["checks"]
    version = hr.get(base)["row_version"]
    assert hr.post(f"{base}/open", if_match=version)["status"] == "open"
    return str(round_["id"])


def _people_join_and_leave(office: JourneyOffice, round_id: str, people: list[dict[str, Any]]) -> str:
    hr, base = office.hr, f"/evaluation-rounds/{round_id}"
    clerk = next(
        one
        for one in people
        if one["unit"]["name"] == "Seksi Pelayanan Umum" and one["position"]["title"].startswith("Pe")
    )
    new = {"nip": "199501012020121001", "name": "Pegawai Baru", "position_id": clerk["position"]["id"]}
    new["starts_on"] = datetime.now(UTC).date().replace(day=1).isoformat()
    employee = hr.post("/employees", new)
    account = next(
        one
        for one in office.admin.get("/accounts", params={"status": "invited"})["items"]
        if one["login_name"] == new["nip"]
    )
    office.activate(account)
    joined = hr.post(f"{base}/late-joiners", {"employee_id": employee["id"]})
    assert joined["has_superior"]
    assert joined["tasks_about_him"] >= 3
    people.append(office.everybody_by_nip(new["nip"]))
    listed = hr.get(f"{base}/participants", params={"size": 200})["items"]
    staff = [one for one in listed if one["position_class"] == "pelaksana" and one["status"] == "active"]
    leaver = staff[3]
    hr.post(f"{base}/participants/{leaver['id']}/leave", {"status": "incapacitated", "reason": REASON})
    evaluator = staff[0]["employee"]["id"]
    extended = {"deadline": _in(20), "employee_id": evaluator, "reason": REASON}
    assert hr.post(f"{base}/extend", extended)["extensions"]
    return str(leaver["id"])


def _everybody_hands_in(office: JourneyOffice, round_id: str) -> None:
    sent = office.fill_in_everything()
    assert sent > 84 * 5
    progress = office.hr.get(f"/evaluation-rounds/{round_id}/progress")
    assert progress["outstanding"] == 0
    assert progress["handed_in"] >= sent - 20


def _the_round_is_closed_and_calculated(
    office: JourneyOffice, round_id: str, people: list[dict[str, Any]], leaver: str
) -> None:
    hr, base = office.hr, f"/evaluation-rounds/{round_id}"
    nips = {one["id"]: one["nip"] for one in people}
    work = [("NIP", "hasilKinerjaNilai")]
    for one in hr.get(f"{base}/participants", params={"size": 200})["items"]:
        nip = nips[one["employee"]["id"]]
        if one["status"] == "active":
            work.append((nip, "2"))
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(work)
    file = {"file": ("hasil-kerja.csv", text.getvalue().encode(), "text/csv")}
    assert hr.post(f"{base}/work-results/import", files=file, data={"dry_run": "false"})["applied"]
    assert hr.post(f"{base}/close", {"reason": REASON})["status"] == "closed"
    run = hr.post(f"{base}/calculation")
    office.work()
    done = hr.get(f"{base}/calculation-runs/{run['id']}")
    assert (done["status"], done["failures"]) == ("published", [])
    assert done["fingerprint"]
    assert leaver in str(done["not_scored"])


def _assessors_decide(office: JourneyOffice, round_id: str, people: list[dict[str, Any]]) -> None:
    for client in office.clients.values():
        if "results:decide" not in client.get("/me")["permissions"]:
            continue
        page = client.get("/results", params={"round_id": round_id, "size": 200})
        mine = [one for one in page["items"] if "decide_result" in one["actions"]]
        ready = [one for one in mine if one["proposal"] and one["proposal"]["predicate"]]
        for one in ready[:1]:
            body = {"work_rating": 2, "behaviour_rating": 2, "reason": REASON, "category": "evidence"}
            client.put(f"/results/{one['id']}/decision", body, if_match=one["row_version"])
        if ready[1:]:
            chosen = [{"result_id": one["id"], "version": one["row_version"]} for one in ready[1:]]
            client.post(f"/evaluation-rounds/{round_id}/decisions/as-proposed", {"results": chosen})
    camat = person_named(people, "Camat Medan Marelan")
    page = office.hr.get("/results", params={"round_id": round_id, "size": 200})
    own = next(one for one in page["items"] if one["person"]["employee_id"] == camat["id"])
    body = {"work_rating": 2, "behaviour_rating": 2, "reason": REASON, "document": "800/15/2026"}
    office.hr.put(f"/results/{own['id']}/external-decision", body, if_match=own["row_version"])
    base = f"/evaluation-rounds/{round_id}"
    version = office.hr.get(base)["row_version"]
    predicate = {"predicate": "good", "document": "Keputusan Wali Kota 10/2026"}
    notes = office.hr.put(f"{base}/organisation-predicate", predicate, if_match=version)
    assert "kuota" in notes["consideration"]


def _results_are_released_in_two_parts(
    office: JourneyOffice, round_id: str, people: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    hr, base = office.hr, f"/evaluation-rounds/{round_id}"
    page = hr.get("/results", params={"round_id": round_id, "size": 200})
    decided = [one for one in page["items"] if one["status"] == "decided"]
    assert len(decided) > 60
    first = [one["id"] for one in decided[:30]]
    assert hr.post(f"{base}/release", {"result_ids": first})["released"] == 30
    rest = hr.post(f"{base}/release", {})
    assert rest["released"] == len(decided) - 30
    office.work()
    return decided


def _a_person_reads_learns_and_acknowledges(
    office: JourneyOffice, round_id: str, released: list[dict[str, Any]]
) -> None:
    wanted = {one["person"]["employee_id"] for one in released}
    client = next(c for c in office.clients.values() if c.get("/me")["employee"]["id"] in wanted)
    mine = client.get("/me/results")["items"]
    assert len(mine) == 1
    explained = client.get(f"/results/{mine[0]['id']}/explanation")
    assert any(step["key"] == "composite" for step in explained["steps"])
    assert client.get("/recommendations")["total"] >= 0
    read = client.post(f"/results/{mine[0]['id']}/acknowledgement")
    assert read["window"]["objection_until"]


def _the_head_and_the_export_agree(
    office: JourneyOffice, round_id: str, people: list[dict[str, Any]], released: list[dict[str, Any]]
) -> None:
    camat = office.clients[person_named(people, "Camat Medan Marelan")["nip"]]
    overview = camat.get(f"/dashboard/rounds/{round_id}")
    assert overview["results"]["released"] == len(released)
    assert sum(one["people"] for one in overview["distribution"]) == len(released)
    assert all(unit["people"] >= 5 for unit in overview["units"])
    exported = office.hr.get(
        f"/evaluation-rounds/{round_id}/results/export", params={"format": "csv", "reason": "Unggahan SIASN"}
    )
    rows = list(csv.reader(io.StringIO(exported.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) - 1 == len(released)
