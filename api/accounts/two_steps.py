"""For requests that hash a passphrase or draw a sheet of cards: think first, write then.

A hash takes 20 ms. Inside a writing transaction the whole office would wait for it, since SQLite has one writer; an attacker who
guesses would stop everybody. Such routes are declared `writes=False`: the reading transaction ends where the writing one
begins, and what was read before is asked again under its lock.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from api.access.context import Context, Gate
from api.access.same_origin import CrossSiteRequest
from api.kit.errors import Problem, TooLarge, UnsupportedMediaType

# what the contract says of every writing route, said here because these routes begin as reading ones
REFUSALS: list[type[Problem]] = [CrossSiteRequest, TooLarge, UnsupportedMediaType]


@contextmanager
def writing_apart(context: Context) -> Iterator[Session]:
    """A transaction of its own, committed at its end; the reading one gives its connection back first."""
    gate: Gate = context.request.app.state.gate
    context.db.rollback()
    with gate.database.writing() as db:
        yield db
