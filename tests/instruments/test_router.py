from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.accounts.models import AccountSession
from api.instruments.seed import seed_instruments
from tests.clients import Client
from tests.factories.people import make_account, make_grant


@pytest.fixture
def hr(client: Client, db: Session) -> Client:
    account = make_account(db)
    make_grant(db, account, Role.HR_OFFICER)
    seed_instruments(db)
    return client.signed_in_as(db, account)


def _published(hr: Client) -> dict[str, Any]:
    return hr.get("/instruments")[0]


def _draft(hr: Client) -> dict[str, Any]:
    instrument = _published(hr)
    body = {"from_version_id": instrument["versions"][0]["id"]}
    return hr.post(f"/instruments/{instrument['id']}/versions", body)


def _content(version: dict[str, Any]) -> dict[str, Any]:
    return {key: deepcopy(version[key]) for key in ("effective_from", "legal_basis", "policy", "values")}


class TestReading:
    def test_the_published_version_shows_all_anchors_and_the_policy(self, hr: Client) -> None:
        version = hr.get(f"/instrument-versions/{_published(hr)['versions'][0]['id']}")
        assert sum(len(value["anchors"]) for value in version["values"]) == 35
        assert [source["weight_bp"] for source in version["policy"]["sources"]] == [6000, 3000, 1000]
        assert version["faults"] == []
        assert version["actions"] == ["retire"]

    def test_competencies_carry_levels_and_targets(self, hr: Client) -> None:
        competencies = hr.get("/competencies")
        assert [one["code"] for one in competencies] == list(range(1, 10))
        assert competencies[2]["name"] == "Komunikasi"
        assert competencies[2]["targets"]["pengawas"] == 2


class TestDrafts:
    def test_a_draft_starts_as_a_copy_and_only_one_at_a_time(self, hr: Client) -> None:
        draft = _draft(hr)
        assert (draft["number"], draft["status"], len(draft["values"])) == (2, "draft", 7)
        again = {"from_version_id": draft["id"]}
        assert hr.post(f"/instruments/{draft['instrument_id']}/versions", again, expect=409)["code"] == "draft_exists"

    def test_an_incomplete_draft_is_kept_and_says_what_is_missing(self, hr: Client) -> None:
        draft = _draft(hr)
        content = _content(draft)
        content["values"][6]["anchors"][4]["text"] = ""
        content["policy"]["sources"][0]["weight_bp"] = 5999
        saved = hr.put(f"/instrument-versions/{draft['id']}", content, if_match=draft["row_version"])
        pointers = {fault["pointer"] for fault in saved["faults"]}
        assert "/policy/sources" in pointers
        assert any(pointer.startswith("/values/6/anchors") for pointer in pointers)
        assert "publish" not in saved["actions"]
        refused = hr.post(f"/instrument-versions/{draft['id']}/publication", expect=409, if_match=saved["row_version"])
        assert refused["code"] == "version_incomplete"
        assert {fault["pointer"] for fault in refused["errors"]} == pointers

    def test_thresholds_and_shares_of_a_draft_survive_saving(self, hr: Client) -> None:
        draft = _draft(hr)
        content = _content(draft)
        content["values"][0].update(share=3, min_items=3)
        hr.put(f"/instrument-versions/{draft['id']}", content, if_match=draft["row_version"])
        first = hr.get(f"/instrument-versions/{draft['id']}")["values"][0]
        assert (first["share"], first["min_items"]) == (3, 3)

    def test_a_change_needs_the_version_that_was_seen(self, hr: Client) -> None:
        draft = _draft(hr)
        path, content = f"/instrument-versions/{draft['id']}", _content(draft)
        hr.put(path, content, expect=428)
        hr.put(path, content, expect=412, if_match=99)

    def test_a_draft_can_be_thrown_away_a_published_version_cannot(self, hr: Client) -> None:
        draft = _draft(hr)
        hr.delete(f"/instrument-versions/{draft['id']}", if_match=draft["row_version"])
        hr.get(f"/instrument-versions/{draft['id']}", expect=404)
        first = _published(hr)["versions"][0]
        hr.delete(f"/instrument-versions/{first['id']}", expect=409, if_match=first["row_version"])


class TestPublishing:
    def test_publishing_freezes_in_the_app_and_in_the_database(self, hr: Client, db: Session) -> None:
        draft = _draft(hr)
        path = f"/instrument-versions/{draft['id']}"
        published = hr.post(f"{path}/publication", if_match=draft["row_version"])
        assert published["status"] == "published"
        assert len(published["content_hash"]) == 64
        hr.put(path, _content(draft), expect=409, if_match=published["row_version"])
        hr.post(f"{path}/publication", expect=409, if_match=published["row_version"])
        for statement in (
            "UPDATE item SET text = 'x'",
            "DELETE FROM anchor",
            "UPDATE value SET share = 2",
            "UPDATE instrument_version SET legal_basis = 'x'",
            "DELETE FROM instrument_version",
        ):
            with pytest.raises(DBAPIError):
                db.execute(text(statement))
            db.rollback()

    def test_publishing_needs_the_passphrase_once_more(self, hr: Client, db: Session) -> None:
        draft = _draft(hr)
        db.query(AccountSession).update({"stepped_up_at": None})
        db.commit()
        path = f"/instrument-versions/{draft['id']}/publication"
        assert hr.post(path, expect=403, if_match=draft["row_version"])["code"] == "step_up_required"


def test_others_may_not_write_and_employees_may_not_read(new_client: Callable[[], Client], db: Session) -> None:
    version = seed_instruments(db)
    auditor, nobody = make_account(db), make_account(db)
    make_grant(db, auditor, Role.AUDITOR)
    reader = new_client().signed_in_as(db, auditor)
    reader.get(f"/instrument-versions/{version.id}")
    reader.post("/instruments", {"code": "baru", "name": "Baru"}, expect=403)
    new_client().signed_in_as(db, nobody).get("/instruments", expect=403)
