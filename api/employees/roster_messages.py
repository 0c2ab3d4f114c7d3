"""What can be found in a staff list: how grave it is, what it means, and what to do about it."""

from typing import Literal, NamedTuple

from api.kit.texts import Text

Severity = Literal["error", "warning", "info"]


class FindingText(NamedTuple):
    severity: Severity
    message: Text
    remedy: Text


_COMPARE_SK = Text("Cocokkan dengan SK atau data SIASN.", "Compare with the decree or with SIASN.")
_NIP_AS_TEXT = Text(
    "Ubah format kolom NIP menjadi Teks, lalu isi kembali 18 angkanya dari SIASN.",
    "Format the NIP column as Text and enter the 18 digits again from SIASN.",
)
_FILL_IN = Text("Isi sel ini.", "Fill in this cell.")
_AS_TEXT = Text("Disimpan sebagai teks. Perbaiki bila tidak sengaja.", "Kept as text. Correct it if it was not meant.")

ROSTER_MESSAGES: dict[str, FindingText] = {
    "nip_empty": FindingText("error", Text("NIP kosong.", "The NIP is empty."), _FILL_IN),
    "nip_scientific_notation": FindingText(
        "error",
        Text(
            "NIP tersimpan dalam notasi ilmiah, sebagian angkanya hilang.",
            "NIP in scientific notation; digits are lost.",
        ),
        _NIP_AS_TEXT,
    ),
    "nip_is_a_number": FindingText(
        "error",
        Text(
            "NIP tersimpan sebagai bilangan, angka terakhirnya hilang.",
            "NIP stored as a number; its last digits are lost.",
        ),
        _NIP_AS_TEXT,
    ),
    "nip_not_digits": FindingText(
        "error", Text("NIP memuat tanda selain angka 0–9.", "The NIP holds something other than 0–9."), _COMPARE_SK
    ),
    "nip_17_digits": FindingText(
        "error", Text("NIP hanya 17 angka; satu angka hilang.", "The NIP has 17 digits; one is missing."), _COMPARE_SK
    ),
    "nip_old_9_digits": FindingText(
        "error",
        Text("Ini NIP lama (9 angka).", "This is an old NIP (9 digits)."),
        Text("Gunakan NIP baru 18 angka.", "Use the new NIP of 18 digits."),
    ),
    "nip_length": FindingText(
        "error",
        Text("NIP berisi {digits} angka, seharusnya 18.", "The NIP has {digits} digits instead of 18."),
        _COMPARE_SK,
    ),
    "nip_birth_date": FindingText(
        "error",
        Text("Angka 1–8 NIP bukan tanggal lahir yang ada.", "Digits 1–8 of the NIP are no existing date of birth."),
        _COMPARE_SK,
    ),
    "nip_birth_year": FindingText(
        "error",
        Text(
            "Tahun lahir dalam NIP di luar {first}–{last}.", "The year of birth in the NIP is outside {first}–{last}."
        ),
        _COMPARE_SK,
    ),
    "nip_month": FindingText(
        "error",
        Text("Angka 13–14 NIP bukan bulan (01–12) atau kode PPPK (21–99).", "Digits 13–14 are no month or PPPK code."),
        _COMPARE_SK,
    ),
    "nip_appointment_year": FindingText(
        "error",
        Text("Tahun pengangkatan dalam NIP tidak mungkin.", "The year of appointment in the NIP is impossible."),
        _COMPARE_SK,
    ),
    "nip_appointment_age": FindingText(
        "error",
        Text(
            "Menurut NIP, usia saat diangkat di atas {oldest} tahun.",
            "By the NIP the age at appointment exceeds {oldest}.",
        ),
        _COMPARE_SK,
    ),
    "nip_sex_digit": FindingText(
        "error", Text("Angka ke-15 NIP bukan 1 atau 2.", "Digit 15 of the NIP is neither 1 nor 2."), _COMPARE_SK
    ),
    "nip_serial": FindingText("error", Text("Nomor urut NIP 000.", "The serial of the NIP is 000."), _COMPARE_SK),
    "nip_twice_in_file": FindingText(
        "error",
        Text("NIP ini sudah ada di baris {first_row}.", "This NIP stands in row {first_row} already."),
        Text("Hapus salah satu baris.", "Remove one of the rows."),
    ),
    "nip_appointed_late": FindingText(
        "warning",
        Text("Menurut NIP, usia saat diangkat di atas 46 tahun.", "By the NIP the age at appointment exceeds 46."),
        _COMPARE_SK,
    ),
    "nip_birth_date_disagrees": FindingText(
        "error",
        Text(
            "Tanggal lahir tidak sama dengan yang ada dalam NIP.", "The date of birth differs from the one in the NIP."
        ),
        _COMPARE_SK,
    ),
    "nip_appointment_disagrees": FindingText(
        "warning",
        Text("TMT CPNS tidak sama dengan yang ada dalam NIP.", "The appointment differs from the one in the NIP."),
        _COMPARE_SK,
    ),
    "sex_disagrees_with_nip": FindingText(
        "warning",
        Text("Jenis kelamin tidak sama dengan angka ke-15 NIP.", "The sex differs from digit 15 of the NIP."),
        _COMPARE_SK,
    ),
    "sex_unknown": FindingText(
        "warning",
        Text("Jenis kelamin tidak dikenali; dipakai menurut NIP.", "The sex is not recognised; the NIP's is taken."),
        Text("Isi M atau F (L atau P).", "Write M or F (L or P)."),
    ),
    "employment_disagrees_with_nip": FindingText(
        "warning",
        Text("Jenis pegawai tidak sama dengan bentuk NIP.", "The kind of employment differs from the form of the NIP."),
        _COMPARE_SK,
    ),
    "not_active": FindingText(
        "info",
        Text("Kedudukan hukum pegawai ini bukan Aktif.", "This employee's legal status is not active."),
        Text("Kecualikan dari periode penilaian bila perlu.", "Exclude from evaluation rounds where needed."),
    ),
    "name_empty": FindingText("error", Text("Nama kosong.", "The name is empty."), _FILL_IN),
    "unit_empty": FindingText("error", Text("Unit kerja kosong.", "The unit is empty."), _FILL_IN),
    "position_empty": FindingText("error", Text("Jabatan kosong.", "The post is empty."), _FILL_IN),
    "unit_is_its_own_parent": FindingText(
        "error",
        Text("Unit ini tertulis sebagai atasannya sendiri.", "The unit is written as its own parent."),
        Text("Perbaiki nama unit atasan.", "Correct the parent unit."),
    ),
    "text_too_long": FindingText(
        "error",
        Text("Isi sel lebih dari {limit} karakter.", "The cell has more than {limit} characters."),
        Text("Ringkas isinya.", "Shorten it."),
    ),
    "looks_like_formula": FindingText(
        "info", Text("Isi sel menyerupai rumus.", "The cell looks like a formula."), _AS_TEXT
    ),
    "looks_like_markup": FindingText(
        "info", Text("Isi sel menyerupai kode HTML.", "The cell looks like HTML."), _AS_TEXT
    ),
    "unknown_rank": FindingText(
        "error",
        Text(
            "Golongan ini tidak ada untuk jenis pegawai tersebut.", "There is no such rank for this kind of employment."
        ),
        Text("PNS: I/a sampai IV/e. PPPK: I sampai XVII.", "PNS: I/a to IV/e. PPPK: I to XVII."),
    ),
    "rank_empty": FindingText(
        "warning",
        Text("Golongan kosong.", "The rank is empty."),
        Text("Isi bila pegawai ini memiliki golongan.", "Fill it in if this employee has one."),
    ),
    "date_does_not_exist": FindingText(
        "error", Text("Tanggal ini tidak ada dalam kalender.", "This date does not exist."), _COMPARE_SK
    ),
    "date_not_readable": FindingText(
        "error",
        Text("Tanggal tidak dapat dibaca.", "The date cannot be read."),
        Text("Tulis seperti 31-12-2026.", "Write it like 31-12-2026."),
    ),
    "email_not_valid": FindingText(
        "warning",
        Text("Alamat email tidak benar; tidak disimpan.", "The e-mail address is not valid and is not kept."),
        Text("Perbaiki atau kosongkan.", "Correct or empty it."),
    ),
    "email_twice_in_file": FindingText(
        "warning",
        Text(
            "Alamat email sudah dipakai di baris {first_row}; tidak disimpan.", "E-mail of row {first_row}; not kept."
        ),
        Text("Isi alamat milik pegawai ini sendiri.", "Enter this employee's own address."),
    ),
    "superior_not_readable": FindingText(
        "error", Text("NIP atasan tidak dapat dibaca.", "The superior's NIP cannot be read."), _NIP_AS_TEXT
    ),
    "superior_not_in_list": FindingText(
        "error",
        Text("Atasan ({superior}) tidak ada dalam daftar.", "The superior ({superior}) is not in the list."),
        Text(
            "Tambahkan atasannya, atau kosongkan bila di luar kantor ini.", "Add the superior, or empty it if outside."
        ),
    ),
    "superior_is_self": FindingText(
        "error",
        Text("Pegawai ini tertulis sebagai atasannya sendiri.", "The employee is written as his own superior."),
        Text("Isi NIP atasan langsungnya.", "Enter the NIP of the immediate superior."),
    ),
    "superiors_in_a_circle": FindingText(
        "error",
        Text("Hubungan atasan berputar: baris {rows}.", "The superiors go round in a circle: rows {rows}."),
        Text("Perbaiki NIP atasan di salah satu baris.", "Correct the superior in one of the rows."),
    ),
    # what only shows against the records of the office
    "nip_former": FindingText(
        "error",
        Text("NIP ini sudah diganti dengan NIP baru.", "This NIP has been replaced by a new one."),
        Text("Isi NIP yang sekarang berlaku.", "Enter the present NIP."),
    ),
    "own_record": FindingText(
        "warning",
        Text("Baris ini data Anda sendiri; tidak diubah.", "This row is your own record and is not changed."),
        Text("Minta pejabat kepegawaian lain mengubahnya.", "Ask another personnel officer to change it."),
    ),
    "email_shared": FindingText(
        "warning",
        Text(
            "Alamat email ini dipakai akun lain; akun pegawai ini tanpa email.",
            "Another account has this e-mail address; this employee's account goes without.",
        ),
        Text("Isi alamat milik pegawai ini sendiri.", "Enter this employee's own address."),
    ),
    "history_disagrees": FindingText(
        "warning",
        Text(
            "TMT jabatan mendahului penempatan lain yang sudah tercatat; tanggal tercatat dipertahankan.",
            "The day lies before another placement on record; the recorded day is kept.",
        ),
        Text("Periksa riwayat jabatan pegawai ini.", "Check this employee's placements."),
    ),
    "acting_over": FindingText(
        "warning",
        Text("Penugasan Plt/Plh ini sudah diakhiri di sistem.", "This acting term has been ended in the system."),
        Text("Perpanjang penempatannya bila masih berlaku.", "Extend the placement if it still runs."),
    ),
    "predecessor_ended": FindingText(
        "warning",
        Text(
            "Pemegang lama jabatan pimpinan ini berhenti sehari sebelum pemegang baru mulai.",
            "The former holder of this head's post ends the day before the new one begins.",
        ),
        Text("Catat jabatan baru pemegang lama, atau kepergiannya.", "Record the former holder's new post or leaving."),
    ),
    "superior_without_post": FindingText(
        "warning",
        Text("Atasan ini tidak memegang jabatan di sistem.", "This superior holds no post in the system."),
        Text("Isi jabatan atasan itu, lalu impor kembali.", "Give that superior a post, then import again."),
    ),
    "structure_in_a_circle": FindingText(
        "warning",
        Text(
            "Bersama susunan yang sudah tercatat, susunan ini akan berputar; yang tercatat dipertahankan.",
            "With what is on record this would be a circle; what is on record is kept.",
        ),
        Text("Perbaiki susunan unit atau jabatan di sistem.", "Correct units or posts in the system."),
    ),
}
