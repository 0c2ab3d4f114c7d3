import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.employees.nip import Employment
from api.employees.ranks import PNS_RANKS, PPPK_RANKS, parse_rank

EMPLOYMENTS: list[Employment] = ["pns", "pppk"]


def rank(text: str, employment: Employment = "pns") -> str | None:
    found = parse_rank(text, employment)
    return found.code if found else None


class TestTables:
    def test_pns_have_seventeen_ranks_from_juru_muda_to_pembina_utama(self) -> None:
        assert [(r.code, r.title, r.siasn_id) for r in (PNS_RANKS[0], PNS_RANKS[8], PNS_RANKS[-1])] == [
            ("I/a", "Juru Muda", 11),
            ("III/a", "Penata Muda", 31),
            ("IV/e", "Pembina Utama", 45),
        ]
        assert len(PNS_RANKS) == 17

    def test_pppk_have_seventeen_without_titles(self) -> None:
        assert [r.code for r in PPPK_RANKS][::8] == ["I", "IX", "XVII"]
        assert not any(r.title or r.siasn_id for r in PPPK_RANKS)

    def test_ranks_rise_in_order(self) -> None:
        assert [r.order for r in PNS_RANKS] == list(range(1, 18))
        assert [r.siasn_id for r in PNS_RANKS] == sorted(r.siasn_id or 0 for r in PNS_RANKS)


class TestParseRank:
    @pytest.mark.parametrize(
        "text",
        [
            "III/b",
            "III/B",
            "iii b",
            "III.b",
            "3/b",
            "32",
            "Penata Muda Tingkat I",
            "Penata Muda Tk. I",
            "Penata Muda Tkt.I",
            "Penata Muda Tk. I (III/b)",
            "Penata Muda Tingkat I, III/b",
            "PENATA MUDA TK.I / III.b",
            "Golongan III/b",
        ],
    )
    def test_pns_ranks_are_read_as_lists_write_them(self, text: str) -> None:
        assert rank(text) == "III/b"

    @pytest.mark.parametrize("text", ["IX", "ix", "9", "Golongan IX", "Gol. IX", "PPPK IX"])
    def test_pppk_ranks_are_read_as_lists_write_them(self, text: str) -> None:
        assert rank(text, "pppk") == "IX"

    @pytest.mark.parametrize("text", ["V/z", "III/e", "V/a", "IX", "I", "", "-", "99", "Penata Agung", "III/a III/b"])
    def test_what_is_no_pns_rank_is_unknown(self, text: str) -> None:
        assert rank(text) is None

    @pytest.mark.parametrize("text", ["III/a", "XVIII", "0", "18", "Penata", ""])
    def test_what_is_no_pppk_rank_is_unknown(self, text: str) -> None:
        assert rank(text, "pppk") is None

    def test_title_and_code_must_agree(self) -> None:
        assert rank("Penata Muda (III/c)") is None

    def test_every_code_title_and_id_is_read_back(self) -> None:
        for known in PNS_RANKS:
            assert rank(known.code) == rank(known.title) == rank(str(known.siasn_id)) == known.code
            assert rank(f"{known.title} ({known.code})") == known.code
        for known in PPPK_RANKS:
            assert rank(known.code, "pppk") == rank(str(known.order), "pppk") == known.code

    @given(st.text() | st.text("IVXivxabcde/. ()1234"), st.sampled_from(EMPLOYMENTS))
    def test_any_text_is_a_rank_or_unknown(self, text: str, employment: Employment) -> None:
        found = parse_rank(text, employment)
        assert found is None or found.employment == employment
