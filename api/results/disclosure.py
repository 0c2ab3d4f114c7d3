"""The one place that decides what may be shown of the forms about a person, and to whom (DESIGN.md §5).

Every endpoint, export, document, webhook and audit answer passes here. Facts in, flags out; nothing is looked up.
What a figure stands for is counted over forms that count, never over forms that were assigned.
"""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from api.assignments.who_sees import READERS, Part, Reader, Thresholds, is_anonymous
from api.kit.texts import Text
from api.results.rules import ResultStatus
from api.results.unit_suppression import UnitCount, shows_count, suppress_unit_table
from api.rounds.rules import RoundStatus

__all__ = [
    "Comment",
    "CommentGroups",
    "Disclosure",
    "ResultState",
    "Shown",
    "SourceCounts",
    "UnitCount",
    "Viewer",
    "disclose",
    "figures_unchanged",
    "group_comments",
    "keep_shown",
    "shows_count",
    "suppress_unit_table",
]

T = TypeVar("T")

AFTER_CALCULATION = frozenset({RoundStatus.CALCULATED, RoundStatus.RELEASED, RoundStatus.ARCHIVED})


@dataclass(frozen=True, slots=True)
class Viewer:
    """How somebody stands to this result. `reader` None: it is not his to see at all.

    `rated_as`: the anonymous source in which he handed in a form about this person. Whether it counted is not asked –
    nobody may look it up after the close – it is taken to stand behind every figure of that source.
    """

    reader: Reader | None
    rated_as: str | None = None


@dataclass(frozen=True, slots=True)
class ResultState:
    """`responses_open`: the person may see his proposal to answer it (*tanggapan*)."""

    round_status: RoundStatus
    status: ResultStatus
    responses_open: bool = False


@dataclass(frozen=True, slots=True)
class SourceCounts:
    """What stands behind the figures of one source about one person.

    `forms`: per value, forms in which it counts. `answers`: per value, the number of answers 1–5 of each of its items
    in those forms. `commenters`: people who wrote any comment; `value_commenters`: per value.
    """

    forms: Mapping[str, int] = field(default_factory=dict)
    answers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    commenters: int = 0
    value_commenters: Mapping[str, int] = field(default_factory=dict)


