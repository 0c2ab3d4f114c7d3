"""A person disagrees: he objects, both sides are heard, the superior's form is corrected, a new version holds."""

import csv
import io
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.kit.database import Database
from api.results.models import CorrectionForm, Result, ResultSeal
from api.results.queries import select_results
from api.results.seals import content_hash
from api.training.models import Recommendation
from tests.factories.results import Rated, forms_about, result_of, work_all
from tests.objections.scene import Scene, attach
from tests.results.conftest import As, as_, rated, run

__all__ = ["as_", "rated", "run"]
BETTER = {str(number): 5 for number in range(1, 22)}


@pytest.fixture
def scene(rated: Rated, run: Any, as_: As, db: Session) -> Scene:
    scene = Scene(db, rated, as_, rated.staff[0])
    scene.share(behaviour_rating=3)
    return scene


def test_an_objection_is_ruled_changed_and_a_new_version_holds(scene: Scene, database: Database) -> None:
    old_id = scene.result_id
    own = scene.as_(scene.person)
    before = own.get(f"/results/{old_id}")
    assert "file_objection" in before["actions"]
    original = [form.answers for form in forms_about(scene.db, scene.rated.of(scene.person))]
    filed = _filed_with_evidence(scene)
    _not_final_anywhere(scene, old_id)
    heard = _both_are_heard(scene, filed)
    new_id = _ruled_with_a_corrected_form(scene, heard)
    after = own.get(f"/results/{new_id}")
    _peers_say_the_same(before, after)
    assert (after["version"], after["supersedes"], after["is_final"]) == (2, old_id, True)
    assert after["composite"]["value"] > before["composite"]["value"]
    assert after["decision"]["behaviour_rating"]["code"] == 1
    _the_old_version_stays_as_it_was(scene, old_id, new_id, before)
    _lists_and_files_have_the_new_one(scene, new_id)
    _what_to_learn_follows(scene, database, new_id)
    assert [form.answers for form in forms_about(scene.db, scene.rated.of(scene.person))] == original


def _filed_with_evidence(scene: Scene) -> dict[str, Any]:
    terms = scene.as_(scene.person).get(f"/results/{scene.result_id}/objection-terms")
    assert (terms["may_file"], terms["ruler_name"], terms["external"]) == (True, "Adi Camat", False)
    value = terms["about"][0]["about"]
    filed = scene.file(grounds=[{"about": value, "reason": "Dua surat terima kasih warga belum diperhitungkan."}])
    assert (filed["status"], filed["role"], filed["waiting_for"]) == ("filed", "person", "other")
    read = attach(scene.as_(scene.person), filed["id"])
    assert [one["caption"] for one in read["evidence"]] == ["Tanda terima laporan"]
    return filed


def _not_final_anywhere(scene: Scene, result_id: str) -> None:
    own, hr = scene.as_(scene.person), scene.as_(scene.rated.hr)
    assert own.get(f"/results/{result_id}")["is_final"] is False
    assert own.get("/me/results")["items"][0]["objection"] == "open"
    assert own.get("/me/results")["items"][0]["is_final"] is False
    assert _exported(scene)[0]["is_final"] == "FALSE"
    archived = hr.post(f"/evaluation-rounds/{scene.rated.round.id}/archive", expect=409)
    assert "1 keberatan belum diputus" in str(archived)


def _exported(scene: Scene) -> list[dict[str, str]]:
    path = f"/evaluation-rounds/{scene.rated.round.id}/results/export"
    file = scene.as_(scene.rated.hr).get(path, params={"format": "csv", "reason": "Unggahan ke SIASN."})
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig")), delimiter=";"))


def _both_are_heard(scene: Scene, filed: dict[str, Any]) -> dict[str, Any]:
    camat, kasi = scene.as_(scene.rated.camat), scene.as_(scene.rated.kasi)
    assert camat.get("/me/overview")["objections_waiting"] == 1
    assert kasi.get("/me/overview")["objections_waiting"] == 0
    heard = scene.hear(filed)
    assert heard["status"] == "heard"
    assert camat.get("/objections", params={"waiting_for_me": "true"})["items"][0]["actions"] == ["rule_on_objection"]
    evidence = camat.get(f"/objections/{filed['id']}")["evidence"][0]
    assert camat.get(f"/objections/{filed['id']}/evidence/{evidence['id']}").startswith(b"%PDF-")
    return heard


