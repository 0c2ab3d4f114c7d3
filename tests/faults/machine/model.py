"""What the game knows: the day, where the round stands, and what has come of everybody's tasks so far."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from hypothesis.stateful import RuleBasedStateMachine

from tests.contract.wire import Answer
from tests.faults.ledger import Task
from tests.faults.machine.cast import NEIGHBOUR, STAFF, SUPERIOR, WHOSE_IT_IS
from tests.faults.stage import PEERS, START, WEEK, Stage

OPEN, SUBMITTED, DECLINED, WITHDRAWN = "open", "submitted", "declined", "withdrawn"


class Model(RuleBasedStateMachine):
    stage: ClassVar[Stage]

    def __init__(self) -> None:
        super().__init__()
        self.stage.begin()
        self.recorded = "draft"
        self.deadline = START + WEEK
        self.more_time: dict[str, datetime] = {}  # a person's name, or "" for the unit
        self.launched: date | None = None
        self.tasks = self.stage.tasks()
        self.becomes = {task.id: "planned" for task in self.tasks}
        self.sent: dict[UUID, int] = {}  # the answer of the form that counts, also while it is taken up again
        self.listed = set(STAFF)
        self.left: set[str] = set()
        self.superior = dict.fromkeys(STAFF, SUPERIOR)  # who holds the superior's form
        self.transferred: dict[str, date] = {}
        self.moved: set[str] = set()
        self.deeds: Counter[str] = Counter()  # what the log must have of each kind

    @property
    def now(self) -> datetime:
        return self.stage.now

    @property
    def status(self) -> str:
        """An open round is closed from its latest deadline on, whoever has recorded it."""
        over = self.now >= max(self.deadline, *self.more_time.values(), START)
        return "closed" if self.recorded == "open" and over else self.recorded

    def deadline_of(self, rater: str) -> datetime:
        of_unit = rater in self.listed or rater == SUPERIOR
        given = [self.more_time.get(name, START) for name in ([rater, ""] if of_unit else [rater])]
        return max(self.deadline, *given)

    def runs_for(self, rater: str) -> bool:
        return self.recorded == "open" and self.now < self.deadline_of(rater)

    @property
    def active(self) -> set[str]:
        return self.listed - self.left

    def superior_today(self, about: str) -> str:
        """Head of the unit in which he works today."""
        return self._superior_on(about, self.now.date())

    def assessor(self, about: str) -> str:
        """Of the post he had at the launch; of today's, once it is noted that he moved."""
        assert self.launched is not None
        return self.superior_today(about) if about in self.moved else self._superior_on(about, self.launched)

    def _superior_on(self, about: str, day: date) -> str:
        since = self.transferred.get(about)
        return SUPERIOR if since is None or since > day else NEIGHBOUR

    def ask(self, who: str, method: str, path: str, body: Any = None, version: int | None = None) -> Answer:
        return self.stage.ask(who, method, path, body, version)

    def round(self, who: str, action: str, body: Any = None, version: int | None = None) -> Answer:
        return self.ask(who, "POST", f"/evaluation-rounds/{self.stage.round_id}/{action}", body, version)

    def take_tasks_anew(self) -> list[Task]:
        """Those that are new, and wait; whatever else changed the books will tell."""
        self.tasks = self.stage.tasks()
        new = [task for task in self.tasks if task.id not in self.becomes]
        self.becomes |= {task.id: OPEN for task in new}
        return new

    def about(self, rated: str) -> list[Task]:
        return [task for task in self.tasks if task.rated == rated]

    def could_be_asked(self, rated: str) -> set[str]:
        """Nobody is asked twice about the same person, and nobody who is not there."""
        return self.active - {rated} - {task.rater for task in self.about(rated)}

    def expect_substitutes(self, rated: list[str]) -> int:
        """One more peer for each, wherever anybody could be asked; how many were drawn."""
        wanted = [person for person in rated if self.could_be_asked(person)]
        new = self.take_tasks_anew()
        assert sorted(task.rated for task in new) == sorted(wanted)
        assert all(task.source == "peer" and task.rater in self.active for task in new)
        assert len({(task.rater, task.rated) for task in self.tasks}) == len(self.tasks)
        return len(new)


def whoever(drawn: str, whose: str) -> str:
    return whose if drawn == WHOSE_IT_IS else drawn


def a_day_later(moment: datetime, days: int) -> str:
    return (moment + timedelta(days=days)).isoformat()


def as_many(others: int) -> int:
    return min(PEERS, others)
