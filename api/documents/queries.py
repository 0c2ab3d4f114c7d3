"""Which papers, whose signature; what is listed or attached for a request begins with `visible_documents`."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, literal, or_, select, text, true
from sqlalchemy.orm import Session, contains_eager

from api.access.actor import Actor
from api.documents.models import Document, DocumentScan, Letterhead
from api.employees.models import Employee, OrgUnit, Placement, Position
from api.employees.queries import placement_on
from api.kit.database import AnySelect, is_sqlite, lock_rows
from api.kit.errors import NotFound
from api.results.models import Result
from api.results.queries import round_results
from api.rounds.models import EvaluationRound, Participant
from api.rounds.reach import OFFICERS, within

_REGISTER_LOCK = 0x646F6373


def find_letterhead(db: Session) -> Letterhead | None:
    return db.get(Letterhead, 1)


def holders_of_post(db: Session, position_id: UUID, day: date) -> Sequence[Any]:
    """The post with everybody who holds it on the day; one row without a person where it is vacant."""
    return db.execute(_select_holders(day).where(Position.id == position_id)).all()


def holders_of_head(db: Session, unit_path: str, day: date) -> Sequence[Any]:
    """The heads' posts of the unit and of those above it, the nearest first, with who holds them on the day."""
    heads = and_(Position.is_head, Position.active, literal(unit_path).startswith(OrgUnit.path))
    return db.execute(_select_holders(day).where(heads).order_by(func.length(OrgUnit.path).desc(), Position.id)).all()


def _select_holders(day: date) -> AnySelect:
    return (
        select(Position.id.label("position_id"), Position.title, Placement.kind, Placement.starts_on, Employee)
        .join(OrgUnit, OrgUnit.id == Position.unit_id)
        .outerjoin(Placement, and_(Placement.position_id == Position.id, placement_on(day)))
        .outerjoin(Employee, Employee.id == Placement.employee_id)
    )


def find_employee_of(db: Session, account_id: UUID) -> Employee | None:
    return db.scalar(select(Employee).where(Employee.account_id == account_id))


def results_of_round(db: Session, round_id: UUID) -> Sequence[Result]:
    """All results that hold in the round, by unit and name."""
    return db.scalars(round_results(round_id).order_by(Participant.unit_name, Employee.name, Result.id)).all()


def count_participants(db: Session, round_id: UUID) -> int:
    return db.scalar(select(func.count()).where(Participant.round_id == round_id)) or 0


def lock_register(db: Session) -> None:
    """One paper is numbered at a time, so that numbers follow each other without gaps."""
    if not is_sqlite(db):
        db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _REGISTER_LOCK})


def next_sequence(db: Session, year: int) -> int:
    return (db.scalar(select(func.max(Document.sequence)).where(Document.year == year)) or 0) + 1


def find_current(
    db: Session, *, kind: str, variant: str, round_id: UUID, participant_id: UUID | None
) -> Document | None:
    """The edition that holds: of a round's paper, or of a participant's sheet whatever version of his result it showed."""
    statement = select(Document).where(
        Document.kind == kind,
        Document.variant == variant,
        Document.round_id == round_id,
        Document.superseded_by_id.is_(None),
    )
    if participant_id is not None:
        own = select(Result.id).where(Result.participant_id == participant_id)
        statement = statement.where(Document.result_id.in_(own))
    return db.scalar(statement)


def find_superseded(db: Session, document: Document) -> Document | None:
    """The edition before this one."""
    return db.scalar(select(Document).where(Document.superseded_by_id == document.id))


def visible_documents(actor: Actor) -> AnySelect:
    """Officers: the papers of their units, but of their own result only as everybody; everybody his own released sheets."""
    places = actor.paths(*OFFICERS)
    of_round = and_(Document.result_id.is_(None), within(OrgUnit.path, places))
    of_others = and_(_of_others(actor), within(Participant.unit_path, places))
    return (
        select(Document)
        .join(Document.round)
        .join(EvaluationRound.unit)
        .outerjoin(Document.result)
        .outerjoin(Result.participant)
        .options(
            contains_eager(Document.round).contains_eager(EvaluationRound.unit),
            contains_eager(Document.result).contains_eager(Result.participant),
        )
        .where(or_(of_round, of_others, _own_released(actor)))
    )


def _of_others(actor: Actor) -> ColumnElement[bool]:
    return true() if actor.employee_id is None else Result.employee_id != actor.employee_id


def _own_released(actor: Actor) -> ColumnElement[bool]:
    if actor.employee_id is None:
        return false()
    return and_(Result.employee_id == actor.employee_id, Result.status == "released")


def select_listed(actor: Actor, round_id: UUID | None) -> AnySelect:
    """For a list, the newest number first."""
    statement = visible_documents(actor)
    if round_id is not None:
        statement = statement.where(Document.round_id == round_id)
    return statement.order_by(Document.year.desc(), Document.sequence.desc())


def get_document(db: Session, actor: Actor, document_id: UUID) -> Document:
    found: Document | None = db.scalar(visible_documents(actor).where(Document.id == document_id))
    if found is None:
        raise NotFound()
    return found


def lock_document(db: Session, document_id: UUID) -> None:
    """Nobody else attaches a scan to it until this transaction ends."""
    db.execute(lock_rows(select(Document.id).where(Document.id == document_id), db)).all()


def newest_scans(db: Session, document_ids: Sequence[UUID]) -> dict[UUID, DocumentScan]:
    """By document, without the content."""
    statement = select(DocumentScan).where(DocumentScan.document_id.in_(document_ids)).order_by(DocumentScan.version)
    return {scan.document_id: scan for scan in db.scalars(statement)}


def content_of(db: Session, scan_id: UUID) -> bytes:
    return db.scalars(select(DocumentScan.content).where(DocumentScan.id == scan_id)).one()


def find_top_path(db: Session) -> str | None:
    """Where the highest unit lies in the tree."""
    return db.scalar(
        select(OrgUnit.path).where(OrgUnit.active).order_by(func.length(OrgUnit.path), OrgUnit.path).limit(1)
    )
