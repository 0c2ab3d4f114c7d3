"""A result that was corrected or ruled on after its release is in the export in both versions, each with the entry that
shared it; and both follow from the forms, where their seal was broken."""

import copy
import json
from pathlib import Path
from typing import Any

from api.access.permissions import Role
from tests.assignments.forms_sent import form
from tests.evidence.exports import Export, verified
from tests.evidence.small_office import SmallOffice
from tests.factories.people import make_account, make_grant
from tests.objections.scene import Scene

RIGHT = {"work_rating": 1, "behaviour_rating": 2, "reason": "Salah ketik pada penetapan; lihat nota dinas."}


def correct_one(office: SmallOffice) -> str:
    """Two officers; answers the later version."""
    colleague = make_account(office.db, "Petugas Kedua")
    make_grant(office.db, colleague, Role.HR_OFFICER)
    office.db.commit()
    staff = str(office.rated.staff[0].name)
    result = next(one for one in office.results() if one["person"]["name"] == staff)
    proposed = office.hr().post(f"/results/{result['id']}/corrections", RIGHT, expect=201)
    approved = office.as_(colleague).post(f"/result-corrections/{proposed['id']}/approval")
    return str(approved["new_result_id"])


def test_a_corrected_result_passes_and_is_tied_to_its_approval(office: SmallOffice, tmp_path: Path) -> None:
    later = correct_one(office)
    path = tmp_path / "ekspor.zip"
    path.write_bytes(office.as_(office.rated.auditor).request("GET", "/audit-export").content)
    code, said = verified(path)
    assert (code, said.splitlines()[-1]) == (0, "SEMUA COCOK"), said
    assert "10 hasil diperiksa, 10 di antaranya dihitung ulang" in said
    export = Export.read(path)
    told = next(one for one in export.results["results"] if one["id"] == later)
    approval = export.leaves[told["release"]["seq"] - 1]
    assert (told["version"], approval["action"]) == (2, "approve_result_correction")
    assert approval["object"] == f"result:{later}"


def test_a_later_version_under_a_foreign_entry_or_decided_anew_is_named(office: SmallOffice, tmp_path: Path) -> None:
    later = correct_one(office)
    path = tmp_path / "ekspor.zip"
    path.write_bytes(office.as_(office.rated.auditor).request("GET", "/audit-export").content)
    whole = Export.read(path)
    foreign = copy.deepcopy(whole)
    results = {one["id"]: one for one in foreign.results["results"]}
    results[later]["release"] = next(one["release"] for key, one in results.items() if key != later)
    code, said = verified(foreign.write(tmp_path / "asing.zip"))
    assert (code, "pembagiannya tidak ada dalam catatan" in said) == (1, True), said
    decided = copy.deepcopy(whole)
    decided.checkpoints.clear()
    entry = copy.deepcopy(next(leaf for leaf in decided.leaves if leaf["action"] == "decide_result"))
    decided.leaves.append({**entry, "object": f"result:{later}"})
    decided.number_anew()
    code, said = verified(decided.write(tmp_path / "baru.zip"))
    assert (code, "diubah sesudah dibagikan" in said) == (1, True), said


def open_forms(office: SmallOffice, folder: Path) -> dict[str, Any]:
    """The bundle of the whole round, behind the seal that two officers broke."""
    second = make_account(office.db, "Administrator")
    make_grant(office.db, second, Role.ADMINISTRATOR)
    office.db.commit()
    auditor = office.as_(office.rated.auditor)
    body = {"seal": "forms", "round_id": str(office.rated.round.id), "participant_id": None, "reason": RIGHT["reason"]}
    base = f"/seal-breakings/{auditor.post('/seal-breakings', body)['id']}"
    office.as_(second).post(f"{base}/approval", {"reason": RIGHT["reason"]})
    bundle: dict[str, Any] = json.loads(auditor.request("GET", f"{base}/bundle").content)
    (folder / "lembar.json").write_text(json.dumps(bundle))
    return bundle


def rule_by_form(office: SmallOffice) -> str:
    """A staff member objects, both sides are heard, and the Camat fills in the superior's form anew: all fives."""
    scene = Scene(office.db, office.rated, office.as_, office.rated.staff[1])
    heard = scene.hear(scene.file())
    answers = dict.fromkeys(form()["answers"], 5)
    ruled = scene.rule(heard, outcome="changed", answers=answers, work_rating=1, behaviour_rating=2)
    return str(ruled["new_result_id"])


def test_a_ruling_through_the_superiors_form_is_recomputed_from_the_opened_forms(
    office: SmallOffice, tmp_path: Path
) -> None:
    later, corrected = rule_by_form(office), correct_one(office)
    path = tmp_path / "ekspor.zip"
    path.write_bytes(office.as_(office.rated.auditor).request("GET", "/audit-export").content)
    versions = {one["id"]: one for one in Export.read(path).results["results"]}
    first = next(
        one
        for one in versions.values()
        if one["participant_id"] == versions[later]["participant_id"] and one["version"] == 1
    )
    assert versions[later]["composite"] > first["composite"]
    bundle = open_forms(office, tmp_path)
    assert [ruling["result"] for ruling in bundle["rulings"]] == [later]
    code, said = verified(path, "--forms", "lembar.json")
    assert (code, f"{len(versions)} hasil dihitung ulang darinya" in said) == (0, True), said
    assert corrected in versions
    bundle["rulings"][0]["answers"][0] = 4
    (tmp_path / "lembar.json").write_text(json.dumps(bundle))
    code, said = verified(path, "--forms", "lembar.json")
    assert (code, f"hasil {later}: composite tertulis" in said) == (1, True), said
