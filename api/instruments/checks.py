"""What can be wrong with an instrument version, one question at a time. Each answers with faults, none being best."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from api.instruments.competencies import competency_codes
from api.instruments.draft import SCALE_LEVELS, PolicyDraft, ValueDraft, VersionDraft
from api.kit.texts import Text

SHARES = range(1, 10)
VALUES_ALLOWED = range(1, 13)
ITEMS_PER_VALUE = 2  # one item alone cannot show whether a value was observed
SOURCES = ("superior", "peer", "self", "subordinate")
WHOLE_BP = 10_000
ANONYMITY_FLOOR = 3  # fewer peers could be told apart; no version may go below
HIGHEST_POINT = 120


class Fault(NamedTuple):
    """Where (JSON pointer into the draft), what (a stable code), and the sentence for the officer."""

    pointer: str
    code: str
    message: Text


def header_faults(draft: VersionDraft) -> Iterator[Fault]:
    if not draft.legal_basis.strip():
        yield Fault("/legal_basis", "legal_basis_missing", Text("Isi dasar hukum.", "Enter the legal basis."))
    if draft.effective_from is None:
        text = Text("Isi tanggal mulai berlaku.", "Enter the date it takes effect.")
        yield Fault("/effective_from", "effective_from_missing", text)
    if len(draft.values) not in VALUES_ALLOWED:
        text = Text("Instrumen memuat 1 sampai 12 nilai.", "An instrument has 1 to 12 values.")
        yield Fault("/values", "values_out_of_range", text)


def value_faults(draft: VersionDraft) -> Iterator[Fault]:
    codes = Counter(value.code.strip().casefold() for value in draft.values)
    for index, value in enumerate(draft.values):
        pointer = f"/values/{index}"
        if codes[value.code.strip().casefold()] > 1:
            text = Text("Kode nilai {code} dipakai lebih dari sekali.", "Value code {code} is used more than once.")
            yield Fault(f"{pointer}/code", "code_not_unique", text.format(code=value.code))
        yield from _missing_texts(value, pointer)
        yield from _share_faults(value.share, pointer)
        yield from _competency_faults(value.competencies, pointer)
        if len(value.items) < ITEMS_PER_VALUE:
            text = Text("Setiap nilai memerlukan paling sedikit 2 butir.", "Each value needs at least 2 items.")
            yield Fault(f"{pointer}/items", "too_few_items", text)


def item_faults(draft: VersionDraft) -> Iterator[Fault]:
    numbers = Counter(item.number for item in draft.items)
    for v, value in enumerate(draft.values):
        for i, item in enumerate(value.items):
            pointer = f"/values/{v}/items/{i}"
            if numbers[item.number] > 1:
                text = Text("Nomor butir {n} dipakai lebih dari sekali.", "Item number {n} is used more than once.")
                yield Fault(f"{pointer}/number", "number_not_unique", text.format(n=item.number))
            if not item.text.strip():
                yield _missing(f"{pointer}/text")
            yield from _share_faults(item.share, pointer)
            yield from _competency_faults(item.competencies, pointer)
            if not item.competencies:
                text = Text("Pilih paling sedikit satu kompetensi.", "Choose at least one competency.")
                yield Fault(f"{pointer}/competencies", "competency_missing", text)
    if set(numbers) != set(range(1, len(numbers) + 1)):
        text = Text("Nomor butir harus urut dari 1 tanpa lompatan.", "Item numbers must run from 1 without gaps.")
        yield Fault("/values", "numbers_not_gapless", text)


def anchor_faults(draft: VersionDraft) -> Iterator[Fault]:
    for v, value in enumerate(draft.values):
        levels = Counter(anchor.level for anchor in value.anchors)
        pointer = f"/values/{v}/anchors"
        if any(levels[level] != 1 for level in SCALE_LEVELS):
            text = Text(
                "Tulis satu contoh perilaku untuk setiap tingkat 1 sampai 5.", "Write one anchor for each level 1 to 5."
            )
            yield Fault(pointer, "anchors_incomplete", text)
        for a, anchor in enumerate(value.anchors):
            if anchor.level not in SCALE_LEVELS:
                text = Text("Tingkat harus 1 sampai 5.", "A level lies between 1 and 5.")
                yield Fault(f"{pointer}/{a}/level", "level_out_of_range", text)
            if not anchor.text.strip():
                yield _missing(f"{pointer}/{a}/text")


def weight_faults(policy: PolicyDraft) -> Iterator[Fault]:
    pointer = "/policy/weights_bp"
    for source, weight in policy.weights_bp.items():
        if source not in SOURCES:
            text = Text("Sumber {source} tidak dikenal.", "Source {source} is unknown.")
            yield Fault(f"{pointer}/{source}", "unknown_source", text.format(source=source))
        if weight < 0:
            text = Text("Bobot tidak boleh kurang dari 0.", "A weight cannot be below 0.")
            yield Fault(f"{pointer}/{source}", "weight_negative", text)
    total = sum(policy.weights_bp.values())
    if total != WHOLE_BP:
        text = Text(
            "Jumlah bobot harus tepat 10.000 (100 %), sekarang {total}.",
            "Weights must total exactly 10,000 (100 %), now {total}.",
        )
        yield Fault(pointer, "weights_not_whole", text.format(total=total))
    if policy.weights_bp.get("superior", 0) < 1:
        text = Text("Bobot atasan paling sedikit 1.", "The superior's weight is at least 1.")
        yield Fault(f"{pointer}/superior", "superior_weight_missing", text)
    if not 1 <= policy.work_weight_bp < WHOLE_BP:
        text = Text("Bobot hasil kerja antara 1 dan 9.999.", "The work result's weight lies between 1 and 9,999.")
        yield Fault("/policy/work_weight_bp", "work_weight_out_of_range", text)


def cut_faults(policy: PolicyDraft) -> Iterator[Fault]:
    """The two behaviour ratings must not both be possible, and every line must lie on its scale in order."""
    p = policy
    behaviour = (
        p.below_value_under <= p.below_superior_under
        and p.below_value_under <= p.below_under < p.above_from
        and p.below_value_under <= p.above_each_value_from <= p.above_from
    )
    cuts = (p.above_from, p.above_each_value_from, p.below_under, p.below_value_under, p.below_superior_under)
    if not behaviour or not all(SCALE_LEVELS[0] <= cut <= SCALE_LEVELS[-1] for cut in cuts):
        text = Text("Batas perilaku harus berurutan di antara 1 dan 5.", "Behaviour cuts must be in order, 1 to 5.")
        yield Fault("/policy/above_from", "cuts_not_ordered", text)
    if not 0 < p.work_meets_from < p.work_above_from <= HIGHEST_POINT:
        text = Text("Batas hasil kerja harus berurutan, paling tinggi 120.", "Work cuts must be in order, up to 120.")
        yield Fault("/policy/work_above_from", "work_cuts_not_ordered", text)
    if len(p.bands) != 4 or not _ascending((Fraction(0), *reversed(p.bands), Fraction(HIGHEST_POINT))):
        text = Text(
            "Empat batas predikat angka harus menurun, di antara 0 dan 120.", "Four bands, descending, 0 to 120."
        )
        yield Fault("/policy/bands", "bands_not_ordered", text)
    points = tuple(Fraction(point) for point in p.scale_points)
    if len(points) != len(SCALE_LEVELS) or not _ascending(points) or not 0 <= points[0] <= points[-1] <= HIGHEST_POINT:
        text = Text("Lima nilai skala harus menaik, di antara 0 dan 120.", "Five scale points, ascending, 0 to 120.")
        yield Fault("/policy/scale_points", "scale_not_ordered", text)


def threshold_faults(draft: VersionDraft) -> Iterator[Fault]:
    """A threshold nobody could reach would leave every result incomplete."""
    policy, values = draft.policy, len(draft.values)
    fewest = min((len(value.items) for value in draft.values), default=0)
    limits = (
        ("min_items_per_value", policy.min_items_per_value, fewest),
        ("min_values_per_form", policy.min_values_per_form, values),
        ("min_complete_values", policy.min_complete_values, values),
    )
    for name, threshold, most in limits:
        if not 1 <= threshold <= most:
            text = Text("Batas harus antara 1 dan {most}.", "The threshold lies between 1 and {most}.")
            yield Fault(f"/policy/{name}", "threshold_impossible", text.format(most=most))
    if policy.peers_min < ANONYMITY_FLOOR:
        text = Text("Paling sedikit 3 rekan, demi kerahasiaan.", "At least 3 peers, for confidentiality.")
        yield Fault("/policy/peers_min", "peers_below_three", text)
    if not policy.peers_min <= policy.peers_assigned <= policy.peers_max:
        text = Text(
            "Jumlah rekan di antara paling sedikit dan paling banyak.", "Peers lie between minimum and maximum."
        )
        yield Fault("/policy/peers_assigned", "peers_not_ordered", text)


def _ascending(figures: tuple[Fraction, ...]) -> bool:
    return all(low < high for low, high in pairwise(figures))


def _missing(pointer: str) -> Fault:
    return Fault(pointer, "text_missing", Text("Bagian ini belum diisi.", "This is still empty."))


def _missing_texts(value: ValueDraft, pointer: str) -> Iterator[Fault]:
    for name in ("code", "name", "definition", "strength", "to_learn"):
        if not getattr(value, name).strip():
            yield _missing(f"{pointer}/{name}")


def _share_faults(share: int, pointer: str) -> Iterator[Fault]:
    if share not in SHARES:
        text = Text("Bagian harus bilangan bulat 1 sampai 9.", "A share is a whole number from 1 to 9.")
        yield Fault(f"{pointer}/share", "share_out_of_range", text)


def _competency_faults(codes: tuple[int, ...], pointer: str) -> Iterator[Fault]:
    unknown = sorted(set(codes) - competency_codes())
    if unknown:
        text = Text("Kompetensi {codes} tidak dikenal.", "Competency {codes} is unknown.")
        yield Fault(
            f"{pointer}/competencies", "competency_unknown", text.format(codes=", ".join(str(code) for code in unknown))
        )
