"""An office with one of everything, so that requests reach the code behind the gate; and the ids to ask for."""

import re
from typing import NamedTuple
from urllib.parse import quote

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from api.access.permissions import GRANTABLE
from api.accounts.models import Account
from api.tables import metadata
from tests.contract.operations import Operation
from tests.contract.samples import sample
from tests.factories.people import (
    make_account,
    make_employee,
    make_grant,
    make_office,
    make_position,
    make_unit,
)


class Cast(NamedTuple):
    powerful: Account
    roleless: Account
    ids: dict[str, str]


def make_world(db: Session) -> Cast:
    make_office(db)
    unit = make_unit(db, "Kecamatan Contoh", kind="kecamatan")
    chief = make_position(db, unit, "Camat", position_class="administrator", is_head=True)
    head = make_employee(db, chief)
    for _ in range(4):
        make_employee(db, make_position(db, unit, reports_to=chief))
    powerful = db.get_one(Account, head.account_id)
    for role in sorted(GRANTABLE):
        make_grant(db, powerful, role)
    roleless = make_account(db)
    return Cast(powerful, roleless, ids_by_parameter(db))


def ids_by_parameter(db: Session) -> dict[str, str]:
    """`{employee_id}` is the id of a row of `employee`; of a table like `evaluation_round`, also `{round_id}`."""
    found: dict[str, str] = {}
    for table in metadata.sorted_tables:
        if "id" in table.c and (row := db.scalar(select(table.c.id).limit(1))) is not None:
            found.update({name: str(row) for name in _names(table)})
    return found


def _names(table: Table) -> list[str]:
    words = table.name.split("_")
    return ["_".join([*words[start:], "id"]) for start in range(len(words))]


def address(op: Operation, cast: Cast) -> str:
    """The operation's path with ids that exist; other parameters as the contract describes them."""
    shapes = {parameter["name"]: parameter["schema"] for parameter in op.parameters("path")}

    def value(match: re.Match[str]) -> str:
        return cast.ids.get(match[1]) or quote(str(sample(op.document, shapes[match[1]])))

    return re.sub(r"\{([^}]+)\}", value, op.path)
