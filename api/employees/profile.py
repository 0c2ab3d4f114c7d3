"""One employee with everything that belongs to him, as far as the caller may see it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.accounts.models import Account, AccountStatus
from api.employees import queries
from api.employees.models import Employee, OrgUnit, Placement, PlacementKind, Position
from api.employees.nip import mask_nip
from api.employees.ranks import PNS_RANKS, PPPK_RANKS
from api.employees.rules import NOBODY_ABOVE, Superior, employee_actions, full_name, holds_on
from api.employees.superiors import read_lines
from api.kit.texts import Text

_RANK_TITLES = {rank.code: rank.title for rank in (*PNS_RANKS, *PPPK_RANKS)}

NOTICES: dict[str, Text] = {
    "acting_without_end": Text(
        "Penugasan Plt/Plh ini belum mempunyai tanggal akhir.", "This acting term has no last day yet."
    ),
    "without_post": Text("Pegawai ini belum mempunyai jabatan.", "This employee holds no post."),
    "without_superior": Text(
        "Semua jabatan di atas pegawai ini kosong. Isi jabatan itu agar ia mempunyai atasan.",
        "All posts above this employee are vacant. Fill one so that he has a superior.",
    ),
    "without_account": Text(
        "Pegawai ini belum mempunyai akun, sehingga tidak dapat menilai.",
        "This employee has no account and cannot rate.",
    ),
}


@dataclass(frozen=True, slots=True)
class PlacementView:
    id: UUID
    position: Position
    unit: OrgUnit
    kind: str
    starts_on: date
    ends_on: date | None
    current: bool
    reason: str


@dataclass(frozen=True, slots=True)
class EmployeeView:
    id: UUID
    nip: str
    former_nips: list[str]
    name: str
    title_before: str
    title_after: str
    full_name: str
    sex: str
    birth_date: date | None
    employment: str
    rank: str | None
    rank_title: str
    rank_since: date | None
    education: str | None
    appointed_on: date | None
    email: str | None
    active: bool
    left_on: date | None
    left_reason: str | None
    account: Account | None
    position: Position | None
    unit: OrgUnit | None
    superior: Superior | None
    placements: list[PlacementView]
    notices: list[dict[str, str]]
    actions: list[str]
    row_version: int


def view_employee(db: Session, actor: Actor, employee_id: UUID, *, now: datetime, language: str) -> EmployeeView:
    """The employee, or NotFound; a constant number of statements."""
    day = queries.office_day(db, now)
    found = queries.get_employee_with_rights(db, actor, employee_id)
    placements = [_placement(row, day, in_full=found.in_full) for row in queries.placements_of(db, employee_id)]
    main = next((one for one in placements if one.current), None)
    superior = _superior(db, employee_id, main, day)
    manages = found.managed and employee_id != actor.employee_id
    notices = _notices(found.employee, found.account, placements, superior) if found.managed else ()
    return EmployeeView(
        **_person(db, found.employee, in_full=found.in_full),
        account=found.account,
        position=main.position if main else None,
        unit=main.unit if main else None,
        superior=superior,
        placements=sorted(placements, key=lambda one: one.starts_on, reverse=True),
        notices=[{"code": code, "message": NOTICES[code].in_language(language)} for code in dict.fromkeys(notices)],
        actions=employee_actions(active=found.employee.active) if manages else [],
        row_version=found.employee.row_version,
    )


def _person(db: Session, employee: Employee, *, in_full: bool) -> dict[str, Any]:
    return {
        "id": employee.id,
        "nip": employee.nip if in_full else mask_nip(employee.nip),
        "former_nips": queries.former_nips_of(db, employee.id) if in_full else [],
        "name": employee.name,
        "title_before": employee.title_before,
        "title_after": employee.title_after,
        "full_name": full_name(employee.title_before, employee.name, employee.title_after),
        "sex": employee.sex,
        "birth_date": employee.birth_date if in_full else None,
        "employment": employee.employment,
        "rank": employee.rank,
        "rank_title": _RANK_TITLES.get(employee.rank or "", ""),
        "rank_since": employee.rank_since,
        "education": employee.education if in_full else None,
        "appointed_on": employee.appointed_on if in_full else None,
        "email": employee.email if in_full else None,
        "active": employee.active,
        "left_on": employee.left_on,
        "left_reason": employee.left_reason if in_full else None,
    }


def _placement(row: Placement, day: date, *, in_full: bool) -> PlacementView:
    return PlacementView(
        id=row.id,
        position=row.position,
        unit=row.position.unit,
        kind=row.kind,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        current=holds_on(row.starts_on, row.ends_on, day),
        reason=row.reason if in_full else "",
    )


def _superior(db: Session, employee_id: UUID, main: PlacementView | None, day: date) -> Superior | None:
    if main is None:
        return None
    return read_lines(db, [main.position.id], day).superior_of(employee_id, main.position.id)


def _notices(
    employee: Employee, account: Account | None, placements: Sequence[PlacementView], superior: Superior | None
) -> Iterator[str]:
    """What an officer should still do; nothing is owed to those who left."""
    if not employee.active:
        return
    if account is None or account.status == AccountStatus.DISABLED:
        yield "without_account"
    if superior is None:
        yield "without_post"
    elif superior.employee_id is None and superior != NOBODY_ABOVE:
        yield "without_superior"
    if any(one.ends_on is None and one.kind != PlacementKind.DEFINITIF for one in placements):
        yield "acting_without_end"
