"""The NIP, the 18 digits of a civil servant (domain.md §4.1).

    1–8 birth date · 9–12 year of appointment · 13–14 month (PNS) or contract code (PPPK) · 15 sex · 16–18 serial

There is no check digit, and nothing is added to the day for women (that is the NIK).
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

Sex = Literal["m", "f"]
Employment = Literal["pns", "pppk"]

LENGTH = 18
FIRST_BIRTH_YEAR = 1940
YOUNGEST = 18  # years, today
YOUNGEST_AT_APPOINTMENT = 17
OLD_AT_APPOINTMENT = 46  # possible by the rules for honorary staff, but unusual
OLDEST_AT_APPOINTMENT = 60

_SCIENTIFIC = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+")
_IGNORED = re.compile(r"[\s.]+")
_APOSTROPHES = "'’‘`´"


@dataclass(frozen=True, slots=True)
class Nip:
    digits: str
    birth_date: date
    appointed_year: int
    appointed_month: int | None
    contract_code: int | None
    sex: Sex
    serial: int
    employment: Employment

    def __repr__(self) -> str:
        return f"Nip({mask_nip(self.digits)})"


class NipRefused(ValueError):  # noqa: N818 - an outcome, read as a word
    """`code` names the rule that is not met; `params` never hold the digits themselves."""

    def __init__(self, code: str, **params: int):
        super().__init__(code)
        self.code = code
        self.params = params


def parse_nip(text: str, *, today: date) -> Nip:
    """Read a NIP as people and Excel write it, and check what its digits say.

    Spaces, dots and a leading apostrophe are removed; nothing else is repaired. Raises NipRefused, and nothing else:
    nip_empty, nip_scientific_notation, nip_not_digits (other scripts' digits too), nip_17_digits, nip_old_9_digits,
    nip_length, nip_birth_date, nip_birth_year, nip_month, nip_appointment_year, nip_appointment_age, nip_sex_digit,
    nip_serial.
    """
    digits = _digits(text)
    birth_date = _birth_date(digits, today)
    appointed_year = _appointed_year(digits, birth_date, today)
    month = int(digits[12:14])
    if not (1 <= month <= 12 or month >= 21):
        raise NipRefused("nip_month")
    if digits[14] not in "12":
        raise NipRefused("nip_sex_digit")
    if digits[15:] == "000":
        raise NipRefused("nip_serial")
    is_pns = month <= 12
    return Nip(
        digits=digits,
        birth_date=birth_date,
        appointed_year=appointed_year,
        appointed_month=month if is_pns else None,
        contract_code=None if is_pns else month,
        sex="m" if digits[14] == "1" else "f",
        serial=int(digits[15:]),
        employment="pns" if is_pns else "pppk",
    )


def appointed_late(nip: Nip) -> bool:
    """Appointed in the year after turning 46, or later: worth a second look, not wrong."""
    return nip.appointed_year - nip.birth_date.year > OLD_AT_APPOINTMENT


def cleaned_nip(text: str) -> str:
    """Without spaces, dots and a leading apostrophe; not checked."""
    return _IGNORED.sub("", text.strip().lstrip(_APOSTROPHES))


def format_nip(digits: str) -> str:
    """`199001012015031001` → `19900101 201503 1 001`; other lengths stay as they are."""
    if len(digits) != LENGTH:
        return digits
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"


def mask_nip(digits: str) -> str:
    """Only the last four digits; nothing of what is shorter than a NIP."""
    if len(digits) < LENGTH:
        return "*" * len(digits)
    return "*" * (len(digits) - 4) + digits[-4:]


def _digits(text: str) -> str:
    if _SCIENTIFIC.fullmatch(text.strip().lstrip(_APOSTROPHES)):
        raise NipRefused("nip_scientific_notation")
    digits = cleaned_nip(text)
    if not digits:
        raise NipRefused("nip_empty")
    if not (digits.isascii() and digits.isdigit()):
        raise NipRefused("nip_not_digits")
    if len(digits) != LENGTH:
        own = {LENGTH - 1: "nip_17_digits", 9: "nip_old_9_digits"}
        raise NipRefused(own.get(len(digits), "nip_length"), digits=len(digits))
    return digits


def _birth_date(digits: str, today: date) -> date:
    try:
        birth_date = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        raise NipRefused("nip_birth_date") from None
    if not FIRST_BIRTH_YEAR <= birth_date.year <= today.year - YOUNGEST:
        raise NipRefused("nip_birth_year", first=FIRST_BIRTH_YEAR, last=today.year - YOUNGEST)
    return birth_date


def _appointed_year(digits: str, birth_date: date, today: date) -> int:
    year = int(digits[8:12])
    if not birth_date.year + YOUNGEST_AT_APPOINTMENT <= year <= today.year + 1:
        raise NipRefused("nip_appointment_year")
    if year - birth_date.year > OLDEST_AT_APPOINTMENT:
        raise NipRefused("nip_appointment_age", oldest=OLDEST_AT_APPOINTMENT)
    return year
