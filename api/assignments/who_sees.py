"""Who may see what of a form, as one table – and the sentences that tell the rater so before he sends.

`results/disclosure.py` shows by this table and these thresholds; the sentences are made from the same two, so that
they cannot promise anything else (DESIGN.md §5).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from api.kit.texts import Text

NAMED_SOURCES = frozenset({"self", "superior"})
"""Of these sources everybody knows who they are; every other source is anonymous."""

SMALLEST_GROUP = 3


class Reader(StrEnum):
    """How somebody stands to a result."""

    SELF = "self"
    ASSESSOR = "assessor"
    RULING = "ruling"
    """Who rules on an objection; nobody before there is one."""
    HR = "hr"
    HEAD = "head"
    AUDITOR = "auditor"


class Part(StrEnum):
    """What can be seen of the forms about a person."""

    MEANS = "means"
    """The mean of each value, by source."""
    ITEMS = "items"
    """Item means, spread and distribution."""
    COMMENTS = "comments"
    SIGNALS = "signals"
    """Yes or no to questions about the quality of the ratings."""


READERS: dict[Part, frozenset[Reader]] = {
    Part.MEANS: frozenset(Reader),
    Part.ITEMS: frozenset(Reader) - {Reader.HR},
    Part.COMMENTS: frozenset(Reader) - {Reader.HR, Reader.RULING},
    Part.SIGNALS: frozenset({Reader.HR, Reader.HEAD}),
}

READER_NAMES: dict[Reader, Text] = {
    Reader.SELF: Text("pegawai yang dinilai", "the person rated"),
    Reader.ASSESSOR: Text("pejabat penilainya", "the assessor"),
    Reader.RULING: Text("atasannya bila ada keberatan", "his superior where there is an objection"),
    Reader.HR: Text("bagian kepegawaian (setelah hasil ditetapkan)", "the personnel officer (once decided)"),
    Reader.HEAD: Text("pimpinan kantor", "the head of the office"),
    Reader.AUDITOR: Text("pemeriksa (Inspektorat)", "the auditor (Inspektorat)"),
}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How many must stand behind a figure before it is shown. The policy may raise them, never lower them below 3."""

    means: int = 3
    """Counted forms of an anonymous source behind the mean of a value."""
    details: int = 5
    """Answers of an anonymous source behind an item's mean, spread, distribution, and behind signals."""
    comments: int = 3
    """People who wrote a comment."""
    units: int = 5
    """Participants behind a line of a unit table."""

    def __post_init__(self) -> None:
        if min(self.means, self.details, self.comments, self.units) < SMALLEST_GROUP:
            raise ValueError(f"a group that is shown has at least {SMALLEST_GROUP} people")


class WhoSees(NamedTuple):
    """The sentences beside a form: about its answers and about its comments."""

    answers: tuple[Text, ...]
    comments: tuple[Text, ...]


