"""How the demo's people rate: each has a level of his own, each rater a way of seeing, and chance does the rest."""

import random
from typing import NamedTuple

from api.scoring.terms import Source

COMMENTS = (
    "Sabar menghadapi warga yang datang dengan berkas tidak lengkap.",
    "Selalu memberi kabar bila berkas belum selesai.",
    "Arsipnya rapi sehingga mudah dicari rekan.",
    "Mau membantu loket lain ketika antrean panjang.",
    "Sebaiknya lebih sering berbagi cara kerja yang sudah berhasil.",
    "Tepat waktu mengikuti rapat dan menyiapkan bahan.",
    "Cepat belajar aplikasi baru, dan sabar mengajarkannya.",
    "Akan lebih baik bila usul perbaikan disampaikan di rapat.",
    "Menjaga rahasia data warga dengan baik.",
    "Ramah kepada warga lanjut usia.",
    "Perlu lebih tenang ketika ada keluhan.",
    "Bekerja sama dengan kepala lingkungan tanpa diminta.",
)
ADAPTIF = range(16, 19)  # items 16–18
RATHER_FIXED_UNIT = "Kelurahan Rengas Pulau"


class Rated(NamedTuple):
    nip: str
    unit: str


def answers_for(rater_nip: str, rated: Rated, source: str, round_name: str) -> dict[str, int]:
    """Answers 1–5 to 21 items, now and then "tidak dapat menilai"; the same ones each time."""
    level = random.Random(f"level {rated.nip}").gauss(3.7, 0.45)
    chance = random.Random(f"{round_name} {rater_nip} {rated.nip}")
    level += random.Random(f"way {rater_nip}").gauss(0, 0.2)
    if source == Source.SELF.word:
        level += 0.3  # who rates himself tends to be kind
    if _is_straight(rater_nip) and source == Source.PEER.word:
        return {str(number): 4 for number in range(1, 22)}
    return {str(number): _answer(chance, level, number, rated, source) for number in range(1, 22)}


def _is_straight(rater_nip: str) -> bool:
    """A few give everybody the same answers throughout."""
    return random.Random(f"straight {rater_nip}").random() < 0.03


def _answer(chance: random.Random, level: float, number: int, rated: Rated, source: str) -> int:
    if source == Source.PEER.word and chance.random() < 0.015:
        return 0
    if number in ADAPTIF and rated.unit == RATHER_FIXED_UNIT:
        level -= 0.9
    return max(1, min(5, round(chance.gauss(level, 0.55))))


def comments_for(rater_nip: str, rated: Rated, round_name: str) -> dict[str, str]:
    chance = random.Random(f"comment {round_name} {rater_nip} {rated.nip}")
    return {"": chance.choice(COMMENTS)} if chance.random() < 0.6 else {}


def work_code(rated: Rated, round_name: str) -> int:
    """Mostly *sesuai*, some *di atas*."""
    return 1 if random.Random(f"work {round_name} {rated.nip}").random() < 0.25 else 2
