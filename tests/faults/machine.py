"""A whole round as a game: anybody tries anything at any time; a small model says what must come of it."""

from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.assignments.forms_sent import form
from tests.faults.stage import AUDITOR, HR, SUPERIOR, Stage, check_forms, check_released, check_sequence

REASON = "Sesuai berita acara rapat kantor."
LATER = "2031-01-01T09:00:00+07:00"
STAFF = [f"staff {number}" for number in range(5)]
EVERYBODY = [*STAFF, SUPERIOR, HR, AUDITOR]
callers = st.sampled_from(EVERYBODY)
officers = st.sampled_from([HR, HR, HR, HR, SUPERIOR, AUDITOR, STAFF[0]])
people = st.sampled_from(STAFF)
numbers = st.integers(0, 99)


class WholeRound(RuleBasedStateMachine):
    stage: ClassVar[Stage]

    def __init__(self) -> None:
        super().__init__()
        self.stage.begin()
        self.status = "draft"
        self.tasks = self.stage.tasks()
        self.state: dict[Any, str] = {}  # task → submitted, reopened; absent: never handed in
        self.deeds = 0
        self.decided: set[str] = set()
        self.released: set[str] = set()

    def move(self, who: str, action: str, body: Any, source: str, target: str, version: int | None = None) -> None:
        """A move of the round: the officer's, and only from where it leads."""
        answer = self.stage.ask(who, "POST", f"/evaluation-rounds/{self.stage.round_id}/{action}", body, version)
        if who != HR:
            assert answer.status == 403, (action, who, answer)
        elif self.status != source:
            assert answer.status == 409, (action, self.status, answer)
        else:
            assert answer.status in (200, 202), (action, self.status, answer)
            self.status = target

    @rule(who=officers)
    def open(self, who: str) -> None:
        """Its launch check wants a plan of evaluators, so one is drawn."""
        if who == HR and self.status == "draft":
            drawn = self.stage.ask(HR, "POST", f"/evaluation-rounds/{self.stage.round_id}/assignments/proposal")
            assert drawn.status == 200
        self.move(who, "open", None, "draft", "open", self.stage.round_version())
        self.tasks = self.stage.tasks()

    @rule(who=officers)
    def close(self, who: str) -> None:
        self.move(who, "close", {"reason": REASON}, "open", "closed")

    @rule(who=officers)
    def reopen(self, who: str) -> None:
        self.move(who, "reopen", {"reason": REASON, "closes_at": LATER}, "closed", "open")

    @precondition(lambda self: self.status in ("closed", "calculated", "released"))
    @rule(who=officers)
    def calculate(self, who: str) -> None:
        again = self.status == "calculated"
        self.move(who, "calculation", None, "calculated" if again else "closed", "calculated")
        self.stage.work()
        if again and who == HR:
            self.decided.clear()  # figures made anew are decided anew

    @rule(who=callers, number=numbers, answer=st.integers(2, 5))
    def submit(self, who: str, number: int, answer: int) -> None:
        """A task of somebody, by somebody; the same form again is harmless, another is refused."""
        task, rater, _ = self.tasks[number % len(self.tasks)]
        known = self.state.get(task)
        body = form(4 if known == "submitted" else answer)
        sent = self.stage.ask(who, "POST", f"/assignments/{task}/submission", body).status
        if who in (HR, AUDITOR):
            assert sent == 403
        elif who != rater or self.status == "draft":
            assert sent == 404
        elif self.status != "open" or known == "submitted":
            assert sent in ((409,) if self.status != "open" else (201, 409))
        else:
            assert sent == 201
            self.state[task] = "submitted"
            self.deeds += 1

    @precondition(lambda self: self.status == "open")
    @rule()
    def everybody_submits(self) -> None:
        for task, rater, _ in self.tasks:
            if self.state.get(task) != "submitted":
                assert self.stage.ask(rater, "POST", f"/assignments/{task}/submission", form(4)).status == 201
                self.state[task] = "submitted"
                self.deeds += 1

    @rule(who=callers, number=numbers)
    def take_up_again(self, who: str, number: int) -> None:
        task, rater, _ = self.tasks[number % len(self.tasks)]
        sent = self.stage.ask(who, "POST", f"/assignments/{task}/reopen").status
        if who in (HR, AUDITOR):
            assert sent == 403
        elif who != rater or self.status == "draft":
            assert sent == 404
        elif self.status == "open" and self.state.get(task) == "submitted":
            assert sent == 200
            self.state[task] = "reopened"
        else:
            assert sent == 409

    @precondition(lambda self: self.status in ("calculated", "released"))
    @rule(
        who=st.sampled_from([SUPERIOR, SUPERIOR, SUPERIOR, HR, AUDITOR, *STAFF[:2]]),
        about=people,
        stale=st.integers(0, 3),
    )
    def decide(self, who: str, about: str, stale: int) -> None:
        result = self.stage.result_of(about)
        assert result is not None
        body = {"work_rating": 2, "behaviour_rating": 2, "reason": REASON, "category": "evidence"}
        version = result[1] - (1 if stale == 0 else 0)
        sent = self.stage.ask(who, "PUT", f"/results/{result[0]}/decision", body, version).status
        if who != SUPERIOR:
            assert sent == 403
        elif stale == 0:
            assert sent == 412
        elif about in self.released:
            assert sent == 409
        else:
            assert sent == 200
            self.decided.add(about)

    @precondition(lambda self: self.status in ("closed", "calculated", "released"))
    @rule(who=officers)
    def release(self, who: str) -> None:
        sent = self.stage.ask(who, "POST", f"/evaluation-rounds/{self.stage.round_id}/release", {}).status
        if who != HR:
            assert sent == 403
        elif self.status != "closed" and self.decided - self.released:
            assert sent == 200
            self.status, self.released = "released", set(self.decided)
        else:
            assert sent == 409

    @precondition(lambda self: self.status in ("calculated", "released"))
    @rule(who=callers, about=people)
    def read(self, who: str, about: str) -> None:
        result = self.stage.result_of(about)
        assert result is not None
        sent = self.stage.ask(who, "GET", f"/results/{result[0]}").status
        sees = who in (HR, AUDITOR, SUPERIOR) or (who == about and about in self.released)
        assert sent == (200 if sees else 404), (who, about, sent)

    @precondition(lambda self: self.status in ("draft", "open", "closed"))
    @rule(who=callers)
    def nothing_is_seen_before_the_calculation(self, who: str) -> None:
        assert self.stage.ask(who, "GET", "/results").json()["total"] == 0

    @invariant()
    def the_books_agree(self) -> None:
        with self.stage.database.reading() as db:
            check_forms(db, len(self.state), self.deeds)
            check_sequence(db)
            assert check_released(db) == len(self.released)
