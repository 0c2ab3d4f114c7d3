"""People and papers of the demo office that suit a story; ids differ from office to office, so none is written down."""

import re
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import text

from tests.browser.serving import Office

# an employee without a role of his own and without anybody below him, who is none of the accounts to show
_PLAIN = """
    SELECT e.id, e.name, e.nip FROM employee e JOIN account c ON c.id = e.account_id
    WHERE c.status = 'active' AND c.email LIKE 'pegawai%'
    AND NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.account_id = c.id)
    AND NOT EXISTS (SELECT 1 FROM participant p WHERE p.superior_id = e.id)
    ORDER BY e.nip"""


class Person(NamedTuple):
    id: str
    name: str
    nip: str


def rows(office: Office, statement: str, **values: object) -> list[tuple[Any, ...]]:
    """What stands in the database; ids, asked with and answered, as the API writes them."""
    given = {name: undashed(each) if isinstance(each, str) else each for name, each in values.items()}
    with office.database.reading() as db:
        found = db.execute(text(statement), given).all()
    return [tuple(dashed(each) if isinstance(each, str) else each for each in row) for row in found]


def value(office: Office, statement: str, **values: object) -> str:
    found = rows(office, statement, **values)
    assert found, f"the demo office has nothing for {statement}"
    return str(found[0][0])


def change(office: Office, statement: str, **values: object) -> None:
    """What time does by itself, and what no screen may do."""
    with office.database.writing() as db:
        db.execute(text(statement), values)


def plain_employees(office: Office) -> list[Person]:
    return [Person(*found) for found in rows(office, _PLAIN)]


def dashed(plain: str) -> str:
    """SQLite keeps an id without its dashes."""
    return str(UUID(plain)) if re.fullmatch("[0-9a-f]{32}", plain) else plain


def undashed(id_: str) -> str:
    return id_.replace("-", "") if re.fullmatch("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", id_) else id_
