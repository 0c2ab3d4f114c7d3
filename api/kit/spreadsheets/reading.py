"""Read a list from a CSV or XLSX that somebody uploads, without being hurt by it (security.md T31)."""

import os
import subprocess
import sys
import threading
from collections.abc import Collection
from pathlib import Path, PurePath

from api.kit.spreadsheets.csv_text import read_csv
from api.kit.spreadsheets.limits import DEFAULT_LIMITS, MEGABYTE, Limits
from api.kit.spreadsheets.protocol import packed_order, unpacked_answer
from api.kit.spreadsheets.refusals import FileRefused
from api.kit.spreadsheets.table import Columns, Table, Wanted

_ROOT = Path(__file__).resolve().parents[3]
_KEPT_VARIABLES = ("SYSTEMROOT", "LD_LIBRARY_PATH")  # what starting the interpreter may need; no secret is passed on
_AT_ONCE = threading.BoundedSemaphore(2)  # a worker may take half a gigabyte
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENDINGS = {
    ".xls": "old_excel",
    ".xlt": "old_excel",
    ".xlsm": "macro_file",
    ".xltm": "macro_file",
    ".xlam": "macro_file",
}


def read_table(
    data: bytes, filename: str, *, columns: Columns, required: Collection[str], limits: Limits = DEFAULT_LIMITS
) -> Table:
    """The rows below the header, with the wanted columns only.

    `columns` gives our name of each wanted column and the headings it is known by (normalised: lower case, `_` for
    anything else, the preferred one first); `required` are those without which a row is no header. All other columns
    are dropped where they are read. Raises FileRefused, and nothing else, whatever the bytes.
    """
    if len(data) > limits.upload_bytes:
        raise FileRefused("file_too_large", megabytes=limits.upload_bytes // MEGABYTE)
    if not data.strip(b"\x00 \t\r\n"):
        raise FileRefused("file_empty")
    wanted = Wanted(columns, required, limits)
    if _is_workbook(data, PurePath(filename).suffix.lower()):
        return _in_worker(data, wanted)
    return read_csv(data, wanted)


def _is_workbook(data: bytes, ending: str) -> bool:
    """By the content; a name that says otherwise is refused, so that nobody is surprised later."""
    if ending not in (".csv", ".txt", ".tsv", ".xlsx"):
        raise FileRefused(_ENDINGS.get(ending, "format_unknown"))
    if data.startswith(_OLE):
        raise FileRefused("encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "old_excel")
    if data.startswith(_ZIP) != (ending == ".xlsx"):
        raise FileRefused(
            "html_inside" if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else "name_disagrees"
        )
    return ending == ".xlsx"


def _in_worker(data: bytes, wanted: Wanted) -> Table:
    with _AT_ONCE:
        try:
            done = subprocess.run(
                [sys.executable, "-m", "api.kit.spreadsheets.worker"],
                input=packed_order(wanted) + data,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # a traceback there could quote cells
                timeout=wanted.limits.seconds,
                cwd=_ROOT,
                env={name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ},
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise FileRefused("too_heavy") from None
    if done.returncode != 0:
        # Ended by a signal: it met one of its bounds. Otherwise the library gave up on the file.
        raise FileRefused("too_heavy" if done.returncode < 0 else "not_readable")
    return unpacked_answer(done.stdout)
