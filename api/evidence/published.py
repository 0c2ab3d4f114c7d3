"""Released results as an auditor may have them in a file: figures, decision, and sums as far as disclosure.py shows them.

What the sums of small groups would tell is not in the database to begin with; what a difference of two figures would tell
– items that not everybody answered – keeps the sealed content of that result out of the file.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.assignments.who_sees import Reader
from api.evidence import queries
from api.evidence.queries import rated_by_himself
from api.kit.base import columns_of
from api.results.disclosure import Disclosure, Shown, Viewer, disclose
from api.results.exact import Exact, exact_results
from api.results.item_sums import ItemSums, unpack_item_sums, value_of_items
from api.results.models import Result
from api.results.queries import standing_of
from api.results.seals import content_text
from api.results.viewing import count_sources, reader_of, state_of
from api.scoring.exact import item_denominator
from api.scoring.policy import Policy
from api.scoring.terms import Source

FORMAT = "penilaian-kinerja-ekspor/1"

Observer = Callable[[Result], Viewer]
"""How whoever takes the export stands to a result."""


def at_the_terminal(_result: Result) -> Viewer:
    """Whoever may run commands reads as an auditor who rated nobody."""
    return Viewer(Reader.AUDITOR)


def observer_of(db: Session, actor: Actor, now: datetime) -> Observer:
    standing = standing_of(db, actor, now)
    rated = rated_by_himself(db, actor.employee_id)
    return lambda result: Viewer(reader_of(standing, result), rated.get(result.participant_id))


_FIGURES = (
    "composite",
    "scaled",
    "numeric",
    "proposed_work",
    "proposed_behaviour",
    "proposed_predicate",
    "needs_official_decision",
    "work",
)
_DECISION = ("work_rating", "behaviour_rating", "predicate", "departs", "external")


class _Seen(NamedTuple):
    """A result with what may be told of it."""

    result: Result
    exact: Exact
    items: ItemSums
    flags: Disclosure


def published_results(db: Session, observer: Observer, round_id: UUID | None = None) -> dict[str, Any]:
    results = db.scalars(queries.select_released(round_id)).all()
    exact = exact_results(db, results)
    looked_at = [_look(result, exact[result.id], observer(result)) for result in results if result.id in exact]
    seen = [one for one in looked_at if one.flags.ratings.shown]
    seals, releases = queries.find_seals(db, results), queries.find_releases(db, results)
    return {
        "format": FORMAT,
        "whole": round_id is None and len(seen) == len(results),
        "rounds": dict(_rounds(results)),
        "policies": {_policy_key(one.result): one.exact.policy.to_json() for one in seen},
        "results": [_result(one, seals.get(one.result.id), releases.get(one.result.id)) for one in seen],
    }


def _look(result: Result, exact: Exact, viewer: Viewer) -> _Seen:
    items = unpack_item_sums(exact.policy, result.item_sums)
    return _Seen(result, exact, items, disclose(viewer, state_of(result), count_sources(exact, items, ())))


def _rounds(results: Sequence[Result]) -> Iterator[tuple[str, dict[str, Any]]]:
    for result in results:
        yield str(result.round_id), columns_of(result.round, "name", "kind", "status")


def _policy_key(result: Result) -> str:
    """Light and practice rounds score by a variant of the version's policy."""
    return f"{result.participant.version_id}/{result.round.kind}"


def _result(seen: _Seen, content_hash: str | None, release: queries.Release | None) -> dict[str, Any]:
    result, decision = seen.result, seen.result.decision
    sums = _sums(seen)
    return {
        "id": str(result.id),
        "round_id": str(result.round_id),
        "participant_id": str(result.participant_id),
        "version": result.version,
        "superseded": result.superseded,
        "policy": _policy_key(result),
        **columns_of(result, *_FIGURES),
        "decision": None if decision is None else columns_of(decision, *_DECISION),
        "sums": sums,
        "content_hash": content_hash,
        "content": content_text(result) if sums is not None and _shows_every_item(seen) else None,
        "release": None if release is None else release._asdict(),
    }


def _sums(seen: _Seen) -> dict[str, Any] | None:
    """Per source and value the exact sum of the means of the forms, and how many; all of it or nothing: a single one
    that is missing could be computed from the others."""
    policy, sums = seen.exact.policy, seen.exact.sums
    counted = [(s, v) for s in policy.asked for v in range(len(policy.values)) if sums.n[s, v, 0]]
    if not seen.flags.parts.shown or not all(_is_shown(seen.flags.means, policy, *place) for place in counted):
        return None
    found: dict[str, dict[str, Any]] = {}
    for source, v in counted:
        total = Fraction(int(sums.total[source, v, 0]), item_denominator(policy))
        cell = {"n": int(sums.n[source, v, 0]), "sum": str(total)}
        found.setdefault(source.word, {})[policy.values[v].code] = cell
    return found


def _shows_every_item(seen: _Seen) -> bool:
    """The sealed content holds the sums of items: it is told only where the result itself shows each that is kept."""
    belongs = value_of_items(seen.exact.policy)
    kept = {(source, int(belongs[item])) for source, item in seen.items if source.anonymous}
    return all(_is_shown(seen.flags.items, seen.exact.policy, *place) for place in kept)


def _is_shown(flags: Mapping[str, Mapping[str, Shown]], policy: Policy, source: Source, v: int) -> bool:
    flag = flags.get(source.word, {}).get(policy.values[v].code)
    return flag is not None and flag.shown
