"""The officer has it calculated, the superior of today decides, officer or head release; each sees what is his."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.faults.machine.asking import Asking
from tests.faults.machine.cast import (
    ADMINISTRATOR,
    ASSESSORS,
    CAMAT,
    EVERYBODY,
    HR,
    NEWCOMER,
    READERS,
    REASON,
    WHOSE_IT_IS,
    callers,
    people,
)  # fmt: skip
from tests.faults.machine.model import whoever

TAKEOVER = timedelta(days=14)


@dataclass(eq=False)
class Shared:
    """The version of a released result that holds."""

    released_at: datetime
    decided_by: str
    ratings: tuple[int, int] = (2, 2)
    version: int = 1
    ruled: bool = False
    received_at: datetime | None = None
    objection: UUID | None = None  # the one against this version, whatever became of it
    correction: str | None = None  # one that waits to be answered
    corrected: tuple[int, int] = (2, 2)  # what it would say


class Deciding(Asking):
    def __init__(self) -> None:
        super().__init__()
        self.calculated_at: datetime | None = None
        self.decided: dict[str, str] = {}
        self.released: dict[str, Shared] = {}

    @property
    def with_result(self) -> list[str]:
        return sorted(self.active) if self.recorded in ("calculated", "released") else []

    def sees(self, who: str, about: str) -> bool:
        return who in READERS or who == self.assessor(about) or (who == about and about in self.released)

    def calculate(self, who: str) -> None:
        """Once more, too, while nothing is released; nothing changed between, so what was decided stays decided."""
        again = self.status == "calculated"
        if self.move(who, "calculation", None, "calculated" if again else "closed", "calculated"):
            self.stage.work()
            self.calculated_at = self.calculated_at or self.now

    @precondition(lambda self: self.recorded in ("calculated", "released"))
    @rule(
        drawn=st.sampled_from([WHOSE_IT_IS] * 6 + [*ASSESSORS, CAMAT, *EVERYBODY]),
        about=people,
        stale=st.integers(0, 4),
    )
    def decide(self, drawn: str, about: str, stale: int) -> None:
        if about not in self.with_result:
            return
        who = whoever(drawn, self.assessor(about))
        key, version = self.stage.result_of(about)
        body = {"work_rating": 2, "behaviour_rating": 2, "reason": REASON, "category": "evidence"}
        sent = self.ask(who, "PUT", f"/results/{key}/decision", body, version - (1 if stale == 0 else 0)).status
        if who not in ASSESSORS:
            assert sent == 403
        elif not self.sees(who, about):
            assert sent == 404
        elif who != self.assessor(about) and not self._has_taken_over():
            assert sent == 403
        elif stale == 0:
            assert sent == 412
        elif about in self.released or about == NEWCOMER:  # his work result is not known
            assert sent == 409
        else:
            assert sent == 200
            self.decided[about] = who
            self.deeds["decide_result"] += 1

    def _has_taken_over(self) -> bool:
        """Who sees it here beside the assessor is his superior: it is his once the assessor let two weeks pass."""
        return self.calculated_at is not None and self.now >= self.calculated_at + TAKEOVER

    def release(self, who: str) -> None:
        sent = self.round(who, "release", {}).status
        following = set(self.decided) - set(self.released)
        if who not in (HR, CAMAT):
            assert sent == 403
        elif self.status != "closed" and following:
            assert sent == 200
            self.recorded = "released"
            self.released |= {about: Shared(self.now, self.decided[about]) for about in following}
        else:
            assert sent == 409

    @rule(drawn=callers, about=people)
    def read(self, drawn: str, about: str) -> None:
        """Before the calculation there is nothing for anybody; then each sees what is his."""
        who = whoever(drawn, about)
        if about not in self.with_result:
            answer = self.ask(who, "GET", "/results")
            if who == ADMINISTRATOR:
                assert answer.status == 403
            elif self.recorded not in ("calculated", "released"):
                assert answer.json()["total"] == 0
            return
        answer = self.ask(who, "GET", f"/results/{self.stage.result_of(about)[0]}")
        if who == ADMINISTRATOR:
            assert answer.status == 403
        else:
            assert answer.status == (200 if self.sees(who, about) else 404), (who, about, answer)
            if answer.status == 200 and about in self.released:
                self.check_what_holds(answer.json(), self.released[about])

    def check_what_holds(self, told: Any, shared: Shared) -> None:
        assert told["version"] == shared.version
        decision = told["decision"]
        assert (decision["work_rating"]["code"], decision["behaviour_rating"]["code"]) == shared.ratings