class Shown(NamedTuple):
    """Whether something is shown; with how many behind it, or why not. A hidden number stays hidden itself."""

    shown: bool
    n: int | None = None
    because: Text | None = None


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What this viewer sees of this result. `visible` false: for him there is no such result (404).

    `ratings` are composite, ratings and predicate, `parts` everything they are made of. `means`, `items` and
    `comments_by_value` are by source and value, `comments` and `signals` by source.
    """

    visible: bool
    ratings: Shown
    parts: Shown
    means: Mapping[str, Mapping[str, Shown]] = field(default_factory=dict)
    items: Mapping[str, Mapping[str, Shown]] = field(default_factory=dict)
    signals: Mapping[str, Shown] = field(default_factory=dict)
    comments: Mapping[str, Shown] = field(default_factory=dict)
    comments_by_value: Mapping[str, Mapping[str, Shown]] = field(default_factory=dict)


_NOT_YET = Shown(False, because=Text("belum dibagikan", "not released yet"))
_NOT_DECIDED = Shown(False, because=Text("belum ditetapkan", "not decided yet"))
_NOT_FOR_ROLE = Shown(False, because=Text("tidak ditampilkan untuk peran Anda", "not shown to your role"))
_NO_FORM = Shown(False, because=Text("belum ada", "none"))
_SKIPPED = Shown(
    False, because=Text("tidak semua penilai menjawab setiap butir", "not every rater answered every item")
)
_RATED_HIMSELF = Shown(
    False,
    because=Text(
        "Anda ikut menilai pegawai ini; rinciannya akan memperlihatkan jawaban rekan lain",
        "you rated this person yourself; the parts would tell what other raters answered",
    ),
)
_YES = Shown(True)


def disclose(
    viewer: Viewer,
    state: ResultState,
    counts: Mapping[str, SourceCounts],
    thresholds: Thresholds | None = None,
) -> Disclosure:
    """What this viewer may see of this result; `counts` by source (`self`, `superior`, `peer`, `subordinate`).

    Nothing from forms before the calculation. The person sees his result once it is released – before, where the
    round asks for tanggapan, the figures of his proposal; the personnel officer once it is decided; assessor, head
    and auditor once it is calculated. Then by part: who is meant to see it (`READERS`), and how many stand behind it.
    """
    if viewer.reader is None or state.round_status not in AFTER_CALCULATION:
        return Disclosure(False, _NOT_YET, _NOT_YET)
    proposal_only = viewer.reader is Reader.SELF and state.status is not ResultStatus.RELEASED
    if proposal_only and not state.responses_open:
        return Disclosure(False, _NOT_YET, _NOT_YET)
    if viewer.reader is Reader.HR and state.status is ResultStatus.PROPOSAL:
        return Disclosure(True, _NOT_DECIDED, _NOT_DECIDED)
    scene = _Scene(viewer, counts, thresholds or Thresholds(), proposal_only)
    if scene.parts_would_tell():
        return Disclosure(True, _YES, _RATED_HIMSELF, comments=scene.comments())
    return Disclosure(
        visible=True,
        ratings=_YES,
        parts=_YES,
        means=scene.means(),
        items=scene.items(),
        signals=scene.signals(),
        comments=scene.comments(),
        comments_by_value=scene.comments_by_value(),
    )


@dataclass(frozen=True, slots=True)
class _Scene:
    viewer: Viewer
    counts: Mapping[str, SourceCounts]
    thresholds: Thresholds
    proposal_only: bool

    def parts_would_tell(self) -> bool:
        """Somebody who rated this person knows one form; below the threshold without it, he sees no parts at all:
        one value could be computed from the composite and the others."""
        if self.viewer.rated_as is None or not is_anonymous(self.viewer.rated_as):
            return False
        forms = self.counts.get(self.viewer.rated_as, SourceCounts()).forms.values()
        least = self.thresholds.means
        return any(n >= least > n - 1 for n in forms)

    def means(self) -> dict[str, dict[str, Shown]]:
        least = self.thresholds.means
        return {
            source: {value: self._enough(source, n, least) for value, n in counts.forms.items()}
            for source, counts in self.counts.items()
        }

    def items(self) -> dict[str, dict[str, Shown]]:
        return {
            source: {value: self._item(source, value, counts) for value in counts.answers}
            for source, counts in self.counts.items()
        }

    def _item(self, source: str, value: str, counts: SourceCounts) -> Shown:
        """Beside the value's mean, items that not everybody answered would tell by difference what the few answered
        who left one out: so the items of a value are shown if all forms that count in it answered all of them."""
        if (refusal := self._refusal(Part.ITEMS)) is not None:
            return refusal
        answers, forms = counts.answers[value], counts.forms.get(value)
        enough = self._enough(source, min(answers, default=0), self.thresholds.details)
        if enough.shown and is_anonymous(source) and any(n != forms for n in answers):
            return _SKIPPED
        return enough

    def signals(self) -> dict[str, Shown]:
        refusal = self._refusal(Part.SIGNALS)
        least = self.thresholds.details
        return {
            source: refusal or self._enough(source, min(counts.forms.values(), default=0), least)
            for source, counts in self.counts.items()
            if is_anonymous(source)
        }

    def comments(self) -> dict[str, Shown]:
        refusal = self._refusal(Part.COMMENTS)
        least = self.thresholds.comments
        return {
            source: refusal or self._enough(source, counts.commenters, least) for source, counts in self.counts.items()
        }

    def comments_by_value(self) -> dict[str, dict[str, Shown]]:
        refusal = self._refusal(Part.COMMENTS)
        least = self.thresholds.comments
        return {
            source: {v: refusal or self._enough(source, n, least) for v, n in counts.value_commenters.items()}
            for source, counts in self.counts.items()
        }

    def _refusal(self, part: Part) -> Shown | None:
        """A proposal shows its figures only; and not every part is meant for every reader."""
        if self.viewer.reader not in READERS[part]:
            return _NOT_FOR_ROLE
        return _NOT_YET if self.proposal_only else None

    def _enough(self, source: str, n: int, least: int) -> Shown:
        if not is_anonymous(source):
            return Shown(True, n) if n else _NO_FORM
        others = n - (self.viewer.rated_as == source)
        if n >= least and others >= least:
            return Shown(True, n)
        return Shown(False, because=Text(f"kurang dari {least}", f"fewer than {least}"))


def keep_shown(figures: Mapping[str, T], flags: Mapping[str, Shown]) -> dict[str, T | None]:
    """The same figures with None for whatever is not shown; what has no flag is not shown."""
    return {key: figure if key in flags and flags[key].shown else None for key, figure in figures.items()}


class Comment(NamedTuple):
    """One comment of an anonymous source: on a value, or on the whole (`value` ""). Normalised before."""

    value: str
    text: str


class CommentGroups(NamedTuple):
    """Comments as they are shown: by value where enough people commented on it, all others pooled."""

    by_value: Mapping[str, tuple[str, ...]]
    pooled: tuple[str, ...]


def group_comments(
    comments: Iterable[Comment], pooled: Shown, by_value: Mapping[str, Shown], order_key: bytes
) -> CommentGroups:
    """Comments of one source without whose and when, in an order that tells nothing and stays from reading to reading.

    `pooled` and `by_value` are the flags of `disclose` for this source; `order_key` is secret and of this result.
    """
    if not pooled.shown:
        return CommentGroups({}, ())
    mixed = sorted(comments, key=lambda comment: hmac.digest(order_key, comment.text.encode(), "sha256"))
    named = sorted({comment.value for comment in mixed if comment.value in by_value and by_value[comment.value].shown})
    groups = {value: tuple(text for at, text in mixed if at == value) for value in named}
    return CommentGroups(groups, tuple(text for at, text in mixed if at not in groups))


def figures_unchanged(before: Mapping[str, object], after: Mapping[str, object]) -> bool:
    """Whether a later version carries the same figures of anonymous sources as the one it supersedes; by source.

    They are published once: a second publication with one form more or less would tell that form by the difference
    (security.md T4, T5). A version that changes only the superior's form, the work result or the ratings passes.
    """
    return _anonymous(before) == _anonymous(after)


def _anonymous(figures: Mapping[str, object]) -> dict[str, object]:
    return {source: figure for source, figure in figures.items() if is_anonymous(source)}
