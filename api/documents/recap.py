"""Rekap: everybody of a round with what was decided about him; who is not decided yet stands there as such."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.documents import queries
from api.documents.letterhead import head_of, letterhead_of, place_and_date
from api.documents.paper import NOT_FINAL, Column, Pair, Paper, Section, numbered
from api.documents.refusals import NotCalculated, PracticePaper
from api.documents.register import Subject
from api.documents.rules import DocumentKind, PaperVariant
from api.documents.signatories import leader_of
from api.documents.words import day_text
from api.employees.queries import office_zone
from api.results.finality import window_of
from api.results.models import Result
from api.results.pieces import person_of
from api.results.queries import SHOWN_FROM, Standing
from api.results.reading import shows_decision
from api.results.viewing import office_reader, shows_ratings
from api.rounds.models import EvaluationRound
from api.rounds.reach import expect_reach
from api.rounds.rules import RoundKind
from api.scoring.terms import Expectation, Predicate

TITLE = "REKAPITULASI HASIL EVALUASI KINERJA PEGAWAI"
UNDECIDED = "belum ditetapkan"
OWN = "hasil Anda sendiri, belum dibagikan"
DRAFT = "KONSEP TANPA NOMOR: hasil Anda sendiri belum dibagikan. Mintalah petugas lain menerbitkannya."
COLUMNS = (
    Column("No", 2, True),
    Column("Nama / NIP", 12),
    Column("Jabatan", 9),
    Column("Unit kerja", 8),
    Column("Hasil kerja", 6, True),
    Column("Perilaku kerja", 6, True),
    Column("Predikat", 6, True),
)


def expect_official(actor: Actor, round: EvaluationRound) -> None:
    """A round gives papers to its officers, once calculated; a practice round gives none."""
    expect_reach(actor, "documents:issue", round.unit.path)
    if round.kind == RoundKind.PRACTICE:
        raise PracticePaper()
    if round.status not in SHOWN_FROM:
        raise NotCalculated()


def recap_of(db: Session, *, actor: Actor, round: EvaluationRound, now: datetime) -> Subject:
    expect_official(actor, round)
    standing = Standing(actor, now, {})
    letterhead, results, zone = letterhead_of(db), queries.results_of_round(db, round.id), office_zone(db)
    final = bool(results) and all(window_of(result, zone, now).is_final for result in results)
    hidden = any(is_hidden(standing, result) for result in results)
    sections = (_about(round), _people(standing, results))

    def compose(day: date) -> Paper:
        return Paper(
            kind=DocumentKind.ROUND_RECAP,
            variant=PaperVariant.FULL,
            letterhead=head_of(letterhead),
            title=TITLE,
            subtitle=round.name,
            place_and_date=place_and_date(letterhead, day),
            sections=sections,
            signatories=(leader_of(db, letterhead, round.unit.path, day),),
            is_final=final,
            notes=(*(() if final else (NOT_FINAL,)), *((DRAFT,) if hidden else ())),
        )

    reader = office_reader(actor, round.unit.path)
    return Subject(DocumentKind.ROUND_RECAP, round, compose, whole=not hidden, reader=reader)


def is_hidden(standing: Standing, result: Result) -> bool:
    """One's own result before its release: whether it is decided at all is not told."""
    return not shows_decision(standing, result)


def _about(round: EvaluationRound) -> Section:
    period = f"{day_text(round.period_start)} s.d. {day_text(round.period_end)}"
    return Section(pairs=(Pair("Periode", period), Pair("Unit kerja", round.unit.name)))


def _people(standing: Standing, results: Sequence[Result]) -> Section:
    return Section(columns=COLUMNS, rows=numbered([_row(standing, result) for result in results]))


def _row(standing: Standing, result: Result) -> tuple[str, ...]:
    person = person_of(result)
    name = f"{person['name']}\n{result.employee.nip}"
    return (name, person["position_title"], person["unit_name"], *_ratings(standing, result))


def _ratings(standing: Standing, result: Result) -> tuple[str, str, str]:
    if is_hidden(standing, result):
        return ("-", "-", OWN)
    decision = result.decision
    if decision is None or not shows_ratings(standing, result).ratings.shown:
        return ("-", "-", UNDECIDED)
    work, behaviour = Expectation(decision.work_rating), Expectation(decision.behaviour_rating)
    return (work.text.id, behaviour.text.id, Predicate(decision.predicate).text.id)
