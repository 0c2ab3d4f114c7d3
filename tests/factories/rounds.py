"""Rounds in any state with their participants, made straight in the tables; a test names only what it is about."""

import itertools
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor, Grant
from api.access.permissions import Role
from api.accounts.models import Account
from api.employees.models import Employee, OrgUnit
from api.employees.queries import snapshot
from api.instruments.models import InstrumentVersion
from api.kit import clock
from api.rounds.models import EvaluationRound, Extension, Participant, RoundInstrument
from api.rounds.participants import as_frozen
from tests.factories.people import make_account

_numbers = itertools.count(1)
_STAMPS = ("open", "closed", "calculated", "released", "archived")


def make_round(
    db: Session,
    unit: OrgUnit,
    *,
    status: str = "open",
    people: Iterable[Employee] = (),
    version: InstrumentVersion | None = None,
    **given: object,
) -> EvaluationRound:
    """An open full round of the fourth quarter with a week left; the people take part with today's posts."""
    now = clock.now()
    round = EvaluationRound(
        **{
            "name": f"Periode Contoh {next(_numbers)}",
            "kind": "full",
            "period_type": "triwulan",
            "period_start": date(2026, 10, 1),
            "period_end": date(2026, 12, 31),
            "status": status,
            "unit_id": unit.id,
            "closes_at": now + timedelta(days=7),
            "created_by": make_account(db).id,
            "created_at": now,
            **_stamps(status, now),
            **given,
        }
    )
    round.unit = unit
    db.add(round)
    db.flush()
    if version is not None:
        db.add(RoundInstrument(round_id=round.id, position_class="", version_id=version.id))
    make_participants(db, round, people)
    return round


def _stamps(status: str, now: datetime) -> dict[str, datetime]:
    if status == "cancelled":
        return {"cancelled_at": now}
    passed = _STAMPS[: _STAMPS.index(status) + 1] if status in _STAMPS else ()
    names = {"open": "opened_at"}
    return {names.get(one, f"{one}_at"): now for one in passed}


def make_participants(db: Session, round: EvaluationRound, people: Iterable[Employee]) -> list[Participant]:
    """The people as they are today, on the list of the round."""
    ids = [person.id for person in people]
    found = snapshot(db, ids, clock.now().date())
    rows = [Participant(round_id=round.id, employee_id=key, **as_frozen(found[key])) for key in ids]
    db.add_all(rows)
    db.flush()
    return rows


def make_extension(
    db: Session,
    round: EvaluationRound,
    closes_at: datetime,
    *,
    employee: Employee | None = None,
    unit: OrgUnit | None = None,
) -> Extension:
    extension = Extension(
        round_id=round.id,
        employee_id=employee.id if employee else None,
        unit_id=unit.id if unit else None,
        closes_at=closes_at,
        reason="Perangkat kantor rusak.",
        created_by=round.created_by,
        created_at=clock.now().astimezone(UTC),
    )
    db.add(extension)
    db.flush()
    return extension


def make_actor(account: Account | None, *roles: Role, path: str = "/", employee_id: UUID | None = None) -> Actor:
    """A caller as the gate would make him, for tests that call a service directly."""
    account_id = account.id if account else UUID(int=0)
    grants = tuple(Grant(role, path) for role in roles)
    return Actor(account_id, UUID(int=0), "Contoh", employee_id, grants)
