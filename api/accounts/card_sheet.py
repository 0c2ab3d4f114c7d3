"""Activation cards on A4, eight to a page with lines to cut along."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import segno
from fpdf import FPDF

from api.accounts.rules import masked_login

_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_LEFT, _TOP = 8.0, 8.0  # office printers leave a margin
_WIDTH, _HEIGHT = 97.0, 70.25
_COLUMNS, _ROWS = 2, 4
_PADDING = 5.0
_QR = 34.0


class CardText(NamedTuple):
    """What stands on one card."""

    name: str
    login: str
    code: str
    waits: bool  # for a second officer


class SheetText(NamedTuple):
    """What stands on all of them."""

    office: str
    address: str
    """Of the page where the code is entered, without the code."""
    expires_at: datetime
    zone: str


def activation_address(address: str, code: str) -> str:
    """The code stands behind `#`, so that it never reaches a server's log."""
    return f"{address}#{code}"


def draw_sheet(sheet: SheetText, cards: Sequence[CardText]) -> bytes:
    pdf = FPDF(format="A4")
    pdf.set_auto_page_break(False)
    pdf.set_title("Kartu aktivasi")
    for at, card in enumerate(cards):
        place = at % (_COLUMNS * _ROWS)
        if place == 0:
            pdf.add_page()
            _draw_cut_lines(pdf)
        _draw_card(pdf, sheet, card, _LEFT + _WIDTH * (place % _COLUMNS), _TOP + _HEIGHT * (place // _COLUMNS))
    return bytes(pdf.output())


def _draw_cut_lines(pdf: FPDF) -> None:
    right, bottom = _LEFT + _COLUMNS * _WIDTH, _TOP + _ROWS * _HEIGHT
    pdf.set_draw_color(150)
    pdf.set_dash_pattern(dash=1.5, gap=1.5)
    for column in range(_COLUMNS + 1):
        pdf.line(_LEFT + column * _WIDTH, _TOP, _LEFT + column * _WIDTH, bottom)
    for row in range(_ROWS + 1):
        pdf.line(_LEFT, _TOP + row * _HEIGHT, right, _TOP + row * _HEIGHT)
    pdf.set_dash_pattern()


def _draw_card(pdf: FPDF, sheet: SheetText, card: CardText, left: float, top: float) -> None:
    left, top, width = left + _PADDING, top + _PADDING, _WIDTH - 2 * _PADDING
    beside = width - _QR - 3
    _line(pdf, left, top, beside, 8, "", f"Kartu aktivasi – {sheet.office}")
    _line(pdf, left, top + 6, beside, 12, "B", card.name)
    _line(pdf, left, top + 13, beside, 9, "", masked_login(card.login))
    _line(pdf, left, top + 21, beside, 8, "", "Kode sekali pakai")
    _line(pdf, left, top + 26, beside, 13, "B", card.code, font="courier")
    pdf.image(_qr(activation_address(sheet.address, card.code)), left + width - _QR, top, _QR, _QR)
    pdf.set_xy(left, top + _QR + 3)
    pdf.set_font("helvetica", size=8)
    pdf.multi_cell(width, 3.6, _latin(_instruction(sheet, card)), align="L")


def _instruction(sheet: SheetText, card: CardText) -> str:
    lines = [
        f"1. Pindai kode QR, atau buka {sheet.address} dan ketik kode di atas.",
        "2. Buat kata sandi Anda sendiri, minimal 15 karakter. Jangan beri tahu siapa pun.",
        f"Berlaku satu kali sampai {_day(sheet.expires_at, sheet.zone)}. Setelah dipakai, buang kartu ini.",
    ]
    if card.waits:
        lines.append("Kartu ini berlaku setelah dikonfirmasi petugas kedua.")
    return "\n".join(lines)


def _line(
    pdf: FPDF, x: float, y: float, width: float, size: int, style: str, text: str, font: str = "helvetica"
) -> None:
    """One line; smaller letters where it would not fit, and cut where even those do not."""
    text = _latin(text)
    pdf.set_font(font, style, size)
    while pdf.get_string_width(text) > width and size > 7:
        size -= 1
        pdf.set_font(font, style, size)
    while pdf.get_string_width(text) > width:
        text = text[:-2] + "." if len(text) > 2 else ""
    pdf.set_xy(x, y)
    pdf.cell(width, 5, text)


def _latin(text: str) -> str:
    """The letters every PDF reader has; others become a visible "?"."""
    return text.replace("–", "-").replace("’", "'").encode("latin-1", "replace").decode("latin-1")


def _qr(content: str) -> io.BytesIO:
    picture = io.BytesIO()
    segno.make(content, error="m", micro=False).save(picture, kind="png", scale=8, border=0)
    return picture


def _day(moment: datetime, zone: str) -> str:
    day = moment.astimezone(ZoneInfo(zone))
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
