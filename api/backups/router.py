from typing import Any

from api.access.context import Context
from api.access.routing import Router
from api.backups.schemas import BackupStatusRead
from api.backups.status import backup_status

router = Router(prefix="/backups", tag="backups")


@router.reads("/status", permission="backups:read", response=BackupStatusRead)
def get_backup_status(context: Context) -> dict[str, Any]:
    """Read how old the newest backup is.

    The office's data is one file on one machine; without a recent copy elsewhere a broken disk ends it. A backup older
    than 24 hours, a damaged one or none at all is said in `status` and in words.
    """
    folder = context.request.app.state.settings.backup_dir
    return backup_status(folder, now=context.now, language=context.language)
