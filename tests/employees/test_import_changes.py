"""A list on top of an office: what it changes, what it leaves alone, who is absent."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.models import Account
from api.employees.models import FormerNip, OrgUnit, Position
from api.kit import clock
from api.kit.spreadsheets.writing import write_csv
from tests.employees.imports import (
    CAMAT,
    HEADER,
    KASI,
    KASI_OTHER,
    MORE_STAFF,
    OFFICE,
    STAFF,
    Importer,
    counts,
    employee,
    listing,
    nip,
    person,
    spans,
    superiors,
)
from tests.factories.people import make_account, make_grant


class TestChanges:
    def test_fields_are_told_old_and_new_once_and_by_name_later(self, importer: Importer, db: Session) -> None:
        importer.apply(listing(*OFFICE))
        tried = importer.send(
            listing(CAMAT, KASI, KASI_OTHER, person(4, "DEWI BARU", "Operator", "Seksi Umum", 2), MORE_STAFF)
        )
        field = {"name": "name", "old": "DEWI", "new": "DEWI BARU"}
        assert [(one["row"], one["fields"]) for one in tried["changed"]] == [(5, [field])]
        later = importer.client.get(f"/employees/imports/{tried['id']}")
        assert later["changed"][0]["fields"] == [{"name": "name", "old": None, "new": None}]
        assert later["changed"][0]["name"] == "DEWI"
        assert employee(db, 4).name == "DEWI"

    def test_another_post_is_a_transfer(self, importer: Importer, db: Session) -> None:
        importer.apply(listing(*OFFICE))
        moved = person(4, "DEWI", "Operator", "Seksi Lain", 3, **{"TMT JABATAN": "01-06-2026"})
        done = importer.apply(listing(CAMAT, KASI, KASI_OTHER, moved, MORE_STAFF))
        assert {field["name"] for field in done["changed"][0]["fields"]} == {"unit", "superior_nip", "position_since"}
        assert spans(db, 4) == [
            ("Operator", "definitif", date(2024, 1, 1), date(2026, 5, 31)),
            ("Operator", "definitif", date(2026, 6, 1), None),
        ]
        assert superiors(db)[nip(4)] == nip(3)
        assert employee(db, 4).row_version == 2
        assert importer.apply(listing(CAMAT, KASI, KASI_OTHER, moved, MORE_STAFF))["counts"]["changed"] == 0

    def test_a_new_superior_moves_the_post_with_everybody_in_it(self, importer: Importer, db: Session) -> None:
        importer.apply(listing(*OFFICE))
        both = [person(4, "DEWI", "Operator", "Seksi Umum", 3), person(5, "EKO", "Operator", "Seksi Umum", 3)]
        done = importer.apply(listing(CAMAT, KASI, KASI_OTHER, *both))
        assert {one["row"] for one in done["changed"]} == {5, 6}
        assert [(one["kind"], one["change"]) for one in done["structure"]] == [("position", "update")]
        assert (superiors(db)[nip(4)], superiors(db)[nip(5)]) == (nip(3), nip(3))
        assert importer.apply(listing(CAMAT, KASI, KASI_OTHER, *both))["structure"] == []

    def test_a_short_list_leaves_others_and_their_superiors_alone(self, importer: Importer, db: Session) -> None:
        """DEWI gets another superior; EKO, who is not in the list, holds the same post and keeps his."""
        importer.apply(listing(*OFFICE))
        done = importer.apply(listing(KASI_OTHER, person(4, "DEWI", "Operator", "Seksi Umum", 3)))
        assert done["counts"]["positions_created"] == 1
        assert (superiors(db)[nip(4)], superiors(db)[nip(5)], superiors(db)[nip(3)]) == (nip(3), nip(2), nip(1))

    def test_superiors_set_by_hand_outlive_a_list_that_names_none(self, importer: Importer, db: Session) -> None:
        importer.apply(listing(*OFFICE))
        post = db.scalars(select(Position).where(Position.title == "Operator")).one()
        other = db.scalars(select(Position).where(Position.title == "Kepala Seksi Lain")).one()
        post.reports_to_id = other.id
        db.commit()
        without_superiors = [row[:-1] for row in OFFICE]
        done = importer.apply(write_csv(HEADER[:-1], without_superiors))
        assert (done["changed"], done["structure"]) == ([], [])
        assert superiors(db)[nip(4)] == nip(3)

    def test_a_superior_outside_the_list_is_found_on_record(self, importer: Importer, db: Session) -> None:
        importer.apply(listing(*OFFICE))
        newcomer = person(6, "FITRI", "Klerek", "Seksi Umum", 2)
        assert importer.apply(listing(newcomer))["counts"]["created"] == 1
        assert (superiors(db)[nip(6)], counts(db)[0]) == (nip(2), 3)

    def test_a_unit_moves_and_its_people_with_it(self, importer: Importer, db: Session) -> None:
        importer.apply(listing(*OFFICE))
        under = {"UNOR ATASAN NAMA": "Seksi Lain"}
        people = [person(serial, name, post, "Seksi Umum", superior, **under) for serial, name, post, superior in (
            (2, "BUDI", "Kepala Seksi Umum", 1), (4, "DEWI", "Operator", 2), (5, "EKO", "Operator", 2),
        )]  # fmt: skip
        done = importer.apply(listing(CAMAT, KASI_OTHER, *people))
        assert [(one["kind"], one["change"], one["name"], one["unit"]) for one in done["structure"]] == [
            ("unit", "move", "Seksi Umum", "Seksi Lain")
        ]
        db.rollback()
        moved = db.scalars(select(OrgUnit).where(OrgUnit.name == "Seksi Umum")).one()
        above = db.scalars(select(OrgUnit).where(OrgUnit.name == "Seksi Lain")).one()
        assert (moved.parent_id, moved.path) == (above.id, f"{above.path}{moved.id.hex}/")
        assert importer.apply(listing(CAMAT, KASI_OTHER, *people))["counts"]["changed"] == 0

    def test_the_list_never_turns_the_recorded_tree_upside_down(self, importer: Importer, db: Session) -> None:
        """Seksi Umum lies below Seksi Lain on record; a list that says the contrary of one half only would be a circle."""
        importer.apply(listing(*OFFICE))
        umum = db.scalars(select(OrgUnit).where(OrgUnit.name == "Seksi Umum")).one()
        root = db.scalars(select(OrgUnit).where(OrgUnit.name == "Kecamatan Contoh")).one()
        top = person(1, "AMIR", "Camat", "Kecamatan Contoh", **{"UNOR ATASAN NAMA": "Seksi Umum"})
        staff = person(4, "DEWI", "Operator", "Seksi Umum", 2, **{"UNOR ATASAN NAMA": ""})
        done = importer.apply(listing(top, staff))
        assert "structure_in_a_circle" in {one["code"] for one in done["warnings"]}
        db.expire_all()
        assert (db.get_one(OrgUnit, umum.id).parent_id, db.get_one(OrgUnit, root.id).parent_id) == (root.id, None)

    def test_an_acting_head_runs_beside_nobody_and_is_the_superior(self, importer: Importer, db: Session) -> None:
        acting = person(2, "BUDI", "Plt. Kepala Seksi Umum", "Seksi Umum", 1)
        importer.apply(listing(CAMAT, acting, KASI_OTHER, STAFF))
        assert spans(db, 2) == [("Kepala Seksi Umum", "plt", date(2024, 1, 1), None)]
        assert superiors(db)[nip(4)] == nip(2)
        assert importer.apply(listing(CAMAT, acting, KASI_OTHER, STAFF))["counts"]["changed"] == 0

    def test_a_new_head_ends_the_term_of_one_the_list_no_longer_names(self, importer: Importer, db: Session) -> None:
        importer.apply(listing(*OFFICE))
        new = person(6, "FITRI", "Kepala Seksi Umum", "Seksi Umum", 1, **{"TMT JABATAN": "01-07-2026"})
        staff = [person(4, "DEWI", "Operator", "Seksi Umum", 6), person(5, "EKO", "Operator", "Seksi Umum", 6)]
        done = importer.apply(listing(CAMAT, new, KASI_OTHER, *staff))
        assert [one["code"] for one in done["warnings"]] == ["predecessor_ended"]
        assert spans(db, 2) == [("Kepala Seksi Umum", "definitif", date(2024, 1, 1), date(2026, 6, 30))]
        assert superiors(db)[nip(4)] == nip(6)
        assert employee(db, 2).active

    def test_a_number_that_was_replaced_is_refused(self, importer: Importer, db: Session) -> None:
        importer.apply(listing(*OFFICE))
        db.add(FormerNip(employee_id=employee(db, 4).id, nip=nip(9), until=date(2026, 1, 1)))
        db.commit()
        tried = importer.send(
            listing(CAMAT, KASI, KASI_OTHER, MORE_STAFF, person(9, "DEWI", "Operator", "Seksi Umum", 2))
        )
        assert [(one["row"], one["code"]) for one in tried["refused"]] == [(6, "nip_former")]
        assert tried["absent"] == []

    def test_who_seems_to_have_a_new_number_is_asked_about(self, importer: Importer, db: Session) -> None:
        importer.apply(listing(*OFFICE))
        renumbered = person(4, "DEWI", "Operator", "Seksi Umum", 2, **{"NIP BARU": nip(4, appointed="202621")})
        data = listing(CAMAT, KASI, KASI_OTHER, renumbered, MORE_STAFF)
        problem = importer.send(data, dry_run=False, expect=409)
        assert (problem["code"], problem["errors"][0]["code"]) == ("import_needs_confirmation", "renumbered")
        assert importer.apply(data)["counts"]["created"] == 1

    def test_an_address_that_another_account_has_is_left_out_of_the_account(
        self, importer: Importer, db: Session
    ) -> None:
        make_account(db, email="dewi@marelan.example")
        db.commit()
        data = write_csv(
            [*HEADER, "EMAIL GOV"], [[*CAMAT, "amir@marelan.example"], [*STAFF[:-1], nip(1), "dewi@marelan.example"]]
        )
        done = importer.apply(data)
        assert [(one["row"], one["code"]) for one in done["warnings"]] == [(3, "email_shared")]
        db.rollback()
        assert db.get_one(Account, employee(db, 4).account_id).email is None


class TestAbsent:
    def test_who_is_missing_is_reported_and_stays(self, importer: Importer, db: Session) -> None:
        importer.apply(listing(*OFFICE))
        done = importer.apply(listing(CAMAT, KASI, KASI_OTHER, STAFF))
        assert [(one["name"], one["deactivated"], one["kept_because"]) for one in done["absent"]] == [
            ("EKO", False, "not_declared_complete")
        ]
        assert employee(db, 5).active

    def test_a_complete_list_lets_them_go_and_a_later_one_takes_them_back(
        self, importer: Importer, db: Session
    ) -> None:
        importer.apply(listing(*OFFICE))
        short = listing(CAMAT, KASI, KASI_OTHER, STAFF)
        tried = importer.send(short, complete=True)
        assert [one["kept_because"] for one in tried["absent"]] == ["dry_run"]
        done = importer.apply(short, complete=True)
        assert (done["counts"]["deactivated"], done["absent"][0]["deactivated"]) == (1, True)
        today = clock.today("Asia/Jakarta")
        gone = employee(db, 5)
        assert (gone.active, gone.left_on) == (False, today)
        assert spans(db, 5) == [("Operator", "definitif", date(2024, 1, 1), today)]
        assert db.get_one(Account, gone.account_id).status == "invited"
        assert importer.apply(short, complete=True)["absent"] == []
        back = importer.apply(listing(*OFFICE))
        assert {field["name"] for field in back["changed"][0]["fields"]} >= {"is_active"}
        assert employee(db, 5).active
        assert spans(db, 5) == [("Operator", "definitif", date(2024, 1, 1), None)]
        assert importer.apply(listing(*OFFICE))["counts"]["changed"] == 0

    def test_nobody_leaves_while_some_numbers_cannot_be_read(self, importer: Importer, db: Session) -> None:
        importer.apply(listing(*OFFICE))
        unreadable = person(5, "EKO", "Operator", "Seksi Umum", 2, **{"NIP BARU": "1.99E+17"})
        done = importer.apply(listing(CAMAT, KASI, KASI_OTHER, STAFF, unreadable), complete=True, skip_faulty_rows=True)
        assert [one["kept_because"] for one in done["absent"]] == ["unreadable_rows"]
        assert employee(db, 5).active

    def test_who_holds_a_role_is_kept(self, importer: Importer, db: Session) -> None:
        importer.apply(listing(*OFFICE))
        make_grant(db, employee(db, 5).account_id, Role.AUDITOR)
        db.commit()
        done = importer.apply(listing(CAMAT, KASI, KASI_OTHER, STAFF), complete=True)
        assert [one["kept_because"] for one in done["absent"]] == ["holds_roles"]
        assert employee(db, 5).active
