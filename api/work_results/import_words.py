"""The words of a list of work results: its columns, its ways of saying yes, and what can be found in it."""

from typing import Final, NamedTuple

from api.employees.roster_messages import ROSTER_MESSAGES
from api.kit.texts import Text

WORK_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "nip": ("nip", "nip_baru", "nip_nrp"),
    "code": (
        "hasil_kinerja_nilai",
        "hasilkinerjanilai",
        "hasil_kerja",
        "hasil_kinerja",
        "rating_hasil_kerja",
        "nilai_hasil_kerja",
        "kode_hasil_kerja",
    ),
    "skp": ("nilai_skp", "skp", "angka_skp", "capaian_skp"),
    "innovation": ("inovasi", "ide_baru"),
    "evidence": ("bukti_inovasi", "bukti", "uraian_inovasi"),
}
"""Our names of the columns and the normalised headings they are known by, the preferred one first (domain.md §11.4)."""

WORK_REQUIRED: Final = frozenset({"nip"})

CODE_WORDS: Final[dict[str, int]] = {
    **dict.fromkeys(("1", "di atas ekspektasi", "diatas ekspektasi", "di atas", "diatas"), 1),
    **dict.fromkeys(("2", "sesuai ekspektasi", "sesuai"), 2),
    **dict.fromkeys(("3", "di bawah ekspektasi", "dibawah ekspektasi", "di bawah", "dibawah"), 3),
}

PREDICATE_WORDS: Final = frozenset(
    {
        "sangat baik",
        "baik",
        "butuh perbaikan",
        "cukup",
        "kurang",
        "kurang/misconduct",
        "misconduct",
        "sangat kurang",
        "buruk",
    }
)
"""Predicates and their synonyms (domain.md §1.3). They are not work results: the predicate follows from two ratings."""

YES: Final = frozenset({"ya", "y", "1", "ada", "benar", "true", "yes"})
NO: Final = frozenset({"", "tidak", "t", "0", "-", "tidak ada", "salah", "false", "no"})


class FindingText(NamedTuple):
    message: Text
    remedy: Text


_GIVE_CODE = Text(
    "Isi 1 (di atas), 2 (sesuai), atau 3 (di bawah ekspektasi).", "Enter 1 (above), 2 (meets) or 3 (below expectation)."
)
_GIVE_FIGURE = Text(
    "Isi angka 0–120 dengan paling banyak dua desimal, misalnya 105,50.",
    "Enter a figure 0–120 with at most two decimals, such as 105.50.",
)
_LEAVE_OUT = Text("Hapus baris ini dari berkas.", "Leave this row out of the file.")

WORK_MESSAGES: Final[dict[str, FindingText]] = {
    "no_result_column": FindingText(
        Text(
            "Tidak ada kolom hasil kerja atau nilai SKP.", "There is neither a column of codes nor one of SKP figures."
        ),
        Text("Tambahkan kolom HASIL KINERJA NILAI atau NILAI SKP.", "Add a column HASIL KINERJA NILAI or NILAI SKP."),
    ),
    "nip_twice": FindingText(
        Text("NIP ini ada di lebih dari satu baris.", "This NIP stands in more than one row."),
        Text("Sisakan satu baris untuk setiap pegawai.", "Keep one row for each person."),
    ),
    "not_a_participant": FindingText(
        Text("Pegawai ini bukan peserta periode ini.", "This person does not take part in this round."), _LEAVE_OUT
    ),
    "own_row": FindingText(
        Text("Ini hasil kerja Anda sendiri.", "This is your own work result."),
        Text("Mintalah pejabat lain mengisinya.", "Ask another officer to enter it."),
    ),
    "already_decided": FindingText(
        Text("Hasil pegawai ini sudah ditetapkan.", "The result of this person is decided already."), _LEAVE_OUT
    ),
    "nothing_given": FindingText(
        Text("Hasil kerja dan nilai SKP kosong.", "Neither a code nor an SKP figure is given."),
        Text("Isi salah satu.", "Give one of the two."),
    ),
    "code_and_figure": FindingText(
        Text("Kode dan nilai SKP terisi dua-duanya.", "Both a code and an SKP figure are given."),
        Text("Sisakan salah satu.", "Keep one of the two."),
    ),
    "code_unknown": FindingText(Text("Hasil kerja ini tidak dikenal.", "This work result is not known."), _GIVE_CODE),
    "code_is_predicate": FindingText(
        Text("Ini predikat kinerja, bukan hasil kerja.", "This is a predicate, not a work result."), _GIVE_CODE
    ),
    "skp_not_a_number": FindingText(Text("Nilai SKP bukan angka.", "The SKP figure is not a number."), _GIVE_FIGURE),
    "skp_range": FindingText(Text("Nilai SKP di luar 0–120.", "The SKP figure lies outside 0–120."), _GIVE_FIGURE),
    "skp_decimals": FindingText(
        Text("Nilai SKP lebih dari dua desimal.", "The SKP figure has more than two decimals."),
        Text("Bulatkan di berkas asalnya menjadi dua desimal.", "Round it to two decimals in the source file."),
    ),
    "innovation_unknown": FindingText(
        Text("Isian inovasi tidak dikenal.", "The entry on innovation is not known."),
        Text('Isi "ya" atau "tidak".', 'Enter "ya" or "tidak".'),
    ),
    "evidence_missing": FindingText(
        Text("Inovasi diisi tanpa bukti.", "An innovation is claimed without evidence."),
        Text("Isi kolom BUKTI INOVASI.", "Fill in the column BUKTI INOVASI."),
    ),
    "evidence_too_long": FindingText(
        Text("Bukti inovasi terlalu panjang.", "The evidence is too long."),
        Text("Ringkas menjadi paling banyak 2.000 huruf.", "Shorten it to at most 2,000 characters."),
    ),
    **{
        code: FindingText(found.message, found.remedy)
        for code, found in ROSTER_MESSAGES.items()
        if code.startswith("nip_")
    },
}
