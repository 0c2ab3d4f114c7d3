"""A small office that runs a whole round through the API, so that its log tells a true story."""

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from api.kit import clock
from api.kit.database import Database
from tests.assignments.forms_sent import form
from tests.factories.assignments import make_pledges
from tests.factories.kept import kept
from tests.factories.results import REASON, Rated, calculate, make_office_with_round, make_work_result, work_all
from tests.results.conftest import As

DECISION = {"work_rating": 2, "behaviour_rating": 2, "reason": REASON, "category": "evidence"}


@dataclass
class SmallOffice:
    """`staff` about whom everybody has handed in."""

    rated: Rated
    as_: As
    db: Session
    database: Database

    @property
    def base(self) -> str:
        return f"/evaluation-rounds/{self.rated.round.id}"

    def hr(self) -> Any:
        return self.as_(self.rated.hr)

    def results(self) -> list[dict[str, Any]]:
        found = self.as_(self.rated.auditor).get("/results", params={"round_id": str(self.rated.round.id), "size": 200})
        return list(found["items"])


def run_small_office(db: Session, as_: As, database: Database, *, release: bool = True, seed: int = 7) -> SmallOffice:
    rated = kept(db, f"small office {release} {seed}", lambda: _run(db, as_, database, release, seed).rated)
    return SmallOffice(rated, as_, db, database)


def _run(db: Session, as_: As, database: Database, release: bool, seed: int) -> SmallOffice:
    closes_at = clock.now() + timedelta(days=14)
    rated = make_office_with_round(db, staff=7, status="draft", opened_at=None, closes_at=closes_at)
    office = SmallOffice(rated, as_, db, database)
    hr = office.hr()
    hr.post(f"{office.base}/assignments/proposal")
    hr.post(f"{office.base}/open", if_match=hr.get(office.base)["row_version"])
    make_pledges(db, rated.round.id)
    _everybody_hands_in(office, random.Random(seed))
    for person in (rated.kasi, rated.other_kasi, rated.camat, *rated.staff):
        make_work_result(db, rated.of(person), rated.hr, code=2)
    db.commit()
    hr.post(f"{office.base}/close", {"reason": REASON})
    calculate(database, hr, rated)
    if release:
        release_all(office)
    return office


def _everybody_hands_in(office: SmallOffice, chance: random.Random) -> None:
    for person in (*office.rated.staff, office.rated.kasi, office.rated.other_kasi, office.rated.camat):
        client = office.as_(person)
        for task in client.get("/me/assignments", params={"size": 50})["items"]:
            body = form()
            body["answers"] = {number: chance.choice((0, 3, 4, 4, 5, 5)) for number in body["answers"]}
            client.post(f"/assignments/{task['id']}/submission", body)


def release_all(office: SmallOffice) -> None:
    kasi, camat = office.as_(office.rated.kasi), office.as_(office.rated.camat)
    for result in office.results():
        decider = camat if result["person"]["name"].endswith("Kepala") else kasi
        if not result["person"]["name"].endswith("Camat"):
            decider.put(f"/results/{result['id']}/decision", DECISION, if_match=result["row_version"])
    office.hr().post(f"{office.base}/release", {})
    work_all(office.database)
