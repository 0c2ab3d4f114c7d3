from api.access.context import Context
from api.access.permissions import PUBLIC
from api.access.routing import Router
from api.accounts.throttles import client_address
from api.accounts.two_steps import REFUSALS
from api.dashboard import client_errors
from api.dashboard.client_errors import ReportLimit
from api.dashboard.schemas_client_errors import ClientError
from api.kit.errors import TooManyRequests

router = Router(tag="dashboard")


@router.acts("/client-errors", permission=PUBLIC, status=204, writes=False, errors=[TooManyRequests, *REFUSALS])
def report_client_error(context: Context, body: ClientError) -> None:
    """Report a fault of a page to the server's log.

    Signed in or not. Only words of the program; whoever reports, and from where, is not noted.
    """
    state = context.request.app.state
    limit: ReportLimit = state.client_error_limit
    client_errors.report_client_error(
        limit,
        report=body,
        address=client_address(context.request, state.settings),
        now=context.now,
        trace=context.request_id,
    )
