"""What the rater should know about his form before he sends it, in his language (pure)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from api.assignments.comments import comment_warnings
from api.assignments.rules import missing_answers, questions_before_sending
from api.instruments.content import FormContent
from api.kit.texts import Text
from api.scoring.checks import FormPreview, what_will_not_count

EXTREMES = {1, 5}

COMMENT_HINTS: dict[str, Text] = {
    "superior": Text(
        "Untuk nilai yang Anda jawab 1 atau 5, tuliskan satu contoh kejadian, agar pegawai memahami alasannya.",
        "Where you answered 1 or 5, describe one event as an example, so that the person understands why.",
    ),
    "self": Text(
        "Tuliskan contoh pekerjaan yang mendukung jawaban Anda, bila ada.",
        "Describe work that supports your answers, if there is any.",
    ),
}
_FREELY = Text(
    "Komentar tidak wajib. Tuliskan perilaku yang Anda lihat, bukan nama atau kejadian yang menunjukkan siapa Anda.",
    "Comments are not required. Describe behaviour you saw, not names or events that tell who you are.",
)


@dataclass(frozen=True, slots=True)
class UncountedNote:
    code: str
    answered: int
    needed: int
    text: str


@dataclass(frozen=True, slots=True)
class PreviewNote:
    counts: bool
    text: str
    values: list[UncountedNote]


@dataclass(frozen=True, slots=True)
class Notes:
    missing: list[int]
    will_not_count: PreviewNote
    questions: list[str]
    comment_warnings: dict[str, list[str]]
    examples_wanted: list[str]


def comment_hint(source: str) -> Text:
    return COMMENT_HINTS.get(source, _FREELY)


def notes_on(
    form: FormContent,
    source: str,
    answers: Mapping[str, int],
    comments: Mapping[str, str],
    *,
    names: Iterable[str],
    language: str,
) -> Notes:
    """Everything there is to say about answers and comments as they stand; items without an answer count as not judged."""
    given = bytes(answers.get(str(number), 0) for number in range(1, form.item_count + 1))
    missing = missing_answers(answers, form.item_count)
    people = list(names)
    warnings = {code: comment_warnings(text, people) for code, text in comments.items()}
    return Notes(
        missing=missing,
        will_not_count=_preview(form, what_will_not_count(form.policy, given), language),
        questions=[] if missing else [text.in_language(language) for text in questions_before_sending(answers)],
        comment_warnings={
            code: [text.in_language(language) for text in found] for code, found in warnings.items() if found
        },
        examples_wanted=_examples_wanted(form, answers, comments) if source == "superior" else [],
    )


def _preview(form: FormContent, preview: FormPreview, language: str) -> PreviewNote:
    values = [
        UncountedNote(form.values[one.value].code, one.answered, one.needed, _say(one.text, language))
        for one in preview.uncounted
    ]
    return PreviewNote(preview.form_counts, _say(preview.text, language), values)


def _say(text: tuple[str, str], language: str) -> str:
    return Text(*text).in_language(language)


def _examples_wanted(form: FormContent, answers: Mapping[str, int], comments: Mapping[str, str]) -> list[str]:
    """Only a superior is asked for examples: a peer who had to give one would expose himself."""
    return [
        value.code
        for value in form.values
        if not comments.get(value.code) and any(answers.get(str(item.number)) in EXTREMES for item in value.items)
    ]
