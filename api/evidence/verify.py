"""Memeriksa ekspor catatan audit tanpa jaringan dan tanpa sistem asalnya.

    python verify.py ekspor.zip [--key KUNCI_PUBLIK] [--checkpoint bukti.txt | "1284 a1b2-…"] [--forms lembar.json]

Perlu Python 3.11 dan `cryptography`. Kode keluar 1: ada yang tidak cocok, yang pertama disebut. No code of the service.
"""

import argparse
import base64
import hashlib
import hmac
import json
import sys
import zipfile
from collections import Counter
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

PREDICATES = ["very_good", "good", "needs_improvement", "poor", "very_poor"]
ANONYMOUS = ("peer", "subordinate")
FIELDS = {"v", "seq", "time_utc", "family", "action", "object", "actor_ref", "outcome", "before_h", "after_h", "trace"}
FIGURES = (
    "composite", "scaled", "numeric", "proposed_work", "proposed_behaviour", "proposed_predicate", "needs_official_decision"
)  # fmt: skip
MOVES = {  # action of a round: from which states, to which
    "open_round": (("draft",), "open"), "close_round": (("open",), "closed"), "reopen_round": (("closed",), "open"),
    "calculate_round": (("closed", "calculated"), "calculated"), "cancel_round": (("draft", "open"), "cancelled"),
    "release_round": (("calculated", "released"), "released"), "archive_round": (("released", "calculated"), "archived"),
}  # fmt: skip
LATER = {"rule_on_objection", "record_external_ruling", "approve_result_correction"}  # how a later version is shared
DECIDING = {"decide_result", "decide_results_as_proposed", "record_external_decision", "respond_to_proposal"}


class Bad(Exception): ...  # what does not fit, in words


def check(good: bool, text: str) -> None:
    if not good:
        raise Bad(text)


def canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def read_leaves(export: zipfile.ZipFile) -> tuple[list[dict[str, Any]], list[bytes]]:
    entries, hashes = [], []
    for number, line in enumerate(export.read("leaves.ndjson").splitlines(), start=1):
        entry = json.loads(line)
        check(set(entry) == FIELDS and entry["v"] == 1, f"catatan nomor {number}: bentuknya tidak dikenal")
        check(entry["seq"] == number, f"catatan nomor {number} hilang; berikutnya nomor {entry['seq']}")
        check(canonical(entry) == line, f"catatan nomor {number}: tidak dalam bentuk bakunya")
        entries.append(entry)
        hashes.append(hashlib.sha256(b"\x00" + line).digest())
    return entries, hashes


def roots_at(hashes: list[bytes], sizes: set[int]) -> dict[int, bytes]:
    """The root over the first n leaves for each size, in one pass: complete subtrees, merged like binary digits."""
    found: dict[int, bytes] = {}
    peaks: list[tuple[int, bytes]] = []
    for size, leaf in enumerate(hashes, start=1):
        peaks.append((1, leaf))
        while len(peaks) > 1 and peaks[-1][0] == peaks[-2][0]:
            (weight, right), (_, left) = peaks.pop(), peaks.pop()
            peaks.append((2 * weight, hashlib.sha256(b"\x01" + left + right).digest()))
        if size in sizes:
            found[size] = peaks[-1][1]
            for _, peak in reversed(peaks[:-1]):
                found[size] = hashlib.sha256(b"\x01" + peak + found[size]).digest()
    return found


def read_note(note: str, keys: list[tuple[str, bytes]]) -> tuple[str, int, bytes]:
    """Origin, size and root of a note that one of the keys (by name) has signed."""
    lines = [line.rstrip() for line in note.strip().splitlines()]
    origin, size, root = lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True)
    body = ("\n".join(lines[:3]) + "\n").encode()
    for line in lines[4:]:
        name, _, data = line.removeprefix("— ").partition(" ")
        for public in (public for key_name, public in keys if key_name == name == origin):
            with suppress(InvalidSignature):
                Ed25519PublicKey.from_public_bytes(public).verify(base64.b64decode(data)[4:], body)
                return origin, size, root
    raise Bad(f"bukti atas {size} catatan: tanda tangannya bukan dari kunci yang dipercaya")


