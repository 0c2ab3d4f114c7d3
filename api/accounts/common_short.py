"""Passwords of eight to fourteen characters that many people use: the 8,310 of that length among the 20,000 commonest.

From the list by Royce Williams that Django ships (BSD licence). It matters only where one-time codes allow short passphrases.
"""

from functools import cache
from importlib.resources import files


@cache
def common_short() -> frozenset[str]:
    return frozenset(files(__package__).joinpath("common_short.txt").read_text("utf-8").split())
