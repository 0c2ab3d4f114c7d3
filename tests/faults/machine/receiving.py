"""What holds of a shared result: which version, when it was received, until when one may object, whether it is final."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis.stateful import precondition, rule

from tests.faults.machine.cast import OFFICIALS, callers, people
from tests.faults.machine.deciding import Deciding, Shared
from tests.faults.machine.model import whoever

ZONE = ZoneInfo("Asia/Jakarta")
AUTOMATIC = timedelta(days=3)
OBJECTION_DAYS = 14
FILED, REVIEWED, HEARD = OPEN_STATES = "filed", "under_review", "heard"


def end_of_day(moment: datetime, days: int) -> datetime:
    """Of the day so many after this one, as the office counts days."""
    day = moment.astimezone(ZONE).date() + timedelta(days=days + 1)
    return datetime.combine(day, time.min, ZONE).astimezone(UTC)


class Receiving(Deciding):
    def received(self, shared: Shared) -> datetime | None:
        """By the person's own word, else after three days."""
        due = shared.released_at + AUTOMATIC
        return shared.received_at or (due if self.now >= due else None)

    def may_object_until(self, shared: Shared) -> datetime | None:
        received = self.received(shared)
        return None if received is None else end_of_day(received, OBJECTION_DAYS)

    def is_objected_to(self, shared: Shared) -> bool:
        return False

    def is_final(self, shared: Shared) -> bool:
        until = self.may_object_until(shared)
        return not self.is_objected_to(shared) and (shared.ruled or (until is not None and self.now >= until))

    @precondition(lambda self: self.released)
    @rule(drawn=callers, about=people)
    def acknowledge(self, drawn: str, about: str) -> None:
        """A receipt, by the person himself; once more changes nothing."""
        if about not in self.released:
            return
        who = whoever(drawn, about)
        sent = self.ask(who, "POST", f"/results/{self.stage.result_of(about)[0]}/acknowledgement").status
        if who in OFFICIALS:
            assert sent == 403
        elif who != about:
            assert sent in ((403, 409) if self.sees(who, about) else (404,))
        else:
            assert sent == 200
            self.is_received(self.released[about])

    def is_received(self, shared: Shared) -> None:
        if shared.received_at is None:
            shared.received_at = self.received(shared) or self.now
            self.deeds["acknowledge_result"] += 1

    def check_what_holds(self, told: Any, shared: Shared) -> None:
        super().check_what_holds(told, shared)
        assert told["is_final"] == self.is_final(shared)
