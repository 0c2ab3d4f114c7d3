"""A person beside himself over the rounds: never beside others (features.md, E42; frontend.md §8)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.kit.texts import Text
from api.results import queries
from api.results.exact import Exact, exact_results
from api.results.models import Result
from api.results.pieces import figure, round_of, shown
from api.results.queries import Standing
from api.results.queries_trend import instruments_of, select_earlier
from api.results.viewing import View, view_result
from api.scoring.policy import Policy

MOST = 12
"""So many rounds at most, this one among them: three years of quarters."""

_OTHER_INSTRUMENT = Text("instrumen lain", "another instrument")
_OTHER_MEASURE = Text("bobot, nilai, atau penilai lain", "other weights, values or raters")


def read_trend(db: Session, *, standing: Standing, result: Result, now: datetime, language: str) -> dict[str, Any]:
    """Up to this result, the earliest first; each as it is shown to the caller on its own page, and no more."""
    earlier = db.scalars(select_earlier(standing, result, now).limit(MOST - 1)).all()
    views = look_at_all(db, standing, [*reversed(earlier), result])
    obstacles = _obstacles(db, views)
    points = [_point(view, obstacles[view.result.id], language) for view in views]
    return {"result_id": result.id, "points": points, **_change(views, obstacles)}


def look_at_all(db: Session, standing: Standing, results: Sequence[Result]) -> list[View]:
    """What the caller may see of several results; without their comments, which no figure rests on."""
    exact = exact_results(db, results)
    rated = queries.rated_by(db, standing.actor.employee_id, [one.participant_id for one in results])
    views = [view_result(standing, one, exact.get(one.id), (), rated.get(one.participant_id)) for one in results]
    return [view for view in views if view.disclosure.visible]


def _point(view: View, obstacle: Text | None, language: str) -> dict[str, Any]:
    return {
        "result_id": view.result.id,
        "round": round_of(view.result.round),
        "shown": shown(view.disclosure.ratings, language),
        "parts_shown": shown(view.disclosure.parts, language),
        "composite": figure(_composite(view)),
        "values": {code: figure(value) for code, value in _values(view).items()},
        "comparable": obstacle is None,
        "because": None if obstacle is None else obstacle.in_language(language),
    }


def _composite(view: View) -> Fraction | None:
    return view.exact.composite if view.exact is not None and view.disclosure.ratings.shown else None


def _values(view: View) -> Mapping[str, Fraction | None]:
    return view.exact.values if view.exact is not None and view.disclosure.parts.shown else {}


def _obstacles(db: Session, views: Sequence[View]) -> dict[UUID, Text | None]:
    """Why a point cannot be compared with the last one; None where it can."""
    versions = {view.result.id: view.result.participant.version_id for view in views}
    instruments = instruments_of(db, {key for key in versions.values() if key is not None})
    lineage = {result_id: instruments.get(version) for result_id, version in versions.items() if version is not None}
    last = views[-1]
    return {view.result.id: _obstacle(view, last, lineage) for view in views}


def _obstacle(view: View, last: View, lineage: Mapping[UUID, UUID | None]) -> Text | None:
    if lineage.get(view.result.id) != lineage.get(last.result.id):
        return _OTHER_INSTRUMENT
    return None if _measure(view.exact) == _measure(last.exact) else _OTHER_MEASURE


def _measure(exact: Exact | None) -> Any:
    return None if exact is None else made_of(exact.policy)


def made_of(policy: Policy) -> Any:
    """What a figure is made of. A light round asks other raters than a full one, so the two are no line."""
    sources = sorted((rule.source, rule.weight_bp) for rule in policy.sources)
    return sources, [(value.code, value.share, value.item_shares) for value in policy.values]


def _change(views: Sequence[View], obstacles: Mapping[UUID, Text | None]) -> dict[str, Any]:
    """Against the nearest earlier point of the same line, from the exact figures, rounded once."""
    *earlier, last = views
    line = [view for view in earlier if obstacles[view.result.id] is None and _composite(view) is not None]
    now = _composite(last)
    then = _composite(line[-1]) if line else None
    if now is None or then is None:
        return {"since": None, "change": None, "value_changes": {}}
    before, after = _values(line[-1]), _values(last)
    return {
        "since": round_of(line[-1].result.round),
        "change": figure(now - then),
        "value_changes": {code: figure(_difference(after.get(code), before.get(code))) for code in after},
    }


def _difference(after: Fraction | None, before: Fraction | None) -> Fraction | None:
    return None if after is None or before is None else after - before
