from typing import Any

from api.access.context import Context
from api.access.permissions import SIGNED_IN
from api.access.routing import Router
from api.dashboard.my_overview import read_my_overview
from api.dashboard.schemas_me import MyOverview

router = Router(prefix="/me", tag="dashboard")


@router.reads("/overview", permission=SIGNED_IN, response=MyOverview)
def get_my_overview(context: Context) -> dict[str, Any]:
    """Read what waits for oneself: forms, decisions, results, dialogues, and for the personnel officer the rounds.

    Each count is the `total` of the list that its field names; asked again after each act, it is true at once.
    """
    return read_my_overview(context.db, actor=context.actor, now=context.now, language=context.language)
