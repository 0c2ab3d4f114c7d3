"""Cards on paper: everybody gets his own, nobody's number is there to read, and the codes work."""

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.card_sheet import CardText, SheetText, draw_sheet
from api.accounts.models import Account, AccountSession, ActivationCard
from api.audit.models import AuditEntry
from api.employees.models import OrgUnit
from api.kit import clock
from api.kit.database import Database
from tests.clients import Client
from tests.factories.accounts import activate, make_card, make_invited, make_officer, make_signable
from tests.factories.people import make_employee, make_office, make_position, make_unit
from tests.statements import counted

pytestmark = pytest.mark.usefixtures("cheap_hashes")

CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")
NIP = "198503172010012003"


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.fixture
def unit(db: Session) -> OrgUnit:
    make_office(db, name="Kecamatan Medan Marelan")
    return make_unit(db, "Kelurahan Terjun")


@pytest.fixture
def hr(new_client: Callable[[], Client], db: Session) -> Client:
    return new_client().signed_in_as(db, make_officer(db, Role.HR_OFFICER, "Petugas", email="hr@kantor.example"))


def make_newcomer(db: Session, unit: OrgUnit, name: str, nip: str = NIP) -> Account:
    employee = make_employee(db, make_position(db, unit), name=name, nip=nip)
    account = db.get_one(Account, employee.account_id)
    account.status = "invited"
    db.commit()
    return account


def print_cards(client: Client, *, expect: int = 200, **body: object) -> bytes:
    answer: bytes = client.post("/accounts/activation-cards", body, expect=expect)
    return answer


class TestSheet:
    def test_it_carries_name_code_and_the_last_digits_of_the_nip_only(
        self, hr: Client, unit: OrgUnit, db: Session
    ) -> None:
        account = make_newcomer(db, unit, "Siti Rahmawati")
        text = text_of(print_cards(hr, account_ids=[str(account.id)]))
        assert "Siti Rahmawati" in text
        assert "Kecamatan Medan Marelan" in text
        assert "**************2003" in text
        assert NIP not in re.sub(r"\D", "", text)
        assert "198503" not in text
        assert "sampai" in text

    def test_the_printed_code_opens_the_account(self, client: Client, hr: Client, unit: OrgUnit, db: Session) -> None:
        account = make_newcomer(db, unit, "Siti Rahmawati")
        codes = CODE.findall(text_of(print_cards(hr, account_ids=[str(account.id)])))
        assert activate(client, codes[0])["name"] == "Siti Rahmawati"

    def test_it_is_a_file_to_save_that_no_cache_keeps(self, hr: Client, unit: OrgUnit, db: Session) -> None:
        account = make_newcomer(db, unit, "Siti Rahmawati")
        response = hr.request("POST", "/accounts/activation-cards", json={"account_ids": [str(account.id)]})
        assert response.headers["content-type"] == "application/pdf"
        assert response.headers["content-disposition"] == 'attachment; filename="kartu-aktivasi.pdf"'
        assert response.headers["cache-control"] == "no-store"

    def test_eight_cards_stand_on_a_page(self) -> None:
        sheet = SheetText(
            "Kantor", "https://kinerja.kantor.example/aktivasi", datetime(2026, 12, 31, 20, tzinfo=UTC), "Asia/Jakarta"
        )
        cards = [CardText(f"Pegawai {n}", NIP, f"AAAA-BBBB-CCCC-{n:04}", waits=n == 3) for n in range(17)]
        reader = PdfReader(io.BytesIO(draw_sheet(sheet, cards)))
        codes = [CODE.findall(page.extract_text()) for page in reader.pages]
        assert [len(page) for page in codes] == [8, 8, 1]
        assert [code for page in codes for code in page] == [card.code for card in cards]
        assert [len(page.images) for page in reader.pages] == [8, 8, 1]
        assert reader.pages[0].extract_text().count("petugas kedua") == 1
        assert "1 Januari 2027" in reader.pages[0].extract_text()

    def test_names_the_printer_has_no_letters_for_are_visibly_incomplete(self) -> None:
        sheet = SheetText("Kantor", "http://127.0.0.1:8000/aktivasi", clock.now(), "Asia/Jakarta")
        text = text_of(draw_sheet(sheet, [CardText("Dewi – 王小明", "x", "AAAA-BBBB-CCCC-DDDD", waits=False)]))
        assert "Dewi - ???" in text

    def test_a_name_longer_than_the_card_is_cut_and_nothing_else_moves(self) -> None:
        sheet = SheetText("K" * 200, "http://127.0.0.1:8000/aktivasi", clock.now(), "Asia/Jakarta")
        text = text_of(draw_sheet(sheet, [CardText("W" * 200, "x" * 254, "AAAA-BBBB-CCCC-DDDD", waits=False)]))
        assert "AAAA-BBBB-CCCC-DDDD" in text


