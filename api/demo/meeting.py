"""The demo's calibration: a meeting that has begun, a comment that was reported, and whom a rater under pressure turns to."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Session

from api.calibration import service
from api.concerns.comments import report_comment
from api.kit import clock
from api.kit.conditional import etag
from api.results.models import Result
from api.results.queries import round_results, standing_of
from api.results.reading_result import look_at, shown_comments
from api.rounds.queries import get_round

if TYPE_CHECKING:
    from api.demo.history import Cast

TRACE = "demo"
NOTED = (
    "Pejabat penilai menunjukkan dua contoh kerja; penetapan tetap.",
    "Dekat batas: menjadi bahan dialog, bukan dasar keputusan.",
    "Disepakati melihat lagi pada periode berikutnya.",
)


def begin_meeting(db: Session, cast: "Cast", round_id: UUID) -> None:
    """The first cases are discussed, the others wait."""
    round = get_round(db, cast.head, round_id)
    meeting = service.enter(db, actor=cast.head, round=round, now=clock.now(), trace=TRACE)
    for case, text in zip(meeting.cases(), NOTED, strict=False):
        service.note_case(meeting, case.result.participant_id, text=text, discussed=True, if_match=etag(0))


def report_one_comment(db: Session, cast: "Cast", round_id: UUID) -> None:
    """A person reports a comment he reads on his result."""
    now = clock.now()
    for result in db.scalars(round_results(round_id).where(Result.status == "released")):
        actor = cast.actor(result.employee_id)
        texts = shown_comments(look_at(db, standing_of(db, actor, now), result), "peer")
        if texts:
            report_comment(
                db,
                actor=actor,
                result_id=result.id,
                source="peer",
                text=min(texts),
                reason="Menurut saya bukan tentang perilaku kerja; mohon dilihat.",
                trace=TRACE,
            )
            return
