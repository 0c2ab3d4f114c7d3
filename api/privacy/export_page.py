"""The export as a page that any browser opens, without script and without the network."""

from collections.abc import Mapping
from html import escape
from typing import Any

from api.kit.texts import Text
from api.privacy.export_words import YES_NO, word_of

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:1rem auto;max-width:60rem;padding:0 1rem}"
    "h2{margin-top:2.5rem;border-bottom:1px solid}dl{display:grid;grid-template-columns:minmax(8rem,16rem) 1fr;gap:.25rem 1rem}"
    "dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}ul{padding-left:1.25rem}li{margin-bottom:.5rem}"
)
_TITLE = Text("Data saya", "My data")
_MADE = Text("Dibuat {when}", "Made {when}")
_NOTHING = Text("Tidak ada.", "Nothing.")


def page_of(chapters: Mapping[str, Any], titles: Mapping[str, str], *, left_out: str, when: str, language: str) -> str:
    sections = "".join(
        f"<section><h2>{escape(titles[key])}</h2>{_shown(value, language)}</section>" for key, value in chapters.items()
    )
    title = escape(_TITLE.in_language(language))
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>'
        f"<h1>{title}</h1><p>{escape(_MADE.in_language(language).format(when=when))}</p><p>{escape(left_out)}</p>"
        f"{sections}</body></html>"
    )


def _shown(value: Any, language: str) -> str:
    if isinstance(value, dict) and value:
        return f"<dl>{''.join(_pair(key, inner, language) for key, inner in value.items())}</dl>"
    if isinstance(value, list) and value:
        return f"<ul>{''.join(f'<li>{_shown(inner, language)}</li>' for inner in value)}</ul>"
    if value in (None, "", [], {}):
        return escape(_NOTHING.in_language(language))
    if isinstance(value, bool):
        return YES_NO[value].in_language(language)
    return escape(str(value))


def _pair(key: str, value: Any, language: str) -> str:
    """Empty fields are left out, so that what is there can be found; the JSON beside it has them."""
    if value in (None, "", [], {}):
        return ""
    return f"<dt>{escape(word_of(key, language))}</dt><dd>{_shown(value, language)}</dd>"
