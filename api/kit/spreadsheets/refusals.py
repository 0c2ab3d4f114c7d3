"""Why a file is not read: a stable code, what is wrong, and what to do about it. Never a value from the file."""

from typing import NamedTuple

from api.kit.texts import Text


class Refusal(NamedTuple):
    message: Text
    remedy: Text


_SAVE_AS_XLSX = Text(
    "Buka berkas itu di Excel atau LibreOffice, lalu simpan sebagai Buku Kerja Excel (.xlsx).",
    "Open the file in Excel or LibreOffice and save it as an Excel workbook (.xlsx).",
)
_ONLY_THE_LIST = Text(
    "Simpan hanya daftar yang hendak dibaca ke berkas baru, tanpa lembar, gambar, dan baris lain.",
    "Save only the list to be read into a new file, without other sheets, pictures and rows.",
)
_SPLIT = Text("Bagilah daftar itu menjadi beberapa berkas.", "Split the list into several files.")
_HEADINGS = Text(
    "Pastikan satu baris berisi judul kolom, misalnya: {expected}.",
    "Make sure that one row holds the column headings, e.g.: {expected}.",
)

REFUSALS: dict[str, Refusal] = {
    "file_too_large": Refusal(
        Text("Berkas lebih besar dari {megabytes} MB.", "The file is larger than {megabytes} MB."), _ONLY_THE_LIST
    ),
    "file_empty": Refusal(
        Text("Berkas ini kosong.", "The file is empty."),
        Text("Periksa berkasnya, lalu unggah kembali.", "Check the file and upload it again."),
    ),
    "format_unknown": Refusal(
        Text("Jenis berkas ini tidak dapat dibaca.", "This kind of file cannot be read."),
        Text("Unggah berkas .csv atau .xlsx.", "Upload a .csv or .xlsx file."),
    ),
    "old_excel": Refusal(
        Text("Ini berkas Excel bentuk lama (.xls).", "This is a file of the old Excel format (.xls)."), _SAVE_AS_XLSX
    ),
    "macro_file": Refusal(
        Text("Berkas ini memuat makro.", "The file contains macros."),
        Text("Simpan sebagai .xlsx tanpa makro.", "Save it as .xlsx without macros."),
    ),
    "encrypted": Refusal(
        Text("Berkas ini dikunci dengan kata sandi.", "The file is locked with a password."),
        Text(
            "Buka kuncinya di Excel, simpan, lalu unggah kembali.", "Remove the password in Excel, save, upload again."
        ),
    ),
    "html_inside": Refusal(
        Text("Isi berkas ini halaman web, bukan tabel.", "The file holds a web page, not a table."), _SAVE_AS_XLSX
    ),
    "name_disagrees": Refusal(
        Text("Isi berkas tidak sesuai dengan nama belakangnya.", "The content does not fit the file's ending."),
        _SAVE_AS_XLSX,
    ),
    "not_readable": Refusal(
        Text("Berkas ini rusak atau bukan buku kerja Excel.", "The file is damaged or no Excel workbook."),
        _SAVE_AS_XLSX,
    ),
    "document_type": Refusal(
        Text("Berkas ini memuat definisi XML yang tidak diizinkan.", "The file contains forbidden XML definitions."),
        _SAVE_AS_XLSX,
    ),
    "too_many_parts": Refusal(
        Text("Berkas ini memuat lebih dari {limit} bagian.", "The file has more than {limit} parts."), _ONLY_THE_LIST
    ),
    "too_much_unpacked": Refusal(
        Text("Isi berkas lebih besar dari {megabytes} MB.", "The content is larger than {megabytes} MB."),
        _ONLY_THE_LIST,
    ),
    "too_many_rows": Refusal(
        Text("Daftar ini lebih dari {limit} baris.", "The list has more than {limit} rows."), _SPLIT
    ),
    "too_many_columns": Refusal(
        Text("Tabel ini lebih dari {limit} kolom.", "The table has more than {limit} columns."), _ONLY_THE_LIST
    ),
    "cell_too_long": Refusal(
        Text("Ada sel dengan lebih dari {limit} karakter.", "A cell has more than {limit} characters."),
        Text(
            "Ringkas isi sel itu; pada CSV, periksa tanda kutip yang tidak ditutup.",
            "Shorten that cell; in a CSV look for a quotation mark that is not closed.",
        ),
    ),
    "too_much_text": Refusal(Text("Isi teks daftar ini terlalu banyak.", "The list holds too much text."), _SPLIT),
    "too_heavy": Refusal(
        Text("Berkas ini terlalu berat untuk dibaca.", "The file is too heavy to read."), _ONLY_THE_LIST
    ),
    "encoding_unknown": Refusal(
        Text("Huruf dalam berkas ini tidak dapat dikenali.", "The characters of this file cannot be recognised."),
        Text('Simpan sebagai "CSV UTF-8" atau .xlsx.', 'Save it as "CSV UTF-8" or .xlsx.'),
    ),
    "not_text": Refusal(Text("Berkas ini bukan teks CSV.", "The file is not CSV text."), _SAVE_AS_XLSX),
    "csv_broken": Refusal(
        Text("Baris {row} tidak dapat dibaca: tanda kutip tidak tepat.", "Row {row} cannot be read: misplaced quotes."),
        Text(
            "Perbaiki tanda kutip pada baris itu atau simpan sebagai .xlsx.",
            "Correct the quotation marks in that row or save as .xlsx.",
        ),
    ),
    "header_not_found": Refusal(Text("Judul kolom tidak ditemukan.", "The column headings were not found."), _HEADINGS),
    "header_incomplete": Refusal(
        Text("Kolom ini tidak ditemukan: {missing}.", "These columns were not found: {missing}."), _HEADINGS
    ),
    "header_twice": Refusal(
        Text("Judul kolom ini muncul dua kali: {heading}.", "This column heading appears twice: {heading}."),
        Text("Hapus atau ganti nama salah satunya.", "Remove or rename one of them."),
    ),
    "no_rows": Refusal(
        Text("Tidak ada baris data di bawah judul kolom.", "There are no rows below the column headings."),
        Text("Periksa lembar dan berkas yang Anda pilih.", "Check the sheet and the file you chose."),
    ),
}

TOO_LARGE = frozenset(
    {"file_too_large", "too_many_parts", "too_much_unpacked", "too_many_rows", "too_many_columns"}
) | {
    "cell_too_long",
    "too_much_text",
    "too_heavy",
}


class FileRefused(Exception):  # noqa: N818 - an outcome, read as a word
    """The file was not read; nothing of it is kept."""

    def __init__(self, code: str, **params: str | int):
        super().__init__(code)
        self.code = code
        self.params = params

    @property
    def message(self) -> Text:
        return REFUSALS[self.code].message.format(**self.params)

    @property
    def remedy(self) -> Text:
        return REFUSALS[self.code].remedy.format(**self.params)

    @property
    def is_too_large(self) -> bool:
        return self.code in TOO_LARGE
