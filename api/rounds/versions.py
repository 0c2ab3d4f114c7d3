"""With which version of the instrument a round rates: chosen per class of posts, frozen into the participants at launch."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from api.kit.errors import Fault, Invalid
from api.kit.texts import Text
from api.rounds import queries
from api.rounds.models import EvaluationRound, Participant, RoundInstrument
from api.rounds.schemas import RoundVersion

_NOT_PUBLISHED = Text("Pilih versi instrumen yang sudah diterbitkan.", "Choose a published version of an instrument.")
_TWICE = Text("Kelompok jabatan ini sudah disebut.", "This class of posts was named before.")


def chosen_versions(db: Session, instruments: Sequence[RoundVersion]) -> dict[str, UUID]:
    """Class of posts → version as sent, or 422: each class once, each version published."""
    classes = [choice.position_class or "" for choice in instruments]
    faults = [
        Fault(f"/instruments/{place}/position_class", "repeated", _TWICE)
        for place, name in enumerate(classes)
        if name in classes[:place]
    ]
    if faults:
        raise Invalid(faults=faults)
    expect_published(db, {f"/instruments/{place}/version_id": one.version_id for place, one in enumerate(instruments)})
    return {name: choice.version_id for name, choice in zip(classes, instruments, strict=True)}


def expect_published(db: Session, version_ids: Mapping[str, UUID | None]) -> None:
    """Refuse drafts, retired and unknown versions, each at the field that names it."""
    wanted = {pointer: version_id for pointer, version_id in version_ids.items() if version_id is not None}
    published = queries.published_among(db, set(wanted.values()))
    faults = [
        Fault(at, "not_published", _NOT_PUBLISHED) for at, version_id in wanted.items() if version_id not in published
    ]
    if faults:
        raise Invalid(faults=faults)


def copied_versions(db: Session, source: EvaluationRound, defaults: Mapping[str, UUID]) -> dict[str, UUID]:
    """The versions of an earlier round; one that is not published any more gives way to the newest."""
    earlier = queries.versions_of(db, source.id)
    published = queries.published_among(db, set(earlier.values()))
    present = {name: chosen if chosen in published else defaults.get(name) for name, chosen in earlier.items()}
    kept = {name: chosen for name, chosen in present.items() if chosen is not None}
    return kept or dict(defaults)


def set_versions(db: Session, *, round: EvaluationRound, versions: Mapping[str, UUID]) -> None:
    """Replace the versions of a draft."""
    db.execute(delete(RoundInstrument).where(RoundInstrument.round_id == round.id))
    db.add_all(
        RoundInstrument(round_id=round.id, position_class=name, version_id=version_id)
        for name, version_id in versions.items()
    )
    db.flush()


def freeze_versions(db: Session, *, round: EvaluationRound) -> None:
    """At launch every participant gets the version of his class, unless one was chosen for him."""
    versions = queries.versions_of(db, round.id)
    unset = update(Participant).where(Participant.round_id == round.id, Participant.version_id.is_(None))
    common = versions.pop("", None)
    for name, version_id in versions.items():
        db.execute(unset.where(Participant.position_class == name).values(version_id=version_id))
    if common is not None:
        db.execute(unset.values(version_id=common))
