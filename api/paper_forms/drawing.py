"""A packet on A4, for both sides of the paper: the cover, then every sheet on a leaf of its own."""

import io
from datetime import UTC, datetime, time

import segno
from fpdf.enums import XPos, YPos

from api.kit.drawn import letters
from api.paper_forms.leaf import FONT, LEFT, TEAR, WIDTH, Leaf
from api.paper_forms.packet import PROMISE, STEPS, Packet, SheetText
from api.paper_forms.sheet_body import draw_values

_QR = 15.0


def draw_packet(packet: Packet) -> bytes:
    pdf = Leaf()
    pdf.set_title(letters(f"Lembar kertas - {packet.round_name}"))
    pdf.set_producer("-")
    pdf.set_creation_date(datetime.combine(packet.day, time(), UTC))
    _draw_cover(pdf, packet)
    for sheet in packet.sheets:
        _begin_leaf(pdf)
        pdf.code, pdf.page_of_sheet = sheet.code, 0
        pdf.add_page()
        _draw_slip(pdf, sheet)
        _draw_head(pdf, packet, sheet)
        draw_values(pdf, sheet.values)
    return bytes(pdf.output())


def _begin_leaf(pdf: Leaf) -> None:
    """Printed on both sides, two sheets must not share a leaf."""
    pdf.code = ""
    if pdf.page_no() % 2:
        pdf.add_page()
        pdf.set_y(140)
        pdf.say("Halaman ini sengaja dikosongkan.", size=9, align="C")


def _draw_cover(pdf: Leaf, packet: Packet) -> None:
    pdf.add_page()
    pdf.say(packet.office, size=11, style="B")
    pdf.say("Penilaian di kertas", size=18, style="B", height=10)
    pdf.say(packet.round_name, size=12, height=7)
    pdf.ln(3)
    pdf.say(f"Untuk: {packet.rater}", size=13, style="B", height=7)
    pdf.say(packet.rater_place)
    pdf.say(f"Jumlah lembar: {len(packet.sheets)}")
    pdf.say(f"Amplop diserahkan sebelum: {packet.deadline}", style="B", height=8)
    pdf.ln(4)
    pdf.say("Cara mengisi", size=12, style="B", height=8)
    for number, step in enumerate(STEPS, start=1):
        pdf.say(f"{number}. {step}", size=11, height=6)
        pdf.ln(1)
    pdf.ln(3)
    pdf.say("Siapa yang melihat jawaban Anda", size=12, style="B", height=8)
    for line in PROMISE:
        pdf.say(line, size=11, height=6)
        pdf.ln(1)
    if packet.contact:
        pdf.ln(3)
        pdf.say(f"Ada pertanyaan atau merasa ditekan? Hubungi: {packet.contact}.", size=11, height=6)
    pdf.ln(3)
    if packet.pledge:
        _draw_pledge(pdf, packet)
    pdf.say("Lembar depan ini tidak dimasukkan ke amplop.", size=11, style="B", height=6)


def _draw_pledge(pdf: Leaf, packet: Packet) -> None:
    """Signed beside the envelope: the cover has a name and no code, the sheets have codes and no name."""
    pdf.say("Menjaga kerahasiaan", size=12, style="B", height=8)
    pdf.say(packet.pledge, size=11, height=6)
    pdf.ln(12)
    pdf.line(LEFT, pdf.get_y(), LEFT + WIDTH / 2, pdf.get_y())
    pdf.say(f"Tanggal dan tanda tangan {packet.rater}", size=9, height=6)
    pdf.say("Tanda tangani, lalu serahkan lembar depan ini bersama amplop.", size=11, height=6)
    pdf.ln(1)


def _draw_slip(pdf: Leaf, sheet: SheetText) -> None:
    back = pdf.get_y()
    pdf.set_xy(LEFT, 10)
    pdf.say("SOBEK BAGIAN INI sebelum lembar dimasukkan ke amplop", size=8, style="B")
    pdf.say(f"Yang dinilai: {sheet.rated}", size=13, style="B", height=7)
    pdf.say(sheet.place, size=9, height=4.5)
    pdf.say(sheet.role, size=9, height=4.5)
    pdf.set_dash_pattern(dash=2, gap=1.5)
    pdf.line(0, TEAR, 210, TEAR)
    pdf.set_dash_pattern()
    pdf.set_y(back)


def _draw_head(pdf: Leaf, packet: Packet, sheet: SheetText) -> None:
    pdf.image(_qr(f"{packet.address}#{sheet.code}"), LEFT + WIDTH - _QR, TEAR + 11, _QR, _QR)
    pdf.set_font(FONT, size=9)
    text = (
        f"{packet.round_name}. Beri tanda silang pada satu kotak di setiap butir. 1 = terendah, 5 = tertinggi, "
        "TDM = tidak dapat menilai. Jangan tulis nama siapa pun."
    )
    pdf.multi_cell(WIDTH - _QR - 5, 4.5, letters(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.set_y(max(pdf.get_y(), TEAR + 11 + _QR) + 2)


def _qr(content: str) -> io.BytesIO:
    picture = io.BytesIO()
    segno.make(content, error="m", micro=False).save(picture, kind="png", scale=8, border=0)
    return picture
