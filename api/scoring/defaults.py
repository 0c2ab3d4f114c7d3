"""The default policy: 7 BerAKHLAK values of 3 items each, as data an office can change version by version.

What a regulation fixes is cited as such; what the office decides says so. `since` is the day from which the
figure is applied.
"""

from datetime import date
from fractions import Fraction

from api.scoring.policy import (
    BasisTexts,
    BehaviourCuts,
    LegalBasis,
    NumericLayer,
    Policy,
    ScalePoint,
    SourceRule,
    ValueRule,
    WorkCuts,
)
from api.scoring.terms import Predicate, Source

BERAKHLAK = (
    ("BP", "Berorientasi Pelayanan"),
    ("AK", "Akuntabel"),
    ("KP", "Kompeten"),
    ("HM", "Harmonis"),
    ("LY", "Loyal"),
    ("AD", "Adaptif"),
    ("KB", "Kolaboratif"),
)


def default_policy(valid_from: date = date(2026, 1, 1)) -> Policy:
    """Superior 6,000, peers 3,000 (5 assigned, 3 to 7 forms), self 1,000; 7 values × 3 items, equal shares."""
    return Policy(
        name="Penilaian 360° BerAKHLAK",
        valid_from=valid_from,
        sources=(
            SourceRule(Source.SUPERIOR, weight_bp=6_000, min_forms=1, assigned=1, max_forms=1),
            SourceRule(Source.PEER, weight_bp=3_000, min_forms=3, assigned=5, max_forms=7),
            SourceRule(Source.SELF, weight_bp=1_000, min_forms=1, assigned=1, max_forms=1),
        ),
        values=tuple(ValueRule(code, name, share=1, item_shares=(1, 1, 1), min_items=2) for code, name in BERAKHLAK),
        min_values_per_form=5,
        min_complete_values=5,
        behaviour=BehaviourCuts(
            above_composite=Fraction(4),
            above_values=Fraction(3),
            below_composite=Fraction(13, 5),
            below_value=Fraction(2),
            below_value_superior=Fraction(5, 2),
        ),
        work=WorkCuts(above=Fraction(110), meets=Fraction(90)),
        matrix=_MATRIX,
        scale=(
            ScalePoint(Fraction(1), Fraction(50)),
            ScalePoint(Fraction(3), Fraction(100)),
            ScalePoint(Fraction(5), Fraction(120)),
        ),
        numeric=NumericLayer(
            work_percent_with_raters=60,
            work_percent_alone=70,
            bands=(Fraction(110), Fraction(90), Fraction(70), Fraction(50)),
            top_needs_innovation=True,
        ),
        basis=_basis(valid_from),
        proposes=True,
    )


_MATRIX = (
    (Predicate.VERY_GOOD, Predicate.GOOD, Predicate.POOR),
    (Predicate.GOOD, Predicate.GOOD, Predicate.POOR),
    (Predicate.NEEDS_IMPROVEMENT, Predicate.NEEDS_IMPROVEMENT, Predicate.VERY_POOR),
)
"""Rows: work result above, meets, below; columns: behaviour above, meets, below."""


def _basis(since: date) -> BasisTexts:
    texts = {
        "sources": "Kebijakan kantor; PP 30/2019 Pasal 41: pendapat rekan setingkat dan bawahan dipertimbangkan",
        "values": "PermenPANRB 6/2022: perilaku kerja menurut tujuh nilai BerAKHLAK",
        "validity": "Kebijakan kantor: nilai dan lembar dihitung bila cukup butir dijawab; rekan paling sedikit tiga",
        "behaviour": "Kebijakan kantor: batas usulan peringkat perilaku kerja",
        "work": "PermenPANRB 6/2022 (peringkat hasil kerja); batas angka SKP mengikuti PP 30/2019 Pasal 41",
        "matrix": "PermenPANRB 6/2022, Lampiran: matriks hasil kerja × perilaku kerja",
        "scale": "Kebijakan kantor: jembatan skala 1–5 ke angka 0–120 PP 30/2019",
        "numeric": "PP 30/2019 Pasal 41: 60/40 bila pendapat penilai lain dipertimbangkan, selain itu 70/30",
    }
    return BasisTexts(**{group: LegalBasis(text, since) for group, text in texts.items()})
