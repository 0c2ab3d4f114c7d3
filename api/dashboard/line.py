"""The office and its units over the rounds, from frozen tables alone: what was hidden then is hidden here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.dashboard.queries_rounds import earlier_tables, instruments_of_rounds
from api.instruments.queries import form_content
from api.results.trend import made_of
from api.rounds.models import EvaluationRound

Lines = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Line:
    """`points`: the office's mean by round, the last one this round's. `previous`: by unit, of the nearest comparable
    round before."""

    points: list[dict[str, Any]]
    previous: Mapping[str, Any]


def read_line(db: Session, round: EvaluationRound, lines: Lines) -> Line:
    rounds = [(row[0], row[1]) for row in earlier_tables(db, round)]
    measures = _measures(db, [round, *(one for one, _ in rounds)])
    same = {one.id: measures[one.id] == measures[round.id] for one, _ in rounds}
    comparable = [table for one, table in rounds if same[one.id]]
    points = [_point(one, table, comparable=same[one.id]) for one, table in rounds]
    points.append(_point(round, lines, comparable=True))
    return Line(points, {line["unit_id"]: line["composite"] for line in (comparable[-1] if comparable else ())})


def _point(round: EvaluationRound, lines: Lines, *, comparable: bool) -> dict[str, Any]:
    office = next((line for line in lines if line["unit_id"] == str(round.unit_id)), None)
    return {
        "round_id": round.id,
        "name": round.name,
        "period_end": round.period_end,
        "composite": None if office is None else office["composite"],
        "comparable": comparable,
    }


def _measures(db: Session, rounds: Sequence[EvaluationRound]) -> dict[UUID, Any]:
    """What the figures of a round are made of: instruments by class of posts, values, weights, sources."""
    used = instruments_of_rounds(db, [round.id for round in rounds])
    return {
        round.id: [
            (position_class, instrument_id, made_of(form_content(db, version_id).policy))
            for position_class, instrument_id, version_id in used.get(round.id, [])
        ]
        for round in rounds
    }
