"""The handed-in forms as scoring wants them: arrays over participants, and comments without their writers.

On PostgreSQL one aggregate carries the forms of a whole chunk as fixed-length records, so that no row passes through
the driver one by one; on SQLite it is one bulk select.
"""

import secrets
from collections.abc import Collection, Iterator, Sequence
from random import Random
from typing import NamedTuple
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ARRAY, LargeBinary, Uuid, bindparam, select, text
from sqlalchemy.orm import Session

from api.assignments.models import Evaluation, EvaluationComment
from api.assignments.queries_plan import portions
from api.kit.database import AnySelect, is_sqlite
from api.rounds.models import Participant
from api.rounds.reasons import ParticipantStatus
from api.scoring.terms import Source
from api.scoring.values import Answers

PEOPLE = 100_000
"""Participants in one chunk: about 18 MB of forms with seven raters each."""


class RoundAnswers(NamedTuple):
    """The forms about some participants; participant number n of `answers` is `participant_ids[n]`."""

    participant_ids: tuple[UUID, ...]
    answers: Answers


class FormComment(NamedTuple):
    """A comment as it may be counted and shown: `writer` tells which comments came from one form, and no more."""

    participant_id: UUID
    source: str
    writer: int
    value_code: str
    text: str


def scored_participants(round_id: UUID, version_id: UUID) -> AnySelect:
    """The ids of those who are scored with this version, in order: active ones, with forms or without."""
    return (
        select(Participant.id)
        .where(
            Participant.round_id == round_id,
            Participant.version_id == version_id,
            Participant.status == ParticipantStatus.ACTIVE,
        )
        .order_by(Participant.id)
    )


def answers_in_chunks(
    db: Session, round_id: UUID, version_id: UUID, *, items: int, people: int = PEOPLE
) -> Iterator[RoundAnswers]:
    """All forms of a round that are scored with one version, by runs of participants in the order of their ids.

    `items` is the number of items of the version (`policy.item_count`). Two statements a chunk.
    """
    statement = scored_participants(round_id, version_id)
    ids = db.scalars(statement.limit(people)).all()
    while ids:
        yield _read(db, round_id, ids, items)
        ids = db.scalars(statement.where(Participant.id > ids[-1]).limit(people)).all()


def read_answers(db: Session, round_id: UUID, version_id: UUID, *, items: int) -> RoundAnswers:
    """The same in one piece, for an office or a city."""
    ids = db.scalars(scored_participants(round_id, version_id)).all()
    return _read(db, round_id, ids, items)


def _read(db: Session, round_id: UUID, ids: Sequence[UUID], items: int) -> RoundAnswers:
    read = _read_sqlite if is_sqlite(db) else _read_postgresql
    records = read(db, round_id, ids, _record(items)) if ids else np.empty(0, _record(items))
    answers = Answers.of(records["answers"], records["source"], records["place"].astype(np.int64), len(ids))
    return RoundAnswers(tuple(ids), answers)


def _record(items: int) -> np.dtype[np.void]:
    return np.dtype([("place", ">i4"), ("source", "u1"), ("answers", "u1", (items,))])


_SOURCE_BYTES = " ".join(f"WHEN '{source.word}' THEN '\\x{source.value:02x}'::bytea" for source in Source)
_AGGREGATE = text(
    f"SELECT string_agg(int4send((p.place - 1)::int4) || CASE e.source {_SOURCE_BYTES} END || e.answers, ''::bytea) "  # noqa: S608 - made of the closed list of sources
    "FROM unnest(:ids) WITH ORDINALITY AS p(id, place) JOIN evaluation e ON e.participant_id = p.id "
    "WHERE e.round_id = :round_id AND e.participant_id BETWEEN :first AND :last"
).bindparams(
    bindparam("ids", type_=ARRAY(Uuid())),
    bindparam("round_id", type_=Uuid()),
    bindparam("first", type_=Uuid()),
    bindparam("last", type_=Uuid()),
)


def _read_postgresql(db: Session, round_id: UUID, ids: Sequence[UUID], record: np.dtype[np.void]) -> NDArray[np.void]:
    parameters = {"ids": list(ids), "round_id": round_id, "first": ids[0], "last": ids[-1]}
    forms = db.scalar(_AGGREGATE.columns(forms=LargeBinary()), parameters)
    return np.frombuffer(forms or b"", record)


def _read_sqlite(db: Session, round_id: UUID, ids: Sequence[UUID], record: np.dtype[np.void]) -> NDArray[np.void]:
    place = {participant_id: number.to_bytes(4, "big") for number, participant_id in enumerate(ids)}
    code = {source.word: bytes([source]) for source in Source}
    statement = select(Evaluation.participant_id, Evaluation.source, Evaluation.answers).where(
        Evaluation.round_id == round_id, Evaluation.participant_id.between(ids[0], ids[-1])
    )
    rows = (row for row in db.execute(statement) if row.participant_id in place)
    forms = b"".join(place[row.participant_id] + code[row.source] + row.answers for row in rows)
    return np.frombuffer(forms, record)


def comments_of(db: Session, participant_ids: Collection[UUID]) -> list[FormComment]:
    """The comments about these participants, shuffled; writers are numbered anew on every call."""
    rows = [row for some in portions(participant_ids) for row in db.execute(_select_comments(some))]
    chance = Random(secrets.randbits(128))  # noqa: S311 - seeded with real chance
    chance.shuffle(rows)
    writers: dict[UUID, int] = {}
    return [
        FormComment(
            row.participant_id, row.source, writers.setdefault(row.token, len(writers)), row.value_code, row.text
        )
        for row in rows
    ]


def _select_comments(participant_ids: Sequence[UUID]) -> AnySelect:
    return (
        select(
            Evaluation.participant_id,
            Evaluation.source,
            Evaluation.token,
            EvaluationComment.value_code,
            EvaluationComment.text,
        )
        .join(Evaluation, Evaluation.token == EvaluationComment.token)
        .where(Evaluation.participant_id.in_(participant_ids))
    )
