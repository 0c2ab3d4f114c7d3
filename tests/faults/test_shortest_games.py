"""The shortest game that finds a planted fault: without the fault it goes well, so that it is the fault that is found."""

from collections.abc import Callable

import pytest

from tests.faults.machine.cast import HR, STAFF, SUPERIOR, WHOSE_IT_IS
from tests.faults.machine.whole import WholeRound
from tests.faults.planted import FAULTS
from tests.faults.stage import Stage
from tests.faults.test_whole_round import stage

__all__ = ["stage"]

ONE = STAFF[0]
Game = Callable[[WholeRound], object]


def _peer_task(game: WholeRound) -> int:
    return next(n for n, task in enumerate(game.tasks) if (task.rater, task.source) == (ONE, "peer"))


def _superior_task(game: WholeRound) -> int:
    return next(n for n, task in enumerate(game.tasks) if (task.rater, task.rated) == (SUPERIOR, ONE))


def _moves(game: WholeRound, *, passes: bool) -> None:
    game.days_pass(1)  # whoever moves on the day of the launch was never anywhere else
    game.transfer(HR, ONE)
    game.note_the_move(HR, ONE, passes)


def _is_decided_after_the_move(game: WholeRound) -> None:
    _moves(game, passes=False)
    game.close(HR)
    game.calculate(HR)
    game.decide(WHOSE_IT_IS, ONE, 1)


def _is_passed_on_after_it_was_sent(game: WholeRound) -> None:
    game.submit(WHOSE_IT_IS, _superior_task(game), 4)
    game.reassign_superior(HR, ONE, "above")


def _leaves_with_a_form_taken_up_again(game: WholeRound) -> None:
    game.submit(WHOSE_IT_IS, _peer_task(game), 4)
    game.take_up_again(WHOSE_IT_IS, 1)
    game.leave(HR, ONE)


def objects(*names: str) -> Game:
    return lambda game: [game.objection(WHOSE_IT_IS, ONE, name, True) for name in names]


def _corrects(game: WholeRound, what: str, who: str = WHOSE_IT_IS) -> None:
    game.correction(who, ONE, (1, 2), what, True)


def _is_withdrawn_and_corrected(game: WholeRound) -> None:
    objects("file", "withdrawal")(game)
    _corrects(game, "propose")


def _one_officer_answers_himself(game: WholeRound) -> None:
    _corrects(game, "propose")
    _corrects(game, "answer", HR)


def _is_corrected_while_objected_to(game: WholeRound) -> None:
    _corrects(game, "propose")
    objects("file")(game)
    _corrects(game, "answer")


GAMES: dict[str, Game] = {
    "nobody is asked in the place of who declines": lambda game: game.decline(WHOSE_IT_IS, 1),
    "the old superior of a mover still decides": _is_decided_after_the_move,
    "the form does not pass to the new superior": lambda game: _moves(game, passes=True),
    "the superior's form passes on although he has sent it": _is_passed_on_after_it_was_sent,
    "a leaver's tasks stay with him": lambda game: game.leave(HR, ONE),
    "a leaver's forms are not sent again": _leaves_with_a_form_taken_up_again,
    "a late joiner is rated by no peers": lambda game: game.join_late(HR),
    "what a ruling made is objected to again": objects(*["due"] * 6),
    "a step of an objection whoever's and whenever it is": objects("file", "ruling"),
    "who decided rules on it": objects("file", "review"),
    "a withdrawn objection stays open": _is_withdrawn_and_corrected,
    "one officer corrects alone": _one_officer_answers_himself,
    "a correction does not wait for the ruling": _is_corrected_while_objected_to,
}


def played(stage: Stage, fault: str, monkeypatch: pytest.MonkeyPatch | None = None) -> None:
    beginnings, plant = FAULTS[fault]

    class Play(WholeRound):
        pass

    Play.stage, Play.beginnings = stage, beginnings
    game = Play()
    game.it_begins(0)
    if monkeypatch is not None:
        plant(monkeypatch)
    GAMES[fault](game)
    game.the_books_agree()


@pytest.mark.parametrize("fault", GAMES)
def test_the_shortest_game_finds_its_fault(stage: Stage, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    played(stage, fault)
    with pytest.raises(AssertionError):
        played(stage, fault, monkeypatch)
