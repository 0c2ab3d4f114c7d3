"""The round opens, closes and opens again; days pass; there is more time for one, for a unit, for all."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.faults.machine.cast import CAMAT, HR, REASON, STAFF, SUPERIOR, officers
from tests.faults.machine.model import Model, a_day_later

ALL, UNIT = "all", "unit"
REOPENED_DAYS = 6


class Asking(Model):
    def move(self, who: str, action: str, body: Any, source: str, target: str, version: int | None = None) -> bool:
        """A move of the round: the officer's, and only from where it leads. Whether it was made."""
        answer = self.round(who, action, body, version)
        if who != HR:
            assert answer.status == 403, (action, who, answer)
        elif self.status != source:
            assert answer.status == 409, (action, self.status, answer)
        else:
            assert answer.status in (200, 202), (action, self.status, answer)
            self.recorded = target
            return True
        return False

    @precondition(lambda self: self.recorded != "draft")
    @rule(days=st.sampled_from([1, 1, 4, 15]))
    def days_pass(self, days: int) -> None:
        self.stage.pass_time(days)

    def open(self, who: str) -> None:
        """Its launch check wants a plan of evaluators, so one is drawn."""
        if who == HR and self.status == "draft":
            assert self.round(HR, "assignments/proposal").status == 200
        if self.move(who, "open", None, "draft", "open", self.stage.round_version()):
            self.launched = self.now.date()
            self.becomes.clear()
            self.take_tasks_anew()
            self.deeds["open_round"] += 1

    def close(self, who: str) -> None:
        self.move(who, "close", {"reason": REASON}, "open", "closed")

    def reopen(self, who: str) -> None:
        body = {"reason": REASON, "closes_at": a_day_later(self.now, REOPENED_DAYS)}
        if self.move(who, "reopen", body, "closed", "open"):
            self.deadline = self.now + timedelta(days=REOPENED_DAYS)
            self.deeds["reopen_round"] += 1

    @precondition(lambda self: self.recorded in ("open", "closed"))
    @rule(who=officers, whom=st.sampled_from([ALL, UNIT, SUPERIOR, CAMAT, *STAFF]), days=st.integers(1, 12))
    def extend(self, who: str, whom: str, days: int) -> None:
        """Time is given, never taken; to nobody but whom it is given to."""
        wanted = self.now + timedelta(days=days)
        body: dict[str, Any] = {"reason": REASON, "deadline": a_day_later(self.now, days)}
        if whom not in (ALL, UNIT):
            body["employee_id"] = str(self.stage.employees[whom])
        elif whom == UNIT:
            body["unit_id"] = self.stage.unit_id
        sent = self.round(who, "extend", body).status
        if who != HR:
            assert sent == 403
        elif self.status != "open":
            assert sent == 409
        elif wanted <= self._in_force(whom) or not self._rates(whom):
            assert sent == 422
        else:
            assert sent == 200
            self._give(whom, wanted)

    def _rates(self, whom: str) -> bool:
        return whom in (ALL, UNIT) or whom in self.listed or whom in self.superior.values()

    def _in_force(self, whom: str) -> Any:
        if whom == ALL:
            return self.deadline
        return max(self.deadline, self.more_time.get("", self.deadline)) if whom == UNIT else self.deadline_of(whom)

    def _give(self, whom: str, wanted: Any) -> None:
        if whom == ALL:
            self.deadline = wanted
        else:
            self.more_time["" if whom == UNIT else whom] = wanted
        self.deeds["extend_round"] += 1
