"""What a staff list leaves open about the structure, and what the plan does unless somebody says otherwise."""

from typing import NamedTuple

from api.kit.texts import Text


class QuestionText(NamedTuple):
    message: Text
    answer: Text


STRUCTURE_MESSAGES: dict[str, QuestionText] = {
    "unit_parent_guessed": QuestionText(
        Text("Unit atasan dari {unit} tidak disebut.", "The parent of {unit} is not given."),
        Text("Ditempatkan di bawah {parent}.", "It is placed below {parent}."),
    ),
    "unit_parent_ambiguous": QuestionText(
        Text("Ada beberapa unit bernama {parent} di atas {unit}.", "Several units are called {parent} above {unit}."),
        Text("Dipilih yang pertama dalam daftar.", "The first in the list is taken."),
    ),
    "unit_parents_in_a_circle": QuestionText(
        Text("Unit {unit} berada di bawah dirinya sendiri.", "The unit {unit} is below itself."),
        Text("Unit ini ditempatkan di puncak.", "It is placed at the top."),
    ),
    "units_too_deep": QuestionText(
        Text("Unit {unit} berada terlalu dalam di bawah unit lain.", "The unit {unit} lies too deep below others."),
        Text("Unit ini ditempatkan di puncak.", "It is placed at the top."),
    ),
    "unit_without_head": QuestionText(
        Text("Tidak ada pimpinan {unit} dalam daftar.", "The list has no head of {unit}."),
        Text("Tugas pimpinan naik ke unit di atasnya.", "The head's tasks go to the unit above."),
    ),
    "two_heads": QuestionText(
        Text("Ada lebih dari satu pimpinan di {unit}.", "{unit} has more than one head."),
        Text("{title} di baris {row} dipakai sebagai pimpinan.", "{title} in row {row} is taken as the head."),
    ),
    "several_roots": QuestionText(
        Text("Lebih dari satu pegawai tidak memiliki atasan.", "More than one employee has no superior."),
        Text("Masing-masing dianggap pimpinan tertinggi.", "Each is taken as the highest."),
    ),
    "superior_missing": QuestionText(
        Text("Atasan beberapa pegawai di {unit} kosong.", "The superior of some employees in {unit} is empty."),
        Text("Atasannya {superior}.", "Their superior is {superior}."),
    ),
    "superior_refused": QuestionText(
        Text("Baris atasan beberapa pegawai di {unit} ditolak.", "The superior's row of some in {unit} is refused."),
        Text("Atasannya {superior}.", "Their superior is {superior}."),
    ),
    "superior_elsewhere": QuestionText(
        Text(
            "Atasan beberapa pegawai di {unit} berada di {other}.", "The superior of some in {unit} belongs to {other}."
        ),
        Text("Atasan mengikuti daftar: {superior}.", "The list is followed: {superior}."),
    ),
    "superior_of_low_class": QuestionText(
        Text("{superior} menjadi atasan, tetapi bukan pejabat pengawas.", "{superior} is a superior but no pengawas."),
        Text("Atasan mengikuti daftar.", "The list is followed."),
    ),
    "class_uncertain": QuestionText(
        Text("Kelas jabatan {title} tidak jelas.", "The class of {title} is not clear."),
        Text("Dianggap jabatan pengawas.", "It is taken as pengawas."),
    ),
    "post_split": QuestionText(
        Text(
            "Pemegang jabatan {title} di {unit} memiliki atasan berbeda.",
            "Holders of {title} in {unit} differ in superior.",
        ),
        Text("Dibuat satu jabatan untuk tiap atasan.", "There is one post for each superior."),
    ),
    "renumbered": QuestionText(
        Text(
            "Pegawai di baris ini sama nama dan tanggal lahirnya dengan pegawai lama yang tidak ada dalam daftar.",
            "The employee in this row has name and date of birth of one on record who is not in the list.",
        ),
        Text(
            "Ditambahkan sebagai pegawai baru. Bila orangnya sama, ubah dahulu NIP pada data lamanya.",
            "Added as somebody new. If it is the same person, change the NIP of the record first.",
        ),
    ),
}
