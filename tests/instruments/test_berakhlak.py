"""The seeded instrument is the official one, written out in full and fit to be read by the people it speaks about."""

from datetime import date
from itertools import pairwise

import pytest

from api.instruments.berakhlak import berakhlak
from api.instruments.draft import AnchorDraft, ValueDraft
from api.instruments.rules import check_instrument_version, scoring_policy
from api.scoring.terms import Source

OFFICIAL_ITEMS = [
    "Memahami dan memenuhi kebutuhan masyarakat",
    "Ramah, cekatan, solutif, dan dapat diandalkan",
    "Melakukan perbaikan tiada henti",
    "Melaksanakan tugas dengan jujur, bertanggung jawab, cermat, disiplin, dan berintegritas tinggi",
    "Menggunakan kekayaan dan barang milik negara secara bertanggung jawab, efektif, dan efisien",
    "Tidak menyalahgunakan kewenangan jabatan",
    "Meningkatkan kompetensi diri untuk menjawab tantangan yang selalu berubah",
    "Membantu orang lain belajar",
    "Melaksanakan tugas dengan kualitas terbaik",
    "Menghargai setiap orang apa pun latar belakangnya",
    "Suka menolong orang lain",
    "Membangun lingkungan kerja yang kondusif",
    "Memegang teguh ideologi Pancasila, Undang-Undang Dasar Negara Republik Indonesia Tahun 1945, setia kepada "
    "Negara Kesatuan Republik Indonesia serta pemerintahan yang sah",
    "Menjaga nama baik sesama ASN, pimpinan, instansi, dan negara",
    "Menjaga rahasia jabatan dan negara",
    "Cepat menyesuaikan diri menghadapi perubahan",
    "Terus berinovasi dan mengembangkan kreativitas",
    "Bertindak proaktif",
    "Memberi kesempatan kepada berbagai pihak untuk berkontribusi",
    "Terbuka dalam bekerja sama untuk menghasilkan nilai tambah",
    "Menggerakkan pemanfaatan berbagai sumber daya untuk tujuan bersama",
]
# insults, and words that leave it to the rater what is meant
FORBIDDEN = {
    *("malas", "bodoh", "buruk", "jelek", "payah", "bandel", "curang", "licik", "pembangkang", "gagal", "parah"),
    *("sangat", "cukup", "kadang", "kadang-kadang", "lumayan", "agak", "biasa", "maksimal", "optimal", "baik-baik"),
    *("kamu", "engkau", "dia"),
}
VALUES = berakhlak().values
ANCHORS = [(value.code, anchor) for value in VALUES for anchor in value.anchors]


def words(text: str) -> list[str]:
    return [word.strip(",.:;()").casefold() for word in text.split()]


def anchor_id(case: object) -> str:
    return f"level {case.level}" if isinstance(case, AnchorDraft) else str(case)


class TestValuesAndItems:
    def test_the_seven_values_stand_in_the_order_of_the_word_berakhlak(self) -> None:
        assert [value.code for value in VALUES] == ["BP", "AK", "KP", "HM", "LY", "AD", "KB"]

    def test_the_21_items_have_the_official_wording_in_the_official_order(self) -> None:
        assert [(item.number, item.text) for value in VALUES for item in value.items] == list(
            enumerate(OFFICIAL_ITEMS, start=1)
        )

    def test_every_value_has_three_items(self) -> None:
        assert [len(value.items) for value in VALUES] == [3] * 7

    def test_every_item_says_what_to_look_at_and_leads_to_a_competency(self) -> None:
        for value in VALUES:
            for item in value.items:
                assert item.competencies, item.number
                assert len(words(item.help)) >= 6, item.number

    def test_item_20_leads_to_communication_first_and_to_teamwork_then(self) -> None:
        item = next(item for value in VALUES for item in value.items if item.number == 20)
        assert item.competencies == (3, 2)

    def test_peers_may_skip_only_what_they_can_hardly_observe(self) -> None:
        optional = [item.number for value in VALUES for item in value.items if item.optional_for_peers]
        assert optional == [6, 13, 15]

    def test_value_defaults_follow_the_link_from_values_to_competencies(self) -> None:
        assert {value.code: value.competencies for value in VALUES} == {
            "BP": (5,),
            "AK": (1,),
            "KP": (6,),
            "HM": (9, 2),
            "LY": (1, 9),
            "AD": (7, 8),
            "KB": (2, 3),
        }