def check_tree(hashes: list[bytes], known: list[tuple[int, bytes, str]]) -> None:
    roots, met = roots_at(hashes, {size for size, _, _ in known}), 0
    for size, root, what in sorted(known):
        check(size <= len(hashes), f"catatan nomor {len(hashes) + 1}–{size} sudah tidak ada, padahal ada {what}")
        check(roots[size].startswith(root), f"catatan nomor {met + 1}–{size}: ditulis ulang, berbeda dari {what}")
        met = size


def check_order(entries: list[dict[str, Any]]) -> tuple[Counter[tuple[str, str]], set[str]]:
    """Rounds move only as the table says; answers how often each form's leaf is in the log, and what was released."""
    states: dict[str, str] = {}
    released: set[str] = set()
    leaves: Counter[tuple[str, str]] = Counter()
    for entry in (entry for entry in entries if entry["outcome"] == "done"):
        kind, _, thing = entry["object"].partition(":")
        where, state = f"catatan nomor {entry['seq']} ({entry['action']})", states.get(thing, "draft")
        if kind == "round" and entry["family"] == "event" and entry["action"] in MOVES:
            origins, target = MOVES[entry["action"]]
            check(state in origins, f"{where}: tidak boleh saat periode {state}")
            requested = entry["action"] == "calculate_round" and entry["actor_ref"]  # the run itself has no actor
            states[thing] = state if requested else target
        elif entry["family"] == "participation":
            check(state == "open", f"{where}: lembar dikirim saat periode {state}")
        elif entry["family"] == "leaf":
            check(state in ("closed", "calculated"), f"{where}: lembar disegel saat periode {state}")
            leaves[thing, entry["after_h"]] += 1
        elif kind == "result" and entry["action"] in {*DECIDING, *LATER, "release_round"}:
            check(thing not in released or entry["action"] in LATER, f"{where}: hasil {thing} diubah sesudah dibagikan")
            released |= {thing} - ({thing} if entry["action"] in DECIDING else set())
    return leaves, released


def values_of_form(policy: dict[str, Any], answers: list[int]) -> dict[str, Fraction]:
    """The mean of each value that counts, by the shares of its answered items; nothing where too few values count."""
    found, rest = {}, iter(answers)
    for value in policy["values"]:
        pairs = [(answer, share) for share in value["item_shares"] if (answer := next(rest))]
        if len(pairs) >= value["min_items"]:
            found[value["code"]] = Fraction(sum(a * share for a, share in pairs), sum(share for _, share in pairs))
    return found if len(found) >= policy["min_values_per_form"] else {}


def means_of_forms(policy: dict[str, Any], forms: list[dict[str, Any]]) -> dict[tuple[str, str], Fraction]:
    found: dict[tuple[str, str], Fraction] = {}
    for rule in policy["sources"]:
        parts = [values_of_form(policy, form["answers"]) for form in forms if form["source"] == rule["source"]]
        for code in (value["code"] for value in policy["values"]):
            means = [part[code] for part in parts if code in part]
            if len(means) >= rule["min_forms"]:
                found[rule["source"], code] = sum(means, Fraction(0)) / len(means)
    return found


