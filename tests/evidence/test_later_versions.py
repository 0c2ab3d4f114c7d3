"""A result that was corrected after its release is in the export in both versions, each with the entry that shared it."""

import copy
from pathlib import Path

from api.access.permissions import Role
from tests.evidence.exports import Export, verified
from tests.evidence.small_office import SmallOffice
from tests.factories.people import make_account, make_grant

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
