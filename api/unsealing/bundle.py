"""What lies behind a broken seal, written when it is fetched and kept nowhere."""

import json
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.assignments import seal
from api.scoring.terms import Source
from api.unsealing import queries
from api.unsealing.models import SealBreaking
from api.unsealing.rules import Seal

FORMAT = "penilaian-kinerja-lembar/1"


def write_bundle(db: Session, row: SealBreaking) -> str:
    """Forms with the salts that open their leaves, for `verify.py --forms`; with raters only behind that other seal."""
    forms = db.execute(queries.select_forms(row.round_id, row.participant_id)).all()
    comments = queries.find_comments(db, row.round_id)
    writers = _writers(db, row)
    content = {
        "format": FORMAT,
        "breaking": str(row.id),
        "round": str(row.round_id),
        "whole": row.participant_id is None,
        "forms": [{**_form(form, comments.get(form.token, {})), **writers.get(form.token, {})} for form in forms],
        "rulings": [_ruled(row) for row in db.execute(queries.select_ruled_forms(row.round_id, row.participant_id))],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _form(form: Any, comments: dict[str, str]) -> dict[str, Any]:
    return {
        "participant": str(form.participant_id),
        "source": form.source,
        "answers": list(form.answers),
        "comments": comments,
        "salt": form.salt.hex(),
    }


def _ruled(row: Any) -> dict[str, Any]:
    """The superior's form as whoever ruled on an objection filled it in: this version and those after it rest on it."""
    return {"result": str(row.result_id), "source": Source.SUPERIOR.word, "answers": list(row.answers)}


def _writers(db: Session, row: SealBreaking) -> dict[UUID, dict[str, Any]]:
    if row.seal != Seal.RATERS or row.participant_id is None:
        return {}
    links = seal.raters_by_form(db, row.participant_id)
    people = queries.people_of(db, set(links.values()))
    return {token: {"rater": {"name": people[who].name, "nip": people[who].nip}} for token, who in links.items()}
