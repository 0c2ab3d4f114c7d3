"""A clerical error in a shared result is corrected by two: the officer proposes, the head approves, and a new version begins."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.faults.machine.cast import CAMAT, HR, REASON, callers, people
from tests.faults.machine.deciding import Shared
from tests.faults.machine.model import whoever
from tests.faults.machine.objecting import Objecting

RATINGS = ((2, 2), (1, 2), (2, 1))


class Correcting(Objecting):
    def __init__(self) -> None:
        super().__init__()
        self.proposed: dict[str, tuple[str, Shared]] = {}  # those that wait: about whom, about which version

    @precondition(lambda self: self.released)
    @rule(
        drawn=callers, about=people, ratings=st.sampled_from(RATINGS),
        what=st.sampled_from(["due", "due", "propose", "answer"]), approves=st.sampled_from([True, True, False]),
    )  # fmt: skip
    def correction(self, drawn: str, about: str, ratings: tuple[int, int], what: str, approves: bool) -> None:
        """Proposed, or the one about this person answered, if there is one."""
        waiting = [key for key, (name, _) in self.proposed.items() if name == about]
        if waiting and what != "propose":
            self._answer(drawn, waiting[0], approves)
        else:
            self._propose(whoever(drawn, HR), about, ratings)

    def _propose(self, who: str, about: str, ratings: tuple[int, int]) -> None:
        if about not in self.with_result:
            return
        body = {"work_rating": ratings[0], "behaviour_rating": ratings[1], "reason": REASON}
        answer = self.ask(who, "POST", f"/results/{self.stage.result_of(about)[0]}/corrections", body)
        shared = self.released.get(about)
        if who != HR:
            assert answer.status == 403
        elif shared is None or shared.correction or self.is_objected_to(shared) or shared.ratings == ratings:
            assert answer.status == 409
        else:
            assert answer.status == 201
            shared.correction, shared.corrected = answer.json()["id"], ratings
            self.proposed[answer.json()["id"]] = (about, shared)
            self.deeds["propose_result_correction"] += 1

    def _answer(self, drawn: str, key: str, approves: bool) -> None:
        """Approved by another than who proposed it; taken back by either."""
        (about, shared), who = self.proposed[key], whoever(drawn, CAMAT)
        way, body = ("approval", None) if approves else ("rejection", {"reason": REASON})
        sent = self.ask(who, "POST", f"/result-corrections/{key}/{way}", body).status
        if who not in (HR, CAMAT) or (who == HR and approves):
            assert sent == 403
        elif approves and (self.is_objected_to(shared) or self.released[about] is not shared):
            assert sent == 409
        else:
            assert sent == 200
            del self.proposed[key]
            self._is_answered(about, shared, approves)

    def _is_answered(self, about: str, shared: Shared, approves: bool) -> None:
        shared.correction = None
        self.deeds[f"{'approve' if approves else 'reject'}_result_correction"] += 1
        if approves:
            self.released[about] = Shared(self.now, CAMAT, shared.corrected, shared.version + 1)
            self.deeds["approve_result_correction"] += 1  # once of the correction, once of the version that came of it
