"""A text people read, in both languages of the office."""

from typing import NamedTuple


class Text(NamedTuple):
    id: str
    en: str

    def format(self, **params: object) -> "Text":
        return Text(self.id.format(**params), self.en.format(**params))

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.id
