"""The organisation's predicate, and what SE MenPANRB 3/2023 gives a leader to consider – never a quota."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record
from api.kit.base import columns_of
from api.kit.errors import Conflict
from api.kit.texts import Text
from api.results import queries
from api.results.pieces import in_language
from api.rounds.models import EvaluationRound
from api.rounds.reach import expect_reach
from api.rounds.refusals import expect
from api.rounds.rules import RoundStatus
from api.rounds.verdicts import refused
from api.scoring.distribution import CONSIDERATION, REFERENCE, distribution_notes
from api.scoring.terms import OrganisationPredicate, Predicate

_SETTABLE = frozenset({RoundStatus.CLOSED, RoundStatus.CALCULATED, RoundStatus.RELEASED})


class OrganisationWord(StrEnum):
    """Predikat kinerja organisasi, as the head of the organisation above has set it."""

    EXCELLENT = "excellent"
    GOOD = "good"
    NEEDS_IMPROVEMENT = "needs_improvement"
    POOR = "poor"
    VERY_POOR = "very_poor"


class OrganisationPredicateMissing(Conflict):
    text = Text("Predikat organisasi belum diisi.", "The organisation's predicate is not entered yet.")


def set_organisation_predicate(
    db: Session, *, actor: Actor, round: EvaluationRound, word: OrganisationWord, document: str, trace: str
) -> None:
    """Enter it with its document; it is never computed. A changed predicate has to be considered anew."""
    expect_reach(actor, "organisation_predicate:set", round.unit.path)
    if round.status not in _SETTABLE:
        expect(
            refused(
                "round_state",
                "Predikat organisasi diisi setelah periode ditutup dan sebelum diarsipkan.",
                "The organisation's predicate is entered once the round is closed, before it is archived.",
            )
        )
    names = ("organisation_predicate", "organisation_document")
    before = columns_of(round, *names)
    round.organisation_predicate, round.organisation_document = word, document
    round.distribution_acknowledged_by = round.distribution_acknowledged_at = None
    round.distribution_reason = ""
    db.flush()
    record(
        db,
        actor=actor,
        action="set_organisation_predicate",
        object_type="round",
        object_id=round.id,
        before=before,
        after=columns_of(round, *names),
        trace=trace,
    )


def acknowledge_distribution(
    db: Session, *, actor: Actor, round: EvaluationRound, reason: str, now: datetime, trace: str
) -> None:
    """The head says that he has considered the pattern, and why the decisions stand as they do."""
    expect_reach(actor, "distribution:acknowledge", round.unit.path)
    if round.organisation_predicate is None:
        raise OrganisationPredicateMissing()
    round.distribution_acknowledged_by, round.distribution_acknowledged_at = actor.account_id, now
    round.distribution_reason = reason
    db.flush()
    record(
        db,
        actor=actor,
        action="acknowledge_distribution",
        object_type="round",
        object_id=round.id,
        reason=reason,
        trace=trace,
    )


def read_distribution(db: Session, round: EvaluationRound, language: str, *, actor: Actor) -> dict[str, Any]:
    """The decided predicates by class, and what in them departs from the pattern of the organisation's predicate."""
    counts = queries.decided_predicates(db, round.id, reader=actor.employee_id)
    word = round.organisation_predicate
    return {
        "predicate": word,
        "predicate_text": None if word is None else in_language(_predicate(word).text, language),
        "document": round.organisation_document,
        "counts": [
            {"code": int(one), "text": in_language(one.text, language), "people": counts.get(int(one), 0)}
            for one in Predicate
        ],
        "decided": sum(counts.values()),
        "notes": [] if word is None else _notes(word, counts, language),
        "consideration": in_language(CONSIDERATION, language),
        "reference": REFERENCE,
        "acknowledged_at": round.distribution_acknowledged_at,
        "reason": round.distribution_reason,
        "row_version": round.row_version,
    }


def _predicate(word: str) -> OrganisationPredicate:
    return OrganisationPredicate[word.upper()]


def _notes(word: str, counts: Mapping[int, int], language: str) -> list[dict[str, Any]]:
    decided = {Predicate(code): people for code, people in counts.items()}
    return [
        {
            "code": note.code,
            "predicate": int(note.predicate),
            "people": note.count,
            "limit": note.limit,
            "text": in_language(note.text, language),
        }
        for note in distribution_notes(_predicate(word), decided)
    ]
