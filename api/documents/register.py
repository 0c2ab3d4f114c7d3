"""The register: the same content keeps its number, changed content gets the next one and supersedes the edition before."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record
from api.documents import queries
from api.documents.letterhead import letterhead_of
from api.documents.models import Document
from api.documents.paper import SUPERSEDES, Paper, Printed
from api.documents.rules import DocumentKind, PaperVariant, document_number
from api.employees.queries import office_zone
from api.results.models import Result
from api.rounds.models import EvaluationRound

Compose = Callable[[date], Paper]
"""The paper as of a day: that of its issue, so that who signed then signs on every copy."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a paper is about. `whole` false: this reader does not see all of it, so what he prints is a draft.

    `instead`: what this reader gets in the place of the paper that is entered, as a draft; nobody else learns that.
    """

    kind: DocumentKind
    round: EvaluationRound
    compose: Compose
    result: Result | None = None
    variant: PaperVariant = PaperVariant.FULL
    whole: bool = True
    instead: Compose | None = None
    reader: str | None = None
    """As whom it is read: whom it is about can ask."""


def issue(db: Session, *, actor: Actor, subject: Subject, operation: str, now: datetime, trace: str) -> Printed:
    """The paper with its number. Each issue and each further copy stands in the log."""
    zone = office_zone(db)
    today = now.astimezone(zone).date()
    if not subject.whole:
        _log(db, actor, subject, None, operation, trace)
        return Printed(subject.compose(today), None, today)
    queries.lock_register(db)
    current = _find_current(db, subject)
    document, paper = None, None
    if current is not None:
        day = current.issued_at.astimezone(zone).date()
        paper = subject.compose(day)
        document = current if paper.content_hash == current.content_hash else None
    if document is None or paper is None:
        day, paper = today, subject.compose(today)
        document = _enter(db, actor, subject, paper, day, now)
        _supersede(db, current, document)
    _log(db, actor, subject, document, operation, trace)
    if subject.instead is not None:
        return Printed(subject.instead(today), None, today)
    return Printed(_finished(db, paper, document), document.id, day)


def _find_current(db: Session, subject: Subject) -> Document | None:
    return queries.find_current(
        db,
        kind=subject.kind,
        variant=subject.variant,
        round_id=subject.round.id,
        participant_id=None if subject.result is None else subject.result.participant_id,
    )


def _enter(db: Session, actor: Actor, subject: Subject, paper: Paper, day: date, now: datetime) -> Document:
    sequence = queries.next_sequence(db, day.year)
    document = Document(
        kind=subject.kind,
        variant=subject.variant,
        round_id=subject.round.id,
        result_id=None if subject.result is None else subject.result.id,
        year=day.year,
        sequence=sequence,
        number=document_number(letterhead_of(db).number_pattern, sequence, day),
        content_hash=paper.content_hash,
        issued_at=now,
        issued_by=actor.account_id,
    )
    db.add(document)
    db.flush()
    return document


def _supersede(db: Session, current: Document | None, document: Document) -> None:
    if current is not None:
        current.superseded_by_id = document.id
        db.flush()


def _finished(db: Session, paper: Paper, document: Document) -> Paper:
    before = queries.find_superseded(db, document)
    notes = () if before is None else (SUPERSEDES.format(number=before.number),)
    return replace(paper, number=document.number, notes=(*paper.notes, *notes))


def _log(db: Session, actor: Actor, subject: Subject, document: Document | None, operation: str, trace: str) -> None:
    about: UUID = subject.round.id if subject.result is None else subject.result.id
    record(
        db,
        actor=actor,
        action=operation,
        object_type="round" if subject.result is None else "result",
        object_id=about,
        after={
            "kind": subject.kind,
            "number": None if document is None else document.number,
            **({"reader": subject.reader} if subject.reader else {}),
        },
        trace=trace,
    )