class TestForAUnit:
    def test_everybody_there_and_below_without_a_passphrase_gets_one(
        self, hr: Client, unit: OrgUnit, db: Session
    ) -> None:
        below, beside = make_unit(db, parent=unit), make_unit(db)
        make_newcomer(db, unit, "Ada Baru", "198503172010012001")
        make_newcomer(db, below, "Budi Baru", "198503172010012002")
        make_newcomer(db, beside, "Citra Lain", "198503172010012004")
        make_employee(db, make_position(db, unit), name="Dedi Lama")
        make_invited(db, "Eka Bukan Pegawai")
        db.commit()
        text = text_of(print_cards(hr, unit_id=str(unit.id)))
        assert re.findall(r"(\w+) (?:Baru|Lain|Lama|Bukan)", text) == ["Ada", "Budi"]
        assert len(set(CODE.findall(text))) == 2

    def test_where_nobody_waits_nothing_is_printed(self, hr: Client, unit: OrgUnit, db: Session) -> None:
        db.commit()
        answer = hr.post("/accounts/activation-cards", {"unit_id": str(unit.id)}, expect=409)
        assert answer["code"] == "nobody_waits"

    def test_an_unknown_unit_is_not_there(self, hr: Client) -> None:
        print_cards(hr, unit_id="6f1c1f60-0000-4000-8000-000000000000", expect=404)

    def test_an_officer_of_another_unit_prints_nobodys(self, client: Client, unit: OrgUnit, db: Session) -> None:
        make_newcomer(db, unit, "Ada Baru")
        client.signed_in_as(db, make_officer(db, Role.HR_OFFICER, unit=make_unit(db)))
        client.post("/accounts/activation-cards", {"unit_id": str(unit.id)}, expect=409)

    def test_more_than_a_sheet_can_carry_is_refused(
        self, hr: Client, unit: OrgUnit, db: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.accounts.card_printing.MOST_CARDS", 1)
        make_newcomer(db, unit, "Ada", "198503172010012001")
        make_newcomer(db, unit, "Budi", "198503172010012002")
        answer = hr.post("/accounts/activation-cards", {"unit_id": str(unit.id)}, expect=409)
        assert answer["code"] == "too_many_cards"


class TestRefusals:
    @pytest.mark.parametrize("body", [{}, {"account_ids": []}, {"account_ids": ["x"]}, {"unit_id": None}])
    def test_either_accounts_or_a_unit(self, hr: Client, body: dict[str, object]) -> None:
        print_cards(hr, expect=422, **body)

    def test_both_are_too_many(self, hr: Client, unit: OrgUnit, db: Session) -> None:
        account = make_newcomer(db, unit, "Ada")
        print_cards(hr, expect=422, account_ids=[str(account.id)], unit_id=str(unit.id))

    def test_more_than_five_hundred_are_malformed(self, hr: Client) -> None:
        print_cards(hr, expect=422, account_ids=["6f1c1f60-0000-4000-8000-000000000000"] * 501)

    def test_one_that_is_not_visible_refuses_all(self, hr: Client, unit: OrgUnit, db: Session) -> None:
        account = make_newcomer(db, unit, "Ada")
        print_cards(hr, expect=404, account_ids=[str(account.id), "6f1c1f60-0000-4000-8000-000000000000"])
        assert db.scalar(select(func.count(ActivationCard.id))) == 0

    def test_nobody_prints_his_own_nor_one_for_a_disabled_account(self, hr: Client, db: Session) -> None:
        own = hr.get("/accounts", params={"search": "hr@kantor.example"})["items"][0]["id"]
        disabled = make_signable(db, status="disabled")
        db.commit()
        print_cards(hr, expect=403, account_ids=[own])
        print_cards(hr, expect=409, account_ids=[str(disabled.id)])

    def test_the_passphrase_is_asked_for_again_after_ten_minutes(self, hr: Client, unit: OrgUnit, db: Session) -> None:
        account = make_newcomer(db, unit, "Ada")
        db.scalars(select(AccountSession)).one().stepped_up_at = clock.now() - timedelta(minutes=10)
        db.commit()
        answer = hr.post("/accounts/activation-cards", {"account_ids": [str(account.id)]}, expect=403)
        assert answer["code"] == "step_up_required"

    @pytest.mark.parametrize("role", [Role.HEAD, Role.AUDITOR])
    def test_other_roles_may_not(self, client: Client, db: Session, role: Role) -> None:
        client.signed_in_as(db, make_officer(db, role))
        client.post("/accounts/activation-cards", {"unit_id": None, "account_ids": None}, expect=403)


class TestEffects:
    def test_older_cards_are_void_and_every_account_is_in_the_log(
        self, client: Client, hr: Client, unit: OrgUnit, db: Session
    ) -> None:
        accounts = [make_newcomer(db, unit, f"Pegawai {n}", f"19850317201001200{n}") for n in range(3)]
        older = make_card(db, accounts[0])
        db.commit()
        print_cards(hr, account_ids=[str(account.id) for account in accounts])
        activate(client, older, expect=401)
        entries = db.execute(select(AuditEntry.action, AuditEntry.object_id)).all()
        issued = {entry.object_id for entry in entries if entry.action == "issue_activation_card"}
        assert issued == {str(account.id) for account in accounts}
        assert [entry.action for entry in entries].count("print_activation_cards") == 1

    def test_the_holder_of_a_role_waits_for_the_second_officer(self, client: Client, hr: Client, db: Session) -> None:
        auditor = make_officer(db, Role.AUDITOR, "Pemeriksa", status="invited")
        db.commit()
        text = text_of(print_cards(hr, account_ids=[str(auditor.id)]))
        assert "petugas kedua" in text
        activate(client, CODE.findall(text)[0], expect=409)

    def test_it_takes_as_many_statements_for_twenty_cards_as_for_one(
        self, hr: Client, unit: OrgUnit, database: Database, db: Session
    ) -> None:
        accounts = [make_newcomer(db, unit, f"Pegawai {n}", f"1985031720100120{n:02}") for n in range(20)]

        def statements(size: int) -> int:
            with counted(database.engine) as sent:
                print_cards(hr, account_ids=[str(account.id) for account in accounts[:size]])
            return len(sent)

        assert statements(1) == statements(20)
