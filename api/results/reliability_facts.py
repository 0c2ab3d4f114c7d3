"""How far the peers of a round agree: ICC over all, rwg(J) of the groups, α of each value; each with its n."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from api.assignments.seal import RatedForm
from api.scoring.policy import Policy
from api.scoring.reliability import RATERS_FOR_SPREAD, cronbach_alpha, icc, rwg_j
from api.scoring.rounding import round_statistic
from api.scoring.signals import FormFacts
from api.scoring.terms import CANNOT_JUDGE

SOURCE = "peer"
GROUPS = 5
"""So many groups of raters before their agreement is told."""


def reliability_of(facts: FormFacts, forms: Sequence[RatedForm], policies: Mapping[UUID, Policy]) -> dict[str, Any]:
    """`enough` says whether a figure may be shown (domain.md §10.8); where it is false the screen says so instead."""
    mine = np.array([form.source == SOURCE for form in forms], np.bool_)
    peers = [form for form in forms if form.source == SOURCE]
    ratee = np.array([form.ratee for form in peers], np.int64)
    return {
        "icc": asdict(icc(facts.mean[mine], ratee)),
        "rwg": _agreement(peers),
        "alpha": list(_alphas(peers, policies)),
    }


def _agreement(peers: Sequence[RatedForm]) -> dict[str, Any]:
    """The mean rwg(J) of people with at least five peers' forms without gaps; forms with gaps stay out."""
    found = []
    for ratee in {form.ratee for form in peers}:
        table = _complete([form for form in peers if form.ratee == ratee])
        agreement = rwg_j(table) if len(table) >= RATERS_FOR_SPREAD else None
        if agreement is not None and agreement.rwg is not None:
            found.append(agreement.rwg)
    enough = len(found) >= GROUPS
    mean = round_statistic(float(np.mean(found))) if enough else None
    return {"rwg": mean, "groups": len(found), "enough": enough}


def _alphas(peers: Sequence[RatedForm], policies: Mapping[UUID, Policy]) -> Iterator[dict[str, Any]]:
    """Of the version most forms were filled in with: items of different versions are different questions."""
    counts = {version: sum(form.version_id == version for form in peers) for version in policies}
    if not any(counts.values()):
        return
    version = max(counts, key=lambda one: counts[one])
    table = _complete([form for form in peers if form.version_id == version])
    for value, first in policies[version].values_with_items():
        alpha = cronbach_alpha(table[:, first : first + len(value.item_shares)]) if len(table) else None
        shown = alpha is not None and alpha.enough
        yield {
            "value": value.code,
            "name": value.name,
            "alpha": alpha.alpha if alpha is not None and shown else None,
            "forms": len(table),
            "enough": shown,
        }


def _complete(forms: Sequence[RatedForm]) -> NDArray[np.uint8]:
    """Forms of one version in which every item was judged; of several versions, those of the first."""
    same = [form.answers for form in forms if form.version_id == forms[0].version_id]
    rows = np.frombuffer(b"".join(same), np.uint8).reshape(len(same), -1)
    whole: NDArray[np.uint8] = rows[(rows != CANNOT_JUDGE).all(axis=1)]
    return whole
