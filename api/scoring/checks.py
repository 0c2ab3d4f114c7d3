"""What a rater is told before sending: which values of his form will not count, and whether the form will."""

from dataclasses import dataclass

import numpy as np

from api.scoring.forms import form_means, total_dtype
from api.scoring.policy import Policy
from api.scoring.terms import ANSWER_HIGHEST, CANNOT_JUDGE, Absence, Text


@dataclass(frozen=True, slots=True)
class UncountedValue:
    """A value (index in the policy) that will not count: `answered` of its items, `needed` of them needed."""

    value: int
    answered: int
    needed: int
    reason: Absence
    text: Text


@dataclass(frozen=True, slots=True)
class FormPreview:
    """What will become of a form: values that will not count, and whether the form counts at all."""

    uncounted: tuple[UncountedValue, ...]
    form_counts: bool
    text: Text


def what_will_not_count(policy: Policy, answers: bytes) -> FormPreview:
    """The preview of one form, one byte per item, by the very rule that will score it.

    A value counts with enough answered items (2 of 3), the form with enough such values (5 of 7). Raises ValueError
    where the number of items is wrong or an answer lies outside 0–5.
    """
    form = np.frombuffer(answers, np.uint8)[None, :]
    if (form > ANSWER_HIGHEST).any():
        raise ValueError("an answer lies outside 0 … 5")
    form_counts = bool(form_means(policy, form, total_dtype(policy)).valid[0])
    answered = [
        int((form[0, first : first + len(value.item_shares)] != CANNOT_JUDGE).sum())
        for value, first in policy.values_with_items()
    ]
    uncounted = tuple(
        _uncounted(i, value.name, answered[i], value.min_items)
        for i, value in enumerate(policy.values)
        if answered[i] < value.min_items
    )
    return FormPreview(uncounted, form_counts, _form_text(policy, len(uncounted), form_counts))


def _uncounted(index: int, name: str, answered: int, needed: int) -> UncountedValue:
    text = Text(
        f"Nilai {name} tidak akan dihitung: {answered} butir dijawab, paling sedikit {needed}.",
        f"The value {name} will not count: {answered} items answered, at least {needed} needed.",
    )
    return UncountedValue(index, answered, needed, Absence.VALUE_NOT_ANSWERED, text)


def _form_text(policy: Policy, uncounted: int, counts: bool) -> Text:
    if counts and not uncounted:
        return Text("Semua nilai akan dihitung.", "All values will count.")
    total = len(policy.values)
    if counts:
        return Text(
            f"Lembar ini dihitung untuk {total - uncounted} dari {total} nilai.",
            f"This form counts for {total - uncounted} of {total} values.",
        )
    return Text(
        f"Lembar ini tidak akan dihitung: {total - uncounted} nilai terisi, paling sedikit {policy.min_values_per_form}.",
        f"This form will not count: {total - uncounted} values filled, at least {policy.min_values_per_form} needed.",
    )
