"""Released results as a file, with NIP and the codes of SIASN; no cell of it ever becomes a formula (security.md T32)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.rules import Occasion
from api.audit.service import ask_checkpoint, record
from api.employees.queries import office_zone
from api.kit.spreadsheets.writing import Cell, Sheet, write_csv, write_xlsx
from api.results import queries
from api.results.exact import exact_results
from api.results.finality import window_of
from api.results.models import Result
from api.results.pieces import person_of
from api.results.refusals import PracticeRound
from api.results.schemas_filters import FileFormat
from api.results.viewing import office_reader, shows_ratings
from api.rounds.models import EvaluationRound
from api.rounds.reach import expect_reach
from api.rounds.rules import RoundKind
from api.rounds.verdicts import refused
from api.scoring.rounding import decimal_text
from api.scoring.terms import Expectation, Predicate

CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

HEADER = (
    "NIP",
    "NAMA",
    "JABATAN",
    "UNIT KERJA",
    "tahun",
    "bulanMulaiPenilaian",
    "bulanSelesaiPenilaian",
    "hasilKinerjaNilai",
    "hasilKinerja",
    "perilakuKerjaNilai",
    "perilakuKerja",
    "kuadranKinerjaNilai",
    "kuadranKinerja",
    "nilaiPerilaku",
    "penilaiNipNrp",
    "penilaiNama",
    "ditetapkanLuarSistem",
    "version",
    "supersedes",
    "is_final",
    "result_id",
)
"""The names SIASN uses, where it has some (domain.md §4.5, §11.4)."""


def export_results(
    db: Session,
    *,
    actor: Actor,
    round: EvaluationRound,
    unit_id: UUID | None,
    form: FileFormat,
    reason: str,
    now: datetime,
    trace: str,
) -> bytes:
    """The released results of the round that the caller may see; who took them, and what for, stands in the log."""
    expect_reach(actor, "results:export", round.unit.path)
    if round.kind == RoundKind.PRACTICE:
        raise PracticeRound(
            refused("practice_round", "Periode latihan tidak diekspor.", "A practice round is not exported.")
        )
    standing = queries.standing_of(db, actor, now)
    results = db.scalars(queries.select_exported(standing, round, unit_id, now)).all()
    shown = [result for result in results if shows_ratings(standing, result).ratings.shown]
    rows = list(_rows(db, shown, office_zone(db), now))
    record(
        db,
        actor=actor,
        action="export_results",
        object_type="round",
        object_id=round.id,
        after={
            "format": form,
            "rows": len(rows),
            "unit_id": unit_id,
            "reader": office_reader(actor, round.unit.path),
        },
        reason=reason,
        trace=trace,
    )
    ask_checkpoint(db, Occasion.EXPORT)
    if form is FileFormat.CSV:
        return write_csv(HEADER, rows)
    return write_xlsx([Sheet(round.name, HEADER, rows)])


def _rows(db: Session, results: Sequence[Result], zone: ZoneInfo, now: datetime) -> Iterator[Sequence[Cell]]:
    exact = exact_results(db, results)
    deciders = {result.decision.decided_by for result in results if result.decision}
    names = queries.names_of_accounts(db, deciders)
    for result in results:
        composite = exact[result.id].composite if result.id in exact else None
        yield [
            *_person(result),
            *_codes(result),
            _text(composite),
            *_decider(result, names),
            *_state(result, zone, now),
        ]


def _person(result: Result) -> Sequence[Cell]:
    person, round = person_of(result), result.round
    return [
        result.employee.nip,
        person["name"],
        person["position_title"],
        person["unit_name"],
        round.period_end.year,
        round.period_start.month,
        round.period_end.month,
    ]


def _codes(result: Result) -> Sequence[Cell]:
    decision = result.decision
    if decision is None:
        return [None] * 6
    work, behaviour = Expectation(decision.work_rating), Expectation(decision.behaviour_rating)
    predicate = Predicate(decision.predicate)
    return [int(work), work.text.id, int(behaviour), behaviour.text.id, int(predicate), predicate.text.id]


def _text(composite: Any) -> str | None:
    return None if composite is None else decimal_text(composite)


def _decider(result: Result, names: dict[UUID, Any]) -> Sequence[Cell]:
    if result.decision is None:
        return [None, None, None]
    who = names.get(result.decision.decided_by)
    if who is None or result.decision.external:
        return [None, None, result.decision.external]
    return [who.nip, who.name, result.decision.external]


def _state(result: Result, zone: ZoneInfo, now: datetime) -> Sequence[Cell]:
    supersedes = None if result.supersedes_id is None else str(result.supersedes_id)
    return [result.version, supersedes, window_of(result, zone, now).is_final, str(result.id)]
