"""What can go wrong, by kind. A package refines a kind in two lines beside the service that raises it:

    class RoundNotOpen(Conflict):
        text = Text("Periode ini tidak sedang dibuka.", "This round is not open.")

The domain knows no status numbers; the table `STATUS` is the one place that does.
"""

import re
from collections.abc import Callable
from typing import Any, ClassVar

from sqlalchemy.orm import Session

from api.kit.faults import Fault
from api.kit.texts import Text

__all__ = ["Fault"]  # refusals and their faults are taken together


class Problem(Exception):  # noqa: N818 - a kind of answer, read as a word
    text: ClassVar[Text] = Text("Terjadi kesalahan.", "Something went wrong.")
    code: ClassVar[str]
    headers: ClassVar[dict[str, str]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.code = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def __init__(
        self,
        *,
        faults: list[Fault] | None = None,
        headers: dict[str, str] | None = None,
        afterwards: Callable[[Session], None] | None = None,
        **params: Any,
    ):
        """`afterwards` is what a refusal leaves behind (a count, an event) in a transaction of its own."""
        super().__init__(self.code)
        self.params = params
        self.faults = faults or []
        self.sent_headers = {**self.headers, **(headers or {})}
        self.afterwards = afterwards
        self.from_endpoint = False

    @property
    def message(self) -> Text:
        return self.text.format(**self.params)


class Unparsable(Problem):
    text = Text("Isi permintaan tidak dapat dibaca.", "The request body cannot be read.")


class UnknownHost(Unparsable):
    """A page under another name must not reach this server (DNS rebinding, poisoned links)."""

    text = Text("Nama server tidak dikenal.", "Unknown host name.")


class Unauthenticated(Problem):
    text = Text("Silakan masuk terlebih dahulu.", "Please sign in first.")
    headers: ClassVar[dict[str, str]] = {"WWW-Authenticate": "Session"}


class Forbidden(Problem):
    text = Text("Anda tidak berwenang melakukan ini.", "You are not allowed to do this.")


class NotFound(Problem):
    text = Text("Tidak ditemukan.", "Not found.")


class MethodNotAllowed(Problem):
    text = Text("Cara ini tidak tersedia di alamat ini.", "This method is not available here.")


class Conflict(Problem):
    text = Text("Keadaan data saat ini tidak mengizinkan ini.", "The present state does not allow this.")


class AlreadyExists(Conflict):
    text = Text("Data seperti ini sudah ada.", "Such a record exists already.")


class IdempotencyKeyReused(Conflict):
    text = Text(
        "Kunci Idempotency-Key ini sudah dipakai untuk permintaan lain. Gunakan kunci baru.",
        "This Idempotency-Key was used for another request. Use a new key.",
    )


class Stale(Problem):
    text = Text(
        "Data sudah diubah orang lain. Muat ulang, lalu ulangi perubahan Anda.",
        "Somebody changed this meanwhile. Reload, then repeat your change.",
    )


class PreconditionRequired(Problem):
    text = Text(
        "Sertakan header If-Match dengan nilai ETag yang terakhir Anda baca.",
        "Send If-Match with the ETag you last read.",
    )


class TooLarge(Problem):
    text = Text("Kiriman terlalu besar.", "The request is too large.")


class UnsupportedMediaType(Problem):
    text = Text("Jenis isi tidak didukung; kirim {expected}.", "Media type not supported; send {expected}.")


class Invalid(Problem):
    text = Text("Ada isian yang perlu diperbaiki.", "Some fields need correction.")


class TooManyRequests(Problem):
    text = Text(
        "Terlalu banyak percobaan. Coba lagi dalam {seconds} detik.",
        "Too many attempts. Try again in {seconds} seconds.",
    )


class Busy(Problem):
    text = Text(
        "Server sedang sibuk. Data Anda belum tersimpan; coba lagi sebentar lagi.",
        "The server is busy. Nothing was stored; try again shortly.",
    )
    headers: ClassVar[dict[str, str]] = {"Retry-After": "5"}


class Unexpected(Problem):
    text = Text(
        "Terjadi kesalahan di server. Data tidak diubah. Sampaikan nomor permintaan ini kepada administrator.",
        "A fault on the server. Nothing was changed. Give this request number to the administrator.",
    )


STATUS: dict[type[Problem], int] = {
    Unparsable: 400,
    Unauthenticated: 401,
    Forbidden: 403,
    NotFound: 404,
    MethodNotAllowed: 405,
    Conflict: 409,
    Stale: 412,
    TooLarge: 413,
    UnsupportedMediaType: 415,
    Invalid: 422,
    PreconditionRequired: 428,
    TooManyRequests: 429,
    Busy: 503,
    Unexpected: 500,
}


def status_of(kind: type[Problem]) -> int:
    return next(STATUS[ancestor] for ancestor in kind.__mro__ if ancestor in STATUS)
