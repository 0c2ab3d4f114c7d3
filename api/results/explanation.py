"""How a result came about, step by step in exact fractions – as far as this caller may see what it was made of."""

from dataclasses import replace
from typing import Any

from api.assignments.who_sees import Reader
from api.results.disclosure import Disclosure
from api.results.pieces import shown
from api.results.viewing import View
from api.scoring.derivation import derivation_from_sums
from api.scoring.steps import SCHEMA, Derivation, Step

_NUMERIC_LAYER = frozenset({"scaled", "numeric"})
_WITH_COMPOSITE = 2
"""The behaviour rating is compared with the composite first, upwards and downwards; then value by value."""
_NOTHING = Derivation((), ())


def explain(view: View, language: str) -> dict[str, Any]:
    """The derivation with every step this viewer may see; nothing that is shown reveals what is hidden."""
    derivation = _NOTHING
    if view.exact is not None and view.disclosure.ratings.shown:
        whole = derivation_from_sums(view.exact.policy, view.exact.sums, view.exact.work)
        derivation = visible_derivation(whole, view.disclosure, view.reader)
    document = derivation.to_json()
    return {
        "result_id": view.result.id,
        "version": view.result.version,
        "schema_name": SCHEMA,
        "shown": shown(view.disclosure.ratings, language),
        "parts_shown": shown(view.disclosure.parts, language),
        "steps": document["steps"],
        "left_out": document["left_out"],
    }


def visible_derivation(whole: Derivation, disclosure: Disclosure, reader: Reader | None) -> Derivation:
    """The person does not see the numeric layer of PP 30/2019. Where the parts are hidden – or a single mean is, for it
    could be computed from the others – only the figures of the whole remain, with their comparisons but without parts.
    """
    steps = whole.steps
    if reader is Reader.SELF:
        steps = tuple(step for step in steps if step.key not in _NUMERIC_LAYER)
    if disclosure.parts.shown and all(_is_shown(step, disclosure) for step in steps):
        return Derivation(steps, whole.left_out)
    return Derivation(tuple(_alone(step) for step in steps if "." not in step.key), ())


def _is_shown(step: Step, disclosure: Disclosure) -> bool:
    kind, _, rest = step.key.partition(".")
    if kind != "source":
        return True
    source, _, code = rest.partition(".")
    flag = disclosure.means.get(source, {}).get(code)
    return flag is not None and flag.shown


def _alone(step: Step) -> Step:
    """The figure of the whole. The comparisons of single values would tell them; those with the composite stay."""
    if step.key == "composite":
        return replace(step, parts=())
    if step.key == "behaviour":
        return replace(step, conditions=step.conditions[:_WITH_COMPOSITE])
    return step
