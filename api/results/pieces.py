"""The pieces of a reading: figures rounded once from their exact value, coded words, people, rounds, decisions."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, TypeVar

from api.employees.rules import full_name
from api.results.disclosure import Shown
from api.results.exact import Exact
from api.results.models import Result
from api.rounds.models import EvaluationRound
from api.scoring.exact import HUNDRED, TEN_THOUSAND
from api.scoring.rounding import decimal_text, round_half_up
from api.scoring.terms import Expectation, Incomplete, Predicate, ProposalState, Text

Word = TypeVar("Word", Expectation, Predicate)

_NEAR = Text("dekat batas: dasar dialog, bukan dasar keputusan tunggal", "near a cut: a basis for dialogue only")
_CLEAR = Text("jauh dari batas", "clear of the cuts")


def figure(value: Fraction | None) -> dict[str, Any] | None:
    return None if value is None else {"value": round_half_up(value) / TEN_THOUSAND, "text": decimal_text(value)}


def in_language(text: Text, language: str) -> str:
    return text.en if language == "en" else text.id


def coded(word: Expectation | Predicate | None, language: str) -> dict[str, Any] | None:
    return None if word is None else {"code": int(word), "text": in_language(word.text, language)}


def rating(code: int | None, language: str) -> dict[str, Any] | None:
    return None if code is None else coded(Expectation(code), language)


def predicate(code: int | None, language: str) -> dict[str, Any] | None:
    return None if code is None else coded(Predicate(code), language)


def shown(flag: Shown, language: str) -> dict[str, Any]:
    because = None if flag.because is None else flag.because.in_language(language)
    return {"shown": flag.shown, "n": flag.n, "because": because}


def round_of(round: EvaluationRound) -> dict[str, Any]:
    names = ("id", "name", "kind", "period_type", "period_start", "period_end", "status")
    return {name: getattr(round, name) for name in names}


def person_of(result: Result) -> dict[str, Any]:
    employee, participant = result.employee, result.participant
    return {
        "participant_id": participant.id,
        "employee_id": employee.id,
        "name": full_name(employee.title_before, employee.name, employee.title_after),
        "position_title": participant.position_title,
        "unit_id": participant.unit_id,
        "unit_name": participant.unit_name,
    }


def work_of(result: Result) -> dict[str, Any] | None:
    if result.work is None:
        return None
    skp = result.work["skp_hundredths"]
    return {
        "code": result.work["code"],
        "skp": None if skp is None else skp / HUNDRED,
        "innovation": result.work["innovation"],
    }


def proposal_of(result: Result, exact: Exact | None, language: str) -> dict[str, Any]:
    return {
        "work_rating": rating(result.proposed_work, language),
        "behaviour_rating": rating(result.proposed_behaviour, language),
        "predicate": predicate(result.proposed_predicate, language),
        "needs_official_decision": result.needs_official_decision,
        "state": _state(exact, language),
    }


def _state(exact: Exact | None, language: str) -> str:
    if exact is None:
        return in_language(ProposalState.INCOMPLETE.text, language)
    if exact.proposal is ProposalState.INCOMPLETE and exact.incomplete is not Incomplete.COMPLETE:
        return in_language(exact.incomplete.text, language)
    return in_language(exact.proposal.text, language)


def precision_of(result: Result, language: str) -> dict[str, Any] | None:
    """How sure the composite is; None where there is none."""
    if result.composite is None:
        return None
    near = result.precision["near_cut"]
    text = in_language(_NEAR if near else _CLEAR, language)
    return {"standard_error": result.precision["standard_error"], "near_cut": near, "text": text}


def decision_of(result: Result, names: Mapping[Any, Any], language: str) -> dict[str, Any] | None:
    decision = result.decision
    if decision is None:
        return None
    plain = ("departs", "category", "instructed_by", "document", "reason", "message")
    flags = ("decided_at", "taken_over", "external", "together")
    who = names.get(decision.decided_by)
    return {
        "work_rating": rating(decision.work_rating, language),
        "behaviour_rating": rating(decision.behaviour_rating, language),
        "predicate": predicate(decision.predicate, language),
        **{name: getattr(decision, name) for name in (*plain, *flags)},
        "decided_by": "" if who is None else who.name,
    }
