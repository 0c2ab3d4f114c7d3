"""Days, numbers and codes in the words of an Indonesian official letter (pure)."""

from datetime import date

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_SMALL = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip
_STEPS = ((1000, "ribu", "seribu"), (100, "ratus", "seratus"), (10, "puluh", "sepuluh"))

NOT_SCORED_WORDS = {
    "new": "belum cukup lama menjabat",
    "long_leave": "cuti panjang",
    "study": "tugas belajar",
    "seconded": "diperbantukan",
    "left_service": "tidak lagi menjabat di kantor ini",
    "incapacitated": "berhalangan tetap",
    "evaluated_elsewhere": "dinilai di tempat lain",
    "retired": "pensiun",
    "transferred": "pindah instansi",
    "ended": "hubungan kerja berakhir",
    "deceased": "meninggal dunia",
    "moved": "pindah jabatan",
    "other": "alasan lain",
}


def number_words(number: int) -> str:
    """2026 → `dua ribu dua puluh enam`; below a million."""
    if not 0 <= number < 1_000_000:
        raise ValueError("number out of range")
    if number < len(_SMALL):
        return _SMALL[number]
    if number < 20:
        return f"{_SMALL[number - 10]} belas"
    step, word, one = next(entry for entry in _STEPS if number >= entry[0])
    times, rest = divmod(number, step)
    head = one if times == 1 else f"{number_words(times)} {word}"
    return f"{head} {number_words(rest)}" if rest else head


def day_text(day: date) -> str:
    """24 November 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_in_words(day: date) -> str:
    """`Selasa, tanggal dua puluh empat, bulan November, tahun dua ribu dua puluh enam`."""
    weekday, month = WEEKDAYS[day.weekday()], MONTHS[day.month - 1]
    return f"{weekday}, tanggal {number_words(day.day)}, bulan {month}, tahun {number_words(day.year)}"
