"""Transfers and acting terms: what ends, what runs beside, what is refused."""

from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.audit.models import AuditDetail, AuditEntry
from api.employees.queries import superior_on
from tests.clients import Client
from tests.employees.offices import SmallOffice
from tests.factories.people import make_employee, make_placement

REASON = "SK Wali Kota nomor 12 Tahun 2026."


def move(position: Any, starts_on: str, **given: Any) -> dict[str, Any]:
    return {"position_id": str(position.id), "starts_on": starts_on, "reason": REASON, **given}


def spans(read: dict[str, Any]) -> list[tuple[str, str, str, str | None]]:
    return [(p["position"]["title"], p["kind"], p["starts_on"], p["ends_on"]) for p in read["placements"]]


def test_a_definitive_post_ends_the_former_the_day_before(office: SmallOffice, hr: Client, db: Session) -> None:
    path = f"/employees/{office.staff.id}"
    read = hr.post(f"{path}/transfer", move(office.other_clerk, "2026-06-01"), if_match=1)
    assert spans(read) == [
        ("Pengolah Data", "definitif", "2026-06-01", None),
        ("Pengadministrasi Perkantoran", "definitif", "2024-01-01", "2026-05-31"),
    ]
    assert (read["unit"]["name"], read["row_version"]) == ("Seksi Pemerintahan", 2)
    days = [superior_on(db, [office.staff.id], date(2026, month, 1))[office.staff.id] for month in (5, 6)]
    assert [found.employee_id for found in days] == [office.chief.id, office.other_chief.id]
    entry = db.execute(
        select(AuditDetail.after, AuditDetail.reason)
        .join(AuditEntry, AuditEntry.seq == AuditDetail.seq)
        .where(AuditEntry.action == "transfer_employee")
    ).one()
    assert (entry.after["position_id"], entry.after["starts_on"]) == (str(office.other_clerk.id), "2026-06-01")
    assert entry.reason == REASON


def test_an_acting_term_runs_beside_the_post(office: SmallOffice, hr: Client) -> None:
    path = f"/employees/{office.staff.id}"
    body = move(office.other_kasi, "2026-06-01", kind="plt", ends_on="2099-12-31")
    read = hr.post(f"{path}/transfer", body, if_match=1)
    assert spans(read) == [
        ("Kepala Seksi", "plt", "2026-06-01", "2099-12-31"),
        ("Pengadministrasi Perkantoran", "definitif", "2024-01-01", None),
    ]
    assert read["position"]["title"] == "Pengadministrasi Perkantoran"
    assert read["notices"] == []


def test_an_acting_term_without_an_end_is_taken_and_pointed_out(office: SmallOffice, hr: Client) -> None:
    body = move(office.other_kasi, "2026-06-01", kind="plt")
    read = hr.post(f"/employees/{office.staff.id}/transfer", body, if_match=1)
    assert [one["code"] for one in read["notices"]] == ["acting_without_end"]
    english = hr.get(f"/employees/{office.staff.id}", headers={"Accept-Language": "en"})
    assert english["notices"][0]["message"] == "This acting term has no last day yet."


def test_who_acted_for_a_post_and_gets_it_ends_acting(office: SmallOffice, hr: Client) -> None:
    hr.post(f"/employees/{office.chief.id}/transfer", move(office.other_clerk, "2026-03-01"), if_match=1)
    path = f"/employees/{office.staff.id}"
    hr.post(f"{path}/transfer", move(office.kasi, "2026-03-01", kind="plt"), if_match=1)
    read = hr.post(f"{path}/transfer", move(office.kasi, "2026-06-01"), if_match=2)
    assert spans(read) == [
        ("Kepala Seksi", "definitif", "2026-06-01", None),
        ("Kepala Seksi", "plt", "2026-03-01", "2026-05-31"),
        ("Pengadministrasi Perkantoran", "definitif", "2024-01-01", "2026-05-31"),
    ]


def test_what_is_in_the_way_refuses_a_transfer(office: SmallOffice, hr: Client, db: Session) -> None:
    path = f"/employees/{office.staff.id}/transfer"

    def code(body: dict[str, Any], version: int = 1) -> str:
        return str(hr.post(path, body, if_match=version, expect=409)["code"])

    assert code(move(office.kasi, "2026-06-01")) == "post_taken"
    assert code(move(office.clerk, "2026-06-01")) == "placement_overlaps"
    assert code(move(office.other_clerk, "2024-01-01")) == "placement_overlaps"
    assert code(move(office.clerk, "2026-06-01", kind="plh")) == "placement_overlaps"
    office.other_clerk.active = False
    db.commit()
    assert code(move(office.other_clerk, "2026-06-01")) == "position_inactive"
    office.staff.active = False
    db.commit()
    assert code(move(office.kasi, "2026-06-01", kind="plt"), 2) == "employee_inactive"


