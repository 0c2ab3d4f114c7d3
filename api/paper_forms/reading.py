"""What the personnel officer and a typist see of paper forms: counts for the one, items for the other."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.accounts.models import AccountStatus
from api.employees.queries import office_day, office_zone
from api.employees.rules import full_name
from api.kit.pages import PageParams, read_page
from api.kit.texts import Text
from api.paper_forms import queries
from api.paper_forms.entering import Taken, Typed
from api.paper_forms.models import PaperRater
from api.paper_forms.people import people_in, rated_person
from api.paper_forms.queries import AnyRow
from api.paper_forms.rules import LEAST_RATERS, LEAST_TYPISTS, TypingOutcome, may_print
from api.paper_forms.schemas import PaperRaterFilters
from api.rounds.models import EvaluationRound
from api.rounds.moments import deadline_text
from api.rounds.queries import latest_deadline
from api.rounds.rules import RoundStatus, effective_status

_FEW_TYPISTS = Text(
    "Tunjuk sedikitnya dua pengetik: setiap lembar diketik oleh dua orang yang berbeda.",
    "Name at least two typists: two different people type each sheet.",
)
_ONE_RATER = Text(
    "Baru satu orang mengisi di kertas, sehingga pengetik dapat menduga dari siapa lembar itu.",
    "Only one person fills in on paper, so that typists can guess from whom the sheets are.",
)
_TEXTS = {
    TypingOutcome.WAITING: Text(
        "Ketikan pertama tersimpan. Serahkan kertasnya kepada pengetik kedua.",
        "The first typing is kept. Pass the paper to the second typist.",
    ),
    TypingOutcome.DIFFERS: Text(
        "Ketikan Anda berbeda dari ketikan pertama. Bandingkan bagian ini dengan kertas, perbaiki bila perlu, lalu kirim "
        "lagi.",
        "Your typing differs from the first one. Compare these parts with the paper, correct them, and send again.",
    ),
    TypingOutcome.RESTART: Text(
        "Kedua ketikan masih berbeda, jadi keduanya dihapus. Lembar ini diketik ulang dari awal oleh dua orang.",
        "The two typings still differ, so both are gone. Two people type this sheet from the beginning.",
    ),
    TypingOutcome.ENTERED: Text("Lembar tersimpan.", "The form is stored."),
}


class Reader(NamedTuple):
    """Who reads, when, in which language and zone."""

    actor: Actor
    now: datetime
    language: str
    zone: ZoneInfo


def reader_of(db: Session, actor: Actor, now: datetime, language: str) -> Reader:
    return Reader(actor, now, language, office_zone(db))


def read_paper_forms(db: Session, reader: Reader, round: EvaluationRound) -> dict[str, Any]:
    counts, typists = queries.count_sheets(db, round.id), queries.typists_of(db, round.id)
    open_ = _is_open(db, round, reader.now)
    return {
        "round": _round(db, reader, round),
        **counts._mapping,
        "typists": [{**row._mapping, "active": row.status == AccountStatus.ACTIVE} for row in typists],
        "notes": _notes(counts.raters, len(typists), reader.language) if open_ else [],
        "actions": ["name_rater", "name_typist", "remove_typist"] if open_ else [],
    }


def _is_open(db: Session, round: EvaluationRound, now: datetime) -> bool:
    return effective_status(RoundStatus(round.status), latest_deadline(db, round), now) is RoundStatus.OPEN


def _round(db: Session, reader: Reader, round: EvaluationRound) -> dict[str, Any]:
    deadline = latest_deadline(db, round)
    text = deadline_text(deadline, reader.zone).in_language(reader.language)
    return {"id": round.id, "name": round.name, "deadline": deadline, "deadline_text": text}


def _notes(raters: int, typists: int, language: str) -> list[str]:
    few = raters > 0 and typists < LEAST_TYPISTS
    alone = 0 < raters < LEAST_RATERS
    return [text.in_language(language) for text, true in ((_FEW_TYPISTS, few), (_ONE_RATER, alone)) if true]


def list_paper_raters(
    db: Session, reader: Reader, round: EvaluationRound, filters: PaperRaterFilters
) -> dict[str, Any]:
    page = read_page(db, queries.select_raters(round.id, filters), filters)
    page["items"] = _raters(db, reader, round, page["items"])
    return page


def read_paper_rater(db: Session, reader: Reader, round: EvaluationRound, rater: PaperRater) -> dict[str, Any]:
    rows = db.execute(queries.select_raters(round.id, PaperRaterFilters()).where(PaperRater.id == rater.id)).all()
    return _raters(db, reader, round, rows)[0]


def _raters(db: Session, reader: Reader, round: EvaluationRound, rows: Sequence[AnyRow]) -> list[dict[str, Any]]:
    day = office_day(db, reader.now)
    open_ = _is_open(db, round, reader.now)
    own = rated_person(db, round.id, reader.actor.employee_id, day)
    people = people_in(db, round.id, [row.PaperRater.employee_id for row in rows], day)
    return [
        _rater(reader, row, open_, open_ and may_print(officer=own, rater=people[row.PaperRater.employee_id]))
        for row in rows
    ]


def _rater(reader: Reader, row: AnyRow, open_: bool, printable: bool) -> dict[str, Any]:
    rater: PaperRater = row.PaperRater
    printed = (
        None
        if rater.printed_at is None
        else deadline_text(rater.printed_at.replace(second=0, microsecond=0), reader.zone)
    )
    actions = ["print"] if printable and row.tasks_left and rater.employee_id != reader.actor.employee_id else []
    return {
        "id": rater.id,
        "employee_id": rater.employee_id,
        "name": full_name(row.title_before, row.name, row.title_after),
        "unit_name": row.unit_name,
        "reason": rater.reason,
        "tasks_left": row.tasks_left,
        "sheets_out": row.sheets_out,
        "entered": rater.entered,
        "printed_text": None if printed is None else printed.in_language(reader.language),
        "actions": [*actions, "remove"] if open_ else [],
    }


def list_my_paper_rounds(db: Session, reader: Reader, params: PageParams) -> dict[str, Any]:
    page = read_page(db, queries.select_my_rounds(reader.actor, reader.now), params)
    page["items"] = [_round(db, reader, round) for round in page["items"]]
    return page


def read_sheet(taken: Taken) -> dict[str, Any]:
    """The items alone; who is asked about whom does not even leave the server."""
    return {
        "round_name": taken.held.round.name,
        "second": taken.sheet.typing is not None,
        "values": [
            {
                "code": value.code,
                "name": value.name,
                "items": [{"number": item.number, "text": item.text} for item in value.items],
            }
            for value in taken.held.form.values
        ],
    }


def read_typed(typed: Typed, language: str) -> dict[str, Any]:
    return {
        "outcome": typed.outcome,
        "text": _TEXTS[typed.outcome].in_language(language),
        "items": list(typed.found.items),
        "comments": list(typed.found.comments),
    }
