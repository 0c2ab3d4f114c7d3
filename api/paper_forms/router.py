from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from starlette.responses import Response

from api.access.context import Context
from api.access.routing import Router
from api.assignments.refusals import RoundNotOpen
from api.kit.drawn import PDF, DrawnPdf
from api.kit.pages import Page
from api.paper_forms import naming, queries, reading
from api.paper_forms.drawing import draw_packet
from api.paper_forms.naming import Officer
from api.paper_forms.printing import print_paper_forms as make_packet
from api.paper_forms.reading import Reader
from api.paper_forms.refusals import AlreadyOnPaper, AlreadyTypist, NothingToPrint, PrintedByAnother
from api.paper_forms.schemas import (
    PaperFormsRead,
    PaperRaterCreate,
    PaperRaterFilters,
    PaperRaterRead,
    PaperTypistCreate,
)
from api.rounds.models import EvaluationRound
from api.rounds.queries import get_round, lock_round
from api.rounds.reach import OwnRecord, expect_reach

router = Router(prefix="/evaluation-rounds/{round_id}/paper-forms", tag="paper forms")

MANAGE = naming.MANAGE


@router.reads("", permission=MANAGE, response=PaperFormsRead)
def get_paper_forms(context: Context, round_id: UUID) -> dict[str, Any]:
    """Read how paper is used in a round: how many raters, sheets and forms that came in; and who types.

    Who typed which sheet, and whom a sheet is about, is told to nobody.
    """
    return _read(context, _seen(context, round_id))


@router.reads("/raters", permission=MANAGE, response=Page[PaperRaterRead])
def list_paper_raters(
    context: Context, round_id: UUID, filters: Annotated[PaperRaterFilters, Query()]
) -> dict[str, Any]:
    """List who fills in on paper, with counts of sheets; whom they rate is not told."""
    return reading.list_paper_raters(context.db, _reader(context), _seen(context, round_id), filters)


@router.creates("/raters", permission=MANAGE, response=PaperRaterRead, errors=[RoundNotOpen, OwnRecord, AlreadyOnPaper])
def name_paper_rater(context: Context, round_id: UUID, body: PaperRaterCreate) -> dict[str, Any]:
    """Note, with a reason, that a rater of an open round fills in on paper.

    He may still send his forms online; whichever comes first counts.
    """
    officer = _officer(context, round_id)
    rater = naming.name_paper_rater(context.db, officer, **body.model_dump())
    return reading.read_paper_rater(context.db, _reader(context), officer.round, rater)


@router.removes("/raters/{rater_id}", permission=MANAGE, errors=[RoundNotOpen])
def remove_paper_rater(context: Context, round_id: UUID, rater_id: UUID) -> None:
    """End that somebody fills in on paper: his sheets are void, what came in stays."""
    officer = _officer(context, round_id)
    naming.remove_paper_rater(context.db, officer, queries.get_rater(context.db, round_id, rater_id))


@router.acts(
    "/raters/{rater_id}/packet",
    permission="paper_forms:print",
    step_up=True,
    produces=[PDF],
    errors=[RoundNotOpen, NothingToPrint, PrintedByAnother],
)
def print_paper_forms(context: Context, round_id: UUID, rater_id: UUID) -> Response:
    """Print a rater's packet: a cover for him, and for each task that is left a sheet with a code and no name.

    The name of the person rated stands on a slip that is torn off. Sheets printed before are void from here on. Printing
    is refused to whoever could be among the people rated; who prints does not type.
    """
    officer = _officer(context, round_id)
    rater = queries.get_rater(context.db, round_id, rater_id)
    address = f"{context.request.app.state.settings.base_url}/lembar-kertas"
    packet = make_packet(context.db, officer, rater, address=address)
    return DrawnPdf(partial(draw_packet, packet), "lembar-kertas")


@router.creates("/typists", permission=MANAGE, response=PaperFormsRead, errors=[RoundNotOpen, AlreadyTypist])
def name_paper_typist(context: Context, round_id: UUID, body: PaperTypistCreate) -> dict[str, Any]:
    """Name an account that types sheets of this round; at least two are needed.

    Nobody who sees which rater has handed in: no personnel officer, no head.
    """
    officer = _officer(context, round_id)
    naming.name_paper_typist(context.db, officer, account_id=body.account_id)
    return _read(context, officer.round)


@router.removes("/typists/{typist_id}", permission=MANAGE, errors=[RoundNotOpen])
def remove_paper_typist(context: Context, round_id: UUID, typist_id: UUID) -> None:
    """Take a typist's naming back; what he typed and nobody has confirmed goes with him."""
    officer = _officer(context, round_id)
    naming.remove_paper_typist(context.db, officer, queries.get_typist(context.db, round_id, typist_id))


def _seen(context: Context, round_id: UUID) -> EvaluationRound:
    round = get_round(context.db, context.actor, round_id)
    expect_reach(context.actor, MANAGE, round.unit.path)
    return round


def _officer(context: Context, round_id: UUID) -> Officer:
    round = lock_round(context.db, context.actor, round_id)
    return Officer(context.actor, round, context.now, context.request_id)


def _reader(context: Context) -> Reader:
    return reading.reader_of(context.db, context.actor, context.now, context.language)


def _read(context: Context, round: EvaluationRound) -> dict[str, Any]:
    return reading.read_paper_forms(context.db, _reader(context), round)
