"""A list of work results, from SIASN or an office's own sheet: the rows that can be taken over, and every finding.

A row is taken over whole or not at all. Findings say where and what, never what a cell holds.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from api.employees.nip import NipRefused, parse_nip
from api.kit.spreadsheets.table import Row
from api.kit.texts import Text
from api.work_results.import_words import CODE_WORDS, NO, PREDICATE_WORDS, WORK_MESSAGES, YES
from api.work_results.rules import LONGEST_EVIDENCE, WorkEntry, is_skp, skp_hundredths

_FIGURE = re.compile(r"[0-9]{1,6}(?:[.,][0-9]{1,20})?")


@dataclass(frozen=True, slots=True)
class Finding:
    """`row` as in the margin of the spreadsheet, `column` as the file writes it ("" for the whole row)."""

    row: int
    column: str
    code: str
    params: Mapping[str, int] = field(default_factory=dict)

    @property
    def message(self) -> Text:
        return WORK_MESSAGES[self.code].message.format(**self.params)

    @property
    def remedy(self) -> Text:
        return WORK_MESSAGES[self.code].remedy


@dataclass(frozen=True, slots=True)
class Target:
    """A participant a row can be about: `own` is the importer himself, `decided` a result that already rests on it."""

    key: str
    own: bool = False
    decided: bool = False


@dataclass(frozen=True, slots=True)
class WorkRow:
    number: int
    key: str
    entry: WorkEntry


@dataclass(frozen=True, slots=True)
class WorkImport:
    """`rows` are without findings; the others are named by them. Whether any finding refuses the file is the caller's."""

    rows: tuple[WorkRow, ...]
    findings: tuple[Finding, ...]
    total: int


class _RowRefused(Exception):  # noqa: N818 - an outcome, read as a word
    def __init__(self, column: str, code: str, **params: int) -> None:
        super().__init__(code)
        self.column, self.code, self.params = column, code, params


def read_work_results(
    rows: Iterable[Row], headings: Mapping[str, str], targets: Mapping[str, Target], *, today: date
) -> WorkImport:
    """Read a table with the columns of `WORK_COLUMNS`; `headings` as `Table` has them, `targets` by NIP.

    Each row names a participant by NIP and gives a code (`hasilKinerjaNilai`: 1–3 or its words) or an SKP figure,
    not both; an innovation with its evidence. A NIP in several rows refuses them all: nobody can know which holds.
    """
    rows = list(rows)
    if not headings.keys() & {"code", "skp"}:
        return WorkImport((), (Finding(0, "", "no_result_column"),), len(rows))
    twice = _more_than_once(rows, today)
    read: list[WorkRow] = []
    findings: list[Finding] = []
    for row in rows:
        try:
            read.append(_read_row(row, targets, twice, today))
        except _RowRefused as refusal:
            heading = headings.get(refusal.column, "")
            findings.append(Finding(row.number, heading, refusal.code, refusal.params))
    return WorkImport(tuple(read), tuple(findings), len(rows))


def _more_than_once(rows: Iterable[Row], today: date) -> frozenset[str]:
    digits = []
    for row in rows:
        try:
            digits.append(parse_nip(row.text("nip"), today=today).digits)
        except NipRefused:
            continue
    return frozenset(nip for nip, times in Counter(digits).items() if times > 1)


def _read_row(row: Row, targets: Mapping[str, Target], twice: Collection[str], today: date) -> WorkRow:
    target = _target(row, targets, twice, today)
    code, skp = _code(row.text("code")), _skp(row.text("skp"))
    if code is None and skp is None:
        raise _RowRefused("", "nothing_given")
    if code is not None and skp is not None:
        raise _RowRefused("skp", "code_and_figure")
    innovation = _innovation(row.text("innovation"))
    evidence = " ".join(row.text("evidence").split())
    if innovation and not evidence:
        raise _RowRefused("evidence", "evidence_missing")
    if len(evidence) > LONGEST_EVIDENCE:
        raise _RowRefused("evidence", "evidence_too_long")
    return WorkRow(row.number, target.key, WorkEntry(code, skp, innovation, evidence))


def _target(row: Row, targets: Mapping[str, Target], twice: Collection[str], today: date) -> Target:
    if "nip" in row.numeric:
        raise _RowRefused("nip", "nip_is_a_number")
    try:
        digits = parse_nip(row.text("nip"), today=today).digits
    except NipRefused as refusal:
        raise _RowRefused("nip", refusal.code, **refusal.params) from None
    target = targets.get(digits)
    if digits in twice:
        raise _RowRefused("nip", "nip_twice")
    if target is None:
        raise _RowRefused("nip", "not_a_participant")
    if target.own:
        raise _RowRefused("nip", "own_row")
    if target.decided:
        raise _RowRefused("nip", "already_decided")
    return target


def _code(text: str) -> int | None:
    words = " ".join(text.casefold().replace("-", " ").split())
    if not words:
        return None
    if words in CODE_WORDS:
        return CODE_WORDS[words]
    raise _RowRefused("code", "code_is_predicate" if words in PREDICATE_WORDS else "code_unknown")


def _skp(text: str) -> int | None:
    figure = text.strip()
    if figure in ("", "-"):
        return None
    if not _FIGURE.fullmatch(figure):
        raise _RowRefused("skp", "skp_not_a_number")
    number = Decimal(figure.replace(",", "."))
    if number > 120:
        raise _RowRefused("skp", "skp_range")
    if not is_skp(number):
        raise _RowRefused("skp", "skp_decimals")
    return skp_hundredths(number)


def _innovation(text: str) -> bool:
    word = " ".join(text.casefold().split())
    if word in YES:
        return True
    if word in NO:
        return False
    raise _RowRefused("innovation", "innovation_unknown")
