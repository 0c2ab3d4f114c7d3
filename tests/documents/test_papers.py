"""Sheets, recaps and minutes through the API: their figures, numbers, editions, who gets them."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.audit.models import AuditEntry
from api.documents.models import Document
from api.employees.models import Employee, Placement, Position
from api.kit import clock
from api.kit.database import Database
from tests.clients import API, Client
from tests.documents.conftest import decide, release, text_of
from tests.factories.people import make_account, make_employee, make_grant, make_placement
from tests.factories.results import Rated, account_id, calculate, make_rated_round, result_of
from tests.results.conftest import As
from tests.statements import counted

DOCUMENTS = f"{API}/documents"
PAPERS = ("recap", "minutes")


def paper_path(rated: Rated, name: str) -> str:
    return f"/evaluation-rounds/{rated.round.id}/{name}"


def pairs_of(paper: dict[str, Any]) -> dict[str, str]:
    return {pair["label"]: pair["value"] for section in paper["sections"] for pair in section["pairs"]}


def rows_of(paper: dict[str, Any]) -> list[list[str]]:
    return [row for section in paper["sections"] for row in section["rows"]]


def sheet_path(db: Session, rated: Rated, person: Employee) -> str:
    return f"/results/{result_of(db, rated, person).id}/sheet"


class TestResultSheet:
    def test_its_figures_are_those_the_reader_is_given(self, released: Rated, as_: As, db: Session) -> None:
        person = released.staff[0]
        client, path = as_(person), sheet_path(db, released, person)
        paper, read = client.get(path), client.get(path.removesuffix("/sheet"))
        assert pairs_of(paper)["Nilai perilaku kerja"] == read["composite"]["text"]
        assert pairs_of(paper)["Predikat kinerja"] == read["decision"]["predicate"]["text"]
        assert [(row[0], row[-1]) for row in rows_of(paper)] == [
            (v["name"], v["value"]["text"]) for v in read["values"]
        ]
        assert [one["name"] for one in paper["signatories"]] == [person.name, released.kasi.name]

    def test_the_pdf_says_the_same(self, released: Rated, as_: As, db: Session) -> None:
        client, path = as_(released.hr), sheet_path(db, released, released.staff[0])
        paper, text = client.get(path), text_of(client.get(f"{path}.pdf"))
        for part in (
            paper["number"],
            paper["fingerprint"],
            paper["title"],
            *pairs_of(paper).values(),
            *rows_of(paper)[0],
        ):
            assert part in text, part

    def test_all_who_see_the_same_share_one_number_before_and_after_the_release(
        self, rated: Rated, as_: As, db: Session
    ) -> None:
        person = rated.staff[0]
        decide(db, rated, as_, person)
        path = sheet_path(db, rated, person)
        number = as_(rated.kasi).get(path)["number"]
        assert number == f"800/1/{clock.today('Asia/Jakarta').year}"
        release(rated, as_)
        assert {as_(who).get(path)["number"] for who in (person, rated.kasi, rated.hr, rated.auditor)} == {number}

    def test_below_three_peers_nothing_of_them_is_printed(self, db: Session, as_: As, database: Database) -> None:
        few = make_rated_round(db, peers=2)
        calculate(database, as_(few.hr), few)
        decide(db, few, as_, few.staff[0])
        paper = as_(few.hr).get(sheet_path(db, few, few.staff[0]))
        peers = next(s for s in paper["sections"] if s["columns"])["columns"].index(
            {"text": "Rekan", "share": 2, "centred": True}
        )
        assert {row[peers] for row in rows_of(paper)} == {"kurang dari 3"}

    def test_a_reader_who_rated_the_person_gets_a_sheet_without_parts_with_a_number_of_its_own(
        self, db: Session, as_: As, database: Database
    ) -> None:
        rated = make_rated_round(db, peers=3)
        make_grant(db, account_id(rated.staff[0]), Role.HEAD)
        db.commit()
        calculate(database, as_(rated.hr), rated)
        decide(db, rated, as_, rated.staff[1])
        path = sheet_path(db, rated, rated.staff[1])
        whole = as_(rated.hr).get(path)
        part = as_(rated.staff[0]).get(path)
        assert (part["variant"], rows_of(part)) == ("without_parts", [])
        assert part["number"] != whole["number"]
        assert as_(rated.hr).get(path)["number"] == whole["number"]

    def test_nothing_is_printed_of_what_is_not_decided_or_not_shared(self, rated: Rated, as_: As, db: Session) -> None:
        person = rated.staff[0]
        path = sheet_path(db, rated, person)
        as_(person).get(path, expect=404)
        assert as_(rated.kasi).get(f"{path}.pdf", expect=409)["code"] == "not_decided"
        decide(db, rated, as_, person)
        as_(person).get(path, expect=404)
        as_(rated.kasi).get(f"{path}.pdf")

    def test_somebody_elses_sheet_is_not_there(self, released: Rated, as_: As, db: Session) -> None:
        path = sheet_path(db, released, released.staff[0])
        for suffix in ("", ".pdf"):
            there = as_(released.staff[1]).get(path + suffix, expect=404)
            absent = as_(released.staff[1]).get(
                f"/results/00000000-0000-4000-8000-000000000000/sheet{suffix}", expect=404
            )
            assert {**there, "request_id": ""} == {**absent, "request_id": ""}
        as_(make_account(db, "Tanpa Peran")).get(path, expect=403)

    def test_names_beyond_the_fonts_letters_are_printed(self, released: Rated, as_: As, db: Session) -> None:
        person = db.get_one(Employee, released.staff[0].id)
        person.name = "Šari Ma’ruf 王"
        db.commit()
        path = sheet_path(db, released, person)
        assert "Šari Ma’ruf ?" in text_of(as_(released.hr).get(f"{path}.pdf"))
        assert pairs_of(as_(released.hr).get(path))["Nama"] == "Šari Ma’ruf 王"


class TestEditions:
    def test_the_same_content_is_the_same_file(self, released: Rated, as_: As, db: Session) -> None:
        path = sheet_path(db, released, released.staff[0])
        assert as_(released.hr).get(f"{path}.pdf") == as_(released.auditor).get(f"{path}.pdf")

    def test_changed_content_gets_a_new_number_and_names_the_one_before(
        self, rated: Rated, as_: As, db: Session
    ) -> None:
        person = rated.staff[0]
        decide(db, rated, as_, person)
        path, client = sheet_path(db, rated, person), as_(rated.hr)
        first = client.get(path)
        decide(db, rated, as_, person, work_rating=2)
        second = client.get(path)
        assert second["number"] != first["number"]
        assert second["content_hash"] != first["content_hash"]
        assert f"Dokumen ini menggantikan dokumen nomor {first['number']}." in second["notes"]
        listed = client.get(f"{DOCUMENTS}?round_id={rated.round.id}")["items"]
        assert [(one["number"], one["superseded_by_id"]) for one in listed] == [
            (second["number"], None),
            (first["number"], second["document_id"]),
        ]

    def test_numbers_follow_each_other_through_all_kinds(self, released: Rated, as_: As, db: Session) -> None:
        client = as_(released.auditor)
        paths = [sheet_path(db, released, released.staff[0]), *(paper_path(released, name) for name in PAPERS)]
        numbers = [client.get(path)["number"].split("/")[1] for path in (*paths, *paths)]
        assert numbers == ["1", "2", "3", "1", "2", "3"]

    def test_asked_for_at_the_same_moment_a_paper_gets_one_number(self, released: Rated, as_: As, db: Session) -> None:
        clients = [as_(who) for who in (released.hr, released.auditor, released.hr, released.auditor)]
        path = paper_path(released, "recap")
        with ThreadPoolExecutor(len(clients)) as pool:
            numbers = list(pool.map(lambda client: client.get(path)["number"], clients))
        assert len(set(numbers)) == 1
        db.rollback()
        assert len(db.scalars(select(Document)).all()) == 1

    def test_every_issue_stands_in_the_log(self, released: Rated, as_: As, db: Session) -> None:
        as_(released.auditor).get(paper_path(released, "recap.pdf"))
        db.rollback()
        entry = db.scalars(select(AuditEntry).where(AuditEntry.action == "get_round_recap")).one()
        assert (entry.actor_ref, entry.object_id) == (str(released.auditor.id), str(released.round.id))

    def test_who_signed_on_the_day_of_issue_signs_every_copy(self, released: Rated, as_: As, db: Session) -> None:
        path = paper_path(released, "recap")
        first = as_(released.auditor).get(path)
        hand_over_head_tomorrow(db, released)
        with clock.standing_at(clock.now() + timedelta(days=3)):
            later, minutes = as_(released.auditor).get(path), as_(released.auditor).get(paper_path(released, "minutes"))
        assert (later["number"], later["signatories"]) == (first["number"], first["signatories"])
        assert (minutes["signatories"][1]["title"], minutes["signatories"][1]["name"]) == (
            "Plt. Camat",
            "Eko Pengganti",
        )


def hand_over_head_tomorrow(db: Session, rated: Rated) -> None:
    db.rollback()
    today = clock.today("Asia/Jakarta")
    placement = db.scalars(select(Placement).where(Placement.employee_id == rated.camat.id)).one()
    placement.ends_on = today
    acting = make_employee(db, name="Eko Pengganti")
    post = db.get_one(Position, placement.position_id)
    make_placement(db, acting, post, kind="plt", starts_on=today + timedelta(days=1))
    db.commit()


class TestRoundRecap:
    def test_the_decided_stand_with_their_ratings_the_others_as_not_decided(self, released: Rated, as_: As) -> None:
        paper = as_(released.auditor).get(paper_path(released, "recap"))
        by_name = {row[1].split("\n")[0]: row[4:] for row in rows_of(paper)}
        assert by_name["Dewi Staf 0"] == ["Di atas ekspektasi", "Sesuai ekspektasi", "Baik"]
        assert by_name["Budi Kepala"] == ["-", "-", "belum ditetapkan"]
        assert [row[0] for row in rows_of(paper)] == [str(n) for n in range(1, 10)]
        assert (paper["is_final"], len(paper["notes"])) == (False, 1)
        assert paper["notes"][0].startswith("BELUM FINAL")

    def test_the_pdf_carries_every_person(self, released: Rated, as_: As) -> None:
        text = text_of(as_(released.auditor).get(paper_path(released, "recap.pdf")))
        for person in (*released.staff, released.kasi, released.other_kasi, released.camat):
            assert person.nip in text

    def test_before_the_release_an_officers_own_result_makes_it_a_draft_that_does_not_tell_it(
        self, rated: Rated, as_: As, db: Session
    ) -> None:
        make_grant(db, account_id(rated.staff[0]), Role.HR_OFFICER)
        db.commit()
        decide(db, rated, as_, rated.staff[0])
        client = as_(rated.staff[0])
        paper = client.get(paper_path(rated, "recap"))
        own = next(row for row in rows_of(paper) if row[1].startswith("Dewi Staf 0\n"))
        assert own[4:] == ["-", "-", "hasil Anda sendiri, belum dibagikan"]
        assert (paper["number"], paper["document_id"]) == (None, None)
        assert "Konsep tanpa nomor" in text_of(client.get(paper_path(rated, "recap.pdf")))
        assert db.scalars(select(Document)).all() == []
        assert as_(rated.hr).get(paper_path(rated, "recap"))["number"] is not None

    @pytest.mark.parametrize("name", PAPERS)
    def test_it_is_for_officers_of_the_round_only(self, released: Rated, as_: As, db: Session, name: str) -> None:
        part = make_account(db, "Petugas Seksi")
        make_grant(db, part, Role.HR_OFFICER, released.unit)
        for path in (paper_path(released, name), paper_path(released, f"{name}.pdf")):
            as_(released.staff[0]).get(path, expect=403)
            as_(released.kasi).get(path, expect=403)
            as_(part).get(path, expect=404)
            for who in (released.hr, released.auditor, released.camat):
                as_(who).get(path)

    def test_a_part_officer_who_takes_part_himself_sees_the_round_and_gets_no_paper(
        self, released: Rated, as_: As, db: Session
    ) -> None:
        make_grant(db, account_id(released.staff[0]), Role.HR_OFFICER, released.unit)
        as_(released.staff[0]).get(paper_path(released, "recap"), expect=403)

    def test_it_costs_the_same_for_few_people_and_for_many(self, db: Session, as_: As, database: Database) -> None:
        costs = []
        rated = make_rated_round(db, staff=12)
        calculate(database, as_(rated.hr), rated)
        client = as_(rated.auditor)
        for decided in (1, 11):
            for person in rated.staff[:decided]:
                if result_of(db, rated, person).status == "proposal":
                    decide(db, rated, as_, person)
            client.get(paper_path(rated, "recap"))
            with counted(database.engine) as sent:
                client.get(paper_path(rated, "recap"))
            costs.append(len(sent))
        assert costs[0] == costs[1] <= 20


class TestRoundMinutes:
    def test_the_day_in_words_who_how_many_and_what_is_left(self, released: Rated, as_: As) -> None:
        paper = as_(released.hr).get(paper_path(released, "minutes"))
        opening = paper["sections"][0]
        assert re.match(
            r"Pada hari ini, (Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu), tanggal [a-z ]+, bulan ",
            opening["paragraphs"][0],
        )
        assert "bertempat di Medan" in opening["paragraphs"][0]
        known = pairs_of(paper)
        assert (known["Nama"], known["NIP"]) == (released.camat.name, released.camat.nip)
        assert [known[one] for one in ("Peserta", "Sudah ditetapkan", "Belum ditetapkan")] == [
            "9 orang",
            "6 orang",
            "3 orang",
        ]
        assert ["Baik", "6"] in rows_of(paper)
        assert ["1", "Adi Camat", "Kecamatan Contoh", "belum ditetapkan"] in rows_of(paper)
        assert [one["title"] for one in paper["signatories"]] == ["Petugas Kepegawaian", "Camat"]

    def test_the_distribution_stands_there_as_something_to_consider(self, released: Rated, as_: As) -> None:
        hr, path = as_(released.hr), f"/evaluation-rounds/{released.round.id}"
        version = hr.get(f"{path}/distribution")["row_version"]
        body = {"predicate": "excellent", "document": "SK Wali Kota Nomor 800/77/2026"}
        hr.put(f"{path}/organisation-predicate", body, if_match=version)
        paper = hr.get(f"{path}/minutes")
        section = next(one for one in paper["sections"] if one["heading"] == "Bahan pertimbangan")
        assert "SE MenPANRB 3/2023" in section["paragraphs"][0]
        assert pairs_of(paper)["Dokumen"] == "SK Wali Kota Nomor 800/77/2026"
        text = text_of(hr.get(f"{path}/minutes.pdf"))
        assert "BERITA ACARA" in text
        assert paper["number"] in text

    def test_before_the_release_an_officers_own_result_makes_it_a_draft_that_does_not_count_it(
        self, rated: Rated, as_: As, db: Session
    ) -> None:
        make_grant(db, account_id(rated.staff[0]), Role.HR_OFFICER)
        db.commit()
        decide(db, rated, as_, rated.staff[0])
        paper = as_(rated.staff[0]).get(paper_path(rated, "minutes"))
        assert paper["number"] is None
        assert pairs_of(paper)["Sudah ditetapkan"] == "0 orang"
        assert ["Baik", "0"] in rows_of(paper)
        whole = as_(rated.hr).get(paper_path(rated, "minutes"))
        assert whole["number"] is not None
        assert ["Baik", "1"] in rows_of(whole)


class TestWhatGivesNoPaper:
    @pytest.mark.parametrize("name", [*PAPERS, *(f"{one}.pdf" for one in PAPERS)])
    def test_a_practice_round(self, db: Session, as_: As, database: Database, name: str) -> None:
        practice = make_rated_round(db, kind="practice")
        calculate(database, as_(practice.hr), practice)
        assert as_(practice.hr).get(paper_path(practice, name), expect=409)["code"] == "practice_paper"
        path = sheet_path(db, practice, practice.staff[0])
        assert as_(practice.kasi).get(path, expect=409)["code"] == "practice_paper"

    @pytest.mark.parametrize("name", PAPERS)
    def test_a_round_that_is_not_calculated(self, db: Session, as_: As, name: str) -> None:
        closed = make_rated_round(db)
        assert as_(closed.hr).get(paper_path(closed, name), expect=409)["code"] == "not_calculated"

    def test_a_result_that_a_newer_version_replaced(self, released: Rated, as_: As, db: Session) -> None:
        result = result_of(db, released, released.staff[0])
        result.superseded = True
        db.commit()
        client: Client = as_(released.hr)
        assert client.get(f"/results/{result.id}/sheet", expect=409)["code"] == "result_superseded"
