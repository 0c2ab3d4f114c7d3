"""A PDF on its way out as a file, in letters that every reader has."""

import unicodedata
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

PDF = "application/pdf"
ENCODING = "windows-1252"


class DrawnPdf(Response):
    """Drawn once the transaction is over: pages take their time, and meanwhile nobody shall wait for the database."""

    media_type = PDF

    def __init__(self, draw: Callable[[], bytes], name: str) -> None:
        headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"', "Cache-Control": "no-store"}
        super().__init__(headers=headers)
        self.draw = draw

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.body = await run_in_threadpool(self.draw)
        self.headers["Content-Length"] = str(len(self.body))
        await super().__call__(scope, receive, send)


def letters(text: str) -> str:
    """The letters every PDF reader has; of others the letter without its accent, else a visible "?"."""
    return "".join(_letter(one) for one in unicodedata.normalize("NFC", text))


def _letter(one: str) -> str:
    for candidate in (one, unicodedata.normalize("NFKD", one).encode("ascii", "ignore").decode()):
        try:
            candidate.encode(ENCODING)
        except UnicodeEncodeError:
            continue
        if candidate:
            return candidate
    return "?"
