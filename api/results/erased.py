"""That the forms behind a round's results are gone, so that comments are not taken for ones nobody wrote."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.kit.texts import Text
from api.results.disclosure import Shown
from api.rounds.models import EvaluationRound, RoundFact
from api.rounds.rules import RoundStatus

FACT = "forms_erased"
ERASED = Shown(False, because=Text("sudah dihapus menurut masa simpan", "removed by the retention rules"))


def note_erased(db: Session, round_id: UUID, now: datetime, *, forms: int, comments: int) -> None:
    content = {"at": now.isoformat(), "forms": forms, "comments": comments}
    db.merge(RoundFact(round_id=round_id, name=FACT, content=content))


def are_erased(db: Session, round: EvaluationRound) -> bool:
    """Only of an archived round; asked of no other."""
    return round.status == RoundStatus.ARCHIVED and db.get(RoundFact, (round.id, FACT)) is not None
