"""Staff lists: try, take over, look again, download the errors."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from starlette.responses import Response

from api.access.context import Context
from api.access.routing import Router
from api.employees import import_queries, importing
from api.employees.import_report import errors_csv, people_in, tell_run
from api.employees.import_schemas import ImportRead
from api.employees.import_upload import MAX_BODY_BYTES, PERMISSION, Sent, read_upload
from api.kit.errors import Forbidden, TooLarge

router = Router(prefix="/employees", tag="employees")


@router.acts(
    "/import",
    permission=PERMISSION,
    response=ImportRead,
    errors=[importing.OfficeWideOnly, importing.ImportRefused, importing.ImportNeedsConfirmation, TooLarge],
    max_body_size=MAX_BODY_BYTES,
)
def import_employees(context: Context, sent: Annotated[Sent, Depends(read_upload)]) -> dict[str, Any]:
    """Import a staff list (CSV or XLSX), or try one.

    Units, posts, placements and superiors are built from it; columns that are not needed (NIK, religion, address,
    telephone) are dropped where they are read. With `dry_run`, the default, nothing is changed and the answer tells what
    would be. Otherwise all of it is taken over or nothing: an error refuses the list (409, findings in `errors`, all of
    them under `Location`) unless `skip_faulty_rows`; open `questions` refuse it until `confirmed`. People who are not in
    the list are reported, and leave only if the list is declared `complete`. The same list again changes nothing.
    """
    if sent.upload is None:
        raise Forbidden()
    outcome = importing.import_employees(
        context.db,
        actor=context.actor,
        upload=sent.upload,
        choices=sent.choices,
        now=context.now,
        trace=context.request_id,
    )
    names = import_queries.names_of(context.db, people_in(outcome.run))
    return tell_run(outcome.run, names, context.language, outcome.plan)


@router.reads("/imports/{import_id}", permission=PERMISSION, response=ImportRead)
def get_import(context: Context, import_id: UUID) -> dict[str, Any]:
    """Read again what an import did, would do, or why it was refused.

    What the list said about people is not kept, only which rows, which employees and which fields.
    """
    run = import_queries.get_import_run(context.db, context.actor, import_id)
    return tell_run(run, import_queries.names_of(context.db, people_in(run)), context.language)


@router.reads("/imports/{import_id}/errors.csv", permission=PERMISSION, produces=["text/csv"])
def download_import_errors(context: Context, import_id: UUID) -> Response:
    """Download everything that was found in a list, row by row, as CSV."""
    run = import_queries.get_import_run(context.db, context.actor, import_id)
    headers = {"Content-Disposition": 'attachment; filename="temuan-impor-pegawai.csv"'}
    return Response(errors_csv(run, context.language), headers=headers, media_type="text/csv")
