"""One objects to one's own result, in time; both sides are heard; the superior of who decided rules, and that is final."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.faults.machine.cast import ASSESSORS, CAMAT, HR, OFFICIALS, RATED, READERS, REASON, parties, people
from tests.faults.machine.deciding import Shared
from tests.faults.machine.model import whoever
from tests.faults.machine.receiving import FILED, HEARD, OPEN_STATES, REVIEWED, ZONE, Receiving, end_of_day

SATURDAY = 5
GROUNDS = [{"about": "whole", "reason": "Laporan saya serahkan tepat waktu setiap bulan."}]
WORDS = {"text": "Penilaian ini dibuat dari catatan bulanan."}
UPHELD = {"outcome": "upheld", "reason": REASON, "document": "SK 821/114"}
BEST = (1, 1)
CHANGED = {**UPHELD, "outcome": "changed", "work_rating": 1, "behaviour_rating": 1}


class Way(NamedTuple):
    """A step: the roles it is open to, whose it is, from which states, and what the log calls it."""

    roles: list[str]
    sides: tuple[str, ...]
    states: tuple[str, ...]
    action: str


WAYS = {
    "review": Way([*ASSESSORS, HR], ("ruler", "recorder"), (FILED,), "start_objection_review"),
    "answer": Way(ASSESSORS, ("assessor",), (REVIEWED,), "answer_objection"),
    "reply": Way([*RATED, *ASSESSORS], ("person",), (REVIEWED,), "reply_to_answer"),
    "withdrawal": Way([*RATED, *ASSESSORS], ("person",), OPEN_STATES, "withdraw_objection"),
    "ruling": Way(ASSESSORS, ("ruler",), (HEARD,), "rule_on_objection"),
    "external-ruling": Way([HR], ("recorder",), OPEN_STATES, "record_external_ruling"),
}
DUE = "due"
"""Stands for the step without which it does not go on."""
RULINGS = ("ruling", "external-ruling")


@dataclass
class Objection:
    id: UUID
    about: str
    decided_by: str
    """Who decided the version that is objected to."""
    status: str
    external: bool
    hearing_until: datetime | None = None
    answered: bool = False


class Objecting(Receiving):
    def __init__(self) -> None:
        super().__init__()
        self.objections: dict[UUID, Objection] = {}

    def is_objected_to(self, shared: Shared) -> bool:
        return shared.objection is not None and self.objections[shared.objection].status in OPEN_STATES

    @precondition(lambda self: self.released)
    @rule(drawn=parties, about=people, name=st.sampled_from([DUE] * 8 + ["file", *WAYS]), choice=st.booleans())
    def objection(self, drawn: str, about: str, name: str, choice: bool) -> None:
        """A step about this person's result, or the one that some objection waits for; `choice`: filed even if late, or
        ruled so that it changes."""
        waiting = [one for one in self.objections.values() if one.status in OPEN_STATES]
        if name == DUE and waiting:
            about = waiting[0].about
        one = self._latest(about)
        wanted = self._due(one) if name == DUE else name
        if wanted == "file" or one is None:
            self._file(drawn, about, choice)
        else:
            self._step(drawn, wanted, one, choice)

    def _latest(self, about: str) -> Objection | None:
        return next((one for one in reversed(self.objections.values()) if one.about == about), None)

    def _file(self, drawn: str, about: str, even_if_late: bool) -> None:
        if about not in self.with_result:
            return
        who, body = whoever(drawn, about), {"grounds": GROUNDS, "even_if_late": even_if_late}
        answer = self.ask(who, "POST", f"/results/{self.stage.result_of(about)[0]}/objection", body)
        if who in OFFICIALS:
            assert answer.status == 403
        elif who != about or about not in self.released:
            assert answer.status == (403 if self.sees(who, about) else 404)
        elif not self._may_object(self.released[about], even_if_late):
            assert answer.status == 409
        else:
            assert answer.status == 201
            self._is_filed(about, self.released[about], UUID(answer.json()["id"]))

    def _may_object(self, shared: Shared, even_if_late: bool) -> bool:
        return shared.objection is None and not shared.ruled and (even_if_late or not self._is_late(shared))

    def _is_late(self, shared: Shared) -> bool:
        until = self.may_object_until(shared)
        return until is not None and self.now >= until

    def _is_filed(self, about: str, shared: Shared, key: UUID) -> None:
        status = "late_rejected" if self._is_late(shared) else FILED
        self.is_received(shared)
        shared.objection = key
        filed = Objection(key, about, shared.decided_by, status, external=False)
        filed.external = self._assessor_in(filed) == CAMAT
        self.objections[key] = filed
        self.deeds["file_objection"] += 1

    def _assessor_in(self, one: Objection) -> str:
        """Who decided, if he stands above the person; else who would decide today."""
        assessor = self.assessor(one.about)
        return one.decided_by if one.decided_by in (assessor, CAMAT) else assessor

    def side(self, who: str, one: Objection) -> str | None:
        """None: he does not see it."""
        parties = {one.about: "person", self._assessor_in(one): "assessor"}
        parties |= {HR: "recorder"} if one.external else {CAMAT: "ruler"}
        return parties.get(who, "observer" if who in READERS else None)

    def _whose(self, way: Way, one: Objection) -> str:
        among = [one.about, self._assessor_in(one), CAMAT, HR]
        return next((who for who in among if self.side(who, one) in way.sides), HR)

    def state(self, one: Objection) -> str:
        """Who let the time for his words pass was heard all the same."""
        over = one.hearing_until is not None and self.now >= one.hearing_until
        return HEARD if one.status == REVIEWED and over else one.status

    def _step(self, drawn: str, name: str, one: Objection, changes: bool) -> None:
        way = WAYS[name]
        who, state = whoever(drawn, self._whose(way, one)), self.state(one)
        version = self.stage.objection_version(one.id) if name in RULINGS else None
        answer = self.ask(who, "POST", f"/objections/{one.id}/{name}", self._words(name, changes), version)
        if who not in way.roles:
            assert answer.status == 403
        elif self.side(who, one) is None:
            assert answer.status == 404
        elif self.side(who, one) not in way.sides:
            assert answer.status == 403
        elif state not in way.states or self._is_out_of_turn(name, one) or self._is_no_change(name, changes, one):
            assert answer.status == 409
        else:
            assert answer.status == 200, (name, who, one, answer)
            self.deeds[way.action] += 2 if name in RULINGS and changes else 1  # a new version is an entry of its own
            self._is_done(name, who, one, changes)

    def _due(self, one: Objection | None) -> str:
        """Without which it does not go on; once it has ended, the next one."""
        if one is None or one.status not in OPEN_STATES:
            return "file"
        if self.state(one) == REVIEWED:
            return "reply" if one.answered else "answer"
        return "review" if one.status == FILED else "external-ruling" if one.external else "ruling"

    def _words(self, name: str, changes: bool) -> Any:
        if name in RULINGS:
            return CHANGED if changes else UPHELD
        return WORDS if name in ("answer", "reply") else None

    def _is_out_of_turn(self, name: str, one: Objection) -> bool:
        return one.answered if name == "answer" else name == "reply" and not one.answered

    def _is_no_change(self, name: str, changes: bool, one: Objection) -> bool:
        return name in RULINGS and changes and self.released[one.about].ratings == BEST

    def _is_done(self, name: str, who: str, one: Objection, changes: bool) -> None:
        if name == "review":
            one.status, one.hearing_until = REVIEWED, self._hearing_until()
        elif name == "answer":
            one.answered, one.hearing_until = True, max(one.hearing_until or self.now, self._hearing_until())
        elif name in RULINGS:
            self._is_ruled(who, one, changes)
        else:
            one.status = HEARD if name == "reply" else "withdrawn"

    def _hearing_until(self) -> datetime:
        """The end of the fifth working day after today; the office has no holidays here."""
        day, working = 0, 0
        while working < 5:
            day += 1
            working += (self.now.astimezone(ZONE) + timedelta(days=day)).weekday() < SATURDAY
        return end_of_day(self.now, day)

    def _is_ruled(self, who: str, one: Objection, changes: bool) -> None:
        """A changed result is a new version; either way it is final."""
        one.status = "ruled_changed" if changes else "ruled_upheld"
        before = self.released[one.about]
        before.ruled = True
        if changes:
            self.released[one.about] = Shared(self.now, who, BEST, before.version + 1, ruled=True)