def score(policy: dict[str, Any], means: dict[tuple[str, str], Fraction], work: dict[str, Any]) -> dict[str, Any]:
    weights = {rule["source"]: rule["weight_bp"] for rule in policy["sources"]}
    values: dict[str, Fraction] = {}
    for value in policy["values"]:
        present = {source: mean for (source, code), mean in means.items() if code == value["code"]}
        if "superior" not in present:
            continue
        own = Fraction(weights.get("self", 0), 10_000) if "self" in present else Fraction(0)
        others = sum(weights[source] for source in present if source != "self")
        share = {s: own if s == "self" else (1 - own) * Fraction(weights[s], others) for s in present}
        values[value["code"]] = sum((share[s] * mean for s, mean in present.items()), Fraction(0))
    composite = scaled = numeric = None
    if len(values) >= policy["min_complete_values"]:
        shares = {value["code"]: value["share"] for value in policy["values"] if value["code"] in values}
        composite = sum((shares[code] * values[code] for code in values), Fraction(0)) / sum(shares.values())
    skp = None if work.get("skp_hundredths") is None else Fraction(work["skp_hundredths"], 100)
    cuts, behaviour, rating = policy["behaviour"], None, work.get("code")
    if skp is not None:
        rating = 1 if skp >= Fraction(policy["work"]["above"]) else 2 if skp >= Fraction(policy["work"]["meets"]) else 3
    if composite is not None:
        low = [code for code, value in values.items() if value < Fraction(cuts["below_value"])]
        weak = any(means["superior", code] < Fraction(cuts["below_value_superior"]) for code in low)
        strong = all(value >= Fraction(cuts["above_values"]) for value in values.values())
        above = composite >= Fraction(cuts["above_composite"]) and strong
        behaviour = 1 if above else 3 if weak or composite < Fraction(cuts["below_composite"]) else 2
        points = [(Fraction(point["answer"]), Fraction(point["figure"])) for point in policy["scale"]]
        place = next(place for place in range(1, len(points)) if composite <= points[place][0])
        (x, y), (x1, y1) = points[place - 1 : place + 1]
        scaled = y + (composite - x) / (x1 - x) * (y1 - y)
        if skp is not None:
            raters = any(rule["weight_bp"] and rule["source"] in ANONYMOUS for rule in policy["sources"])
            percent = policy["numeric"]["work_percent_with_raters" if raters else "work_percent_alone"]
            numeric = (percent * skp + (100 - percent) * scaled) / 100
    word = policy["matrix"][rating - 1][behaviour - 1] if policy["proposes"] and behaviour and rating else None
    adverse = word in ("poor", "very_poor")
    predicate = None if word is None or adverse else PREDICATES.index(word) + 1
    figures = (half_up(composite), half_up(scaled), half_up(numeric), rating, behaviour, predicate, adverse)
    return dict(zip(FIGURES, figures, strict=True))


def half_up(value: Fraction | None) -> int | None:  # four decimals, as whole ten-thousandths
    return None if value is None else (value * 20_000 + 1) // 2


def check_result(result: dict[str, Any], policies: dict[str, Any], entries: list[dict[str, Any]]) -> bool:
    """Answers whether the figures could be computed anew; parts that may not be told are not there."""
    where, policy, decision = f"hasil {result['id']}", policies[result["policy"]], result["decision"]
    entry = entries[result["release"]["seq"] - 1]
    named = entry["object"] == f"result:{result['id']}" and entry["action"] in {*LATER, "release_round"}
    check(named, f"{where}: pembagiannya tidak ada dalam catatan")
    if result["release"]["salt"]:
        told = canonical({"status": "released", "content_hash": result["content_hash"]})
        sealed = hmac.new(bytes.fromhex(result["release"]["salt"]), told, hashlib.sha256).hexdigest()
        check(sealed == entry["after_h"], f"{where}: sidik isinya bukan yang dicatat pada nomor {entry['seq']}")
    if result["content"] is not None:
        digest = hashlib.sha256(result["content"].encode()).hexdigest()
        check(digest == result["content_hash"], f"{where}: isinya berubah sesudah dibagikan")
        content = json.loads(result["content"])
        told_here = {name: result[name] for name in (*FIGURES[:6], "work")} | (decision or {})
        differs = [name for name, told in told_here.items() if told != {**(content["decision"] or {}), **content}[name]]
        check(not differs, f"{where}: {', '.join(differs)} berbeda dari isi yang disegel")
    if decision is not None:
        word = policy["matrix"][decision["work_rating"] - 1][decision["behaviour_rating"] - 1]
        check(PREDICATES[decision["predicate"] - 1] == word, f"{where}: predikatnya bukan menurut matriks")
    if result["sums"] is None:
        return False
    cells = {(source, code): cell for source, by_value in result["sums"].items() for code, cell in by_value.items()}
    for (source, _), cell in cells.items():
        check(source not in ANONYMOUS or cell["n"] >= 3, f"{where}: kelompok {source} terlalu kecil")
    means = {place: Fraction(cell["sum"]) / cell["n"] for place, cell in cells.items()}
    expect_figures(result, score(policy, means, result["work"] or {}))
    return True


def expect_figures(result: dict[str, Any], figures: dict[str, Any]) -> None:
    for name, figure in figures.items():
        check(result[name] == figure, f"hasil {result['id']}: {name} tertulis {result[name]}, seharusnya {figure}")


