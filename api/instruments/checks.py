"""What can be wrong with the contents of an instrument version, one question at a time; no faults, nothing wrong."""

from collections import Counter
from collections.abc import Iterator

from api.instruments.competencies import competency_codes
from api.instruments.draft import SCALE_LEVELS, ValueDraft, VersionDraft
from api.kit.faults import Fault
from api.kit.texts import Text

SHARES = range(1, 10)
VALUES_ALLOWED = range(1, 13)
ITEMS_PER_VALUE = 2  # one item alone cannot show whether a value was observed


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
    if [item.number for item in draft.items] != list(range(1, len(draft.items) + 1)):
        text = Text(
            "Nomor butir harus urut dari 1 sesuai urutan nilai, tanpa lompatan.",
            "Item numbers must run from 1 in the order of the values, without gaps.",
        )
        yield Fault("/values", "numbers_not_in_order", text)


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


def _missing(pointer: str) -> Fault:
    return Fault(pointer, "text_missing", Text("Bagian ini belum diisi.", "This is still empty."))


def _missing_texts(value: ValueDraft, pointer: str) -> Iterator[Fault]:
    for name in ("code", "name", "definition", "strength_text", "learning_text"):
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
