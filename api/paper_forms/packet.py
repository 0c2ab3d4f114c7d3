"""What is printed for one rater: a cover that stays outside, and a sheet for each task that goes into the envelope."""

from dataclasses import dataclass
from datetime import date

from api.instruments.draft import ValueDraft


@dataclass(frozen=True, slots=True)
class SheetText:
    """`rated` and `role` stand on the slip that is torn off, everything else on what goes into the envelope."""

    code: str
    rated: str
    place: str
    role: str
    values: tuple[ValueDraft, ...]


@dataclass(frozen=True, slots=True)
class Packet:
    office: str
    round_name: str
    deadline: str
    day: date
    rater: str
    rater_place: str
    pledge: str
    """The duty of silence, to be signed; empty for who rates himself alone."""
    contact: str
    """Whom to ask."""
    address: str
    """Where a sheet is typed, for the QR code."""
    sheets: tuple[SheetText, ...]


STEPS = (
    "Untuk setiap orang yang Anda nilai ada satu lembar. Namanya ada di bagian atas lembar itu.",
    "Beri tanda silang pada satu kotak di setiap butir: 1 sampai 5, atau TDM bila Anda tidak dapat menilai. Butir yang "
    "kosong atau bertanda dua dibaca sebagai TDM.",
    "Komentar boleh dikosongkan. Tulis dengan huruf cetak, tentang perilaku, tanpa nama orang.",
    "Sobek bagian atas yang memuat nama, lalu simpan atau buang sendiri. Jangan tulis nama Anda di lembar.",
    "Masukkan semua lembar ke amplop dan rekatkan. Serahkan amplop kepada petugas kepegawaian.",
)
PROMISE = (
    "Di lembar hanya ada kode. Lembar diketik oleh dua orang di luar unit Anda dan di luar unit orang yang Anda nilai; "
    "bukan atasan Anda, bukan pula yang mencetak berkas ini. Keduanya tidak mengetahui nama Anda maupun nama yang dinilai.",
    "Petugas yang mencetak berkas ini melihat siapa yang Anda nilai, tetapi tidak mengetik dan tidak melihat jawaban Anda.",
    "Setelah lembar masuk, kodenya dihapus. Penilaian ini untuk pengembangan, bukan untuk mencari kesalahan.",
)
