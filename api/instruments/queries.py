from datetime import date
from uuid import UUID

from sqlalchemy import false, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from api.access.actor import Actor
from api.instruments.content import FormContent, form_of
from api.instruments.models import Instrument, InstrumentVersion, Value, VersionStatus
from api.kit.database import AnySelect
from api.kit.errors import NotFound

_KEPT_FORMS = 64


def select_versions() -> AnySelect:
    """Versions with all their content, in a constant number of statements."""
    values = selectinload(InstrumentVersion.values)
    return select(InstrumentVersion).options(
        joinedload(InstrumentVersion.instrument, innerjoin=True),
        values.selectinload(Value.items),
        values.selectinload(Value.anchors),
    )


def get_version(db: Session, version_id: UUID) -> InstrumentVersion:
    version: InstrumentVersion | None = db.scalar(select_versions().where(InstrumentVersion.id == version_id))
    if version is None:
        raise NotFound()
    return version


def newest_published(db: Session, position_class: str | None, day: date) -> InstrumentVersion | None:
    """The version in force on a day for a class of posts; `None` as class: the one for everybody."""
    statement = (
        select(InstrumentVersion)
        .join(Instrument, Instrument.id == InstrumentVersion.instrument_id)
        .where(
            InstrumentVersion.status == VersionStatus.PUBLISHED,
            InstrumentVersion.effective_from <= day,
            Instrument.position_class.is_(None)
            if position_class is None
            else Instrument.position_class == position_class,
        )
        .order_by(InstrumentVersion.effective_from.desc(), InstrumentVersion.number.desc())
        .limit(1)
    )
    return db.scalar(statement)


_forms: dict[UUID, FormContent] = {}


def form_content(db: Session, version_id: UUID) -> FormContent:
    """The form of a version; that of a published one is read once per process, for it cannot change."""
    kept = _forms.get(version_id)
    if kept is not None:
        return kept
    version = get_version(db, version_id)
    form = form_of(version)
    if version.status != VersionStatus.DRAFT:
        if len(_forms) >= _KEPT_FORMS:
            _forms.pop(next(iter(_forms)))
        _forms[version_id] = form
    return form


def visible_instruments(actor: Actor) -> AnySelect:
    """Instruments belong to the whole office: whoever may read them reads all."""
    return select(Instrument) if actor.may("instruments:read") else select(Instrument).where(false())


def select_instruments(actor: Actor) -> AnySelect:
    return (
        visible_instruments(actor).options(selectinload(Instrument.versions)).order_by(Instrument.name, Instrument.id)
    )


def list_instruments(db: Session, actor: Actor) -> list[Instrument]:
    return list(db.scalars(select_instruments(actor)))


def get_instrument(db: Session, actor: Actor, instrument_id: UUID) -> Instrument:
    statement = select_instruments(actor).where(Instrument.id == instrument_id)
    instrument: Instrument | None = db.scalar(statement.execution_options(populate_existing=True))
    if instrument is None:
        raise NotFound()
    return instrument


def visible_version(db: Session, actor: Actor, version_id: UUID) -> InstrumentVersion:
    """A version with its content, if its instrument is visible to the caller."""
    inside = visible_instruments(actor).with_only_columns(Instrument.id)
    statement = select_versions().where(InstrumentVersion.id == version_id, InstrumentVersion.instrument_id.in_(inside))
    version: InstrumentVersion | None = db.scalar(statement)
    if version is None:
        raise NotFound()
    return version


def find_by_code(db: Session, code: str) -> Instrument | None:
    return db.scalar(select(Instrument).where(Instrument.code == code))


def find_draft(db: Session, instrument: Instrument) -> InstrumentVersion | None:
    return db.scalar(
        select(InstrumentVersion).where(
            InstrumentVersion.instrument_id == instrument.id, InstrumentVersion.status == VersionStatus.DRAFT
        )
    )


def last_number(db: Session, instrument: Instrument) -> int:
    numbers = select(func.max(InstrumentVersion.number)).where(InstrumentVersion.instrument_id == instrument.id)
    return db.scalar(numbers) or 0
