"""Single cells of a staff list: cleaned of what nobody sees, and read as dates, addresses, sexes."""

import re
import unicodedata
from datetime import date

from api.employees.nip import Employment, Sex

_INVISIBLE = {"Cc", "Cf"}  # controls, zero-width and direction marks
_DATE_FORMS = (
    re.compile(r"(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2})[-/. ](?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:[ T]00:00(?::00)?)?", re.ASCII),
)
_TEXT_MARK = re.compile(r"^'+(?=[=+\-@＝＋－＠])")
_EMAIL = re.compile(r"[a-z0-9._%+-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_SEXES: dict[str, Sex] = {
    **dict.fromkeys(("m", "l", "lk", "pria", "laki laki", "male"), "m"),
    **dict.fromkeys(("f", "p", "pr", "w", "wanita", "perempuan", "female"), "f"),
}
_NOTHING = frozenset({"-", "–", "—", "n/a", "#n/a", "null"})


def clean(text: str) -> str:
    """One line of text: invisible characters gone, any run of spaces (also non-breaking) one space, `-` empty, and
    without the apostrophe that keeps a cell from becoming a formula."""
    spaced = (" " if char in "\t\r\n" else char for char in unicodedata.normalize("NFC", text))
    seen = "".join(char for char in spaced if unicodedata.category(char) not in _INVISIBLE)
    cleaned = _TEXT_MARK.sub("", " ".join(seen.split()))
    return "" if cleaned.casefold() in _NOTHING else cleaned


def read_date(text: str) -> date | None:
    """`31-12-2026` as SIASN writes it, also with `/` or `.`, and ISO. None if it is no date by its form; ValueError
    if it has the form of a date that does not exist."""
    match = next((match for form in _DATE_FORMS if (match := form.fullmatch(text))), None)
    if match is None:
        return None
    return date(int(match["year"]), int(match["month"]), int(match["day"]))


def read_sex(text: str) -> Sex | None:
    return _SEXES.get(text.casefold().replace("-", " "))


def read_employment(text: str) -> Employment | None:
    """SIASN's jenis pegawai, e.g. `PNS Daerah Kota yang bekerja pada Kota`, `PPPK`."""
    words = text.casefold()
    if "pppk" in words or "p3k" in words or "perjanjian kerja" in words:
        return "pppk"
    return "pns" if "pns" in words or "pegawai negeri" in words else None


def read_email(text: str) -> str | None:
    address = text.casefold()
    return address if _EMAIL.fullmatch(address) and ".." not in address else None


def looks_like_formula(text: str) -> bool:
    return text.startswith(("=", "+", "@", "＝", "＋", "＠"))


def looks_like_markup(text: str) -> bool:
    return re.search(r"<\s*[a-zA-Z/!]", text) is not None
