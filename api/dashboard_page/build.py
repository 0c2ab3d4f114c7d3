"""What `npm run build` left, read once into memory: a rebuild while the service runs gives no half state."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from api.dashboard_page.pages import Page, read_pages

# the machine's own list of media types may be incomplete, or wrong (Windows' registry)
MEDIA_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
ENCODINGS = {"br": ".br", "gzip": ".gz"}  # the better one first
SHELL, ROUTES, MANIFEST = "index.html", "routes.json", ".vite/manifest.json"


@dataclass(frozen=True)
class Asset:
    content: bytes
    media_type: str
    fingerprint: str
    encoded: Mapping[str, bytes]
    hashed_name: bool


@dataclass(frozen=True)
class Build:
    shell: str
    pages: tuple[Page, ...]
    assets: Mapping[str, Asset]  # by the path of their address


def is_built(folder: Path) -> bool:
    return all((folder / name).is_file() for name in (SHELL, ROUTES, MANIFEST))


def read_build(folder: Path) -> Build | None:
    """The dashboard in this folder; None where it has not been built, or only half."""
    if not is_built(folder):
        return None
    shell = (folder / SHELL).read_text(encoding="utf-8")
    return Build(
        shell=shell,
        pages=read_pages(_json(folder / ROUTES), _json(folder / MANIFEST), shell),
        assets={f"/{path.relative_to(folder).as_posix()}": _asset(path, folder) for path in _served(folder)},
    )


def fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def _json(path: Path) -> object:
    return orjson.loads(path.read_bytes())


def _served(folder: Path) -> list[Path]:
    """Not the shell (it is completed for each page), not what only this module reads, not the compressed twins."""
    apart = {folder / SHELL, folder / ROUTES}
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path not in apart
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.with_suffix("") not in apart
        and not (path.suffix in ENCODINGS.values() and path.with_suffix("").is_file())
    ]


def _asset(path: Path, folder: Path) -> Asset:
    content = path.read_bytes()
    twins = {name: path.with_name(path.name + suffix) for name, suffix in ENCODINGS.items()}
    return Asset(
        content=content,
        media_type=MEDIA_TYPES.get(path.suffix, "application/octet-stream"),
        fingerprint=fingerprint(content),
        encoded={name: twin.read_bytes() for name, twin in twins.items() if twin.is_file()},
        hashed_name=path.is_relative_to(folder / "assets"),
    )
