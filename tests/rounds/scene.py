"""A small office for the tests of rounds: Camat, two sections with a head and staff, and officers with and without posts."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.models import Account
from api.employees.models import Employee, OrgUnit, Position
from api.instruments.models import InstrumentVersion
from tests.factories.instruments import make_published_version
from tests.factories.people import make_account, make_employee, make_grant, make_office, make_position, make_unit

WIB = ZoneInfo("Asia/Jakarta")
NOON = datetime(2026, 12, 15, 5, 0, tzinfo=UTC)  # a Tuesday, 12.00 WIB
REASON = "Permintaan tertulis Camat."


@dataclass(frozen=True)
class Scene:
    root: OrgUnit
    service: OrgUnit
    order: OrgUnit
    camat: Employee
    heads: tuple[Employee, Employee]
    staff: tuple[Employee, ...]
    other_staff: tuple[Employee, ...]
    staff_post: Position
    version: InstrumentVersion
    hr: Account
    auditor: Account
    local_hr: Account

    @property
    def people(self) -> list[Employee]:
        return [self.camat, *self.heads, *self.staff, *self.other_staff]


def make_scene(db: Session, *, zone: str = "Asia/Jakarta") -> Scene:
    """`staff` are the three of the service section, `other_staff` the two of the order section."""
    make_office(db, zone=zone)
    root = make_unit(db, "Kecamatan Contoh", kind="kecamatan")
    service, order = make_unit(db, "Seksi Pelayanan", parent=root), make_unit(db, "Seksi Ketertiban", parent=root)
    top = make_position(db, root, "Camat", position_class="administrator", is_head=True)
    posts = [
        make_position(db, unit, f"Kepala {unit.name}", reports_to=top, position_class="pengawas", is_head=True)
        for unit in (service, order)
    ]
    desks = [
        make_position(db, post_unit, reports_to=post) for post_unit, post in zip((service, order), posts, strict=True)
    ]
    scene = Scene(
        root=root,
        service=service,
        order=order,
        camat=make_employee(db, top, name="Adi Camat"),
        heads=(make_employee(db, posts[0], name="Budi Kepala"), make_employee(db, posts[1], name="Citra Kepala")),
        staff=tuple(make_employee(db, desks[0], name=f"Dewi Staf {n}") for n in range(3)),
        other_staff=tuple(make_employee(db, desks[1], name=f"Eko Staf {n}") for n in range(2)),
        staff_post=desks[0],
        version=make_published_version(db, effective_from=date(2026, 1, 1)),
        hr=make_account(db, "Petugas Kepegawaian"),
        auditor=make_account(db, "Pengawas"),
        local_hr=make_account(db, "Petugas Seksi"),
    )
    make_grant(db, scene.hr, Role.HR_OFFICER)
    make_grant(db, scene.auditor, Role.AUDITOR)
    make_grant(db, scene.local_hr, Role.HR_OFFICER, service)
    db.commit()
    return scene
