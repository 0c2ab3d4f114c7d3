"""The closed lists of words that scoring speaks in, each with its Indonesian and English text.

Codes are stored and exchanged; texts are only shown. Nothing compares texts.
"""

from enum import IntEnum
from typing import NamedTuple

ANSWER_LOWEST = 1
ANSWER_HIGHEST = 5
CANNOT_JUDGE = 0
"""The byte of an item the rater could not judge: left out of every mean."""

HIGHEST_FIGURE = 120
"""The upper end of the scale of PP 30/2019, of the SKP figure and of the numeric layer."""

WEIGHT_TOTAL_BP = 10_000
SMALLEST_ANONYMOUS_GROUP = 3
"""Fewer forms than this of an anonymous source would reveal who answered what; no policy may go below it."""


class Text(NamedTuple):
    """One text in both languages."""

    id: str
    en: str


class Source(IntEnum):
    """Who rates. The code is also the index into every array with a source axis."""

    SELF = 0
    SUPERIOR = 1
    PEER = 2
    SUBORDINATE = 3

    @property
    def word(self) -> str:
        """The word of the API: `self`, `superior`, `peer`, `subordinate`."""
        return self.name.lower()

    @property
    def anonymous(self) -> bool:
        """Whether the person rated must not learn who of this source answered what."""
        return self in (Source.PEER, Source.SUBORDINATE)

    @property
    def text(self) -> Text:
        return _SOURCE_TEXTS[self]


class Expectation(IntEnum):
    """Rating of work result and of behaviour; SIASN codes, lower is better: never average them."""

    ABOVE = 1
    MEETS = 2
    BELOW = 3

    @property
    def text(self) -> Text:
        return _EXPECTATION_TEXTS[self]


class Predicate(IntEnum):
    """Predikat kinerja of a person; SIASN codes `kuadranKinerjaNilai`, lower is better."""

    VERY_GOOD = 1
    GOOD = 2
    NEEDS_IMPROVEMENT = 3
    POOR = 4
    VERY_POOR = 5

    @property
    def adverse(self) -> bool:
        """Whether only an official may say it: the system never proposes this word."""
        return self in (Predicate.POOR, Predicate.VERY_POOR)

    @property
    def text(self) -> Text:
        return _PREDICATE_TEXTS[self]


class OrganisationPredicate(IntEnum):
    """Predikat kinerja of an organisation (SE MenPANRB 3/2023)."""

    EXCELLENT = 1
    GOOD = 2
    NEEDS_IMPROVEMENT = 3
    POOR = 4
    VERY_POOR = 5

    @property
    def text(self) -> Text:
        return _ORGANISATION_TEXTS[self]


class Absence(IntEnum):
    """Why a source says nothing about a value of a person.

    For anonymous sources there is one reason only, `TOO_FEW_FORMS`: a finer one would count a hidden group.
    """

    COUNTED = 0
    NOT_ASKED = 1
    NO_FORM = 2
    FORM_NOT_COUNTED = 3
    VALUE_NOT_ANSWERED = 4
    TOO_FEW_FORMS = 5

    @property
    def text(self) -> Text:
        return _ABSENCE_TEXTS[self]


class Incomplete(IntEnum):
    """Why a person has no composite (*belum lengkap*)."""

    COMPLETE = 0
    NO_SUPERIOR_FORM = 1
    SUPERIOR_FORM_NOT_COUNTED = 2
    TOO_FEW_VALUES = 3

    @property
    def text(self) -> Text:
        return _INCOMPLETE_TEXTS[self]


class ProposalState(IntEnum):
    """What the system proposes, or why it proposes nothing."""

    PROPOSED = 1
    INCOMPLETE = 2
    WORK_RESULT_MISSING = 3
    NEEDS_OFFICIAL_DECISION = 4
    NOTHING_PROPOSED = 5

    @property
    def text(self) -> Text:
        return _PROPOSAL_TEXTS[self]


