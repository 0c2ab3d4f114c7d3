"""The instrument every office starts with: BerAKHLAK, 7 × 3, published with the default policy."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.instruments.berakhlak import berakhlak
from api.instruments.content import content_hash, write_content
from api.instruments.models import Instrument, InstrumentVersion, VersionStatus
from api.kit import clock

IN_FORCE_FROM = date(2026, 1, 1)


def seed_instruments(db: Session) -> InstrumentVersion:
    """The first published version; a second call finds it and changes nothing."""
    official = berakhlak()
    found = db.scalar(
        select(InstrumentVersion)
        .join(Instrument, Instrument.id == InstrumentVersion.instrument_id)
        .where(Instrument.code == official.code, InstrumentVersion.number == 1)
    )
    if found is not None:
        return found
    instrument = Instrument(code=official.code, name=official.name, position_class=None)
    db.add(instrument)
    db.flush()
    draft = official.draft(effective_from=IN_FORCE_FROM)
    version = InstrumentVersion(
        instrument_id=instrument.id,
        number=1,
        status=VersionStatus.DRAFT,
        effective_from=IN_FORCE_FROM,
        legal_basis=draft.legal_basis,
        policy=dict(draft.policy),
    )
    write_content(version, draft)
    db.add(version)
    db.flush()  # content first, then frozen: the triggers refuse items of a published version
    version.status = VersionStatus.PUBLISHED
    version.published_at = clock.now()
    version.content_hash = content_hash(draft)
    db.flush()
    return version
