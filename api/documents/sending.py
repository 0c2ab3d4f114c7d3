"""A paper on its way out as a file."""

from functools import partial

from api.documents.paper import Printed
from api.documents.pdf import draw_paper
from api.kit.drawn import PDF, DrawnPdf

__all__ = ["PDF", "PdfResponse"]


class PdfResponse(DrawnPdf):
    def __init__(self, printed: Printed, name: str) -> None:
        super().__init__(partial(draw_paper, printed), name)
