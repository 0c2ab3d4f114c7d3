"""The part of a sheet that is filled in: values with their behaviour in short, items with boxes, lines for a comment."""

from collections.abc import Sequence
from typing import cast

from fpdf.enums import MethodReturnValue, XPos, YPos

from api.instruments.draft import ItemDraft, ValueDraft
from api.kit.drawn import letters
from api.paper_forms.leaf import FONT, LEFT, WIDTH, Leaf

_BOXES = ("1", "2", "3", "4", "5", "TDM")
_STEP, _BOX = 9.5, 5.0
_TEXT = WIDTH - len(_BOXES) * _STEP - 4
_LINE, _SMALL = 4.2, 3.3
_EXAMPLES = (1, 3, 5)
_RULE = 6.5
_GAP = 1.0


def draw_values(pdf: Leaf, values: Sequence[ValueDraft]) -> None:
    for value in values:
        pdf.room(_height(pdf, value))
        _draw_heading(pdf, value)
        for item in value.items:
            _draw_item(pdf, item)
        _draw_rules(pdf, "Komentar (boleh kosong):", 1)
        pdf.ln(1)
    pdf.room(12 + 3 * _RULE)
    _draw_rules(pdf, "Komentar umum (boleh kosong):", 3)
    pdf.say("Akhir lembar. Masukkan ke amplop dan rekatkan.", size=9, style="B", height=7)


def _height(pdf: Leaf, value: ValueDraft) -> float:
    """Of a value with everything that belongs to it."""
    examples = len(_lines(pdf, _examples(value), WIDTH, 7.5)) * _SMALL
    items = sum(max(len(_lines(pdf, _numbered(item), _TEXT, 9)) * _LINE, _BOX) + _GAP for item in value.items)
    return 6 + examples + 4 + items + _RULE + 1


def _lines(pdf: Leaf, text: str, width: float, size: float) -> list[str]:
    pdf.set_font(FONT, size=size)
    found = pdf.multi_cell(width, _LINE, letters(text), align="L", dry_run=True, output=MethodReturnValue.LINES)
    return cast("list[str]", found)  # that is what was asked for


def _numbered(item: ItemDraft) -> str:
    return f"{item.number}. {item.text}"


def _examples(value: ValueDraft) -> str:
    """The lowest, the middle and the highest: who wants all five finds them in the dashboard."""
    return "\n".join(f"{one.level}: {one.text}" for one in value.anchors if one.level in _EXAMPLES)


def _draw_heading(pdf: Leaf, value: ValueDraft) -> None:
    pdf.say(value.name, size=11, style="B", height=6)
    pdf.say(_examples(value), size=7.5, height=_SMALL)
    pdf.set_font(FONT, size=7)
    y = pdf.get_y()
    for place, word in enumerate(_BOXES):
        pdf.set_xy(_box_left(place) - 2, y)
        pdf.cell(_BOX + 4, 4, word, align="C")
    pdf.set_xy(LEFT, y + 4)


def _box_left(place: int) -> float:
    return LEFT + WIDTH - (len(_BOXES) - place) * _STEP + 2


def _draw_item(pdf: Leaf, item: ItemDraft) -> None:
    top = pdf.get_y()
    pdf.set_font(FONT, size=9)
    pdf.set_x(LEFT)
    pdf.multi_cell(_TEXT, _LINE, letters(_numbered(item)), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    for place in range(len(_BOXES)):
        pdf.rect(_box_left(place), top, _BOX, _BOX)
    pdf.set_y(max(pdf.get_y(), top + _BOX) + _GAP)


def _draw_rules(pdf: Leaf, label: str, lines: int) -> None:
    pdf.set_font(FONT, size=8)
    pdf.set_x(LEFT)
    pdf.cell(45, _RULE - 1, label)
    begin = LEFT + 46
    for _ in range(lines):
        y = pdf.get_y() + _RULE - 1
        pdf.line(begin, y, LEFT + WIDTH, y)
        begin = LEFT
        pdf.set_xy(LEFT, y + 1)