_NOT_BEFORE_CLOSE = Text(
    "Sebelum periode ditutup dan dihitung, tidak ada yang melihat angka atau komentar.",
    "Nobody sees figures or comments before the round is closed and calculated.",
)
_SELF_TO_SUPERIOR = Text(
    "Atasan Anda dapat membaca penilaian diri ini setelah ia mengirim lembarnya sendiri; orang lain tidak sebelum "
    "periode dihitung.",
    "Your superior can read this self-evaluation after handing in his own form; nobody else before the calculation.",
)
_NAMED = Text(
    "Jawaban Anda terlihat sebagai jawaban Anda oleh {items}; rata-rata tiap nilai juga oleh {means}.",
    "Your answers are seen as yours by {items}; the mean of each value also by {means}.",
)
_NAMED_COMMENTS = Text(
    "Komentar Anda terlihat sebagai komentar Anda oleh {readers}.", "Your comments are seen as yours by {readers}."
)
_NOBODY = Text(
    "Lembar Anda sendiri tidak dilihat siapa pun, dan tidak ada yang diberi tahu siapa menilai siapa.",
    "Your own form is seen by nobody, and nobody is told who rated whom.",
)
_MEANS = Text(
    "Rata-rata tiap nilai dilihat oleh {readers}, hanya bila sedikitnya {least} lembar dihitung. Bila kurang dari "
    "{least}, jawaban kelompok Anda tidak dipakai sama sekali.",
    "The mean of each value is seen by {readers}, only if at least {least} forms count. With fewer than {least} the "
    "answers of your group are not used at all.",
)
_ITEMS = Text(
    "Rata-rata dan sebaran tiap butir dilihat oleh {readers}, hanya bila ada sedikitnya {least} jawaban.",
    "The mean and spread of each item are seen by {readers}, only with at least {least} answers.",
)
_SIGNALS = Text(
    "Tanda mutu penilaian (ya atau tidak) dilihat oleh {readers}, hanya bila ada sedikitnya {least} jawaban; tidak "
    "pernah oleh pegawai yang dinilai atau pejabat penilainya.",
    "Signals about the quality of ratings (yes or no) are seen by {readers}, only with at least {least} answers; "
    "never by the person rated or the assessor.",
)
_UNANIMOUS = Text(
    "Bila semua memberi jawaban yang sama, rata-ratanya menunjukkan jawaban itu.",
    "If everybody gives the same answer, the mean tells that answer.",
)
_SEALED = Text(
    "Kaitan Anda dengan lembar ini disegel. Segel hanya dapat dibuka dua pejabat bersama-sama, dengan alasan yang "
    "dicatat, dan dimusnahkan saat periode diarsipkan.",
    "The link between you and this form is sealed. Two officers together can open it, with a recorded reason; it is "
    "destroyed when the round is archived.",
)
_POOLED = Text(
    "Komentar dibaca oleh {readers}, tanpa nama, tanpa waktu, dan diacak, hanya bila sedikitnya {least} orang "
    "menulis komentar; menurut nilai hanya bila sedikitnya {least} orang mengomentari nilai itu.",
    "Comments are read by {readers}, without names or times and shuffled, only if at least {least} people wrote one; "
    "by value only if at least {least} people commented on that value.",
)
_TELLTALE = Text(
    "Gaya bahasa atau kejadian yang hanya Anda ketahui dapat menunjukkan siapa Anda.",
    "Your way of writing, or an event only you know, may tell who you are.",
)
_REPORTED = Text(
    "Komentar yang dilaporkan pembacanya juga dibaca dua petugas yang menilainya, tanpa tahu siapa penulisnya.",
    "A comment that a reader reports is also read by the two officers who decide about it, without its writer.",
)
_REPORTED_NAMED = Text(
    "Komentar yang dilaporkan pembacanya juga dibaca dua petugas yang menilainya.",
    "A comment that a reader reports is also read by the two officers who decide about it.",
)


def is_anonymous(source: str) -> bool:
    """Whether nobody may learn who of this source answered what. A source one does not know is anonymous."""
    return source not in NAMED_SOURCES


def who_will_see(source: str, thresholds: Thresholds) -> WhoSees:
    """Exactly who will see this form, for the rater of this source, before he sends it."""
    if is_anonymous(source):
        return _anonymous(thresholds)
    first = _SELF_TO_SUPERIOR if source == "self" else _NOT_BEFORE_CLOSE
    only_means = READERS[Part.MEANS] - READERS[Part.ITEMS]
    items, means = _readers(READERS[Part.ITEMS] - _own(source)), _readers(only_means)
    answers = Text(_NAMED.id.format(items=items.id, means=means.id), _NAMED.en.format(items=items.en, means=means.en))
    return WhoSees(
        (first, answers), (first, _filled(_NAMED_COMMENTS, READERS[Part.COMMENTS] - _own(source)), _REPORTED_NAMED)
    )


def _own(source: str) -> frozenset[Reader]:
    """Whom one need not mention: the rater himself."""
    return frozenset({Reader.SELF if source == "self" else Reader.ASSESSOR})


def _anonymous(thresholds: Thresholds) -> WhoSees:
    answers = (
        _NOT_BEFORE_CLOSE,
        _NOBODY,
        _filled(_MEANS, READERS[Part.MEANS], thresholds.means),
        _filled(_ITEMS, READERS[Part.ITEMS], thresholds.details),
        _filled(_SIGNALS, READERS[Part.SIGNALS], thresholds.details),
        _UNANIMOUS,
        _SEALED,
    )
    pooled = _filled(_POOLED, READERS[Part.COMMENTS], thresholds.comments)
    return WhoSees(answers, (_NOT_BEFORE_CLOSE, pooled, _REPORTED, _TELLTALE))


def _filled(text: Text, readers: Iterable[Reader], least: int = 0) -> Text:
    names = _readers(readers)
    return Text(text.id.format(readers=names.id, least=least), text.en.format(readers=names.en, least=least))


def _readers(readers: Iterable[Reader]) -> Text:
    chosen = set(readers)
    names = [READER_NAMES[reader] for reader in Reader if reader in chosen]
    return Text(_listed([name.id for name in names], "dan"), _listed([name.en for name in names], "and"))


def _listed(words: list[str], conjunction: str) -> str:
    if len(words) < 3:
        return f" {conjunction} ".join(words)
    return ", ".join(words[:-1]) + f", {conjunction} {words[-1]}"
