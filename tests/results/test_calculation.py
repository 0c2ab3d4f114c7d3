"""The run: the engine through the database, invisible until one switch, killed and taken up again."""

import random
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from api.assignments.models import Draft, Evaluation, PendingLeaf
from api.audit.models import AuditEntry, Family
from api.kit import clock
from api.kit.database import Database
from api.kit.outbox import OutboxMessage
from api.results import calculation
from api.results.models import CalculationRun, Result
from api.rounds.models import EvaluationRound, Participant
from api.scoring.defaults import default_policy
from api.scoring.rounding import round_half_up
from api.scoring.terms import Source
from api.work_results.models import WorkResult
from tests.clients import Client
from tests.factories.assignments import make_form
from tests.factories.results import (
    Rated,
    calculate,
    forms_about,
    make_office_with_round,
    make_rated_round,
    make_work_result,
    result_of,
    some_answers,
    work_all,
)
from tests.factories.rounds import make_round
from tests.results.conftest import As
from tests.scoring import oracle


def run_path(rated: Rated) -> str:
    return f"/evaluation-rounds/{rated.round.id}/calculation"


def make_generated_round(db: Session, seed: int, staff: int = 12) -> Rated:
    """Forms and work results as they come: sources missing, few peers, items nobody could judge."""
    chance = random.Random(seed)
    rated = make_office_with_round(db, staff=staff)
    for participant in rated.participants.values():
        for source, numbers in (("self", (0, 1)), ("superior", (0, 1, 1, 1)), ("peer", (0, 1, 2, 3, 4, 5))):
            for _ in range(chance.choice(numbers)):
                make_form(db, participant, source, answers=odd_answers(chance))
        work: dict[str, Any] = chance.choice(
            [{}, {"code": chance.randint(1, 3)}, {"skp_hundredths": chance.randint(0, 12_000)}]
        )
        if work:
            make_work_result(db, participant, rated.hr, **work, innovation=chance.random() < 0.3)
    db.commit()
    return rated


def odd_answers(chance: random.Random) -> list[int]:
    missing = chance.choice((0, 0.05, 0.4))
    return [0 if chance.random() < missing else answer for answer in some_answers(chance, low=1)]


def expected(db: Session, participant: Participant) -> oracle.Result:
    forms = [(Source[form.source.upper()], form.answers) for form in forms_about(db, participant)]
    entry = db.get(WorkResult, participant.id)
    work = oracle.Work() if entry is None else oracle.Work(entry.code, entry.skp_hundredths, entry.innovation)
    return oracle.result_of(default_policy(), forms, work)


def rounded(figure: Any) -> int | None:
    return None if figure is None else round_half_up(figure)


@pytest.mark.parametrize("seed", range(4))
def test_the_engine_through_the_database_equals_the_rule_in_plain_fractions(
    db: Session, as_: As, database: Database, seed: int
) -> None:
    rated = make_generated_round(db, seed)
    calculate(database, as_(rated.hr), rated)
    codes = [value.code for value in default_policy().values]
    for participant in rated.participants.values():
        rule = expected(db, participant)
        result = db.scalars(select(Result).where(Result.participant_id == participant.id)).one()
        assert result.composite == rounded(rule.composite)
        assert result.scaled == rounded(rule.scaled)
        assert result.numeric == rounded(rule.numeric)
        assert [result.values[code] for code in codes] == [rounded(rule.values.get(v)) for v in range(len(codes))]
        assert (result.proposed_work or 0, result.proposed_behaviour or 0) == (rule.work, rule.behaviour)
        assert (result.proposed_predicate or 0) == rule.predicate


def test_a_missing_group_is_left_out_and_named_never_counted_as_nothing(
    db: Session, as_: As, database: Database
) -> None:
    """Mistake D1: 5 from the superior and 5 from oneself stay 5 where the peers are missing."""
    rated = make_office_with_round(db, staff=1)
    participant = rated.of(rated.staff[0])
    for source in ("self", "superior", "peer", "peer"):
        make_form(db, participant, source, answers=5 if source != "peer" else 1)
    db.commit()
    calculate(database, as_(rated.hr), rated)
    result = result_of(db, rated, rated.staff[0])
    assert result.composite == 50_000
    assert {(one["source"], one["reason"]) for one in result.left_out} == {("peer", "too_few_forms")}
    peers_stored = result.sums[14:21]
    assert set(peers_stored) == {5}  # the reason, and of two forms not even that there were two