def test_a_heads_post_is_free_again_when_its_holder_has_left_it(office: SmallOffice, hr: Client) -> None:
    hr.post(f"/employees/{office.chief.id}/transfer", move(office.other_clerk, "2026-06-01"), if_match=1)
    path = f"/employees/{office.staff.id}/transfer"
    hr.post(path, move(office.kasi, "2026-05-31"), if_match=1, expect=409)
    assert hr.post(path, move(office.kasi, "2026-06-01"), if_match=1)["position"]["title"] == "Kepala Seksi"


def test_shapes_and_references(office: SmallOffice, hr: Client) -> None:
    path = f"/employees/{office.staff.id}/transfer"
    body = move(office.other_clerk, "2026-06-01")
    ends = hr.post(path, {**body, "ends_on": "2026-05-31"}, if_match=1, expect=422)
    assert (ends["errors"][0]["pointer"], ends["errors"][0]["code"]) == ("/ends_on", "ends_before_start")
    unknown = hr.post(path, {**body, "position_id": str(uuid4())}, if_match=1, expect=422)
    assert unknown["errors"][0]["pointer"] == "/position_id"
    assert hr.post(path, {**body, "kind": "pjs"}, if_match=1, expect=422)["errors"][0]["pointer"] == "/kind"
    assert hr.post(path, {**body, "reason": "x"}, if_match=1, expect=422)["errors"][0]["pointer"] == "/reason"
    assert hr.post(path, body, expect=428)["code"] == "precondition_required"
    assert hr.post(path, body, if_match=9, expect=412)["code"] == "stale"
    hr.post(f"/employees/{office.officer.id}/transfer", body, if_match=1, expect=403)


def test_an_officer_of_one_unit_moves_nobody_out_of_it(office: SmallOffice) -> None:
    """The other unit's posts are not visible to him; an office-wide officer does it."""
    client = office.with_role(Role.HR_OFFICER, office.section)
    body = move(office.other_clerk, "2026-06-01")
    client.post(f"/employees/{office.staff.id}/transfer", body, if_match=1, expect=422)
    client.post(f"/employees/{office.other_staff.id}/transfer", body, if_match=1, expect=404)


class TestPlacementPatch:
    def test_an_acting_term_is_extended_and_ended(self, office: SmallOffice, hr: Client, db: Session) -> None:
        term = make_placement(
            db, office.staff, office.other_kasi, kind="plt", starts_on=date(2026, 6, 1), ends_on=date(2026, 8, 31)
        )
        db.commit()
        path = f"/employees/{office.staff.id}/placements/{term.id}"
        read = hr.patch(path, {"ends_on": "2026-12-31", "reason": REASON}, if_match=1)
        assert ("Kepala Seksi", "plt", "2026-06-01", "2026-12-31") in spans(read)
        assert read["row_version"] == 2
        read = hr.patch(path, {"starts_on": "2026-06-02", "ends_on": None, "reason": REASON}, if_match=2)
        assert ("Kepala Seksi", "plt", "2026-06-02", None) in spans(read)

    def test_it_neither_turns_round_nor_overlaps(self, office: SmallOffice, hr: Client, db: Session) -> None:
        hr.post(f"/employees/{office.staff.id}/transfer", move(office.other_clerk, "2026-06-01"), if_match=1)
        read = hr.get(f"/employees/{office.staff.id}")
        newer, older = (one["id"] for one in read["placements"])
        path = f"/employees/{office.staff.id}/placements"
        late = hr.patch(f"{path}/{older}", {"ends_on": None, "reason": REASON}, if_match=2, expect=409)
        assert late["code"] == "placement_overlaps"
        hr.patch(f"{path}/{newer}", {"starts_on": "2026-05-31", "reason": REASON}, if_match=2, expect=409)
        turned = hr.patch(f"{path}/{newer}", {"ends_on": "2026-05-01", "reason": REASON}, if_match=2, expect=422)
        assert turned["errors"][0]["pointer"] == "/ends_on"

    def test_a_heads_post_has_one_holder_also_after_a_correction(
        self, office: SmallOffice, hr: Client, db: Session
    ) -> None:
        before = make_employee(db)
        placement = make_placement(db, before, office.kasi, starts_on=date(2020, 1, 1), ends_on=date(2023, 12, 31))
        db.commit()
        path = f"/employees/{before.id}/placements/{placement.id}"
        assert hr.patch(path, {"ends_on": None, "reason": REASON}, if_match=1, expect=409)["code"] == "post_taken"

    def test_anothers_placement_is_not_there(self, office: SmallOffice, hr: Client, db: Session) -> None:
        term = make_placement(db, office.other_staff, office.other_kasi, kind="plh")
        db.commit()
        path = f"/employees/{office.staff.id}/placements/{term.id}"
        hr.patch(path, {"ends_on": "2026-12-31", "reason": REASON}, if_match=1, expect=404)