_SOURCE_TEXTS = {
    Source.SELF: Text("diri sendiri", "self"),
    Source.SUPERIOR: Text("atasan", "superior"),
    Source.PEER: Text("rekan", "peers"),
    Source.SUBORDINATE: Text("bawahan", "subordinates"),
}
_EXPECTATION_TEXTS = {
    Expectation.ABOVE: Text("Di atas ekspektasi", "Above expectation"),
    Expectation.MEETS: Text("Sesuai ekspektasi", "Meets expectation"),
    Expectation.BELOW: Text("Di bawah ekspektasi", "Below expectation"),
}
_PREDICATE_TEXTS = {
    Predicate.VERY_GOOD: Text("Sangat Baik", "Very good"),
    Predicate.GOOD: Text("Baik", "Good"),
    Predicate.NEEDS_IMPROVEMENT: Text("Butuh Perbaikan", "Needs improvement"),
    Predicate.POOR: Text("Kurang", "Poor"),
    Predicate.VERY_POOR: Text("Sangat Kurang", "Very poor"),
}
_ORGANISATION_TEXTS = {
    OrganisationPredicate.EXCELLENT: Text("Istimewa", "Excellent"),
    OrganisationPredicate.GOOD: Text("Baik", "Good"),
    OrganisationPredicate.NEEDS_IMPROVEMENT: Text("Butuh Perbaikan", "Needs improvement"),
    OrganisationPredicate.POOR: Text("Kurang", "Poor"),
    OrganisationPredicate.VERY_POOR: Text("Sangat Kurang", "Very poor"),
}
_ABSENCE_TEXTS = {
    Absence.COUNTED: Text("dihitung", "counted"),
    Absence.NOT_ASKED: Text("memang tidak diminta pada periode ini", "not asked in this round, by design"),
    Absence.NO_FORM: Text("belum ada lembar penilaian", "no form was handed in"),
    Absence.FORM_NOT_COUNTED: Text(
        "lembar penilaian tidak dihitung karena terlalu banyak butir tidak dapat dinilai",
        "the form does not count because too many items could not be judged",
    ),
    Absence.VALUE_NOT_ANSWERED: Text(
        "nilai ini tidak dihitung karena terlalu sedikit butirnya yang dijawab",
        "the value does not count because too few of its items were answered",
    ),
    Absence.TOO_FEW_FORMS: Text(
        "lembar penilaian yang dihitung kurang dari jumlah minimum",
        "fewer counted forms than the minimum",
    ),
}
_INCOMPLETE_TEXTS = {
    Incomplete.COMPLETE: Text("lengkap", "complete"),
    Incomplete.NO_SUPERIOR_FORM: Text(
        "belum lengkap: belum ada penilaian atasan", "incomplete: the superior has not rated"
    ),
    Incomplete.SUPERIOR_FORM_NOT_COUNTED: Text(
        "belum lengkap: penilaian atasan tidak dihitung karena terlalu banyak butir tidak dapat dinilai",
        "incomplete: the superior's form does not count because too many items could not be judged",
    ),
    Incomplete.TOO_FEW_VALUES: Text(
        "belum lengkap: terlalu sedikit nilai yang lengkap", "incomplete: too few values are complete"
    ),
}
_PROPOSAL_TEXTS = {
    ProposalState.PROPOSED: Text("usulan tersedia", "a proposal is available"),
    ProposalState.INCOMPLETE: Text("belum lengkap", "incomplete"),
    ProposalState.WORK_RESULT_MISSING: Text("hasil kerja belum diisi", "the work result is missing"),
    ProposalState.NEEDS_OFFICIAL_DECISION: Text("perlu keputusan pejabat", "an official has to decide"),
    ProposalState.NOTHING_PROPOSED: Text(
        "periode latihan: tidak ada usulan predikat", "practice round: no predicate is proposed"
    ),
}