def test_weights_total_exactly_one_so_that_nothing_exceeds_the_scale(db: Session, as_: As, database: Database) -> None:
    """Mistake D12: seven equal shares never add up to 100.03."""
    rated = make_office_with_round(db, staff=1)
    for source in ("self", "superior", "peer", "peer", "peer"):
        make_form(db, rated.of(rated.staff[0]), source, answers=5)
    make_work_result(db, rated.of(rated.staff[0]), rated.hr, skp_hundredths=12_000)
    db.commit()
    calculate(database, as_(rated.hr), rated)
    result = result_of(db, rated, rated.staff[0])
    assert (result.composite, result.scaled, result.numeric) == (50_000, 1_200_000, 1_200_000)


def test_a_round_knows_only_its_own_forms(db: Session, as_: As, database: Database) -> None:
    """Mistake D16: the forms of another round change nothing."""
    rated = make_rated_round(db)
    calculate(database, as_(rated.hr), rated)
    first = result_of(db, rated, rated.staff[0])
    figures, sums = first.composite, first.sums
    other = make_round(db, rated.root, people=rated.staff, version=rated.version, status="closed")
    theirs = db.scalars(select(Participant).where(Participant.round_id == other.id)).all()
    for participant in theirs:
        participant.version_id = rated.version.id
        make_form(db, participant, "superior", answers=1)
    db.commit()
    calculate(database, as_(rated.hr), rated)
    again = result_of(db, rated, rated.staff[0])
    assert (again.composite, again.sums) == (figures, sums)


def test_reading_results_calculates_nothing(rated: Rated, run: Any, as_: As, db: Session) -> None:
    """Mistake D21: a GET has no side effect; runs are resources somebody asked for."""
    kasi = as_(rated.kasi)
    result = result_of(db, rated, rated.staff[0])
    for path in ("/results", f"/results/{result.id}", f"/results/{result.id}/explanation"):
        kasi.get(path)
    db.rollback()
    assert db.scalar(select(func.count()).select_from(CalculationRun)) == 1
    assert result_of(db, rated, rated.staff[0]).row_version == result.row_version


def test_a_failure_is_told_by_name_and_the_others_are_calculated(
    rated: Rated, as_: As, db: Session, database: Database
) -> None:
    """Mistake D22: one person without a version of the instrument does not make the run a success without him."""
    rated.of(rated.staff[0]).version_id = None
    db.commit()
    run = calculate(database, as_(rated.hr), rated)
    assert run["status"] == "published"
    assert [(one["name"], one["reason"]) for one in run["failures"]] == [("Dewi Staf 0", "no_version")]
    assert run["counts"]["failed"] == 1
    assert run["counts"]["processed"] == 8


def test_a_damaged_form_fails_the_run_and_says_whose_result_it_is_about(
    rated: Rated, as_: As, db: Session, database: Database
) -> None:
    form = forms_about(db, rated.of(rated.staff[1]))[0]
    db.execute(update(Evaluation).where(Evaluation.token == form.token).values(answers=b"\x05\x05"))
    db.commit()
    run = calculate(database, as_(rated.hr), rated)
    assert run["status"] == "failed"
    assert [(one["name"], one["reason"]) for one in run["failures"]] == [("Dewi Staf 1", "damaged_form")]
    db.rollback()
    assert db.get_one(EvaluationRound, rated.round.id, populate_existing=True).status == "closed"


def test_whoever_left_is_listed_with_a_neutral_reason_and_not_scored(
    rated: Rated, as_: As, db: Session, database: Database
) -> None:
    gone = rated.of(rated.staff[2])
    gone.status, gone.reason_code = "left", "retired"
    db.commit()
    run = calculate(database, as_(rated.hr), rated)
    assert [(one["name"], one["reason_code"]) for one in run["not_scored"]] == [("Dewi Staf 2", "retired")]
    assert db.scalars(select(Result).where(Result.participant_id == gone.id)).all() == []


