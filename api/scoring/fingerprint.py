"""One fingerprint for all inputs of a calculation: equal inputs give it again, whatever the order of the rows."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from api.scoring.policy import Policy
from api.scoring.sources import RUN
from api.scoring.values import Answers, WorkResults

SCHEMA = b"scoring-inputs/1"
ITEMS_IN_A_KEY = 24
"""So many answers 0–5 fit one int64 in base 6."""


def fingerprint(policy: Policy, answers: Answers, work: WorkResults, people: Sequence[str] | None = None) -> str:
    """SHA-256 (hex) over a canonical form: the policy, then all forms sorted by participant, source and answers.

    `people` names the N participants (their ids): then their numbering does not matter either. Without it the
    caller's numbering is part of the input. Raises ValueError where lengths differ or a name occurs twice.
    """
    if answers.people != work.people:
        raise ValueError("answers and work results are not about the same number of people")
    if people is not None:
        answers, work, people = _by_name(answers, work, people)
    digest = hashlib.sha256(SCHEMA)
    for head in (
        policy.canonical(),
        f"{answers.people} {answers.forms.shape[1]}".encode(),
        *map(str.encode, people or ()),
    ):
        digest.update(len(head).to_bytes(8, "little") + head)
    for run, part in answers.parts(RUN):
        _add_forms(digest, part, run.start)
    digest.update(work.code.tobytes() + work.skp.astype("<i4").tobytes() + work.innovation.tobytes())
    return digest.hexdigest()


def _by_name(answers: Answers, work: WorkResults, people: Sequence[str]) -> tuple[Answers, WorkResults, Sequence[str]]:
    """The same inputs with the participants numbered by their names."""
    if len(people) != answers.people or len(set(people)) != len(people):
        raise ValueError("every participant needs a name of his own")
    order = np.array(sorted(range(len(people)), key=people.__getitem__), dtype=np.int64)
    number = np.empty_like(order)
    number[order] = np.arange(len(order))
    renumbered = Answers.of(answers.forms, answers.source, number[answers.participant], answers.people)
    return renumbered, WorkResults(work.code[order], work.skp[order], work.innovation[order]), sorted(people)


def _add_forms(digest: "hashlib._Hash", answers: Answers, first: int) -> None:
    """Add a run of forms in canonical order; `first` is the number of its first participant."""
    order = np.lexsort((*reversed(answer_keys(answers.forms)), answers.keys))
    who = (answers.participant[order] + first).astype("<i8").view(np.uint8).reshape(len(order), 8)
    digest.update(np.hstack([who, answers.source[order, None], answers.forms[order]]).tobytes())


def answer_keys(forms: NDArray[np.uint8]) -> list[NDArray[np.int64]]:
    """Numbers that sort like the answers themselves: exact, because each holds its answers in base 6."""
    keys = []
    for low in range(0, forms.shape[1], ITEMS_IN_A_KEY):
        block = forms[:, low : low + ITEMS_IN_A_KEY].astype(np.int64)
        keys.append(block @ (6 ** np.arange(block.shape[1], dtype=np.int64)[::-1]))
    return keys
