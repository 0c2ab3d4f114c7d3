from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

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