def _ruled_with_a_corrected_form(scene: Scene, heard: dict[str, Any]) -> str:
    change = {"answers": BETTER, "work_rating": 2, "behaviour_rating": 1}
    seen = scene.step(scene.rated.camat, "ruling-preview", change, of=heard)
    ruled = scene.rule(heard, outcome="changed", **change)
    assert (ruled["status"], ruled["waiting_for"], ruled["actions"]) == ("ruled_changed", "nobody", [])
    after = scene.as_(scene.person).get(f"/results/{ruled['new_result_id']}")
    assert seen["after"]["composite"] == after["composite"]
    assert seen["after"]["predicate"] == after["decision"]["predicate"]
    return str(ruled["new_result_id"])


def _peers_say_the_same(before: dict[str, Any], after: dict[str, Any]) -> None:
    def peers(read: dict[str, Any]) -> list[Any]:
        kept = ("mean", "shown")
        values = [[one for one in value["sources"] if one["source"] != "superior"] for value in read["values"]]
        items = [
            [{name: mean[name] for name in kept} for mean in item["means"] if mean["source"] != "superior"]
            for value in read["values"]
            for item in value["items"]
        ]
        return [values, items, [one for one in read["comments"] if one["source"] != "superior"]]

    assert peers(before) == peers(after)


def _the_old_version_stays_as_it_was(scene: Scene, old_id: str, new_id: str, before: dict[str, Any]) -> None:
    old = scene.as_(scene.person).get(f"/results/{old_id}")
    told = ("composite", "values", "decision", "content_hash", "version")
    assert {name: old[name] for name in told} == {name: before[name] for name in told}
    assert (old["superseded"], old["superseded_by"], old["is_final"], old["objection"]) == (
        True,
        new_id,
        False,
        "ruled",
    )
    scene.db.rollback()
    for one in scene.db.scalars(select_results().where(Result.employee_id == scene.person.id)).all():
        assert scene.db.get_one(ResultSeal, one.id).content_hash == content_hash(one)
    assert scene.db.scalars(select(CorrectionForm.answers)).all() == [bytes([5] * 21)]


def _lists_and_files_have_the_new_one(scene: Scene, new_id: str) -> None:
    assert [row["id"] for row in scene.as_(scene.person).get("/me/results")["items"]] == [new_id]
    listed = scene.as_(scene.rated.hr).get("/results", params={"status": "released"})
    assert [(row["id"], row["is_final"]) for row in listed["items"]] == [(new_id, True)]
    assert [(row["result_id"], row["version"], row["is_final"]) for row in _exported(scene)] == [(new_id, "2", "TRUE")]


def _what_to_learn_follows(scene: Scene, database: Database, new_id: str) -> None:
    work_all(database)
    scene.db.rollback()
    told = scene.as_(scene.person).get("/recommendations", params={"size": 200})["items"]
    kept = {str(one) for one in scene.db.scalars(select(Recommendation.result_id))}
    assert {one["result_id"] for one in told} <= {new_id}
    assert new_id in kept or not told


def test_nothing_that_is_told_of_an_objection_tells_a_rater(scene: Scene) -> None:
    filed = scene.file()
    ruled = scene.rule(scene.hear(filed))
    peers = scene.rated.staff[1:]
    raters = [word for one in peers for word in (str(one.id), one.id.hex, one.name, one.nip)]
    readers = (scene.person, scene.rated.kasi, scene.rated.camat, scene.rated.hr, scene.rated.auditor)
    for who in readers:
        answers = [scene.as_(who).get(path) for path in ("/objections", f"/objections/{ruled['id']}")]
        answers += [scene.as_(who).get(f"/results/{result_of(scene.db, scene.rated, scene.person).id}")]
        assert not [word for word in raters if word in str(answers)]
