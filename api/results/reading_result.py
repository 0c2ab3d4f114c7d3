"""One result, whole, as this caller sees it: every part passes the flags of disclosure.py."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.assignments.forms import comments_of
from api.assignments.who_sees import Reader
from api.employees.queries import office_zone
from api.kit.errors import NotFound
from api.kit.texts import Text
from api.results import queries
from api.results.correctable import ACTION, correctable
from api.results.disclosure import Comment, CommentGroups, Shown, group_comments
from api.results.erased import ERASED, are_erased
from api.results.exact import exact_results
from api.results.finality import Window, window_of
from api.results.learning import strengths_and_learning
from api.results.models import Result
from api.results.pieces import (
    decision_of,
    figure,
    in_language,
    person_of,
    precision_of,
    proposal_of,
    round_of,
    shown,
    work_of,
)
from api.results.queries import Standing
from api.results.queries_corrections import made_by_correction
from api.results.reading import actions_for, open_responses, shows_decision, status_for
from api.results.summary import summary_of
from api.results.value_parts import read_values, self_view_of
from api.results.viewing import View, view_result
from api.rounds.moments import deadline_text
from api.scoring.terms import Source

_HIDDEN = Shown(False)
TAKEN_DOWN = Text(
    "(Satu komentar ditarik oleh dua petugas karena tidak sesuai pedoman.)",
    "(One comment was taken down by two officers because it did not follow the guidelines.)",
)


def read_result(
    db: Session, *, actor: Actor, result: Result, now: datetime, language: str, as_colleague: bool = False
) -> dict[str, Any]:
    """A result that was found among the visible ones. `as_colleague`: as somebody of the same office reads it who did
    not rate this person; for the register of papers, never for the caller."""
    standing = queries.standing_of(db, actor, now)
    view = look_at(db, standing, result, as_colleague=as_colleague)
    return _whole(db, standing, view, now, language)


def look_at(db: Session, standing: Standing, result: Result, *, as_colleague: bool = False) -> View:
    """The result with everything disclosure needs to know; 404 where there is nothing to see for this caller."""
    exact = exact_results(db, [result]).get(result.id)
    comments = comments_of(db, [result.participant_id])
    rated_as = queries.rated_by(db, standing.actor.employee_id, [result.participant_id]).get(result.participant_id)
    view = view_result(standing, result, exact, comments, None if as_colleague else rated_as)
    if not view.disclosure.visible:
        raise NotFound()
    return view


def _whole(db: Session, standing: Standing, view: View, now: datetime, language: str) -> dict[str, Any]:
    result = view.result
    zone = office_zone(db)
    window = window_of(result, zone, now)
    until = open_responses(db, [result]).get(result.round_id)
    ratings, parts = _ratings(db, standing, view, language), _parts(view, language)
    return {
        "id": result.id,
        "round": round_of(result.round),
        "person": person_of(result),
        "reader": view.reader,
        "status": status_for(standing, result),
        "version": result.version,
        "supersedes": result.supersedes_id,
        "superseded": result.superseded,
        **_origin(db, result),
        "objection": result.objection,
        "is_final": window.is_final,
        "row_version": result.row_version,
        "content_hash": queries.find_seal(db, result.id),
        "shown": shown(view.disclosure.ratings, language),
        "parts_shown": shown(view.disclosure.parts, language),
        **ratings,
        **parts,
        "summary": summary_of(view, ratings, parts, language),
        "comments": _comments(view, language, erased=are_erased(db, result.round)),
        "response": result.response,
        "released_at": result.released_at,
        "window": _window(window, zone, language),
        "actions": [
            *actions_for(standing, result, window, until, now),
            *(ACTION for _ in correctable(db, standing.actor, [result])),
        ],
    }


def _window(window: Window, zone: ZoneInfo, language: str) -> dict[str, Any]:
    until = window.objection_until
    return {
        "received_at": window.received_at,
        "automatic_at": window.automatic_at,
        "objection_until": until,
        "objection_until_text": None if until is None else deadline_text(until, zone).in_language(language),
    }


def _origin(db: Session, result: Result) -> dict[str, Any]:
    """How this version and the one after it came about; a first version that holds costs no statement."""
    successor = queries.find_successor(db, result)
    later = [one for one in (result.id if result.version > 1 else None, successor) if one is not None]
    corrected = made_by_correction(db, later) if later else frozenset()
    through = {one: "correction" if one in corrected else "ruling" for one in later}
    return {
        "came_from": through.get(result.id),
        "superseded_by": successor,
        "superseded_through": None if successor is None else through[successor],
    }


def _ratings(db: Session, standing: Standing, view: View, language: str) -> dict[str, Any]:
    """Composite, ratings and predicate; the figures of PP 30/2019 are not for the person himself."""
    result, exact = view.result, view.exact
    open_to_him = view.disclosure.ratings.shown
    official = open_to_him and exact is not None and view.reader is not Reader.SELF
    decided = open_to_him and shows_decision(standing, result)
    names = queries.names_of_accounts(db, [result.decision.decided_by]) if decided and result.decision else {}
    return {
        "composite": figure(exact.composite) if exact is not None and open_to_him else None,
        "scaled": figure(exact.scaled) if official and exact else None,
        "numeric": figure(exact.numeric) if official and exact else None,
        "work_result": work_of(result) if open_to_him else None,
        "proposal": proposal_of(result, exact, language) if open_to_him else None,
        "decision": decision_of(result, names, language) if decided else None,
    }


def _parts(view: View, language: str) -> dict[str, Any]:
    exact = view.exact
    if exact is None or not view.disclosure.parts.shown:
        return {
            "values": [],
            "self_view": None,
            "strengths": [],
            "to_learn": None,
            "precision": None,
            "signals": [],
        }
    strengths, to_learn = strengths_and_learning(exact)
    return {
        "values": read_values(view, exact, language),
        "self_view": self_view_of(view, exact, language),
        "strengths": strengths,
        "to_learn": to_learn,
        "precision": precision_of(view.result, language),
        "signals": _signals(view),
    }


def _signals(view: View) -> list[dict[str, Any]]:
    flags = view.disclosure.signals
    kept: dict[str, dict[str, bool]] = view.result.precision.get("signals", {})
    return [{"source": source, **kept[source]} for source in kept if flags.get(source, _HIDDEN).shown]


def _comments(view: View, language: str, *, erased: bool) -> list[dict[str, Any]]:
    exact = view.exact
    if exact is None or not view.disclosure.ratings.shown:
        return []
    flags = dict.fromkeys(view.disclosure.comments, ERASED) if erased else view.disclosure.comments
    return [_comments_of(view, source, flags.get(source.word, _HIDDEN), language) for source in exact.policy.asked]


def _comments_of(view: View, source: Source, flag: Shown, language: str) -> dict[str, Any]:
    groups = _grouped(view, source.word, TAKEN_DOWN.in_language(language))
    return {
        "source": source.word,
        "label": in_language(source.text, language),
        "shown": shown(flag, language),
        "by_value": {code: list(texts) for code, texts in groups.by_value.items()},
        "pooled": list(groups.pooled),
    }


def _grouped(view: View, source: str, instead: str) -> CommentGroups:
    flags = view.disclosure
    mine = [
        Comment(one.value_code, instead if one.taken_down else one.text)
        for one in view.comments
        if one.source == source
    ]
    key = view.result.id.bytes + view.result.item_sums
    return group_comments(mine, flags.comments.get(source, _HIDDEN), flags.comments_by_value.get(source, {}), key)


def shown_comments(view: View, source: str) -> frozenset[str]:
    """The comments of a source that this caller reads, in words; without those that were taken down."""
    if view.exact is None or not view.disclosure.ratings.shown:
        return frozenset()
    groups = _grouped(view, source, "")
    return frozenset(text for texts in (groups.pooled, *groups.by_value.values()) for text in texts if text)
