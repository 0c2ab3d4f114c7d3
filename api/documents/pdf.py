"""A paper drawn on A4. The same paper gives the same bytes: nothing in the file tells when or by what it was drawn."""

from collections.abc import Sequence
from datetime import UTC, datetime, time

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from api.documents.paper import Column, Pair, Paper, Printed, Section, Signatory
from api.documents.rules import short_fingerprint
from api.kit.drawn import ENCODING, letters

_MARGIN, _LINE, _WIDTH = 20.0, 5.0, 170.0
_LABEL = 45.0
_SIGNATURE = 62.0
_FOOT = 18.0
_FONT = "helvetica"
_BLANK = "." * 44


def draw_paper(printed: Printed) -> bytes:
    paper = printed.paper
    pdf = _Sheet(printed)
    pdf.core_fonts_encoding = ENCODING
    pdf.set_title(letters(paper.title))
    pdf.set_producer("-")
    pdf.set_creation_date(datetime.combine(printed.day, time(), UTC))
    pdf.set_margins(_MARGIN, 15, _MARGIN)
    pdf.set_auto_page_break(True, margin=_FOOT + 4)
    pdf.add_page()
    _draw_letterhead(pdf, paper)
    _draw_title(pdf, paper)
    for section in paper.sections:
        _draw_section(pdf, section)
    _draw_signatures(pdf, paper)
    return bytes(pdf.output())


class _Sheet(FPDF):
    """A4 with the paper's number, its fingerprint and the page at the foot of every page."""

    def __init__(self, printed: Printed) -> None:
        super().__init__(format="A4")
        self.paper = printed.paper
        self.audit_code = printed.audit_code

    def footer(self) -> None:
        number = f"Nomor {self.paper.number}" if self.paper.number else "Konsep tanpa nomor"
        self.set_y(-_FOOT)
        self.set_font(_FONT, size=7)
        self.line(_MARGIN, self.get_y(), _MARGIN + _WIDTH, self.get_y())
        text = f"{number}  |  SHA-256 {short_fingerprint(self.paper.content_hash)}"
        if self.audit_code:
            text += f"  |  Log audit {self.audit_code}"
        self.cell(_WIDTH - 35, _LINE, letters(text), new_x=XPos.RIGHT, new_y=YPos.TOP)
        self.cell(35, _LINE, f"Halaman {self.page_no()} dari {{nb}}", align="R")


def _block(pdf: FPDF, text: str, *, size: float = 10, style: str = "", align: str = "L", height: float = _LINE) -> None:
    pdf.set_font(_FONT, style, size)
    pdf.multi_cell(_WIDTH, height, letters(text), align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _draw_letterhead(pdf: FPDF, paper: Paper) -> None:
    last = len(paper.letterhead.lines) - 1
    for place, line in enumerate(paper.letterhead.lines):
        _block(pdf, line, size=15 if place == last else 13, style="B", align="C", height=6.5)
    if paper.letterhead.address:
        _block(pdf, paper.letterhead.address, size=9, align="C")
    y = pdf.get_y() + 1.5
    pdf.set_line_width(0.8)
    pdf.line(_MARGIN, y, _MARGIN + _WIDTH, y)
    pdf.set_line_width(0.2)
    pdf.line(_MARGIN, y + 1.2, _MARGIN + _WIDTH, y + 1.2)
    pdf.set_y(y + 6)


def _draw_title(pdf: FPDF, paper: Paper) -> None:
    _block(pdf, paper.title, size=12, style="BU", align="C", height=6)
    _block(pdf, f"Nomor: {paper.number}" if paper.number else "Konsep tanpa nomor", align="C")
    _block(pdf, paper.subtitle, align="C")
    for note in paper.notes:
        _block(pdf, note, size=9, style="B", align="C")
    pdf.ln(3)


def _draw_section(pdf: FPDF, section: Section) -> None:
    if section.heading:
        _block(pdf, section.heading, style="B", height=6)
    for paragraph in section.paragraphs:
        _block(pdf, paragraph, align="J")
        pdf.ln(1)
    for pair in section.pairs:
        _draw_pair(pdf, pair)
    if section.columns:
        _draw_table(pdf, section.columns, section.rows)
    pdf.ln(2)


def _draw_pair(pdf: FPDF, pair: Pair) -> None:
    pdf.set_font(_FONT, size=10)
    if pdf.will_page_break(_LINE):
        pdf.add_page()
    pdf.cell(_LABEL, _LINE, letters(pair.label), new_x=XPos.RIGHT, new_y=YPos.TOP)
    pdf.cell(4, _LINE, ":", new_x=XPos.RIGHT, new_y=YPos.TOP)
    rest = _WIDTH - _LABEL - 4
    pdf.multi_cell(rest, _LINE, letters(pair.value), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _draw_table(pdf: FPDF, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    pdf.set_font(_FONT, size=8)
    table = pdf.table(
        width=_WIDTH,
        col_widths=[column.share for column in columns],
        text_align=["CENTER" if column.centred else "LEFT" for column in columns],
        line_height=4,
        padding=0.8,
    )
    with table as drawn:
        drawn.row([letters(column.text) for column in columns])
        for row in rows:
            drawn.row([letters(cell) for cell in row])


def _draw_signatures(pdf: FPDF, paper: Paper) -> None:
    """Side by side, the last one at the right under place and date; never torn from each other."""
    if pdf.will_page_break(_SIGNATURE):
        pdf.add_page()
    top, half = pdf.get_y() + 4, _WIDTH / 2
    left = _MARGIN if len(paper.signatories) > 1 else _MARGIN + half
    pdf.set_font(_FONT, size=10)
    pdf.set_xy(_MARGIN + half, top)
    pdf.cell(half, _LINE, letters(paper.place_and_date), align="C")
    for place, signatory in enumerate(paper.signatories):
        _draw_signatory(pdf, signatory, left + half * place, top + _LINE, half)


def _draw_signatory(pdf: FPDF, signatory: Signatory, x: float, y: float, width: float) -> None:
    """Six lines are left for the title and, below it, the signature; what is not known leaves no gap."""
    title = [signatory.above, f"{signatory.title},"]
    below = [signatory.rank, f"NIP {signatory.nip}".rstrip()]
    parts = (
        (title, "", y),
        ([signatory.name or _BLANK], "BU" if signatory.name else "", y + 7 * _LINE),
        (below, "", y + 8 * _LINE),
    )
    for lines, style, at in parts:
        pdf.set_font(_FONT, style, 10)
        pdf.set_xy(x, at)
        pdf.multi_cell(width, _LINE, letters("\n".join(line for line in lines if line)), align="C")
