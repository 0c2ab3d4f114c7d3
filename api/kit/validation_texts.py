"""Pydantic's findings in the office's languages: by kind, naming limits but never the value."""

from typing import Any

from api.kit.errors import Fault
from api.kit.texts import Text

TEXTS: dict[str, Text] = {
    "missing": Text("Isian ini wajib diisi.", "This field is required."),
    "extra_forbidden": Text("Isian ini tidak dikenal.", "This field is not known."),
    "string_type": Text("Isi dengan teks.", "Must be a text."),
    "string_too_short": Text("Minimal {min_length} karakter.", "At least {min_length} characters."),
    "string_too_long": Text("Maksimal {max_length} karakter.", "At most {max_length} characters."),
    "string_pattern_mismatch": Text("Bentuk isian tidak sesuai.", "Does not have the expected form."),
    "int_type": Text("Isi dengan bilangan bulat.", "Must be a whole number."),
    "int_parsing": Text("Isi dengan bilangan bulat.", "Must be a whole number."),
    "int_from_float": Text("Isi dengan bilangan bulat.", "Must be a whole number."),
    "bool_type": Text("Isi dengan benar atau salah (true/false).", "Must be true or false."),
    "float_type": Text("Isi dengan angka.", "Must be a number."),
    "finite_number": Text("Isi dengan angka biasa.", "Must be a finite number."),
    "greater_than_equal": Text("Nilai paling kecil {ge}.", "At least {ge}."),
    "less_than_equal": Text("Nilai paling besar {le}.", "At most {le}."),
    "greater_than": Text("Nilai harus lebih dari {gt}.", "More than {gt}."),
    "less_than": Text("Nilai harus kurang dari {lt}.", "Less than {lt}."),
    "too_short": Text("Minimal {min_length} butir.", "At least {min_length} entries."),
    "too_long": Text("Maksimal {max_length} butir.", "At most {max_length} entries."),
    "enum": Text("Pilih salah satu: {expected}.", "Choose one of: {expected}."),
    "literal_error": Text("Pilih salah satu: {expected}.", "Choose one of: {expected}."),
    "uuid_parsing": Text("Nomor rujukan tidak dikenal.", "Not a known reference."),
    "uuid_type": Text("Nomor rujukan tidak dikenal.", "Not a known reference."),
    "date_parsing": Text("Isi tanggal dengan bentuk 2026-12-31.", "Write the date like 2026-12-31."),
    "date_from_datetime_parsing": Text("Isi tanggal dengan bentuk 2026-12-31.", "Write the date like 2026-12-31."),
    "instant": Text(
        "Isi waktu dengan zona, misalnya 2026-12-31T16:00:00+07:00.",
        "Write the time with its zone, e.g. 2026-12-31T16:00:00+07:00.",
    ),
    "timezone_aware": Text(
        "Isi waktu dengan zona, misalnya 2026-12-31T16:00:00+07:00.",
        "Write the time with its zone, e.g. 2026-12-31T16:00:00+07:00.",
    ),
    "model_attributes_type": Text("Isi dengan objek JSON.", "Must be a JSON object."),
    "list_type": Text("Isi dengan daftar.", "Must be a list."),
    "dict_type": Text("Isi dengan objek JSON.", "Must be a JSON object."),
    "unprintable": Text("Ada karakter yang tidak boleh dipakai.", "Contains characters that are not allowed."),
    "repeated": Text("Parameter ini hanya boleh dikirim sekali.", "This parameter may be sent only once."),
}
OTHER = Text("Isian ini tidak sesuai.", "This field is not valid.")


def fault_from(error: dict[str, Any]) -> Fault:
    """One pydantic error as a fault. Texts of our own validators pass through `ctx`."""
    place = [str(part) for part in error["loc"]]
    where = "/" + "/".join(_escape(part) for part in place[1:]) if place[:1] == ["body"] else ".".join(place[1:])
    kind, context = error["type"], error.get("ctx", {})
    if isinstance(context.get("text"), Text):
        return Fault(where, kind, context["text"])
    text = TEXTS.get(kind, OTHER)
    try:
        return Fault(where, kind, text.format(**context))
    except (KeyError, IndexError):
        return Fault(where, kind, OTHER)


def _escape(part: str) -> str:
    return part[:100].replace("~", "~0").replace("/", "~1")
