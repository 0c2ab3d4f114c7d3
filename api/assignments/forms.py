"""The handed-in forms as scoring wants them: arrays over participants, and comments without their writers.

On PostgreSQL two aggregates carry the people and the forms of a whole chunk as fixed-length records, so that no row
passes through the driver one by one; on SQLite it is one bulk select.
"""

import secrets
from collections.abc import Collection, Iterator, Sequence
from random import Random
from typing import NamedTuple
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Integer, Uuid, bindparam, select, text
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
    taken_down: bool = False


def answers_in_chunks(
    db: Session, round_id: UUID, version_id: UUID, *, items: int, people: int = PEOPLE
) -> Iterator[RoundAnswers]:
    """All forms of a round that are scored with one version, by runs of participants in the order of their ids.

    Everybody active is in it, with forms or without. `items` is the number of items of the version; a form of another
    length raises ValueError. One statement a chunk on PostgreSQL, two on SQLite.
    """
    read = _read_sqlite if is_sqlite(db) else _read_postgresql
    which = _Which(round_id, version_id, items)
    after = _BEFORE_ALL
    while (chunk := read(db, which, after, people)).participant_ids:
        yield chunk
        if len(chunk.participant_ids) < people:
            return
        after = chunk.participant_ids[-1]


def read_answers(db: Session, round_id: UUID, version_id: UUID, *, items: int) -> RoundAnswers:
    """The same in one piece, for an office or a city."""
    read = _read_sqlite if is_sqlite(db) else _read_postgresql
    return read(db, _Which(round_id, version_id, items), _BEFORE_ALL, _EVERYBODY)


class _Which(NamedTuple):
    round_id: UUID
    version_id: UUID
    items: int


_BEFORE_ALL = UUID(int=0)
_EVERYBODY = 2**31 - 1

_SOURCE_BYTES = " ".join(f"WHEN '{source.word}' THEN '\\x{source.value:02x}'::bytea" for source in Source)
_CHUNK = text(
    f"""
    SELECT coalesce(string_agg(uuid_send(id) || int4send(forms), ''::bytea), ''::bytea) AS people,
        coalesce(string_agg(answers, ''::bytea), ''::bytea) AS answers, coalesce(sum(askew), 0) AS askew
    FROM (
        SELECT p.id, count(e.token)::int AS forms, count(*) FILTER (WHERE length(e.answers) <> :items) AS askew,
            coalesce(string_agg(CASE e.source {_SOURCE_BYTES} END || e.answers, ''::bytea), ''::bytea) AS answers
        FROM participant p LEFT JOIN evaluation e
            ON e.round_id = :round_id AND e.participant_id = p.id AND e.participant_id > :after
        WHERE p.round_id = :round_id AND p.version_id = :version_id AND p.status = 'active' AND p.id > :after
        GROUP BY p.id ORDER BY p.id LIMIT :people
    ) AS in_order
    """  # noqa: S608 - made of the closed list of sources
).bindparams(
    *(bindparam(name, type_=Uuid()) for name in ("round_id", "version_id", "after")),
    *(bindparam(name, type_=Integer()) for name in ("people", "items")),
)


def _read_postgresql(db: Session, which: _Which, after: UUID, people: int) -> RoundAnswers:
    """Both aggregates take the rows in the same order, so the forms belong to the people by their numbers.

    The second condition on `:after` lets both tables be read along their indexes, side by side.
    """
    row = db.execute(_CHUNK, {**which._asdict(), "after": after, "people": people}).one()
    _expect_length(row.askew)
    who = np.frombuffer(row.people, [("id", "V16"), ("forms", ">i4")])
    forms = np.frombuffer(row.answers, _record(which.items))
    ids = [UUID(bytes=one) for one in who["id"].tolist()]
    return _as_read(ids, np.repeat(np.arange(len(ids)), who["forms"]), forms)


def _read_sqlite(db: Session, which: _Which, after: UUID, people: int) -> RoundAnswers:
    ids = db.scalars(_scored(which).where(Participant.id > after).limit(people)).all()
    place = {participant_id: number for number, participant_id in enumerate(ids)}
    rows = [row for row in db.execute(_select_forms(which, ids)) if row.participant_id in place] if ids else []
    _expect_length(sum(len(row.answers) != which.items for row in rows))
    code = {source.word: bytes([source]) for source in Source}
    forms = np.frombuffer(b"".join(code[row.source] + row.answers for row in rows), _record(which.items))
    return _as_read(ids, np.array([place[row.participant_id] for row in rows], dtype=np.int64), forms)


def _scored(which: _Which) -> AnySelect:
    return (
        select(Participant.id)
        .where(
            Participant.round_id == which.round_id,
            Participant.version_id == which.version_id,
            Participant.status == ParticipantStatus.ACTIVE,
        )
        .order_by(Participant.id)
    )


def _select_forms(which: _Which, ids: Sequence[UUID]) -> AnySelect:
    return select(Evaluation.participant_id, Evaluation.source, Evaluation.answers).where(
        Evaluation.round_id == which.round_id, Evaluation.participant_id.between(ids[0], ids[-1])
    )


def _record(items: int) -> np.dtype[np.void]:
    return np.dtype([("source", "u1"), ("answers", "u1", (items,))])


def _expect_length(askew: int) -> None:
    if askew:
        raise ValueError(f"{askew} forms have another number of items than their version")


def _as_read(ids: Sequence[UUID], place: NDArray[np.int64], forms: NDArray[np.void]) -> RoundAnswers:
    return RoundAnswers(tuple(ids), Answers.of(forms["answers"], forms["source"], place, len(ids)))


def comments_of(db: Session, participant_ids: Collection[UUID]) -> list[FormComment]:
    """The comments about these participants, shuffled; writers are numbered anew on every call."""
    rows = [row for some in portions(participant_ids) for row in db.execute(_select_comments(some))]
    chance = Random(secrets.randbits(128))  # noqa: S311 - seeded with real chance
    chance.shuffle(rows)
    writers: dict[UUID, int] = {}
    return [
        FormComment(
            row.participant_id,
            row.source,
            writers.setdefault(row.token, len(writers)),
            row.value_code,
            "" if row.taken_down else row.text,
            row.taken_down,
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
            EvaluationComment.taken_down,
        )
        .join(Evaluation, Evaluation.token == EvaluationComment.token)
        .where(Evaluation.participant_id.in_(participant_ids))
    )
