"""From released results to recommendations, with the numbers the person himself may see, and only those.

Follows a release through the outbox; done twice, it changes nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.assignments.who_sees import Reader
from api.employees.queries import office_day
from api.instruments.competencies import competency_codes, position_group, target_level
from api.kit import clock
from api.kit.database import Database
from api.results.disclosure import Disclosure, ResultState, Viewer, disclose
from api.results.exact import Exact, exact_results
from api.results.item_sums import ItemSums, unpack_item_sums
from api.results.models import Result
from api.results.rules import ResultStatus
from api.results.viewing import count_sources
from api.rounds.rules import RoundStatus
from api.scoring.derivation import source_means_of
from api.scoring.rounding import round_half_up
from api.scoring.terms import Source
from api.training import queries
from api.training.carrying import carry_answers
from api.training.catalogue import Activity, make_activity
from api.training.evidence import Evidence, ItemEvidence, LevelEvidence, ValueEvidence
from api.training.models import Course, Recommendation, RecommendedCourse
from api.training.retirement import months_to_retirement
from api.training.rules import Learner, Passed, recommend
from api.training.rules import Recommendation as Found
from api.training.stored import reasons_to_json

PPPK_HOURS = 24  # JP a year at most (domain.md §6.1); PNS have no upper limit


def on_results_released(database: Database, payload: dict[str, Any]) -> None:
    """The outbox's handler of `results_released`: {"result_ids": […]}."""
    with database.writing() as db:
        results = queries.released_results(db, [UUID(result_id) for result_id in payload["result_ids"]])
        recommend_for(db, results, office_day(db, clock.now()))


def recommend_for(db: Session, results: Sequence[Result], day: date) -> None:
    """Recommendations for results that have none yet. The number of statements does not grow with the people."""
    people = [result.employee_id for result in results]
    courses = queries.offered_courses(db)
    activities = {course.code: _activity(course) for course in courses}
    by_code = {course.code: course for course in courses}
    full, levels, passed = queries.full_courses(db), queries.newest_levels(db, people), queries.completed(db, people)
    assessors = queries.assessors_among(db, people)
    exact = exact_results(db, results)
    rows: list[Recommendation] = []
    for result in results:
        if result.id in exact:
            recorded = levels.get(result.employee_id, {})
            learner = _learner(result, passed.get(result.employee_id, []), day, result.employee_id in assessors)
            evidence = evidence_of(result, exact[result.id], recorded)
            found = recommend(evidence, learner, list(activities.values()), as_of=day, full=full)
            rows += [_row(result, one, by_code) for one in found]
    carry_answers(db, results, rows)
    db.add_all(rows)


def evidence_of(result: Result, exact: Exact, recorded: dict[int, int]) -> Evidence:
    """What the person may see of his own released result, as evidence; what is hidden from him is no reason."""
    items = unpack_item_sums(exact.policy, result.item_sums)
    state = ResultState(RoundStatus.RELEASED, ResultStatus.RELEASED)
    shown = disclose(Viewer(Reader.SELF), state, count_sources(exact, items, ()))
    means = source_means_of(exact.policy, exact.sums)
    return Evidence(
        values=tuple(_value(exact, v, means, shown, items) for v in range(len(exact.policy.values))),
        levels=_levels(result, recorded),
    )


def _value(
    exact: Exact, v: int, means: dict[tuple[int, Source], Fraction], shown: Disclosure, items: ItemSums
) -> ValueEvidence:
    content = exact.content.values[v]
    peers = int(exact.sums.n[Source.PEER, v, 0])
    items_shown = content.code in (flags := shown.items.get(Source.PEER.word, {})) and flags[content.code].shown
    superior, peer = means.get((v, Source.SUPERIOR)), means.get((v, Source.PEER))
    return ValueEvidence(
        code=content.code,
        competencies=content.competencies,
        others_mean=_others(exact, superior, peer),
        superior_mean=superior,
        peers=peers,
        items=tuple(_item(item.number, item.competencies, items) for item in content.items) if items_shown else (),
    )


def _others(exact: Exact, superior: Fraction | None, peer: Fraction | None) -> Fraction | None:
    """Superior and peers by their weights; the person himself is never among the others."""
    if superior is None or peer is None:
        return None
    weights = {rule.source: rule.weight_bp for rule in exact.policy.sources}
    shares = weights[Source.SUPERIOR], weights[Source.PEER]
    return (superior * shares[0] + peer * shares[1]) / sum(shares)


def _item(number: int, competencies: tuple[int, ...], items: ItemSums) -> ItemEvidence:
    total, n = items.get((Source.PEER, number - 1), (0, 0))
    return ItemEvidence(number, competencies, Fraction(total, n) if n else None, n)


def _levels(result: Result, recorded: dict[int, int]) -> tuple[LevelEvidence, ...]:
    group = position_group(result.participant.position_class, result.participant.position_title)
    if group is None:
        return ()
    return tuple(
        LevelEvidence(code, target_level(group, code), recorded.get(code)) for code in sorted(competency_codes())
    )


def _learner(result: Result, passed: Iterable[tuple[str, date, int | None]], day: date, assesses: bool) -> Learner:
    person, participant = result.employee, result.participant
    done = list(passed)
    group = position_group(participant.position_class, participant.position_title)
    return Learner(
        position_class=participant.position_class,
        words=f"{participant.position_title} {participant.unit_name}",
        traits=frozenset({"assessor"} if assesses else ()),
        passed=tuple(Passed(code, on) for code, on, _ in done),
        jp_used=sum(hours or 0 for _, on, hours in done if on.year == day.year),
        jp_cap=PPPK_HOURS if person.employment == "pppk" else None,
        months_to_retirement=None if group is None else months_to_retirement(person.birth_date, group, day),
    )


def _activity(course: Course) -> Activity:
    names = (
        "code",
        "name",
        "kind",
        "form",
        "description",
        "values",
        "competencies",
        "audience",
        "provider",
        "hours_jp",
    )
    return make_activity({name: getattr(course, name) for name in names})


def _row(result: Result, found: Found, courses: dict[str, Course]) -> Recommendation:
    mix = [one for one in (found.mix.experience, found.mix.others, found.mix.formal) if one is not None]
    return Recommendation(
        result_id=result.id,
        employee_id=result.employee_id,
        rank=found.rank,
        kind=found.need.kind,
        value_code=found.need.value,
        competency=found.need.competency,
        priority=round_half_up(found.priority),
        reasons=reasons_to_json(found.reasons),
        courses=[RecommendedCourse(course_id=courses[one.code].id, kind=one.kind) for one in mix],
    )
