"""Whose records were touched: by name, for those who must be told."""

import csv
import io

from sqlalchemy.orm import Session

from api.audit.service import record
from api.kit.database import Database
from tests.commands.conftest import Run
from tests.factories.people import make_account, make_employee, make_office, make_position, make_unit
from tests.factories.rounds import make_actor


def test_an_account_leads_to_the_people_whose_records_it_touched(run: Run, office_file: Database) -> None:
    with office_file.sessions() as db:
        thief, read, untouched = _people(db)
        account = thief.id
        record(db, actor=make_actor(thief), action="update_employee", object_type="employee", object_id=read.id)
        record(db, actor=None, action="update_employee", object_type="employee", object_id=untouched.id)
        db.commit()
        nip = read.nip
    done = run("incident", "--account", str(account))
    assert done.exit_code == 0, (done.output, done.exception)
    rows = list(csv.reader(io.StringIO(done.stdout), delimiter=";"))
    assert [row[0] for row in rows] == ["NIP", nip]
    assert rows[1][5] == "Mengubah data pegawai"
    everybody = run("incident", "--from", "2020-01-01T00:00+07:00").stdout.splitlines()
    assert len(everybody) == 3
    assert run("incident", "--to", "2020-01-01T00:00+07:00").stdout.splitlines()[1:] == []


def test_it_says_what_it_needs(run: Run, office_file: Database) -> None:
    assert run("incident").exit_code == 1
    assert run("incident", "--from", "kemarin").exit_code == 1


def _people(db: Session):  # type: ignore[no-untyped-def]
    make_office(db)
    unit = make_unit(db, "Kecamatan Contoh", kind="kecamatan")
    employees = [make_employee(db, make_position(db, unit)) for _ in range(2)]
    return make_account(db, "Akun Bocor"), *employees
