"""People change in the middle: to another unit, to another superior, they join, they leave."""

from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.faults.machine.cast import CAMAT, HR, NEWCOMER, REASON, officers, people
from tests.faults.machine.model import OPEN, SUBMITTED, WITHDRAWN, Model, as_many


class Moving(Model):
    def about_participant(self, who: str, about: str, action: str, body: Any) -> tuple[bool, Any]:
        """What the officer does about an active participant of an open round; whether anything else forbids it is his to say."""
        participant = self.stage.participant_of(about)
        answer = self.round(who, f"participants/{participant}/{action}", body)
        if who != HR:
            assert answer.status == 403
            return False, answer
        if self.status != "open" or about in self.left:
            assert answer.status == 409
            return False, answer
        return True, answer

    @precondition(lambda self: self.recorded != "draft")
    @rule(who=officers, about=people)
    def transfer(self, who: str, about: str) -> None:
        """To the other unit, from today on."""
        if about not in self.listed:
            return
        body = {"position_id": self.stage.other_desk, "starts_on": self.now.date().isoformat(), "reason": REASON}
        path = f"/employees/{self.stage.employees[about]}"
        version = self.ask(HR, "GET", path).json()["row_version"]
        sent = self.ask(who, "POST", f"{path}/transfer", body, version).status
        if who != HR:
            assert sent == 403
        elif about in self.transferred:
            assert sent == 409
        else:
            assert sent == 200
            self.transferred[about] = self.now.date()
            self.deeds["transfer_employee"] += 1

    @precondition(lambda self: self.recorded in ("open", "closed"))
    @rule(who=officers, about=people, passes=st.booleans())
    def note_the_move(self, who: str, about: str, passes: bool) -> None:
        """From now on the superior of today decides about him; on request he gets the open form, too."""
        if about not in self.listed:
            return
        body = {"reason": REASON, "pass_to_new_superior": passes}
        possible, answer = self.about_participant(who, about, "move", body)
        if possible and self.is_handed_over(about, self.superior_today(about) if passes else None, answer.status):
            self.moved.add(about)
            self.deeds["move_participant"] += 1

    @precondition(lambda self: self.recorded in ("open", "closed"))
    @rule(who=officers, about=people, to=st.sampled_from(["holder", "above"]))
    def reassign_superior(self, who: str, about: str, to: str) -> None:
        if about not in self.listed:
            return
        possible, answer = self.about_participant(who, about, "reassign-superior", {"to": to, "reason": REASON})
        new = self.superior_today(about) if to == "holder" else CAMAT
        if possible and self.is_handed_over(about, new, answer.status):
            self.deeds["reassign_superior"] += 1

    def is_handed_over(self, about: str, new: str | None, sent: int) -> bool:
        """The superior's form passes to another, if he has not sent it and there is another (None: it stays)."""
        old = next(
            task for task in self.about(about) if task.source == "superior" and self.becomes[task.id] != WITHDRAWN
        )
        assert old.rater == self.superior[about]
        if new is None:
            assert sent == 200
            return True
        if new == self.superior[about] or old.id in self.sent:
            assert sent == 409
            return False
        assert sent == 200
        self.becomes[old.id], self.superior[about] = WITHDRAWN, new
        self._gets_the_form(about, new)
        return True

    def _gets_the_form(self, about: str, new: str) -> None:
        """A new one, or the one that was taken from him before."""
        present = [task for task in self.about(about) if task.rater == new]
        added = self.take_tasks_anew()
        if present:
            assert added == []
            self.becomes[present[0].id] = OPEN
        else:
            assert [(one.rater, one.rated, one.source) for one in added] == [(new, about, "superior")]

    @precondition(lambda self: self.recorded in ("open", "closed", "calculated"))
    @rule(who=officers)
    def join_late(self, who: str) -> None:
        """He gets tasks and is rated; what the others have to do stays as it is."""
        sent = self.round(who, "late-joiners", {"employee_id": str(self.stage.employees[NEWCOMER])}).status
        if who != HR:
            assert sent == 403
        elif self.status != "open" or NEWCOMER in self.listed:
            assert sent == 409
        else:
            assert sent == 201
            others = len(self.active)
            self.listed.add(NEWCOMER)
            self.superior[NEWCOMER] = self.superior_today(NEWCOMER)
            self.deeds["join_round_late"] += 1
            self._check_newcomer(as_many(others))

    def _check_newcomer(self, peers: int) -> None:
        found = self.take_tasks_anew()
        about = sorted((one.source, one.rater) for one in found if one.rated == NEWCOMER and one.source != "peer")
        assert about == [("self", NEWCOMER), ("superior", self.superior[NEWCOMER])]
        assert sum(one.rated == NEWCOMER and one.source == "peer" for one in found) == peers
        assert sum(one.rater == NEWCOMER and one.source == "peer" for one in found) == peers
        assert len(found) == 2 + 2 * peers

    @precondition(lambda self: self.recorded in ("open", "closed"))
    @rule(who=officers, about=people)
    def leave(self, who: str, about: str) -> None:
        """He is not rated any more, and others rate for him; what was sent, by him or about him, stays."""
        if about not in self.listed:
            return
        possible, answer = self.about_participant(who, about, "leave", {"status": "left", "reason": REASON})
        if possible:
            assert answer.status == 200
            self.left.add(about)
            self.deeds["leave_participant"] += 1
            self._withdraw_about(about)
            waiting = self._withdraw_peers_of(about)
            drawn = self.expect_substitutes(waiting)
            told = {name: answer.json()[name] for name in ("handed_on", "lost", "superior_tasks")}
            assert told == {"handed_on": drawn, "lost": len(waiting) - drawn, "superior_tasks": 0}

    def _withdraw_about(self, about: str) -> None:
        for task in self.about(about):
            self._ends(task.id, WITHDRAWN)

    def _withdraw_peers_of(self, rater: str) -> list[str]:
        """About whom somebody else is to be asked. A form that he had taken up again counts as he sent it."""
        own = [task for task in self.tasks if task.rater == rater and self.becomes[task.id] == OPEN]
        for task in own:
            self._ends(task.id, SUBMITTED if task.id in self.sent else WITHDRAWN)
        return [task.rated for task in own if task.id not in self.sent]

    def _ends(self, task: UUID, how: str) -> None:
        if self.becomes[task] == OPEN:
            self.becomes[task] = how
