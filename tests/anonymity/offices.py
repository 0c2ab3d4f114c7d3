"""Small offices and their rounds, drawn by chance: real rows, the real calculation, decisions and release.

People are rater, rated and superior at once; officers are often employees among them. Tasks and forms go straight into
the tables, everything after that through the API.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.models import Account
from api.assignments.models import Assignment, Evaluation, SealedToken
from api.employees.models import Employee, OrgUnit, Position
from api.instruments.models import InstrumentVersion
from api.kit import clock
from api.results.models import Result, ResultDecision
from api.rounds.models import EvaluationRound, Participant
from api.scoring.defaults import default_policy
from api.scoring.policy import Policy, SourceRule
from api.scoring.terms import Source
from api.work_results.models import WorkResult
from tests.anonymity.truth import Form, Truth
from tests.factories.instruments import make_published_version, make_value
from tests.factories.people import make_account, make_employee, make_grant, make_office, make_position, make_unit
from tests.factories.rounds import make_round

ITEMS = 21
PERIODS = ((date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 6, 30)))
SKIPS = (0.0, 0.0, 0.03, 0.15)


@dataclass
class Rated:
    """One round with all that was handed in."""

    round_id: UUID
    truth: Truth
    units: dict[UUID, str]
    """Participant → path of his unit."""
    people: dict[UUID, UUID]
    """Participant → employee."""
    superiors: dict[UUID, UUID]
    decided: set[UUID] = field(default_factory=set)
    """Who was decided when the round was released; the others are in no unit's line."""


@dataclass
class Office:
    units: list[OrgUnit]
    """The office itself first."""
    people: list[Employee]
    superior: dict[UUID, Employee | None]
    """Who assesses whom, by employee."""
    hr: Account
    head: Account
    auditor: Account
    rounds: list[Rated] = field(default_factory=list)

    def accounts(self) -> dict[str, Account]:
        return {"hr": self.hr, "head": self.head, "auditor": self.auditor}


def draw_office(db: Session, chance: random.Random) -> Office:
    make_office(db)
    root = make_unit(db, "Kecamatan Contoh", kind="kecamatan")
    top = make_position(db, root, "Camat", position_class="administrator", is_head=True)
    camat = make_employee(db, top)
    people, superior = [camat], {camat.id: None}
    parents = [(root, top, camat)]
    for _ in range(chance.randint(1, 3)):
        _draw_unit(db, chance, parents, people, superior)
    staff = people[1:]
    hr = _account(db, chance.choice([None, *staff]), Role.HR_OFFICER)
    auditor = _account(db, chance.choice([None, None, *staff]), Role.AUDITOR)
    head = _account(db, chance.choice([camat, camat, *staff]), Role.HEAD)
    return Office([unit for unit, _, _ in parents], people, superior, hr, head, auditor)


def _draw_unit(
    db: Session,
    chance: random.Random,
    parents: list[tuple[OrgUnit, Position, Employee]],
    people: list[Employee],
    superior: dict[UUID, Employee | None],
) -> None:
    """A unit of one to five people below one of the units there are."""
    above, post, boss = chance.choice(parents)
    unit = make_unit(db, parent=above)
    desk = make_position(db, unit, "Kepala", reports_to=post, position_class="pengawas", is_head=True)
    chief = make_employee(db, desk)
    superior[chief.id] = boss
    people.append(chief)
    parents.append((unit, desk, chief))
    post = make_position(db, unit, reports_to=desk)
    for _ in range(chance.choice((0, 1, 2, 3, 4))):
        person = make_employee(db, post)
        superior[person.id] = chief
        people.append(person)


def _account(db: Session, employee: Employee | None, role: Role) -> Account:
    account = make_account(db) if employee is None else db.get_one(Account, employee.account_id)
    make_grant(db, account, role)
    return account


def draw_policy(chance: random.Random) -> Policy:
    """Peers with or without subordinates, other weights, other shares of items and values, larger smallest groups."""
    policy = default_policy()
    peers, own = chance.choice(((3_000, 1_000), (2_000, 0), (4_000, 500)))
    below = chance.choice((0, 0, 1_000))
    sources = [
        SourceRule(Source.SUPERIOR, 10_000 - peers - own - below, min_forms=1, assigned=1, max_forms=1),
        SourceRule(Source.PEER, peers, min_forms=chance.choice((3, 3, 3, 4)), assigned=5, max_forms=9),
        SourceRule(Source.SELF, own, min_forms=1, assigned=1, max_forms=1),
    ]
    if below:
        sources.append(SourceRule(Source.SUBORDINATE, below, min_forms=3, assigned=5, max_forms=9))
    shares = chance.choice(((1, 1, 1), (1, 1, 1), (2, 1, 1), (3, 2, 1)))
    least = chance.choice((2, 2, 2, 1, 3))
    values = tuple(
        replace(value, item_shares=shares, share=chance.choice((1, 1, 2)), min_items=least) for value in policy.values
    )
    return replace(policy, sources=tuple(sources), values=values)