def check_forms(bundle: dict[str, Any], published: dict[str, Any], leaves: Counter[tuple[str, str]]) -> str:
    """Each form is one whose leaf was sealed; all versions follow from them, a ruling's form in the superior's place."""
    used: Counter[tuple[str, str]] = Counter()
    forms: dict[str, list[dict[str, Any]]] = {}
    for number, form in enumerate(bundle["forms"], start=1):
        forms.setdefault(form["participant"], []).append(form)
        told = {name: form[name] for name in ("participant", "source", "answers", "comments")}
        content = canonical({"round": bundle["round"], **told})
        leaf = hmac.new(bytes.fromhex(form["salt"]), content, hashlib.sha256).hexdigest()
        used[bundle["round"], leaf] += 1
        good = used[bundle["round"], leaf] <= leaves[bundle["round"], leaf]
        check(good, f"lembar nomor {number} tentang peserta {form['participant']}: tidak pernah disegel seperti ini")
    sealed = sum(count for (round_id, _), count in leaves.items() if round_id == bundle["round"])
    check(not bundle["whole"] or len(bundle["forms"]) == sealed, f"{sealed} lembar disegel, {len(bundle['forms'])} ada")
    ruled = {ruling["result"]: ruling for ruling in bundle["rulings"]}
    mine = [result for result in published["results"] if result["participant_id"] in forms]
    for result in sorted(mine, key=lambda result: result["version"]):
        policy, known = published["policies"][result["policy"]], forms[result["participant_id"]]
        if result["id"] in ruled:
            known[:] = [*(form for form in known if form["source"] != "superior"), ruled[result["id"]]]
        expect_figures(result, score(policy, means_of_forms(policy, known), result["work"] or {}))
    return f"{len(bundle['forms'])} lembar cocok dengan segelnya, {len(mine)} hasil dihitung ulang darinya"


def known_roots(arguments: Any, export: zipfile.ZipFile, origin: str) -> list[tuple[int, bytes, str]]:
    texts = arguments.key or export.read("keys.txt").decode().splitlines()
    parts = [text.strip().split("+", 2) for text in texts if text.strip()]  # name, id, algorithm and public key
    keys = [(name, base64.b64decode(data)[1:]) for name, _, data in parts]
    known = []
    for checkpoint in json.loads(export.read("checkpoints.json")):
        name, size, root = read_note(checkpoint["note"], keys)
        check(name == origin, f"bukti atas {size} catatan berasal dari catatan lain")
        known.append((size, root, "yang ditandatangani"))
    if arguments.checkpoint:
        if Path(arguments.checkpoint).is_file():
            _, size, root = read_note(Path(arguments.checkpoint).read_text(encoding="utf-8"), keys)
        else:
            number, code = arguments.checkpoint.split()
            size, root = int(number), bytes.fromhex(code.replace("-", ""))
        known.append((size, root, "bukti yang Anda simpan"))
    return known


def run(arguments: Any) -> None:
    with zipfile.ZipFile(arguments.export) as export:
        entries, hashes = read_leaves(export)
        print(f"{len(entries)} catatan dibaca, bentuk dan urutannya benar")
        known = known_roots(arguments, export, f"penilaian-kinerja/{hashes[0].hex()[:16]}")
        check_tree(hashes, known)
        print(f"{len(known)} bukti bertanda tangan cocok")
        leaves, released = check_order(entries)
        published = json.loads(export.read("results.json"))
        missing = released - {result["id"] for result in published["results"]} if published["whole"] else set()
        check(not missing, f"hasil yang pernah dibagikan tidak ada lagi: {', '.join(sorted(missing))}")
        computed = [check_result(result, published["policies"], entries) for result in published["results"]]
        print(f"{len(computed)} hasil diperiksa, {sum(computed)} di antaranya dihitung ulang dari jumlahnya")
        if arguments.forms:
            print(check_forms(json.loads(Path(arguments.forms).read_text(encoding="utf-8")), published, leaves))


def main() -> int:
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--key", action="append")
    for name in ("export", "--checkpoint", "--forms"):
        parser.add_argument(name)
    try:
        run(parser.parse_args())
    except (Bad, OSError, KeyError, TypeError, ValueError, IndexError, zipfile.BadZipFile) as error:
        print(f"TIDAK COCOK: {error if isinstance(error, Bad) else f'ekspor rusak ({error!r})'}")
        return 1
    print("SEMUA COCOK")
    return 0


if __name__ == "__main__":
    sys.exit(main())
