"""Writes from a browser must come from our own pages; a caller without a browser sends neither header and passes."""

from urllib.parse import urlsplit

from starlette.requests import Request

from api.kit.errors import Forbidden
from api.kit.texts import Text

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


class CrossSiteRequest(Forbidden):
    text = Text("Permintaan dari halaman lain ditolak.", "Requests from other sites are refused.")


def refuse_cross_site(request: Request) -> None:
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        raise CrossSiteRequest()
    origin = request.headers.get("origin")
    if origin is not None and _host_of(origin) != request.headers.get("host", "").lower():
        raise CrossSiteRequest()


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:  # "https://[::1" is no address at all
        return None