def draw_round(db: Session, chance: random.Random, office: Office, number: int, *, least: int | None) -> Rated:
    policy = draw_policy(chance)
    version = _make_version(db, policy)
    start, end = PERIODS[number]
    round = make_round(
        db, office.units[0], status="closed", people=office.people, version=version, period_start=start, period_end=end
    )
    rows = db.scalars(select(Participant).where(Participant.round_id == round.id)).all()
    forms: list[Form] = []
    work: list[dict[str, Any]] = []
    for row in rows:
        row.version_id = version.id
        row.superior_outside = office.superior[row.employee_id] is None
        forms += _draw_forms(chance, office, policy, row)
        entry = chance.choice(({"code": 1}, {"code": 2}, {"skp_hundredths": chance.randint(8_000, 12_000)}))
        work.append({"participant_id": row.id, "entered_by": office.hr.id, "entered_at": clock.now(), **entry})
    db.flush()
    _store(db, chance, round.id, forms)
    for entry in work:
        db.add(WorkResult(**entry))
    db.flush()
    rated = Rated(
        round.id,
        Truth(policy, forms, least),
        {row.id: row.unit_path for row in rows},
        {row.id: row.employee_id for row in rows},
        {row.id: row.superior_id for row in rows if row.superior_id},
    )
    office.rounds.append(rated)
    return rated


def _make_version(db: Session, policy: Policy) -> InstrumentVersion:
    values = [make_value(place, rule.code, rule.name) for place, rule in enumerate(policy.values, start=1)]
    for value, rule in zip(values, policy.values, strict=True):
        value.share = rule.share
        for item, share in zip(value.items, rule.item_shares, strict=True):
            item.share = share
    return make_published_version(db, policy=policy.to_json(), values=values)


def _draw_forms(chance: random.Random, office: Office, policy: Policy, row: Participant) -> Iterable[Form]:
    boss = office.superior[row.employee_id]
    yield Form(row.id, Source.SELF, row.employee_id, _draw_answers(chance))
    if boss is not None and chance.random() < 0.95:
        yield Form(row.id, Source.SUPERIOR, boss.id, _draw_answers(chance))
    others = [one for one in office.people if one.id != row.employee_id and (boss is None or one.id != boss.id)]
    below = [one for one in others if _reports_to(office, one, row.employee_id)]
    if policy.rule_of(Source.SUBORDINATE):
        yield from _group(chance, row, Source.SUBORDINATE, below, len(below))
        others = [one for one in others if one not in below]
    yield from _group(chance, row, Source.PEER, others, chance.choice((0, 1, 2, 3, 3, 4, 5, 5, 6, 8)))


def _reports_to(office: Office, person: Employee, boss: UUID) -> bool:
    above = office.superior[person.id]
    return above is not None and above.id == boss


def _group(
    chance: random.Random, row: Participant, source: Source, others: Sequence[Employee], size: int
) -> Iterable[Form]:
    """Some groups are of one mind, at the end of the scale or not; most are not."""
    skips, level = chance.choice(SKIPS), chance.choice((None, None, None, None, 4, 5))
    for rater in chance.sample(list(others), min(size, len(others))):
        yield Form(row.id, source, rater.id, _draw_answers(chance, skips, level))


def _draw_answers(chance: random.Random, skips: float = 0.0, level: int | None = None) -> tuple[int, ...]:
    return tuple(0 if chance.random() < skips else level or chance.randint(1, 5) for _ in range(ITEMS))


def _store(db: Session, chance: random.Random, round_id: UUID, forms: Sequence[Form]) -> None:
    """Tasks, sealed tokens and forms; beside them tasks that were declined or never done."""
    tasks, tokens, rows = [], [], []
    for form in forms:
        task, token = uuid4(), uuid4()
        whose = {"round_id": round_id, "participant_id": form.participant, "source": form.source.word}
        tasks.append({"id": task, "evaluator_id": form.rater, "status": "submitted", "receipt": "K7M3-Q9TX-4", **whose})
        tokens.append({"assignment_id": task, "token": token})
        rows.append({"token": token, "answers": bytes(form.answers), **whose})
    chance.shuffle(rows)
    db.execute(insert(Assignment), tasks)
    db.execute(insert(SealedToken), tokens)
    db.execute(insert(Evaluation), rows)


def decide_some(db: Session, chance: random.Random, office: Office, round_id: UUID) -> None:
    """Most results of the newest round are decided, by hand in the table: by whom is not what this is about."""
    run = db.get_one(EvaluationRound, round_id, populate_existing=True).published_run_id
    for result in db.scalars(select(Result).where(Result.run_id == run)):
        if chance.random() < 0.85:
            result.status = "decided"
            office.rounds[-1].decided.add(result.participant_id)
            db.add(
                ResultDecision(
                    result_id=result.id,
                    work_rating=2,
                    behaviour_rating=2,
                    predicate=2,
                    departs=False,
                    reason="",
                    message="",
                    decided_by=office.head.id,
                    decided_at=clock.now(),
                )
            )
    db.commit()
