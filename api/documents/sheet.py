"""Lembar hasil: one person's result on paper. Its figures are those that `get_result` gives this reader, word for word."""

from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.documents.letterhead import head_of, letterhead_of, place_and_date
from api.documents.models import Letterhead
from api.documents.paper import NOT_FINAL, Column, Pair, Paper, Section, Signatory
from api.documents.refusals import NotDecided, PracticePaper, ResultSuperseded
from api.documents.register import Subject
from api.documents.rules import DocumentKind, PaperVariant
from api.documents.signatories import assessor_of, person_of_result
from api.documents.words import day_text
from api.results.models import Result
from api.results.reading_result import read_result
from api.rounds.rules import RoundKind

TITLE = "LEMBAR HASIL EVALUASI KINERJA PEGAWAI"
RECEIVED = "Tanda terima bukan persetujuan. Keberatan dapat diajukan sampai waktu yang tertera pada sistem."
NONE = "-"
WITHOUT_PARTS = "KONSEP TANPA NOMOR: lembar dengan rincian dan nomor diterbitkan petugas lain."


def sheet_of(db: Session, *, actor: Actor, result: Result, now: datetime) -> Subject:
    """The sheet of a result that was found among the visible ones.

    Who rated the person himself gets it without parts. Register and log must not tell him from the others, for they
    would tell who rated whom: so the same paper is entered for him, and he gets a draft in its place.
    """
    if result.round.kind == RoundKind.PRACTICE:
        raise PracticePaper()
    if result.superseded:
        raise ResultSuperseded()
    read = read_result(db, actor=actor, result=result, now=now, language="id")
    if read["decision"] is None:
        raise NotDecided()
    letterhead = letterhead_of(db)
    signatories = (person_of_result(result), assessor_of(db, result))

    def compose(day: date, read: dict[str, Any] = read, variant: PaperVariant = PaperVariant.FULL) -> Paper:
        return _paper(letterhead, read, result, signatories, variant, day)

    reader: str = read["reader"]
    if read["parts_shown"]["shown"]:
        return Subject(DocumentKind.RESULT_SHEET, result.round, compose, result, reader=reader)
    registered = read_result(db, actor=actor, result=result, now=now, language="id", as_colleague=True)
    return Subject(
        DocumentKind.RESULT_SHEET,
        result.round,
        partial(compose, read=registered),
        result,
        instead=partial(compose, variant=PaperVariant.WITHOUT_PARTS),
        reader=reader,
    )


def _paper(
    letterhead: Letterhead,
    read: dict[str, Any],
    result: Result,
    signatories: tuple[Signatory, ...],
    variant: PaperVariant,
    day: date,
) -> Paper:
    return Paper(
        kind=DocumentKind.RESULT_SHEET,
        variant=variant,
        letterhead=head_of(letterhead),
        title=TITLE,
        subtitle=result.round.name,
        place_and_date=place_and_date(letterhead, day),
        sections=(_person(read, result), _values(read), _outcome(read), *_words(read)),
        signatories=signatories,
        is_final=read["is_final"],
        notes=(
            *(() if read["is_final"] else (NOT_FINAL,)),
            *((WITHOUT_PARTS,) if variant is PaperVariant.WITHOUT_PARTS else ()),
        ),
    )


def _person(read: dict[str, Any], result: Result) -> Section:
    person, round = read["person"], read["round"]
    version = [Pair("Versi hasil", str(read["version"]))] if read["version"] > 1 else []
    pairs = [
        Pair("Nama", person["name"]),
        Pair("NIP", result.employee.nip),
        Pair("Jabatan", person["position_title"]),
        Pair("Unit kerja", person["unit_name"]),
        Pair("Periode", f"{day_text(round['period_start'])} s.d. {day_text(round['period_end'])}"),
    ]
    return Section("Pegawai yang dinilai", pairs=(*pairs, *version))


def _values(read: dict[str, Any]) -> Section:
    """The seven values by source; what is hidden from this reader says why instead of a figure – but not why all parts
    are: the paper may come into the hands of the person, and would tell who rated."""
    if not read["values"]:
        return Section("Perilaku kerja", ("Rincian per nilai tidak dicantumkan.",))
    sources = [source["label"].capitalize() for source in read["values"][0]["sources"]]
    columns = (Column("Nilai", 4), *(Column(label, 2, True) for label in sources), Column("Hasil", 2, True))
    rows = tuple(
        (value["name"], *(_mean(source) for source in value["sources"]), _figure(value["value"]))
        for value in read["values"]
    )
    left_out = [f"{value['name']}: {'; '.join(value['left_out'])}." for value in read["values"] if value["left_out"]]
    return Section("Perilaku kerja", tuple(left_out), columns=columns, rows=rows)


def _mean(source: dict[str, Any]) -> str:
    return source["shown"]["because"] or NONE if source["mean"] is None else _figure(source["mean"])


def _figure(figure: dict[str, Any] | None) -> str:
    return NONE if figure is None else str(figure["text"])


def _outcome(read: dict[str, Any]) -> Section:
    decision = read["decision"]
    external = [Pair("Dokumen penetapan", decision["document"])] if decision["document"] else []
    pairs = [
        Pair("Nilai perilaku kerja", _figure(read["composite"])),
        Pair("Rating hasil kerja", decision["work_rating"]["text"]),
        Pair("Rating perilaku kerja", decision["behaviour_rating"]["text"]),
        Pair("Predikat kinerja", decision["predicate"]["text"]),
    ]
    return Section("Hasil evaluasi", pairs=(*pairs, *external))


def _words(read: dict[str, Any]) -> tuple[Section, ...]:
    decision = read["decision"]
    reason = [Section("Alasan penetapan", (decision["reason"],))] if decision["reason"] else []
    message = [Section("Pesan pejabat penilai", (decision["message"],))] if decision["message"] else []
    return (*reason, *message, Section("", (RECEIVED,)))
