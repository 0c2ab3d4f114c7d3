"""One answer for each address that no route of the API takes: a file, a page of the dashboard, or not found."""

import re
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.accounts.sessions import session_token
from api.dashboard_page.build import ENCODINGS, SHELL, Asset, Build, fingerprint
from api.dashboard_page.not_built import PAGE
from api.dashboard_page.pages import Page
from api.kit.errors import MethodNotAllowed, NotFound
from api.kit.problems import LANGUAGE_COOKIE, LANGUAGES

FOR_EVER = "public, max-age=31536000, immutable"
ASK_FIRST = "no-cache"
# the front door, which leads on by script, and the name under which the service worker keeps the shell
BARE = {"/", f"/{SHELL}"}
YEAR = 365 * 24 * 60 * 60


class FoundPage(NamedTuple):
    page: Page
    match: re.Match[str]


def answer(request: Request, build: Build | None) -> Response:
    path: str = request.scope["path"]
    if build is None:
        return _not_built(request)
    asset, page = build.assets.get(path), find_page(build, path)
    is_there = asset is not None or page is not None or path in BARE
    if request.method != "GET":  # HEAD comes as GET
        raise MethodNotAllowed(headers={"Allow": "GET, HEAD"}) if is_there else NotFound()
    if asset is not None:
        return _asset(request, asset)
    if not is_there and not _is_navigation(request):
        raise NotFound()
    return _shell(request, build, page, status=200 if is_there else 404)


def find_page(build: Build, path: str) -> FoundPage | None:
    for page in build.pages:
        if (match := page.pattern.fullmatch(path)) is not None:
            return FoundPage(page, match)
    return None


def _asset(request: Request, asset: Asset) -> Response:
    encoding = _encoding(request.headers.get("accept-encoding", ""), asset)
    etag = f'"{asset.fingerprint}{f"-{encoding}" if encoding else ""}"'
    headers = {"Cache-Control": FOR_EVER if asset.hashed_name else ASK_FIRST, "ETag": etag}
    if asset.encoded:
        headers["Vary"] = "Accept-Encoding"
    if _has_it_already(request, etag):
        return Response(status_code=304, headers=headers)
    if encoding is not None:
        headers["Content-Encoding"] = encoding
    content = asset.content if encoding is None else asset.encoded[encoding]
    return Response(content, headers=headers, media_type=asset.media_type)


def _encoding(accepted: str, asset: Asset) -> str | None:
    """The smallest twin that the caller takes; `;q=0` refuses one (RFC 9110 §12.5.3)."""
    offers = [offer.replace(" ", "").lower().partition(";q=") for offer in accepted.split(",")]
    wanted = {name for name, _, weight in offers if weight.strip("0.") or weight == ""}
    return next((name for name in ENCODINGS if name in wanted and name in asset.encoded), None)


def _shell(request: Request, build: Build, found: FoundPage | None, *, status: int) -> Response:
    """The document in the language of the cookie. Where that is not set yet it is set here, so that this document, the answers
    it preloads and what its scripts ask for later agree."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    language = chosen if chosen in LANGUAGES else LANGUAGES[0]
    content = _completed(build.shell, _links(request, found), language).encode()
    headers = {"Cache-Control": ASK_FIRST, "Content-Language": language, "Vary": "Cookie"}
    if status == 200:
        headers["ETag"] = f'"{fingerprint(content)}"'
    if status == 200 and _has_it_already(request, headers["ETag"]):
        response = Response(status_code=304, headers=headers)
    else:
        response = HTMLResponse(content, status, headers=headers)
    if chosen != language:
        # no Secure on http://127.0.0.1: there the page's own script could not change the cookie any more
        response.set_cookie(LANGUAGE_COOKIE, language, YEAR, samesite="strict", secure=request.url.scheme == "https")
    return response


def _links(request: Request, found: FoundPage | None) -> str:
    if found is None:
        return ""
    if session_token(request) is None:
        return found.page.links
    return found.page.links + found.page.fetch_links(found.match, filtered=request.url.query != "")


def _completed(shell: str, links: str, language: str) -> str:
    in_language = re.sub(r'<html lang="\w+"', f'<html lang="{language}"', shell, count=1)
    return in_language.replace("</head>", f"{links}</head>", 1)


def _not_built(request: Request) -> Response:
    if request.method != "GET" or not _is_navigation(request):
        raise NotFound()
    return HTMLResponse(PAGE, 503)


def _is_navigation(request: Request) -> bool:
    """A person at a browser; programs get a problem document."""
    return "text/html" in request.headers.get("accept", "")


def _has_it_already(request: Request, etag: str) -> bool:
    known = request.headers.get("if-none-match", "").split(",")
    return etag in {tag.strip().removeprefix("W/") for tag in known}
