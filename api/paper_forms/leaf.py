"""A leaf of paper with a slip at its top that is torn off: nothing stands behind it, both sides begin below the line."""

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from api.kit.drawn import ENCODING, letters

FONT = "helvetica"
LEFT, WIDTH, BOTTOM = 15.0, 180.0, 286.0
TEAR = 38.0
"""Where the slip ends, from the top of the leaf."""


class Leaf(FPDF):
    """Pages of one sheet carry its code at their head, for leaves that part from each other."""

    def __init__(self) -> None:
        super().__init__(format="A4")
        self.code = ""
        self.page_of_sheet = 0
        self.core_fonts_encoding = ENCODING
        self.set_margins(LEFT, 12, LEFT)
        self.set_auto_page_break(False)

    def header(self) -> None:
        if not self.code:
            return
        self.page_of_sheet += 1
        self.set_xy(LEFT, TEAR + 4)
        self.set_font("courier", "B", 15)
        self.cell(WIDTH / 2, 7, self.code)
        self.set_font(FONT, size=8)
        self.cell(WIDTH / 2, 7, f"Halaman {self.page_of_sheet}", align="R")
        self.set_xy(LEFT, TEAR + 13)

    def room(self, height: float) -> None:
        """Whatever is drawn next stays together."""
        if self.get_y() + height > BOTTOM:
            self.add_page()

    def say(self, text: str, *, size: float = 10, style: str = "", height: float = 5, align: str = "L") -> None:
        self.set_font(FONT, style, size)
        self.set_x(LEFT)
        self.multi_cell(WIDTH, height, letters(text), align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
