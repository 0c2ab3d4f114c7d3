"""What a new version changes, named fact by fact, so that an officer sees it before publishing and an auditor after."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from api.instruments.draft import ItemDraft, ValueDraft, VersionDraft

DERIVED = ("policy/values", "policy/valid_from")


class Effect(StrEnum):
    """What a change touches. Figures of two versions may be set side by side only where no `STRUCTURE` changed."""

    WORDING = "wording"
    LEARNING = "learning"
    SCORING = "scoring"
    STRUCTURE = "structure"


class Change(NamedTuple):
    """`subject` is a path of names that stay the same when things move, e.g. `items/20/text`; None = absent there."""

    subject: str
    effect: Effect
    before: str | None
    after: str | None


class Fact(NamedTuple):
    effect: Effect
    text: str


def what_changed(old: VersionDraft, new: VersionDraft) -> tuple[Change, ...]:
    """Every fact that differs: values are recognised by their code, items by their number, anchors by their level."""
    before, after = dict(_version_facts(old)), dict(_version_facts(new))
    subjects = list(dict.fromkeys([*before, *after]))
    return tuple(
        _change(subject, before.get(subject), after.get(subject))
        for subject in subjects
        if before.get(subject) != after.get(subject)
    )


def may_compare(changes: tuple[Change, ...]) -> bool:
    """Whether results of both versions may stand in one trend: the same values made of the same items."""
    return all(change.effect is not Effect.STRUCTURE for change in changes)


def _change(subject: str, old: Fact | None, new: Fact | None) -> Change:
    effects = {fact.effect for fact in (old, new) if fact is not None}
    return Change(subject, effects.pop(), old.text if old else None, new.text if new else None)


def _version_facts(version: VersionDraft) -> Iterator[tuple[str, Fact]]:
    yield "legal_basis", Fact(Effect.WORDING, version.legal_basis)
    yield "effective_from", Fact(Effect.SCORING, str(version.effective_from))
    for value in version.values:
        yield from _value_facts(value)
        for item in value.items:
            yield from _item_facts(value.code, item)
    yield from _policy_facts("policy", version.policy)


def _value_facts(value: ValueDraft) -> Iterator[tuple[str, Fact]]:
    path = f"values/{value.code}"
    yield path, Fact(Effect.STRUCTURE, value.code)
    for name in ("name", "definition", "strength_text", "learning_text"):
        yield f"{path}/{name}", Fact(Effect.WORDING, getattr(value, name))
    for anchor in value.anchors:
        yield f"{path}/anchors/{anchor.level}", Fact(Effect.WORDING, anchor.text)
    yield f"{path}/share", Fact(Effect.SCORING, str(value.share))
    yield f"{path}/min_items", Fact(Effect.SCORING, str(value.min_items))
    yield f"{path}/competencies", Fact(Effect.LEARNING, _listed(value.competencies))


def _item_facts(value_code: str, item: ItemDraft) -> Iterator[tuple[str, Fact]]:
    path = f"items/{item.number}"
    yield f"{path}/value", Fact(Effect.STRUCTURE, value_code)
    yield f"{path}/text", Fact(Effect.WORDING, item.text)
    yield f"{path}/help", Fact(Effect.WORDING, item.help)
    yield f"{path}/share", Fact(Effect.SCORING, str(item.share))
    yield f"{path}/competencies", Fact(Effect.LEARNING, _listed(item.competencies))
    yield f"{path}/optional_for_peers", Fact(Effect.WORDING, str(item.optional_for_peers).lower())


def _policy_facts(path: str, figures: object) -> Iterator[tuple[str, Fact]]:
    """The figures one by one; sources are recognised by their name, the values of a policy repeat the version's."""
    if isinstance(figures, Mapping):
        for name, figure in figures.items():
            if f"{path}/{name}" not in DERIVED:
                yield from _policy_facts(f"{path}/{name}", figure)
    elif isinstance(figures, list):
        for place, figure in enumerate(figures):
            name = figure.get("source", place) if isinstance(figure, Mapping) else place
            yield from _policy_facts(f"{path}/{name}", figure)
    else:
        yield path, Fact(Effect.SCORING, str(figures))


def _listed(codes: tuple[object, ...]) -> str:
    return ", ".join(str(code) for code in codes)
