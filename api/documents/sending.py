"""A paper on its way out as a file."""

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.documents.paper import Printed
from api.documents.pdf import draw_paper

PDF = "application/pdf"


class PdfResponse(Response):
    """Drawn once the transaction is over: pages take their time, and meanwhile nobody shall wait for the database."""

    media_type = PDF

    def __init__(self, printed: Printed, name: str) -> None:
        headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"', "Cache-Control": "no-store"}
        super().__init__(headers=headers)
        self.printed = printed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.body = await run_in_threadpool(draw_paper, self.printed)
        self.headers["Content-Length"] = str(len(self.body))
        await super().__call__(scope, receive, send)