class TestAnchors:
    def test_there_are_35_and_no_two_are_alike(self) -> None:
        assert len(ANCHORS) == 35
        assert len({anchor.text for _, anchor in ANCHORS}) == 35

    @pytest.mark.parametrize("value", VALUES, ids=lambda value: value.code)
    def test_each_value_describes_the_five_levels_with_the_labels_of_the_screen(self, value: ValueDraft) -> None:
        labels = [(level.level, level.label) for level in berakhlak().levels]
        assert [(anchor.level, anchor.label) for anchor in value.anchors] == labels

    @pytest.mark.parametrize(("code", "anchor"), ANCHORS, ids=anchor_id)
    def test_an_anchor_is_one_sentence_of_12_to_30_words(self, code: str, anchor: AnchorDraft) -> None:
        assert 12 <= len(words(anchor.text)) <= 30
        assert anchor.text.endswith(".")
        assert anchor.text.count(".") == 1

    @pytest.mark.parametrize(("code", "anchor"), ANCHORS, ids=anchor_id)
    def test_an_anchor_names_three_behaviours_like_its_neighbours(self, code: str, anchor: AnchorDraft) -> None:
        assert ", dan " in anchor.text
        assert anchor.text.count(",") >= 2

    @pytest.mark.parametrize(("code", "anchor"), ANCHORS, ids=anchor_id)
    def test_an_anchor_neither_insults_nor_stays_vague(self, code: str, anchor: AnchorDraft) -> None:
        assert FORBIDDEN.isdisjoint(words(anchor.text))

    @pytest.mark.parametrize("value", VALUES, ids=lambda value: value.code)
    def test_neighbouring_levels_share_few_words(self, value: ValueDraft) -> None:
        texts = [set(words(anchor.text)) for anchor in value.anchors]
        for low, high in pairwise(texts):
            assert len(low & high) <= len(low | high) / 3

    def test_the_wording_of_the_levels_keeps_the_official_one_beside_it(self) -> None:
        assert [level.official_label for level in berakhlak().levels] == [
            "Kontraproduktif",
            "Reaktif, minim inisiatif",
            "Sesuai standar",
            "Proaktif tanpa diminta",
            "Role model",
        ]
        assert berakhlak().not_observed == "Tidak dapat menilai"


class TestFeedback:
    def test_every_value_has_a_sentence_on_strength_and_one_on_what_to_learn(self) -> None:
        sentences = [text for value in VALUES for text in (value.strength_text, value.learning_text)]
        assert len(set(sentences)) == 14
        assert all(text.endswith(".") for text in sentences)
        assert all(value.learning_text.startswith("Langkah berikutnya: ") for value in VALUES)


class TestDraft:
    def test_it_can_be_published_as_soon_as_it_has_a_date(self) -> None:
        assert check_instrument_version(berakhlak().draft(effective_from=date(2026, 1, 1))) == []
        without = check_instrument_version(berakhlak().draft(effective_from=None))
        assert [fault.code for fault in without] == ["effective_from_missing"]

    def test_its_policy_weighs_superior_peers_and_self_60_30_10_over_21_bytes(self) -> None:
        policy = scoring_policy(berakhlak().draft(effective_from=date(2026, 1, 1)))
        assert {rule.source: rule.weight_bp for rule in policy.sources} == {
            Source.SUPERIOR: 6000,
            Source.PEER: 3000,
            Source.SELF: 1000,
        }
        assert policy.item_count == 21
        assert policy.valid_from == date(2026, 1, 1)
