"""One row of a staff list: what its cells say, and everything that is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from api.employees.nip import LENGTH, Nip, NipRefused, appointed_late, cleaned_nip, parse_nip
from api.employees.position_titles import PlacementKind, split_acting
from api.employees.ranks import Rank, parse_rank
from api.employees.roster_cells import (
    clean,
    looks_like_formula,
    looks_like_markup,
    read_date,
    read_email,
    read_employment,
    read_sex,
)
from api.employees.roster_columns import EMAIL_LIMIT, TEXT_LIMITS
from api.employees.roster_findings import Finding, finding
from api.kit.spreadsheets.table import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """One employee as the list has him. An empty cell is "" or None."""

    number: int
    nip: Nip
    name: str
    title_before: str
    title_after: str
    is_active: bool
    rank: Rank | None
    rank_since: date | None
    position: str
    placement_kind: PlacementKind
    position_kind: str
    echelon: str
    position_since: date | None
    education: str
    unit: str
    unit_parent: str
    unit_code: str
    appointed_on: date | None
    email: str | None
    superior_nip: str | None

    def __repr__(self) -> str:
        return f"RosterRow({self.number})"  # personal data stays out of logs and tracebacks


@dataclass(frozen=True, slots=True)
class RowReading:
    """What a row gave. NIP and superior are known even where the rest is refused (`row` is None then)."""

    number: int
    nip: Nip | None
    superior_nip: str | None
    row: RosterRow | None
    findings: tuple[Finding, ...]


def read_row(row: Row, headings: Mapping[str, str], *, today: date) -> RowReading:
    reader = _RowReader(row, headings)
    nip = reader.nip(today)
    superior = reader.superior()
    read = reader.employee(nip, superior)
    refused = any(found.severity == "error" for found in reader.findings)
    return RowReading(row.number, nip, superior, None if refused else read, tuple(reader.findings))


class _RowReader:
    """Reads the cells one by one and writes down what it finds."""

    def __init__(self, row: Row, headings: Mapping[str, str]):
        self._row = row
        self._headings = headings
        self.findings: list[Finding] = []

    def nip(self, today: date) -> Nip | None:
        try:
            if "nip" in self._row.numeric:
                raise NipRefused("nip_is_a_number")
            nip = parse_nip(clean(self._row.text("nip")), today=today)
        except NipRefused as refused:
            self._note("nip", refused.code, **refused.params)
            return None
        if appointed_late(nip):
            self._note("nip", "nip_appointed_late")
        return nip

    def superior(self) -> str | None:
        digits = cleaned_nip(clean(self._row.text("superior_nip")))
        if not digits:
            return None
        if "superior_nip" in self._row.numeric or not (digits.isascii() and digits.isdigit() and len(digits) == LENGTH):
            self._note("superior_nip", "superior_not_readable")
            return None
        return digits

    def employee(self, nip: Nip | None, superior: str | None) -> RosterRow | None:
        """Every cell is looked at even where the NIP is refused, so that all faults are told at once."""
        if nip:
            self._compare_with(nip)
        kind, position = split_acting(self._text("position", required=True))
        build = partial(
            RosterRow,
            number=self._row.number,
            name=self._text("name", required=True),
            title_before=self._text("title_before"),
            title_after=self._text("title_after"),
            is_active=self._is_active(),
            rank=self._rank(nip),
            rank_since=self._date("rank_since"),
            position=position,
            placement_kind=kind,
            position_kind=clean(self._row.text("position_kind")),
            echelon=clean(self._row.text("echelon")),
            position_since=self._date("position_since"),
            education=self._text("education"),
            unit=self._unit(),
            unit_parent=self._text("unit_parent"),
            unit_code=self._text("unit_code"),
            appointed_on=self._appointed_on(nip),
            email=self._email(),
            superior_nip=superior,
        )
        return build(nip=nip) if nip else None

    def _note(self, column: str, code: str, **params: str | int) -> None:
        self.findings.append(finding(self._row.number, self._headings.get(column, ""), code, **params))

    def _text(self, column: str, *, required: bool = False) -> str:
        text = clean(self._row.text(column))
        if required and not text:
            self._note(column, f"{column}_empty")
        if len(text) > TEXT_LIMITS[column]:
            self._note(column, "text_too_long", limit=TEXT_LIMITS[column])
        if looks_like_formula(text):
            self._note(column, "looks_like_formula")
        if looks_like_markup(text):
            self._note(column, "looks_like_markup")
        return text

    def _date(self, column: str) -> date | None:
        text = clean(self._row.text(column))
        if not text:
            return None
        try:
            day = read_date(text)
        except ValueError:
            self._note(column, "date_does_not_exist")
            return None
        if day is None:
            self._note(column, "date_not_readable")
        return day

    def _compare_with(self, nip: Nip) -> None:
        """The NIP says these as well; where the list disagrees, one of them is wrong."""
        birth_date = self._date("birth_date")
        if birth_date and birth_date != nip.birth_date:
            self._note("birth_date", "nip_birth_date_disagrees")
        if text := clean(self._row.text("sex")):
            sex = read_sex(text)
            if sex != nip.sex:
                self._note("sex", "sex_disagrees_with_nip" if sex else "sex_unknown")
        employment = read_employment(clean(self._row.text("employment")))
        if employment and employment != nip.employment:
            self._note("employment", "employment_disagrees_with_nip")

    def _appointed_on(self, nip: Nip | None) -> date | None:
        day = self._date("appointed_on")
        if day and nip and (day.year != nip.appointed_year or nip.appointed_month not in (None, day.month)):
            self._note("appointed_on", "nip_appointment_disagrees")
        return day

    def _is_active(self) -> bool:
        status = clean(self._row.text("legal_status")).casefold()
        if status and not status.startswith("aktif"):
            self._note("legal_status", "not_active")
            return False
        return True

    def _rank(self, nip: Nip | None) -> Rank | None:
        text = clean(self._row.text("rank"))
        if not text:
            if "rank" in self._headings:
                self._note("rank", "rank_empty")
            return None
        rank = parse_rank(text, nip.employment) if nip else None
        if nip and rank is None:
            self._note("rank", "unknown_rank")
        return rank

    def _unit(self) -> str:
        unit = self._text("unit", required=True)
        if unit and unit.casefold() == clean(self._row.text("unit_parent")).casefold():
            self._note("unit_parent", "unit_is_its_own_parent")
        return unit

    def _email(self) -> str | None:
        text = clean(self._row.text("email"))
        if not text:
            return None
        email = read_email(text)
        if email is None or len(email) > EMAIL_LIMIT:
            self._note("email", "email_not_valid")
            return None
        return email
