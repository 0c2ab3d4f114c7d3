"""People and papers of the demo office that suit a story; ids differ from office to office, so none is written down."""

from typing import NamedTuple
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


def ask(office: Office, statement: str, **values: object) -> list[tuple[object, ...]]:
    with office.database.reading() as db:
        return [tuple(row) for row in db.execute(text(statement), values)]


def change(office: Office, statement: str, **values: object) -> None:
    """What time does by itself, and what no screen may do."""
    with office.database.writing() as db:
        db.execute(text(statement), values)


def plain_employees(office: Office) -> list[Person]:
    return [Person(dashed(id_), str(name), str(nip)) for id_, name, nip in ask(office, _PLAIN)]


def dashed(plain: object) -> str:
    """As it stands in an address; SQLite keeps an id without its dashes."""
    return str(UUID(str(plain)))
