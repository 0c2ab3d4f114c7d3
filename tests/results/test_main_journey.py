"""From the closed round to the receipt, through the API."""

from typing import Any

from sqlalchemy.orm import Session

from api.kit.database import Database
from tests.factories.results import REASON, Rated, calculate
from tests.results.conftest import As


def test_a_round_goes_from_forms_to_a_receipt(rated: Rated, run: Any, as_: As, db: Session, database: Database) -> None:
    assert run["status"] == "published"
    assert run["done"] == run["total"] == 9
    hr, kasi, camat = as_(rated.hr), as_(rated.kasi), as_(rated.camat)
    page = kasi.get(f"/results?round_id={rated.round.id}")
    assert page["total"] == len(rated.staff)
    first = page["items"][0]
    assert first["actions"] == ["decide_result"]
    confirmable = [one for one in page["items"] if one["proposal"]["predicate"]]
    body = {"results": [{"result_id": one["id"], "version": one["row_version"]} for one in confirmable]}
    done = kasi.post(f"/evaluation-rounds/{rated.round.id}/decisions/as-proposed", body)
    assert {one["status"] for one in done} == {"decided"}
    released = camat.post(f"/evaluation-rounds/{rated.round.id}/release", {})
    assert released["released"] == len(confirmable)
    person = next(one for one in rated.staff if str(one.id) == confirmable[0]["person"]["employee_id"])
    own = as_(person)
    mine = own.get("/me/results")
    assert mine["total"] == 1
    result = own.get(f"/results/{mine['items'][0]['id']}")
    assert result["reader"] == "self"
    assert result["decision"]["predicate"]["text"] in ("Sangat Baik", "Baik")
    explained = own.get(f"/results/{result['id']}/explanation")
    assert explained["steps"]
    receipt = own.post(f"/results/{result['id']}/acknowledgement")
    assert receipt["window"]["objection_until"]
    content = hr.get(f"/evaluation-rounds/{rated.round.id}/results/export?format=csv&reason=Unggahan+SIASN+triwulan")
    assert person.nip in content.decode("utf-8-sig")


def test_a_second_run_with_the_same_inputs_gives_the_same_fingerprint_and_no_difference(
    rated: Rated, run: Any, as_: As, database: Database
) -> None:
    again = calculate(database, as_(rated.hr), rated)
    assert again["fingerprint"] == run["fingerprint"]
    assert again["differences"] == []


def test_decisions_on_unchanged_figures_survive_a_rerun(rated: Rated, run: Any, as_: As, database: Database) -> None:
    kasi = as_(rated.kasi)
    one = kasi.get("/results")["items"][0]
    body = {"work_rating": 2, "behaviour_rating": 2, "reason": REASON, "category": "evidence"}
    kasi.put(f"/results/{one['id']}/decision", body, if_match=one["row_version"])
    calculate(database, as_(rated.hr), rated)
    page = kasi.get("/results?undecided=false")
    assert [item["person"]["employee_id"] for item in page["items"]] == [one["person"]["employee_id"]]
