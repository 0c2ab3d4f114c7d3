"""For typists: what they were named for, and a sheet by its code. The code travels in the body, never in an address."""

from typing import Annotated, Any

from fastapi import Query

from api.access.context import Context
from api.access.permissions import SIGNED_IN
from api.access.routing import Router
from api.accounts.throttles import client_address
from api.assignments.refusals import Declined, RoundNotOpen, Withdrawn
from api.kit.errors import TooManyRequests
from api.kit.pages import Page, PageParams
from api.paper_forms import entering, reading
from api.paper_forms.entering import Desk
from api.paper_forms.refusals import SheetForAnother, SheetVoid, UnknownSheet
from api.paper_forms.rules import Typing
from api.paper_forms.schemas import (
    PaperRoundRead,
    PaperSheetOpen,
    PaperSheetRead,
    PaperSheetTyped,
    PaperSheetTyping,
)

router = Router(tag="paper forms")

REFUSALS = [UnknownSheet, SheetForAnother, SheetVoid, RoundNotOpen, Declined, Withdrawn, TooManyRequests]


@router.reads("/me/paper-rounds", permission=SIGNED_IN, response=Page[PaperRoundRead])
def list_my_paper_rounds(context: Context, params: Annotated[PageParams, Query()]) -> dict[str, Any]:
    """List the open rounds whose paper sheets the caller was named to type."""
    reader = reading.reader_of(context.db, context.actor, context.now, context.language)
    return reading.list_my_paper_rounds(context.db, reader, params)


@router.acts("/paper-sheets/form", permission=SIGNED_IN, response=PaperSheetRead, errors=REFUSALS)
def open_paper_sheet(context: Context, body: PaperSheetOpen) -> dict[str, Any]:
    """Open a sheet by its code, as a named typist: its items, without any name.

    One refusal stands for every reason why somebody else must type it. Unknown codes are counted; after ten the next
    has to wait.
    """
    return reading.read_sheet(entering.take_sheet(context.db, _desk(context), body.code))


@router.acts("/paper-sheets/typing", permission=SIGNED_IN, response=PaperSheetTyped, errors=REFUSALS)
def type_paper_sheet(context: Context, body: PaperSheetTyping) -> dict[str, Any]:
    """Type what stands on a sheet.

    The first typing waits, unseen. The second, by another person, hands the form in if it says the same; else it names the
    items that differ, once. Typings that still differ then are both dropped. Comments are compared by their letters and
    digits.
    """
    desk = _desk(context)
    taken = entering.take_sheet(context.db, desk, body.code)
    typed = entering.type_sheet(context.db, desk, taken, Typing(body.answers, body.comments))
    return reading.read_typed(typed, context.language)


def _desk(context: Context) -> Desk:
    settings = context.request.app.state.settings
    return Desk(context.actor, client_address(context.request, settings), context.now)
