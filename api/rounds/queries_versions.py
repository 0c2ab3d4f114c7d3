"""With which version which class of posts is rated."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.instruments.models import Instrument, InstrumentVersion
from api.instruments.rules import VersionStatus
from api.kit.database import AnySelect
from api.rounds.models import EvaluationRound, RoundInstrument


def versions_of(db: Session, round_id: UUID) -> dict[str, UUID]:
    """Class of posts → instrument version; "" is everybody without a version of his own."""
    rows = db.execute(
        select(RoundInstrument.position_class, RoundInstrument.version_id).where(RoundInstrument.round_id == round_id)
    )
    return {position_class: version_id for position_class, version_id in rows}


def version_for(db: Session, round: EvaluationRound, position_class: str) -> UUID | None:
    """The version people of this class are rated with, or None where none is set."""
    versions = versions_of(db, round.id)
    return versions.get(position_class, versions.get(""))


def select_round_versions(round_id: UUID) -> AnySelect:
    return (
        select(
            RoundInstrument.position_class,
            RoundInstrument.version_id,
            Instrument.name.label("instrument"),
            InstrumentVersion.number,
        )
        .join(InstrumentVersion, InstrumentVersion.id == RoundInstrument.version_id)
        .join(Instrument, Instrument.id == InstrumentVersion.instrument_id)
        .where(RoundInstrument.round_id == round_id)
        .order_by(RoundInstrument.position_class)
    )


def published_among(db: Session, version_ids: Collection[UUID]) -> set[UUID]:
    """Which of these versions are published."""
    published = InstrumentVersion.status == VersionStatus.PUBLISHED
    return set(db.scalars(select(InstrumentVersion.id).where(InstrumentVersion.id.in_(version_ids), published)))


def newest_versions(db: Session, day: date) -> dict[str, UUID]:
    """Class of posts → the published version in force on a day, the latest of several; "" is everybody else.

    Where none is in force yet the newest one serves, because an office must be able to begin.
    """
    rows = db.execute(
        select(Instrument.position_class, InstrumentVersion.id, InstrumentVersion.effective_from)
        .join(Instrument, Instrument.id == InstrumentVersion.instrument_id)
        .where(InstrumentVersion.status == VersionStatus.PUBLISHED)
        .order_by(InstrumentVersion.effective_from, InstrumentVersion.published_at, InstrumentVersion.number)
    ).all()
    in_force = {row.position_class or "": row.id for row in rows if row.effective_from <= day}
    return {row.position_class or "": row.id for row in rows} | in_force
