"""The dashboard's pages, and what each will ask for first: told in the document, the browser fetches it while the entry
script is still on its way, instead of one after the other."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from pydantic import BaseModel, TypeAdapter

# what encodeURIComponent leaves as it is: the address must be, letter by letter, the one the page will ask for
UNQUOTED = "!~*'()"
_PARAMETER = re.compile(r":(\w+)(?:\(([^()]+)\))?(\?)?")
_PLACE = re.compile(r"\{(\w+)\}")


class _Route(BaseModel):
    path: str
    module: str | None = None
    fetch: list[str] = []


class _Chunk(BaseModel):
    file: str
    imports: list[str] = []
    css: list[str] = []


_Manifest = dict[str, _Chunk]


@dataclass(frozen=True)
class Page:
    pattern: re.Pattern[str]
    links: str  # to its scripts and styles, the same for everybody
    fetch: tuple[str, ...]

    def fetch_links(self, match: re.Match[str], *, filtered: bool) -> str:
        """To the answers it begins with, for the things its address names; `filtered`: the address has a search or a page
        of its own, so that its list is another one than the first."""
        return "".join(
            f'<link rel="preload" as="fetch" crossorigin="anonymous" href="{escape(address)}">'
            for template in self.fetch
            if (address := _filled(template, match.groupdict())) is not None
            if not (filtered and "size=" in template)
        )


def read_pages(routes: object, manifest: object, shell: str) -> tuple[Page, ...]:
    """A fixed word is tried before a parameter: `/periode/baru` is no round of the name "baru"."""
    chunks = TypeAdapter(_Manifest).validate_python(manifest)
    found = TypeAdapter(list[_Route]).validate_python(routes)
    return tuple(
        Page(pattern_of(route.path), _links(route.module, chunks, shell), tuple(route.fetch))
        for route in sorted(found, key=lambda route: [part.startswith(":") for part in route.path.split("/")])
    )


def pattern_of(path: str) -> re.Pattern[str]:
    """A path of vue-router, matched as there: in either case, with or without a slash at the end. Its catch-all matches
    nothing here; what only it takes is not found."""
    parts = [_part(part) for part in path.split("/") if part]
    return re.compile("".join(parts) + "/?", re.IGNORECASE)


def _part(part: str) -> str:
    parameter = _PARAMETER.fullmatch(part)
    if parameter is None:
        return "/" + re.escape(part)
    name, allowed, optional = parameter.groups()
    pattern = f"/(?P<{name}>{allowed or '[^/]+'})"
    return f"(?:{pattern})?" if optional else pattern


def _filled(template: str, values: Mapping[str, str | None]) -> str | None:
    """None where the address does not say enough."""
    if any(not values.get(name) for name in _PLACE.findall(template)):
        return None
    return _PLACE.sub(lambda place: quote(values[place[1]] or "", safe=UNQUOTED), template)


def _links(module: str | None, chunks: _Manifest, shell: str) -> str:
    """What the shell names already is left out."""
    needed = list(dict.fromkeys(_with_imports(module, chunks, set()))) if module in chunks else []
    styles = dict.fromkeys(f"/{name}" for chunk in needed for name in chunks[chunk].css)
    scripts = dict.fromkeys(f"/{chunks[chunk].file}" for chunk in needed)
    lines = [f'<link rel="stylesheet" crossorigin href="{escape(one)}">' for one in styles if f'"{one}"' not in shell]
    lines += [f'<link rel="modulepreload" crossorigin href="{escape(one)}">' for one in scripts
              if f'"{one}"' not in shell]  # fmt: skip
    return "".join(lines)


def _with_imports(module: str | None, chunks: _Manifest, seen: set[str]) -> Iterator[str]:
    if module is None or module in seen or module not in chunks:
        return
    seen.add(module)
    yield module
    for name in chunks[module].imports:
        yield from _with_imports(name, chunks, seen)
