"""What is made while somebody goes through it, so that thousands of units need no more room than a few."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TypeVar, overload

T = TypeVar("T")


class Each(Sequence[T]):
    """A sequence that is made anew, one by one, each time that somebody goes through it."""

    __slots__ = ("_count", "_made")

    def __init__(self, count: int, made: Callable[[], Iterator[T]]) -> None:
        """``made`` gives the same ``count`` things each time."""
        self._count = count
        self._made = made

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[T]:
        return self._made()

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...

    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        places = range(self._count)[at]
        if isinstance(places, int):
            return next(islice(self._made(), places, None))
        if places.step < 0:
            return tuple(self)[at]
        return Each(len(places), lambda: islice(self._made(), places.start, places.stop, places.step))
