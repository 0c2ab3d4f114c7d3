"""The drawn paper: the same bytes for the same content, nothing that tells of the machine, any name can be drawn."""

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from api.documents.paper import Column, Head, Pair, Paper, Printed, Section, Signatory, numbered
from api.documents.pdf import draw_paper
from api.documents.rules import DocumentKind, PaperVariant
from api.kit.drawn import letters
from tests.documents.conftest import text_of

DAY = date(2026, 11, 24)
COLUMNS = (Column("No", 1, True), Column("Nama", 6), Column("Predikat", 3, True))


def make_paper(names: list[str], **given: object) -> Paper:
    table = Section(
        "Daftar", ("Sebuah kalimat.",), (Pair("Periode", "2026"),), COLUMNS, numbered([(n, "Baik") for n in names])
    )
    paper = Paper(
        kind=DocumentKind.ROUND_RECAP,
        variant=PaperVariant.FULL,
        letterhead=Head(("PEMERINTAH KOTA MEDAN", "KECAMATAN CONTOH"), "Jalan Contoh 1"),
        title="REKAPITULASI",
        subtitle="Triwulan IV 2026",
        place_and_date="Medan, 24 November 2026",
        sections=(table,),
        signatories=(
            Signatory("a.n. Camat", "Sekretaris", "Siti Contoh, S.E.", "Penata (III/c)", "198503172010012003"),
        ),
        is_final=True,
        number="800/17/KMM/2026",
    )
    return replace(paper, **given)


def draw(paper: Paper) -> bytes:
    return draw_paper(Printed(paper, None, DAY))


class TestDrawing:
    def test_everything_of_the_paper_stands_on_it(self) -> None:
        text = text_of(draw(make_paper(["Dewi Staf"])))
        for part in (
            "KECAMATAN CONTOH", "Jalan Contoh 1", "REKAPITULASI", "Nomor: 800/17/KMM/2026", "Triwulan IV 2026", "Dewi Staf",
            "Sebuah kalimat.", "a.n. Camat", "Sekretaris,", "Siti Contoh, S.E.", "Penata (III/c)", "NIP 198503172010012003",
            "Medan, 24 November 2026", "Halaman 1 dari 1", "SHA-256",
        ):  # fmt: skip
            assert part in text, part

    def test_the_same_content_gives_the_same_bytes(self) -> None:
        assert draw(make_paper(["Dewi"])) == draw(make_paper(["Dewi"]))
        assert draw(make_paper(["Dewi"])) != draw(make_paper(["Dewo"]))

    def test_the_file_tells_the_day_of_issue_and_nothing_of_what_drew_it(self) -> None:
        content = draw(make_paper(["Dewi"]))
        metadata = PdfReader(io.BytesIO(content)).metadata
        assert dict(metadata or {}) == {
            "/Title": "REKAPITULASI",
            "/Producer": "-",
            "/CreationDate": "D:20261124000000Z",
        }
        assert b"fpdf" not in content.lower()

    def test_long_lists_go_on_a4_pages_that_are_numbered_and_repeat_their_heading(self) -> None:
        pages = PdfReader(io.BytesIO(draw(make_paper([f"Pegawai {n}" for n in range(120)])))).pages
        assert len(pages) > 2
        assert {(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in pages} == {
            (595, 842)
        }
        for number, page in enumerate(pages, start=1):
            text = page.extract_text()
            assert f"Halaman {number} dari {len(pages)}" in text
            assert "Pegawai" not in text or "Predikat" in text

    @pytest.mark.parametrize(
        ("name", "drawn"),
        [("Šari Ma’ruf – “Ani”", "Šari Ma’ruf – “Ani”"), ("Nguyễn Ļ", "Nguyen L"), ("王", "?"), ("e\u0301", "é"), ("\u202eabc", "?abc")],
    )  # fmt: skip
    def test_any_name_can_be_drawn(self, name: str, drawn: str) -> None:
        assert letters(name) == drawn
        assert drawn in text_of(draw(make_paper([name])))

    def test_a_word_without_a_blank_and_a_very_long_cell_do_not_break_it(self) -> None:
        assert "WWWW" in text_of(draw(make_paper(["W" * 400, "nama panjang " * 60])))

    def test_a_vacant_post_leaves_a_line_to_be_filled_in(self) -> None:
        text = text_of(draw(make_paper(["Dewi"], signatories=(Signatory("", "Camat"),))))
        assert "Camat," in text
        assert "......" in text


class TestContentHash:
    def test_it_covers_what_is_issued_and_neither_number_nor_the_state_of_the_day(self) -> None:
        paper = make_paper(["Dewi"])
        assert replace(paper, number="1", notes=("BELUM FINAL",), is_final=False).content_hash == paper.content_hash
        for change in ({"subtitle": "x"}, {"place_and_date": "Medan, 25 November 2026"}, {"letterhead": Head((), "")}):
            assert replace(paper, **change).content_hash != paper.content_hash  # type: ignore[arg-type]  # one of three fields
