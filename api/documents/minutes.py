"""Berita acara: when and by whom the results of a round were settled, how they spread, and what is left."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.calibration.queries import last_confirmation
from api.calibration.reading import read_confirmation
from api.documents import queries
from api.documents.letterhead import head_of, letterhead_of, place_and_date
from api.documents.paper import NOT_FINAL, Column, Pair, Paper, Section, Signatory, numbered
from api.documents.recap import DRAFT, expect_official, is_hidden
from api.documents.register import Subject
from api.documents.rules import DocumentKind, PaperVariant
from api.documents.signatories import leader_of
from api.documents.words import NOT_SCORED_WORDS, day_in_words, day_text
from api.employees.queries import office_zone
from api.results.finality import window_of
from api.results.models import Result
from api.results.organisation import read_distribution
from api.results.pieces import person_of
from api.results.queries import Standing
from api.results.queries_runs import not_scored
from api.rounds.models import EvaluationRound

TITLE = "BERITA ACARA PENETAPAN HASIL EVALUASI KINERJA"
CLOSING = "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya."
OFFICER = Signatory("", "Petugas Kepegawaian")


def minutes_of(db: Session, *, actor: Actor, round: EvaluationRound, now: datetime) -> Subject:
    expect_official(actor, round)
    letterhead, results, zone = letterhead_of(db), queries.results_of_round(db, round.id), office_zone(db)
    final = bool(results) and all(window_of(result, zone, now).is_final for result in results)
    outside = not_scored(db, round.id)
    standing = Standing(actor, now, {})
    told = [result for result in results if not is_hidden(standing, result)]
    whole = len(told) == len(results)
    sections = (
        _counts(told, outside, queries.count_participants(db, round.id)),
        *_distribution(read_distribution(db, round, "id", actor=actor)),
        *_calibration(read_confirmation(db, last_confirmation(db, round.id)), zone),
        _left(told, outside),
        Section(paragraphs=(CLOSING,)),
    )

    def compose(day: date) -> Paper:
        leader = leader_of(db, letterhead, round.unit.path, day)
        return Paper(
            kind=DocumentKind.ROUND_MINUTES,
            variant=PaperVariant.FULL,
            letterhead=head_of(letterhead),
            title=TITLE,
            subtitle=round.name,
            place_and_date=place_and_date(letterhead, day),
            sections=(_opening(round, leader, letterhead.place, day), *sections),
            signatories=(OFFICER, leader),
            is_final=final,
            notes=(*(() if final else (NOT_FINAL,)), *(() if whole else (DRAFT,))),
        )

    return Subject(DocumentKind.ROUND_MINUTES, round, compose, whole=whole)


def _opening(round: EvaluationRound, leader: Signatory, place: str, day: date) -> Section:
    where = f", bertempat di {place}" if place else ""
    period = f"{day_text(round.period_start)} sampai dengan {day_text(round.period_end)}"
    text = (
        f"Pada hari ini, {day_in_words(day)}{where}, telah dituangkan dalam berita acara penetapan hasil evaluasi "
        f"kinerja pegawai pada {round.unit.name} untuk periode {period}, oleh:"
    )
    pairs = (Pair("Nama", leader.name or "-"), Pair("NIP", leader.nip or "-"), Pair("Jabatan", leader.title or "-"))
    return Section(paragraphs=(text,), pairs=pairs)


def _counts(results: Sequence[Result], outside: Sequence[Any], participants: int) -> Section:
    decided = sum(result.decision is not None for result in results)
    released = sum(result.released_at is not None for result in results)
    numbers = (
        ("Peserta", participants),
        ("Hasil dihitung", len(results)),
        ("Sudah ditetapkan", decided),
        ("Sudah dibagikan", released),
        ("Belum ditetapkan", len(results) - decided),
        ("Tidak dinilai", len(outside)),
    )
    return Section("Jumlah pegawai", pairs=tuple(Pair(label, f"{number} orang") for label, number in numbers))


def _distribution(read: dict[str, Any]) -> tuple[Section, ...]:
    """The decided predicates, beside the organisation's: to consider, no quota."""
    rows = tuple((one["text"], str(one["people"])) for one in read["counts"])
    table = Section("Sebaran predikat", columns=(Column("Predikat", 6), Column("Pegawai", 2, True)), rows=rows)
    if read["predicate_text"] is None:
        return (table, Section(paragraphs=("Predikat kinerja organisasi belum diisi.",)))
    pairs = [Pair("Predikat organisasi", read["predicate_text"]), Pair("Dokumen", read["document"])]
    considered = [Pair("Pertimbangan pimpinan", read["reason"])] if read["reason"] else []
    notes = tuple(note["text"] for note in read["notes"])
    basis = f"{read['consideration']} ({read['reference']})"
    return (table, Section("Bahan pertimbangan", (basis, *notes), pairs=(*pairs, *considered)))


def _calibration(confirmed: dict[str, Any] | None, zone: ZoneInfo) -> tuple[Section, ...]:
    """Who held the meeting, when and over how many cases; what was said about a person is not on paper."""
    if confirmed is None:
        return ()
    pairs = (
        Pair("Ditutup oleh", confirmed["confirmed_by"]),
        Pair("Tanggal", day_text(confirmed["confirmed_at"].astimezone(zone).date())),
        Pair("Hadir", confirmed["attendees"]),
        Pair("Dibahas satu per satu", f"{confirmed['cases']} kasus"),
        Pair("Dikukuhkan bersama", f"{confirmed['rest']} orang"),
    )
    return (Section("Rapat penyelarasan", (confirmed["note"],) if confirmed["note"] else (), pairs=pairs),)


def _left(results: Sequence[Result], outside: Sequence[Any]) -> Section:
    open_ones = [_undecided(result) for result in results if result.decision is None]
    others = [
        (row.name, "-", f"tidak dinilai: {NOT_SCORED_WORDS.get(row.reason_code, 'alasan lain')}") for row in outside
    ]
    rows = [*open_ones, *others]
    if not rows:
        return Section("Yang tersisa", ("Tidak ada: semua pegawai sudah ditetapkan.",))
    columns = (Column("No", 1, True), Column("Nama", 5), Column("Unit kerja", 5), Column("Keterangan", 5))
    return Section("Yang tersisa", columns=columns, rows=numbered(rows))


def _undecided(result: Result) -> tuple[str, str, str]:
    person = person_of(result)
    return (person["name"], person["unit_name"], "belum ditetapkan")
