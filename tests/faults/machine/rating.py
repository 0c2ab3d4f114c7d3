"""Forms are handed in, taken up again and declined: by whose task it is, while the round runs for him."""

from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.assignments.forms_sent import form
from tests.faults.ledger import Task
from tests.faults.machine.cast import OFFICIALS, callers, numbers
from tests.faults.machine.model import DECLINED, OPEN, SUBMITTED, Model, whoever


class Rating(Model):
    @rule(drawn=callers, number=numbers, answer=st.integers(3, 5))
    def submit(self, drawn: str, number: int, answer: int) -> None:
        """A task of somebody, by somebody; the same form again is harmless, another is refused."""
        task = self.tasks[number % len(self.tasks)]
        who = whoever(drawn, task.rater)
        sent = self.ask(who, "POST", f"/assignments/{task.id}/submission", form(answer)).status
        if not self._is_refused(who, task, sent):
            state, runs = self.becomes[task.id], self.runs_for(who)
            again = state == SUBMITTED and self.sent[task.id] == answer
            assert sent == (201 if runs and (state == OPEN or again) else 409)
            if sent == 201 and state == OPEN:
                self._handed_in(task.id, answer)

    def _handed_in(self, task: UUID, answer: int) -> None:
        self.becomes[task], self.sent[task] = SUBMITTED, answer
        self.deeds["submit_evaluation"] += 1

    def _is_refused(self, who: str, task: Task, sent: int) -> bool:
        """Whoever rates nobody; then whose task it is not, or not yet: it does not exist for him."""
        if who in OFFICIALS:
            assert sent == 403
            return True
        if who != task.rater or self.recorded == "draft":
            assert sent == 404
            return True
        return False

    @precondition(lambda self: self.status == "open")
    @rule(thirds=st.integers(1, 3))
    def many_submit(self, thirds: int) -> None:
        """What they have to do, or a part of it, so that something is left to be declined, passed on or withdrawn."""
        for place, task in enumerate(self.tasks):
            if place % 3 < thirds and self.becomes[task.id] == OPEN and self.runs_for(task.rater):
                assert self.ask(task.rater, "POST", f"/assignments/{task.id}/submission", form(4)).status == 201
                self._handed_in(task.id, 4)

    @rule(drawn=callers, number=numbers)
    def take_up_again(self, drawn: str, number: int) -> None:
        """One that was handed in, where there is any."""
        task = self._one_of([task for task in self.tasks if self.becomes[task.id] == SUBMITTED], number)
        who = whoever(drawn, task.rater)
        sent = self.ask(who, "POST", f"/assignments/{task.id}/reopen").status
        if not self._is_refused(who, task, sent):
            assert sent == (200 if self.runs_for(who) and self.becomes[task.id] == SUBMITTED else 409)
            if sent == 200:
                self.becomes[task.id] = OPEN

    def _one_of(self, wanted: list[Task], number: int) -> Task:
        """One of those with which it is possible, where there are any; now and then any other."""
        among = wanted if wanted and number % 4 else self.tasks
        return among[number % len(among)]

    @precondition(lambda self: self.recorded != "calculated")
    @rule(drawn=callers, number=numbers)
    def decline(self, drawn: str, number: int) -> None:
        """A peer who has sent nothing yet; another is drawn in the same moment, if there is one."""
        task = self._one_of([task for task in self.tasks if self._is_untouched(task)], number)
        who = whoever(drawn, task.rater)
        sent = self.ask(who, "POST", f"/assignments/{task.id}/decline", {"category": "no_contact"}).status
        if not self._is_refused(who, task, sent):
            assert sent == (200 if self._is_untouched(task) and self.runs_for(who) else 409)
            if sent == 200:
                self.becomes[task.id] = DECLINED
                self.deeds["decline_assignment"] += 1
                self.expect_substitutes([task.rated])

    def _is_untouched(self, task: Task) -> bool:
        return task.source == "peer" and self.becomes[task.id] == OPEN and task.id not in self.sent