def test_the_order_of_the_forms_never_matters(db: Session, as_: As, database: Database) -> None:
    rated = make_rated_round(db)
    first = calculate(database, as_(rated.hr), rated)
    before = figures_of_run(db, first["id"])
    forms = db.scalars(select(Evaluation).where(Evaluation.round_id == rated.round.id)).all()
    rows = [
        {name: getattr(form, name) for name in ("token", "round_id", "participant_id", "source", "answers")}
        for form in forms
    ]
    db.execute(Evaluation.__table__.delete())
    random.Random(3).shuffle(rows)
    db.execute(Evaluation.__table__.insert(), rows)
    db.commit()
    second = calculate(database, as_(rated.hr), rated)
    assert second["fingerprint"] == first["fingerprint"]
    assert figures_of_run(db, second["id"]) == before


def figures_of_run(db: Session, run_id: str) -> list[Any]:
    db.rollback()
    columns = (Result.participant_id, Result.composite, Result.numeric, Result.sums, Result.item_sums)
    statement = select(*columns).join(CalculationRun, CalculationRun.id == Result.run_id)
    return [
        tuple(row)
        for row in db.execute(
            statement.where(CalculationRun.number == number_of(db, run_id)).order_by(Result.participant_id)
        )
    ]


def number_of(db: Session, run_id: str) -> int:
    return db.get_one(CalculationRun, UUID(run_id)).number


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(calculation, "PEOPLE", 2)
    return


@pytest.mark.usefixtures("small_chunks")
def test_a_run_killed_half_way_is_taken_up_again_without_doubles(
    rated: Rated, as_: As, db: Session, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    hr = as_(rated.hr)
    whole = calculate(database, hr, rated)
    run = hr.post(run_path(rated), expect=202)
    calls = count_and_break(monkeypatch, after=2)
    work_all(database)
    half = hr.get(f"/evaluation-rounds/{rated.round.id}/calculation-runs/{run['id']}")
    assert (half["status"], half["done"]) == ("running", 4)
    assert calls == [1, 2, 3]
    assert as_(rated.kasi).get("/results")["total"] == len(rated.staff)  # still the run before
    monkeypatch.undo()
    monkeypatch.setattr(calculation, "PEOPLE", 2)
    make_due(db)
    work_all(database)
    done = hr.get(f"/evaluation-rounds/{rated.round.id}/calculation-runs/{run['id']}")
    assert (done["status"], done["fingerprint"]) == ("published", whole["fingerprint"])
    assert figures_of_run(db, done["id"]) == figures_of_run(db, whole["id"])
    assert len(figures_of_run(db, done["id"])) == 9


def count_and_break(monkeypatch: pytest.MonkeyPatch, *, after: int) -> list[int]:
    calls: list[int] = []
    real = calculation.write_results

    def breaking(*arguments: Any) -> None:
        calls.append(len(calls) + 1)
        if len(calls) > after:
            raise KeyboardInterrupt
        real(*arguments)

    def interrupted(*arguments: Any) -> None:
        try:
            breaking(*arguments)
        except KeyboardInterrupt as error:
            raise RuntimeError("killed") from error

    monkeypatch.setattr(calculation, "write_results", interrupted)
    return calls


def make_due(db: Session) -> None:
    db.rollback()
    db.execute(update(OutboxMessage).values(not_before=clock.now(), leased_until=None))
    db.commit()


def test_one_run_at_a_time(rated: Rated, as_: As, db: Session) -> None:
    hr = as_(rated.hr)
    hr.post(run_path(rated), expect=202)
    assert hr.post(run_path(rated), expect=409)["code"] == "run_in_progress"


def test_nobody_calculates_an_open_round_or_without_the_right(
    rated: Rated, as_: As, db: Session, client: Client
) -> None:
    rated.round.status = "open"
    db.commit()
    client.post(run_path(rated), expect=401)
    as_(rated.kasi).post(run_path(rated), expect=403)


def test_the_leaves_enter_the_log_once_and_drafts_go(rated: Rated, as_: As, db: Session, database: Database) -> None:
    hr = as_(rated.hr)
    calculate(database, hr, rated)
    calculate(database, hr, rated)
    db.rollback()
    leaves = db.scalar(select(func.count()).select_from(PendingLeaf))
    assert db.scalar(select(func.count()).where(AuditEntry.family == Family.LEAF)) == leaves
    assert db.scalars(select(Draft)).all() == []
