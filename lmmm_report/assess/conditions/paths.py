"""The facts that a value rests on, put together without being copied.

Quantifiers inside quantifiers rest on the same facts again and again: copied at every step they would cost the product
of the lengths of the lists. So larger groups are only remembered, shared where they are the same, and written out once
at the end; each fact then stands where it would have been read first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from lmmm_report.domain.profile import Path

_SMALL = 64
"""So many paths are put together at once: that is cheaper than remembering how."""


class PathTree:
    """Groups of paths one after the other; going through it gives each path once, where it stands first."""

    __slots__ = ("parts",)

    def __init__(self, parts: list[Paths]) -> None:
        self.parts = parts

    def __add__(self, other: Paths) -> PathTree:
        return PathTree([self, other]) if other else self

    def __radd__(self, other: tuple[Path, ...]) -> PathTree:
        return PathTree([other, self]) if other else self

    def __iter__(self) -> Iterator[Path]:
        found: dict[Path, None] = {}
        seen: set[int] = set()
        waiting: list[Paths] = [self]
        while waiting:
            here = waiting.pop()
            if isinstance(here, tuple) and len(here) < 3:
                found.update(dict.fromkeys(here))
                continue
            if id(here) in seen:
                continue
            seen.add(id(here))
            if isinstance(here, tuple):
                found.update(dict.fromkeys(here))
            else:
                waiting.extend(reversed(here.parts))
        return iter(found)


Paths = tuple[Path, ...] | PathTree


def gathered(groups: Iterable[Paths]) -> Paths:
    """All paths of ``groups``, each once, in order."""
    parts = [group for group in groups if group]
    if len(parts) < 2:
        return parts[0] if parts else ()
    size = 0
    for part in parts:
        size += len(part) if isinstance(part, tuple) else _SMALL + 1
        if size > _SMALL:
            return PathTree(parts)
    return tuple(dict.fromkeys(chain.from_iterable(parts)))


def each_once(paths: Paths) -> tuple[Path, ...]:
    """Written out, each path once."""
    if isinstance(paths, tuple) and len(paths) < 2:
        return paths
    return tuple(dict.fromkeys(paths))


class Row:
    """Groups of paths in a row, of which any stretch can be had without going through it."""

    def __init__(self, groups: list[Paths]) -> None:
        self._levels = [groups]
        while len(groups) > 1:
            pairs = [PathTree(groups[at : at + 2]) for at in range(0, len(groups) - 1, 2)]
            groups = [*pairs, *groups[2 * len(pairs) :]]
            self._levels.append(groups)

    def between(self, start: int, end: int) -> list[Paths]:
        """The groups from ``start`` to before ``end``, in order."""
        before: list[Paths] = []
        after: list[Paths] = []
        for level in self._levels:
            if start >= end:
                break
            if start & 1:
                before.append(level[start])
                start += 1
            if end & 1:
                end -= 1
                after.append(level[end])
            start, end = start >> 1, end >> 1
        return before + after[::-1]
