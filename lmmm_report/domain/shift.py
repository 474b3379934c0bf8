"""How far something has moved between two times, of each of which only a range may be known.

An answer that was open then says nothing of now, nor the other way round; so whatever lies in one range may have been
followed by whatever lies in the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

Span = tuple[int, int]
"""The lowest and the highest stage that is possible."""

Number = int | Fraction


class Shift(NamedTuple):
    """By how much it has risen, at least and at most; less than nothing where it has fallen."""

    least: Number
    most: Number

    @property
    def way(self) -> str:
        """``up``, ``down`` or ``same``, whatever the open answers of then and now are; else what may be.

        ``open.up``: it is where it was or has risen, ``open.down``: or has fallen, ``open.both``: nobody knows.
        """
        if self.least > 0:
            return "up"
        if self.most < 0:
            return "down"
        if self.least == self.most:
            return "same"
        return "open.up" if self.least == 0 else "open.down" if self.most == 0 else "open.both"


def shift(then: tuple[Number, Number], now: tuple[Number, Number]) -> Shift:
    """From one range to another, each with its lower end first."""
    return Shift(now[0] - then[1], now[1] - then[0])


def risen(shifts: Iterable[Shift]) -> Shift:
    """By how much several have risen together; what has fallen is not set against it."""
    listed = list(shifts)
    return Shift(sum(max(one.least, 0) for one in listed), sum(max(one.most, 0) for one in listed))


def fallen(shifts: Iterable[Shift]) -> Shift:
    """By how much several have fallen together; what has risen is not set against it."""
    return risen(Shift(-one.most, -one.least) for one in shifts)


def turning(spans: list[Span], way: str) -> int | None:
    """The place of the last of the lowest ``down`` (or highest, ``up``) between the ends; ``None`` if there is none.

    For certain: somewhere before it, and somewhere after it, the other side of it was reached.
    """
    if way == "up":
        spans = [(-high, -low) for low, high in spans]
    found = [
        place
        for place in range(1, len(spans) - 1)
        if any(low > spans[place][1] for low, _ in spans[:place])
        and any(low > spans[place][1] for low, _ in spans[place + 1 :])
    ]
    return min(found, key=lambda place: (spans[place][1], -place), default=None)
