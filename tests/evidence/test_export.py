"""What leaves the office can be checked without it; and whatever was changed on the way is named."""

import base64
import copy
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.evidence.exports import Export, verified
from tests.evidence.small_office import SmallOffice

Fault = Callable[[Export], None]


@pytest.fixture
def taken(office: SmallOffice, tmp_path: Path) -> Path:
    """The export as the auditor downloads it."""
    path = tmp_path / "ekspor.zip"
    path.write_bytes(office.as_(office.rated.auditor).request("GET", "/audit-export").content)
    return path


def _first(export: Export, action: str, family: str = "event") -> int:
    return next(n for n, leaf in enumerate(export.leaves) if (leaf["action"], leaf["family"]) == (action, family))


def _edit(export: Export) -> None:
    export.leaves[6]["action"] = "open_round"


def _remove(export: Export) -> None:
    del export.leaves[10]


def _remove_and_number_anew(export: Export) -> None:
    del export.leaves[10]
    export.number_anew()


def _swap(export: Export) -> None:
    export.leaves[3], export.leaves[4] = export.leaves[4], export.leaves[3]
    export.number_anew()


def _cut_off(export: Export) -> None:
    del export.leaves[-3:]


def _foreign_signature(export: Export) -> None:
    head, _, data = export.checkpoints[0]["note"].rstrip().rpartition(" ")
    export.checkpoints[0]["note"] = f"{head} {data[:20]}{'A' if data[20] != 'A' else 'B'}{data[21:]}\n"


def _hand_in_after_close(export: Export) -> None:
    """Everything fits: hashes, numbers, no checkpoint speaks against it. But it cannot have been."""
    export.checkpoints.clear()
    late = copy.deepcopy(export.leaves[_first(export, "submit_evaluation", "participation")])
    export.leaves.insert(_first(export, "close_round") + 1, late)
    export.number_anew()


def _seal_after_release(export: Export) -> None:
    export.checkpoints.clear()
    export.leaves.append(copy.deepcopy(export.leaves[_first(export, "form_sealed", "leaf")]))
    export.number_anew()


def _decide_after_release(export: Export) -> None:
    export.checkpoints.clear()
    decided = next(leaf for leaf in export.leaves if leaf["action"] == "decide_result")
    export.leaves.append(copy.deepcopy(decided))
    export.number_anew()


def _better_composite(export: Export) -> None:
    result = export.results["results"][0]
    result["content"], result["composite"] = None, result["composite"] + 1


def _better_content(export: Export) -> None:
    result = next(one for one in export.results["results"] if one["content"])
    result["content"] = result["content"].replace('"composite":', '"composite":1')


def _better_content_and_its_hash(export: Export) -> None:
    result = next(one for one in export.results["results"] if one["content"])
    content = json.loads(result["content"])
    content["decision"]["predicate"] = 1
    result["content"] = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    result["content_hash"] = hashlib.sha256(result["content"].encode()).hexdigest()


def _another_predicate(export: Export) -> None:
    result = export.results["results"][1]
    result["content"], result["decision"] = None, {**result["decision"], "predicate": 1}


def _other_sums(export: Export) -> None:
    result = next(one for one in export.results["results"] if one["sums"])
    cell = next(iter(result["sums"]["superior"].values()))
    cell["sum"] = "1" if cell["sum"] != "1" else "2"


def _lose_a_result(export: Export) -> None:
    del export.results["results"][0]


FAULTS: list[tuple[Fault, str]] = [
    (_edit, "ditulis ulang, berbeda dari yang ditandatangani"),
    (_remove, "catatan nomor 11 hilang"),
    (_remove_and_number_anew, "ditulis ulang"),
    (_swap, "ditulis ulang"),
    (_cut_off, "sudah tidak ada, padahal ada yang ditandatangani"),
    (_foreign_signature, "tanda tangannya bukan dari kunci yang dipercaya"),
    (_hand_in_after_close, "lembar dikirim saat periode closed"),
    (_seal_after_release, "lembar disegel saat periode released"),
    (_decide_after_release, "diubah sesudah dibagikan"),
    (_better_composite, "composite"),
    (_better_content, "isinya berubah sesudah dibagikan"),
    (_better_content_and_its_hash, "sidik isinya bukan yang dicatat"),
    (_another_predicate, "predikatnya bukan menurut matriks"),
    (_other_sums, "seharusnya"),
    (_lose_a_result, "tidak ada lagi"),
]


def test_a_true_export_passes_and_every_planted_fault_is_named(taken: Path, tmp_path: Path) -> None:
    whole = Export.read(taken)
    code, said = verified(taken)
    assert (code, said.splitlines()[-1]) == (0, "SEMUA COCOK"), said
    assert "9 hasil diperiksa, 9 di antaranya dihitung ulang" in said
    assert any(one["content"] for one in whole.results["results"])
    for fault, named in FAULTS:
        export = copy.deepcopy(whole)
        fault(export)
        code, said = verified(export.write(tmp_path / "salah.zip"))
        assert (code, named in said) == (1, True), (fault.__name__, said)


def test_a_log_written_anew_does_not_pass_beside_what_the_auditor_kept(taken: Path, tmp_path: Path) -> None:
    export = Export.read(taken)
    kept = export.checkpoints[-1]["note"]
    key = export.other["keys.txt"].decode().strip()
    (tmp_path / "bukti.txt").write_text(kept)
    assert verified(taken, "--checkpoint", "bukti.txt", "--key", key)[0] == 0
    lines = kept.splitlines()
    code = f"{lines[1]} {base64.b64decode(lines[2]).hex()[:16]}"
    assert verified(taken, "--checkpoint", code)[0] == 0
    export.leaves[5]["trace"] = "f" * 16
    export.checkpoints.clear()
    forged = export.write(tmp_path / "baru.zip")
    assert verified(forged)[0] == 0  # without anything kept, nothing speaks against it
    for option in ("bukti.txt", code):
        answer, said = verified(forged, "--checkpoint", option)
        assert (answer, "bukti yang Anda simpan" in said) == (1, True)


def test_the_export_names_nobody_and_tells_nothing_of_small_groups(taken: Path, office: SmallOffice) -> None:
    export = Export.read(taken)
    told = json.dumps([export.results, export.leaves], ensure_ascii=False)
    for person in (*office.rated.staff, office.rated.kasi, office.rated.camat):
        assert person.name not in told
        assert person.nip not in told
    for result in export.results["results"]:
        for source in ("peer", "subordinate"):
            assert all(cell["n"] >= 3 for cell in (result["sums"] or {}).get(source, {}).values())
    assert "token" not in told
    assert {leaf["actor_ref"] for leaf in export.leaves if leaf["family"] == "leaf"} == {""}


def test_only_auditors_take_it_and_taking_it_is_an_entry_that_is_signed(taken: Path, office: SmallOffice) -> None:
    export = Export.read(taken)
    assert export.leaves[-1]["action"] == "download_audit_export"
    assert export.checkpoints[-1]["note"].splitlines()[1] == str(len(export.leaves))
    office.hr().get("/audit-export", expect=403)
