"""The answers of a form: what may be sent, what is missing, what will not count, how they are stored.

A form maps item numbers, as JSON writes them ("1", "2", … in the version's order), to 1–5, or 0 = *tidak dapat
menilai*. An item without an answer is not a 0: the rater has not said anything about it yet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from api.kit.faults import Fault
from api.kit.texts import Text

CANNOT_JUDGE = 0
LOWEST, HIGHEST = 1, 5

_MISSING = Text(
    'Butir {item} belum dijawab. Pilih 1–5, atau "tidak dapat menilai".',
    'Item {item} has no answer. Choose 1–5, or "cannot judge".',
)
_RANGE = Text(
    'Jawaban butir {item} harus bilangan bulat 1–5, atau 0 untuk "tidak dapat menilai".',
    'The answer to item {item} must be a whole number 1–5, or 0 for "cannot judge".',
)
_UNKNOWN = Text("Butir ini tidak ada dalam instrumen.", "There is no such item in the instrument.")
_ALL_EQUAL = Text(
    "Semua butir Anda beri nilai yang sama. Apakah memang demikian penilaian Anda?",
    "You gave the same answer to every item. Is this your view?",
)
_NOTHING_JUDGED = Text(
    'Semua butir Anda tandai "tidak dapat menilai". Jika Anda tidak cukup mengenal pekerjaannya, Anda dapat menolak '
    "tugas ini dengan alasan.",
    'You marked every item "cannot judge". If you do not know this work well enough, you can decline the task.',
)


def check_answers(answers: Mapping[str, object], item_count: int, *, draft: bool = False) -> tuple[Fault, ...]:
    """Every fault of a form, in the order of its items, each pointing at its item.

    A hand-in answers exactly the items 1 … `item_count`, each with a whole number 0–5; an item nobody answered is a
    fault, never a 0. A draft (`draft`) may leave items out. Truth values, decimals and text are no answers.
    """
    known = [str(number) for number in range(1, item_count + 1)]
    unknown = sorted(answers.keys() - set(known))
    faults = [_check_answer(item, answers) for item in known if not (draft and answers.get(item) is None)]
    faults += [Fault(_pointer(item), "unknown_item", _UNKNOWN) for item in unknown]
    return tuple(fault for fault in faults if fault is not None)


def missing_answers(answers: Mapping[str, object], item_count: int) -> list[int]:
    """The numbers of the items the rater has not answered; "tidak dapat menilai" (0) is an answer."""
    return [number for number in range(1, item_count + 1) if answers.get(str(number)) is None]


def pack_answers(answers: Mapping[str, int], item_count: int) -> bytes:
    """The stored form: one byte per item in the version's order. Only for answers without faults."""
    return bytes(answers[str(number)] for number in range(1, item_count + 1))


def unpack_answers(stored: bytes) -> dict[str, int]:
    """The stored form as it was sent."""
    return {str(number): answer for number, answer in enumerate(stored, start=1)}


class ValueItems(NamedTuple):
    """A value of the instrument: its items by number, and how many of them must be answered for it to count."""

    code: str
    items: tuple[int, ...]
    min_items: int


@dataclass(frozen=True, slots=True)
class NotCounted:
    """What of a form will not count: these values, by code, or the whole form."""

    values: tuple[str, ...]
    whole_form: bool


def not_counted(answers: Mapping[str, int], values: Sequence[ValueItems], min_values: int) -> NotCounted:
    """What the rater is told before sending (DESIGN.md §4): a value counts with enough judged items, usually 2 of 3;
    a form counts with enough values, usually 5 of 7. Items without an answer yet are treated as not judged."""
    left_out = tuple(value.code for value in values if _judged(answers, value) < value.min_items)
    return NotCounted(left_out, len(values) - len(left_out) < min_values)


def questions_before_sending(answers: Mapping[str, int]) -> list[Text]:
    """Friendly questions about a form that looks careless; the rater may send it all the same (domain.md §10.5)."""
    given = set(answers.values())
    if len(answers) < 2 or len(given) > 1:
        return []
    return [_NOTHING_JUDGED if given == {CANNOT_JUDGE} else _ALL_EQUAL]


def _check_answer(item: str, answers: Mapping[str, object]) -> Fault | None:
    answer = answers.get(item)
    if answer is None:
        return Fault(_pointer(item), "missing_answer", _MISSING.format(item=item))
    if type(answer) is int and CANNOT_JUDGE <= answer <= HIGHEST:
        return None
    return Fault(_pointer(item), "answer_range", _RANGE.format(item=item))


def _judged(answers: Mapping[str, int], value: ValueItems) -> int:
    return sum(answers.get(str(number), CANNOT_JUDGE) >= LOWEST for number in value.items)


def _pointer(item: str) -> str:
    escaped = item.replace("~", "~0").replace("/", "~1")  # RFC 6901
    return f"/answers/{escaped}"
