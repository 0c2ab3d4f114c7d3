"""The quality of a round's ratings, asked inside the run and kept without rater: counts, agreement, reliability.

A count stands for at least six raters – whoever reads it may be one of them and knows himself, so five others remain –
and it is never all of them, nor all but one: that would name each (DESIGN.md §5).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from api.assignments import seal
from api.assignments.seal import RatedForm
from api.assignments.who_sees import is_anonymous
from api.employees.models import OrgUnit
from api.employees.queries import units_by_path
from api.results.quality_units import LEAST, unit_lines
from api.results.reliability_facts import reliability_of
from api.rounds.models import EvaluationRound
from api.scoring.policy import Policy
from api.scoring.signals import FormFacts, Signal, form_facts, rater_signals

LARGEST = 20_000
"""Participants up to whom a round is looked at: one meeting cannot calibrate more; larger rounds are for their offices."""

Flags = Mapping[Signal, NDArray[np.bool_]]


def quality_of(db: Session, round: EvaluationRound, policies: Mapping[UUID, Policy]) -> dict[str, Any]:
    """What is stored of a round: numbers of raters per signal, in all and by unit, and how far raters agree."""
    rated = seal.rated_forms(db, round)
    facts, forms = _facts_of(rated.forms, policies)
    rater, ratee, anonymous = _columns(forms)
    by_others = rater_signals(facts, rater, ratee, anonymous)
    own_unit = {number: path for number, path in rated.units.items() if number in set(rater[anonymous].tolist())}
    root = db.get_one(OrgUnit, round.unit_id)
    units = {path: unit for path, unit in units_by_path(db).items() if path.startswith(root.path)}
    return {
        "forms": int(anonymous.sum()),
        "anonymous": _counted(by_others, rater[anonymous]),
        "superiors": _counted(rater_signals(facts, rater, ratee, ~anonymous), rater[~anonymous]),
        "units": unit_lines(root, units, own_unit, by_others),
        "reliability": reliability_of(facts, forms, policies),
    }


def _facts_of(forms: list[RatedForm], policies: Mapping[UUID, Policy]) -> tuple[FormFacts, list[RatedForm]]:
    """The forms that count, version by version, with their facts in the same order."""
    groups: dict[UUID, list[RatedForm]] = defaultdict(list)
    for form in forms:
        groups[form.version_id].append(form)
    parts, kept = [_NOTHING], []
    for version_id, members in groups.items():
        table = np.frombuffer(b"".join(form.answers for form in members), np.uint8).reshape(len(members), -1)
        facts, valid = form_facts(policies[version_id], table, np.array([form.repeated for form in members]))
        parts.append(facts)
        kept += [form for form, counts in zip(members, valid.tolist(), strict=True) if counts]
    return FormFacts.joined(parts), kept


_NOTHING = FormFacts(
    np.zeros(0),
    np.zeros(0),
    np.zeros(0, np.uint8),
    np.zeros(0, np.int64),
    np.zeros(0, np.int64),
    np.zeros(0, np.bool_),
)


def _columns(forms: list[RatedForm]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    return (
        np.array([form.rater for form in forms], np.int64),
        np.array([form.ratee for form in forms], np.int64),
        np.array([is_anonymous(form.source) for form in forms], np.bool_),
    )


def _counted(flags: Flags, rater: NDArray[np.int64]) -> dict[str, Any]:
    """How many raters there are and how many show each signal; None where the number would be too small to tell."""
    raters = len(np.unique(rater))
    if raters < LEAST:
        return {"raters": None, "signals": {}}
    return {"raters": raters, "signals": dict(_told(flags, raters))}


def _told(flags: Flags, raters: int) -> Iterator[tuple[str, int | None]]:
    for signal, found in flags.items():
        count = int(found.sum())
        yield signal.value, count if count == 0 or count < raters - 1 else None
