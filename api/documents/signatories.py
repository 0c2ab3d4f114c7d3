"""Who signs: the holder of a post on a day, acting holders first, with rank and NIP as official letters give them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from api.documents import queries
from api.documents.models import Letterhead
from api.documents.paper import Signatory
from api.employees.models import Employee
from api.employees.ranks import PNS_RANKS
from api.employees.rules import ACTING_FIRST, full_name
from api.results.models import Result

ACTING_PREFIX = {"plt": "Plt. ", "plh": "Plh. ", "definitif": ""}
_TITLES = {rank.code: rank.title for rank in PNS_RANKS}


def leader_of(db: Session, letterhead: Letterhead, unit_path: str, day: date) -> Signatory:
    """Who signs for the unit: the holder of the post that was chosen, else the head, of the nearest unit that has one."""
    if letterhead.signatory_position_id is not None:
        rows = queries.holders_of_post(db, letterhead.signatory_position_id, day)
    else:
        rows = queries.holders_of_head(db, unit_path, day)
        rows = [row for row in rows if row.position_id == rows[0].position_id]
    return _signatory(letterhead, rows)


def _signatory(letterhead: Letterhead, rows: Sequence[Any]) -> Signatory:
    above = f"a.n. {letterhead.on_behalf_of}" if letterhead.on_behalf_of else ""
    if not rows:
        return Signatory(above, letterhead.signatory_title)
    title = letterhead.signatory_title or rows[0].title
    holder = _speaks(rows)
    if holder is None:
        return Signatory(above, title)
    return Signatory(above, ACTING_PREFIX[holder.kind] + title, **names_of(holder.Employee))


def _speaks(rows: Sequence[Any]) -> Any:
    """Of several holders the acting one, of two the one who began last."""
    held = [row for row in rows if row.Employee is not None]
    return min(
        held,
        key=lambda row: (ACTING_FIRST.index(row.kind), -row.starts_on.toordinal(), row.Employee.id.hex),
        default=None,
    )


def names_of(employee: Employee) -> dict[str, str]:
    return {
        "name": full_name(employee.title_before, employee.name, employee.title_after),
        "rank": rank_text(employee.rank),
        "nip": employee.nip,
    }


def rank_text(code: str | None) -> str:
    """`Penata Muda (III/a)` for PNS, `Golongan IX` for PPPK."""
    if not code:
        return ""
    return f"{_TITLES[code]} ({code})" if code in _TITLES else f"Golongan {code}"


def person_of_result(result: Result) -> Signatory:
    return Signatory("", "Pegawai yang Dinilai", **names_of(result.employee))


def assessor_of(db: Session, result: Result) -> Signatory:
    """Who decided; for a decision made outside the system the official signs whose document it names."""
    title = "Pejabat Penilai Kinerja"
    decision = result.decision
    if decision is None or decision.external:
        return Signatory("", title)
    employee = queries.find_employee_of(db, decision.decided_by)
    return Signatory("", title) if employee is None else Signatory("", title, **names_of(employee))
