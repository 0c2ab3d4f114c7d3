"""The duty of silence: read and accepted by each rater once a round. A changed wording is a new version, asked anew."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record_participation
from api.concerns import queries
from api.concerns.models import SilencePledge
from api.employees.queries import office_day
from api.kit import clock
from api.kit.errors import NotFound
from api.kit.texts import Text

VERSION = 1
TEXT = Text(
    "Saya menilai perilaku kerja yang saya lihat sendiri. Saya tidak memberi tahu siapa pun siapa yang saya nilai dan "
    "nilai apa yang saya berikan, dan tidak menanyakannya kepada penilai lain. Bila ada yang menekan saya, saya dapat "
    "melaporkannya lewat “Saya ditekan”.",
    "I rate the behaviour at work that I have seen myself. I tell nobody whom I rate and what I answered, and I ask no "
    "other rater. If somebody puts me under pressure, I can report it by “I am under pressure”.",
)


def read_pledge(db: Session, *, employee_id: UUID, round_id: UUID, language: str) -> dict[str, Any]:
    """For whoever has a task in the round; for anybody else there is nothing to keep silent about."""
    if not queries.rates_in(db, employee_id, round_id):
        raise NotFound()
    row = db.get(SilencePledge, (round_id, employee_id))
    accepted = row is not None and row.version == VERSION
    return {
        "version": VERSION,
        "text": TEXT.in_language(language),
        "accepted_on": row.accepted_on if row is not None and accepted else None,
    }


def accept_pledge(db: Session, *, actor: Actor, employee_id: UUID, round_id: UUID) -> None:
    """Once more changes nothing; an older wording is replaced."""
    if not queries.rates_in(db, employee_id, round_id):
        raise NotFound()
    row = db.get(SilencePledge, (round_id, employee_id))
    if row is not None and row.version == VERSION:
        return
    row = row or SilencePledge(round_id=round_id, employee_id=employee_id)
    row.version, row.accepted_on = VERSION, office_day(db, clock.now())
    db.add(row)
    db.flush()
    record_participation(db, actor=actor, action="accept_silence_pledge", round_id=round_id)
