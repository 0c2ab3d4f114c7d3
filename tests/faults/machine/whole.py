"""The whole round as a game: anybody tries anything at any time; after each step the books say what the game says."""

from collections.abc import Sequence
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from tests.faults.ledger import check_deeds, check_forms, check_objections, check_released, check_sequence, check_tasks
from tests.faults.machine.cast import HR, WHOSE_IT_IS, numbers, officers
from tests.faults.machine.correcting import Correcting
from tests.faults.machine.moving import Moving
from tests.faults.machine.rating import Rating


class WholeRound(Correcting, Moving, Rating):
    beginnings: ClassVar[Sequence[str]] = ["draft", "open", "open", "open", "calculated", "released", "released"]
    """Not always the beginning, so that games also get to what comes late."""

    @initialize(number=numbers)
    def it_begins(self, number: int) -> None:
        while self.recorded != self.beginnings[number % len(self.beginnings)]:
            self.next_move()

    @rule(who=officers, name=st.sampled_from(["open", "close", "reopen", "calculate", "release"]))
    def the_round_moves(self, who: str, name: str) -> None:
        """From wherever it stands; the calculation is asked for only where there is something to calculate."""
        if name == "calculate" and self.status in ("draft", "open"):
            return
        getattr(self, name)(who)

    @precondition(lambda self: self.recorded in ("draft", "closed", "calculated"))
    @rule()
    def next_move(self) -> None:
        """What is due is done by whose it is."""
        if self.status == "draft":
            self.open(HR)
        elif self.status == "open":
            self.close(HR)
        elif self.status == "closed":
            self.calculate(HR)
        else:
            for about in self.with_result:
                self.decide(WHOSE_IT_IS, about, 1)
            self.release(HR)

    @invariant()
    def the_books_agree(self) -> None:
        with self.stage.database.reading() as db:
            check_tasks(db, self.becomes)
            check_forms(db, len(self.sent))
            check_deeds(db, self.deeds)
            check_sequence(db)
            check_objections(db, {key: one.status for key, one in self.objections.items()})
            assert check_released(db) == sum(shared.version for shared in self.released.values())
