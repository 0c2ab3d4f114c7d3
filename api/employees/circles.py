"""Who is, step by step, above himself."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def circles(above: Mapping[Node, Node]) -> list[list[Node]]:
    """The circles of at least two, where each has at most one above. Steps: linear."""
    visited_from: dict[Node, Node] = {}
    found = []
    for start in above:
        at = start
        while at in above and at not in visited_from:
            visited_from[at] = start
            at = above[at]
        if at in above and visited_from[at] == start:
            circle = _circle_through(at, above)
            if len(circle) > 1:
                found.append(circle)
    return found


def _circle_through(start: Node, above: Mapping[Node, Node]) -> list[Node]:
    circle = [start]
    while (following := above[circle[-1]]) != start:
        circle.append(following)
    return circle
