"""A real office in the hands of a test: everybody in it acts through his own account, over HTTP only."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from api.access.permissions import Role
from api.accounts.setup import appoint_officer
from api.commands.office import Answers, set_up_office
from api.kit.database import Database
from api.worker import Worker
from tests.clients import Client

DATA = Path(__file__).parent.parent / "data"
PASSPHRASE = "payung sungai lembar kertas"
REASON = "Sesuai berita acara rapat kantor."


class JourneyOffice:
    """The administrator and the personnel officer are signed in; `clients` are the others, by NIP."""

    def __init__(self, database: Database, new_client: Callable[[], Client], worker: Worker) -> None:
        self.database = database
        self.new_client = new_client
        self.worker = worker
        self.clients: dict[str, Client] = {}
        self.chance = random.Random(2026)

    def set_up(self) -> None:
        answers = Answers("Kecamatan Medan Marelan", "WIB", "Administrator Contoh", "admin@kantor.example")
        with self.database.writing() as db:
            code = set_up_office(db, answers)
            second = appoint_officer(db, role=Role.HR_OFFICER, name="Petugas Kepegawaian", email="hr@kantor.example")
        self.admin = self.activated(code)
        self.hr = self.activated(second)

    def _card(self, officer: Client, account_id: str) -> str:
        issued = officer.post(f"/accounts/{account_id}/activation-cards")
        return str(issued["code"])

    def activated(self, code: str) -> Client:
        client = self.new_client()
        client.post("/auth/activate", {"code": code, "passphrase": PASSPHRASE})
        return client

    def import_staff(self, name: str, **fields: str) -> Any:
        file = (name, (DATA / name).read_bytes(), "application/octet-stream")
        return self.hr.post("/employees/import", files={"file": file}, data=fields)

    def everybody(self) -> list[dict[str, Any]]:
        return list(self.hr.get("/employees", params={"size": 200, "sort": "name"})["items"])

    def everybody_by_nip(self, nip: str) -> dict[str, Any]:
        return next(one for one in self.everybody() if one["nip"] == nip)

    def activate_everybody(self) -> None:
        for account in self.admin.get("/accounts", params={"size": 200, "status": "invited"})["items"]:
            self.activate(account)

    def activate(self, account: dict[str, Any]) -> None:
        """With the printed code, by the person himself."""
        self.clients[account["login_name"]] = self.activated(self._card(self.hr, account["id"]))

    def fill_in_everything(self, *, besides: int = 0) -> int:
        """Everybody opens his tasks and hands in each form; how many that were. `besides`: so many are left open."""
        sent = 0
        for client in self.clients.values():
            pledged: set[str] = set()
            for task in client.get("/me/assignments", params={"size": 200, "state": "to_do"})["items"]:
                if besides:
                    besides -= 1
                    continue
                if task["source"] != "self" and task["round"]["id"] not in pledged:
                    self.keep_silent(client, task)
                    pledged.add(task["round"]["id"])
                self.hand_in(client, task)
                sent += 1
        return sent

    def keep_silent(self, client: Client, task: dict[str, Any]) -> None:
        address = f"/evaluation-rounds/{task['round']['id']}/silence-pledge"
        client.post(address, {"version": client.get(address)["version"]})

    def hand_in(self, client: Client, task: dict[str, Any]) -> str:
        base = self.chance.choice((3, 4, 4, 4, 5))
        answers = {str(n): max(2, min(5, base + self.chance.choice((-1, 0, 0, 1)))) for n in range(1, 22)}
        body = {"answers": answers, "comments": {"": "Selalu membantu warga sampai selesai."}}
        return str(client.post(f"/assignments/{task['id']}/submission", body)["receipt"])

    def work(self) -> None:
        self.worker.drain()


def person_named(people: list[dict[str, Any]], post: str) -> dict[str, Any]:
    return next(one for one in people if one["position"] and one["position"]["title"] == post)
