"""Drafts are written freely, published versions are frozen, and every change of content is a new version."""

from datetime import datetime

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record
from api.instruments import queries
from api.instruments.content import content_hash, draft_of, write_content
from api.instruments.draft import AnchorDraft, ItemDraft, ValueDraft, VersionDraft
from api.instruments.models import Instrument, InstrumentVersion
from api.instruments.rules import VersionStatus, check_instrument_version, may_edit
from api.instruments.schemas import InstrumentCreate, ValueContent, VersionContent
from api.kit.errors import AlreadyExists, Conflict
from api.kit.texts import Text
from api.scoring.policy import SCHEMA


class VersionFrozen(Conflict):
    text = Text(
        "Versi ini sudah diterbitkan dan tidak dapat diubah. Buat versi baru dari versi ini.",
        "This version is published and frozen. Create a new version from it.",
    )


class VersionIncomplete(Conflict):
    text = Text(
        "Versi ini belum dapat diterbitkan; perbaiki isian yang ditandai.",
        "This version cannot be published yet; mend the fields named.",
    )


class VersionNotPublished(Conflict):
    text = Text("Hanya versi yang terbit yang dapat dihentikan.", "Only a published version can be retired.")


class DraftExists(Conflict):
    text = Text(
        "Instrumen ini sudah punya rancangan. Selesaikan atau hapus rancangan itu dahulu.",
        "This instrument has a draft already. Finish or delete it first.",
    )


def create_instrument(db: Session, *, actor: Actor, content: InstrumentCreate, trace: str) -> Instrument:
    if queries.find_by_code(db, content.code) is not None:
        raise AlreadyExists()
    instrument = Instrument(**content.model_dump())
    db.add(instrument)
    db.flush()
    _record(db, actor, "create_instrument", "instrument", instrument.id, trace, after=content.model_dump(mode="json"))
    return instrument


def create_version(
    db: Session, *, actor: Actor, instrument: Instrument, origin: InstrumentVersion, trace: str
) -> InstrumentVersion:
    """A draft with the content of an earlier version; one draft at a time, so that two people do not write past each other."""
    if queries.find_draft(db, instrument) is not None:
        raise DraftExists()
    version = InstrumentVersion(
        instrument_id=instrument.id,
        number=queries.last_number(db, instrument) + 1,
        status=VersionStatus.DRAFT,
        effective_from=origin.effective_from,
        legal_basis=origin.legal_basis,
        policy=dict(origin.policy),
    )
    write_content(version, draft_of(origin))
    db.add(version)
    db.flush()
    after = {"instrument": instrument.id, "number": version.number, "from": origin.id}
    _record(db, actor, "create_instrument_version", "instrument_version", version.id, trace, after=after)
    return version


def update_version(
    db: Session, *, actor: Actor, version: InstrumentVersion, content: VersionContent, trace: str
) -> InstrumentVersion:
    """Replace a draft's whole content. What is still wrong with it is told, not refused."""
    if not may_edit(VersionStatus(version.status)):
        raise VersionFrozen()
    before = content_hash(draft_of(version))
    draft = _draft_from(content)
    version.values.clear()
    db.flush()  # the old values go first: their codes and places may come again
    write_content(version, draft)
    db.flush()
    after = {"content": content_hash(draft)}
    _record(db, actor, "update_instrument_version", "instrument_version", version.id, trace, {"content": before}, after)
    return version


def publish_version(
    db: Session, *, actor: Actor, version: InstrumentVersion, now: datetime, trace: str
) -> InstrumentVersion:
    """Freeze a version that nothing is wrong with; rounds take it from its date on."""
    if not may_edit(VersionStatus(version.status)):
        raise VersionFrozen()
    draft = draft_of(version)
    faults = check_instrument_version(draft)
    if faults:
        raise VersionIncomplete(faults=faults)
    version.status = VersionStatus.PUBLISHED
    version.published_at = now
    version.published_by = actor.account_id
    version.content_hash = content_hash(draft)
    after = {"number": version.number, "content_hash": version.content_hash}
    _record(
        db, actor, "publish_instrument_version", "instrument_version", version.id, trace, {"status": "draft"}, after
    )
    return version


def retire_version(db: Session, *, actor: Actor, version: InstrumentVersion, trace: str) -> InstrumentVersion:
    """No new round takes it; rounds that have it keep it."""
    if version.status != VersionStatus.PUBLISHED:
        raise VersionNotPublished()
    version.status = VersionStatus.RETIRED
    _record(
        db, actor, "retire_instrument_version", "instrument_version", version.id, trace,
        {"status": "published"}, {"status": "retired"},
    )  # fmt: skip
    return version


def delete_draft(db: Session, *, actor: Actor, version: InstrumentVersion, trace: str) -> None:
    if not may_edit(VersionStatus(version.status)):
        raise VersionFrozen()
    _record(db, actor, "delete_instrument_version", "instrument_version", version.id, trace, {"number": version.number})
    db.delete(version)


def _draft_from(content: VersionContent) -> VersionDraft:
    return VersionDraft(
        values=tuple(_value_from(value) for value in content.values),
        policy={"schema": SCHEMA, **content.policy.model_dump(mode="json")},
        legal_basis=content.legal_basis,
        effective_from=content.effective_from,
    )


def _value_from(value: ValueContent) -> ValueDraft:
    plain = value.model_dump(exclude={"items", "anchors"})
    return ValueDraft(
        **{**plain, "competencies": tuple(value.competencies)},
        items=tuple(
            ItemDraft(**{**item.model_dump(), "competencies": tuple(item.competencies)}) for item in value.items
        ),
        anchors=tuple(AnchorDraft(**anchor.model_dump()) for anchor in value.anchors),
    )


def _record(
    db: Session,
    actor: Actor,
    action: str,
    kind: str,
    thing: object,
    trace: str,
    before: object = None,
    after: object = None,
) -> None:
    record(
        db, actor=actor, action=action, object_type=kind, object_id=str(thing), before=before, after=after, trace=trace
    )
