"""Faults planted in the product one at a time; the game must find each of them."""

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from api.access import routing
from api.assignments import declining, departing, handing_over, held, joining, submission
from api.assignments import queries as task_queries
from api.assignments.models import Evaluation
from api.audit import service as audit
from api.kit.errors import Forbidden, NotFound, Unauthenticated
from api.objections import queries as objection_queries
from api.objections import refusals as objection_refusals
from api.objections import service as objections
from api.objections.rules import ObjectionStatus
from api.results import assessors, correcting, decisions, release, runs
from api.results import queries as result_queries
from api.results import router as results_router
from api.results.hearing import Parties
from api.results.models import ObjectionState, Result
from api.results.release import Part
from api.results.rules import DecidesAs
from api.rounds import extending, moves
from api.rounds.queries import latest_deadline
from api.rounds.verdicts import ALLOWED
from tests.faults.machine.whole import WholeRound

Patch = Callable[[pytest.MonkeyPatch], None]


def instead(module: Any, name: str, value: Any) -> Patch:
    return lambda monkeypatch: monkeypatch.setattr(module, name, value)


def always(module: Any, name: str, value: Any) -> Patch:
    return instead(module, name, lambda *_, **__: value)


def anybody(caller: Any, rule: Any) -> None:
    if caller is None and rule.permission != "public":
        raise Unauthenticated()


def hidden_is_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = task_queries.get_place

    def get_place(*given: Any) -> Any:
        try:
            return kept(*given)
        except NotFound as error:
            raise Forbidden() from error

    monkeypatch.setattr(task_queries, "get_place", get_place)


def twice(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = submission._store

    def store(db: Any, actor: Any, task: Any, *sent: Any) -> str:
        one = task.assignment
        db.add(Evaluation(token=uuid4(), round_id=one.round_id, participant_id=one.participant_id, source=one.source,
                          answers=sent[0].answers))  # fmt: skip
        return kept(db, actor, task, *sent)

    monkeypatch.setattr(submission, "_store", store)


def gaps(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = audit._rows
    monkeypatch.setattr(audit, "_rows", lambda seq, entry: kept(seq + 1, entry))


def counts_as_handed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = declining.set_task
    monkeypatch.setattr(
        declining, "set_task", lambda db, key, **values: kept(db, key, **{**values, "status": "submitted"})
    )


def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = correcting._take_up
    monkeypatch.setattr(correcting, "_take_up", lambda *given, **_: kept(*given, own_too=True))


NOT_RULED = SimpleNamespace(**{**ObjectionState.__members__, "RULED": None})


def rules_himself(line: Any, **_: Any) -> Parties:
    return Parties(None, line[0])


EVER: dict[str, Patch] = {
    "the role is not asked": instead(routing, "_check", anybody),
    "a form is taken after the closing": always(submission, "can_hand_in", ALLOWED),
    "a form is stored twice": twice,
    "what is hidden is told from what is not there": hidden_is_forbidden,
    "any move from any state": always(moves, "can_move", ALLOWED),
    "a hand-in leaves no entry in the log": always(submission, "record_participation", None),
    "the log has gaps": gaps,
    "the version is not compared": always(results_router, "expect_version", None),
    "anybody decides about anybody": always(decisions, "deciding_quality", DecidesAs.ASSESSOR),
    "what is not decided is released": instead(release, "_split", lambda waiting, *_: Part(list(waiting), [], [])),
    "one's own result is seen before its release": instead(
        result_queries, "own_results", lambda actor: Result.employee_id == actor.employee_id
    ),
    "a released round is calculated again": always(runs, "can_move", ALLOWED),
}

ASKED: dict[str, Patch] = {
    "more time for one is more time for all": instead(
        held, "effective_deadline_for", lambda db, round, *_: latest_deadline(db, round)
    ),
    "an extension takes time away": always(extending, "check_extension", ()),
    # declines
    "a declined task counts as handed in": counts_as_handed_in,
    "a form can be declined after it was sent": always(declining, "can_decline", ALLOWED),
    "nobody is asked in the place of who declines": always(declining, "draw_substitute", False),
    # people who change
    "the old superior of a mover still decides": instead(assessors, "MOVED", "nothing of the kind"),
    "the form does not pass to the new superior": always(handing_over, "add_tasks", None),
    "the superior's form passes on although he has sent it": always(task_queries, "find_superior_task", None),
    "a leaver's tasks stay with him": always(departing, "_withdraw", None),
    "a leaver's forms are not sent again": always(departing, "_keep_sent", None),
    "a late joiner is rated by no peers": always(joining, "_peer_tasks", []),
}
"""While the forms are filled in."""

SHARED: dict[str, Patch] = {
    "an objection is taken after its time": always(objections, "status_at_filing", ObjectionStatus.FILED),
    "what a ruling made is objected to again": instead(objections, "ObjectionState", NOT_RULED),
    "a step of an objection whoever's and whenever it is": always(objection_refusals, "can_do", ALLOWED),
    "who decided rules on it": instead(objection_queries, "parties_of", rules_himself),
    "a withdrawn objection stays open": always(objections, "settle_result", None),
    "one officer corrects alone": alone,
    "a correction does not wait for the ruling": instead(correcting, "ObjectionState", SimpleNamespace(OPEN=None)),
}
"""Once results are shared."""

FAULTS: dict[str, tuple[Sequence[str], Patch]] = {
    **{name: (WholeRound.beginnings, patch) for name, patch in EVER.items()},
    **{name: (["open"], patch) for name, patch in ASKED.items()},
    **{name: (["released"], patch) for name, patch in SHARED.items()},
}
"""What each would do to people is in its name; with it, where a game that looks for it begins."""

QUICK = ("the role is not asked", "a form is stored twice")
"""Found in a few seconds; the others only by `make soak`."""
