"""Geometry of a matrix with many units: in each cell a number, and below it one mark for each unit.

A mark never leaves its cell and never stands on a number or a word, whether there is one unit or there are thousands.
Units as in `ground`: a cell is 100 wide and high, y grows downwards. Draws nothing itself.
"""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import NamedTuple

CELL = 100.0
HEAD = 30.0
"""Kept free at the top of each cell for its number."""
WORD = 20.0
"""Kept free at the bottom of the two cells with a word in the corner."""
EDGE = 5.0
"""Kept free at the other sides."""
WIDEST = 15.0
"""Room for one mark where there is plenty; where there is not, marks get smaller."""
RADIUS = 0.4
"""A mark's radius as a share of its room."""
NAMED = 19.0
"""Height of a line with a mark and its name."""
LINES = 3
"""As many names have room in a cell."""
WIDEST_DISC = 46.0
"""Radius of the largest disc."""
MOST_NAMED = 12
"""With more units the picture is one of numbers, and names stand in the table."""

Stages = tuple[int, int]


class Dot(NamedTuple):
    """One mark: its column and row in its cell, and its kind."""

    column: int
    row: int
    kind: str


class Crowd(NamedTuple):
    """The marks of one cell; a mark's middle lies at ``x + room * column``, ``y + room * row``."""

    stages: Stages
    x: float
    y: float
    room: float
    dots: tuple[Dot, ...]

    @property
    def boxes(self) -> tuple[tuple[float, float, float, float], ...]:
        """Left, top, right and bottom of each mark as it is drawn."""
        half = self.room * RADIUS
        middles = ((self.x + self.room * dot.column, self.y + self.room * dot.row) for dot in self.dots)
        return tuple((x - half, y - half, x + half, y + half) for x, y in middles)


class Disc(NamedTuple):
    """A cell of a small picture: the area of ``radius`` is the number of its units."""

    x: float
    y: float
    radius: float
    firm: float
    """The radius for those that stand there for certain; 0 where none does."""

    @property
    def open(self) -> bool:
        """Whether some of them are provisional."""
        return self.firm < self.radius


def are_named(counts: Mapping[Stages, int]) -> bool:
    """Whether there is room for the name of each unit beside its mark."""
    return sum(counts.values()) <= MOST_NAMED and max(counts.values(), default=0) <= LINES


def crowds_of(kinds: Mapping[Stages, Sequence[str]], count: int) -> tuple[Crowd, ...]:
    """The marks of all cells, by the kinds of their units in the order in which they are drawn."""
    named = are_named({stages: len(marks) for stages, marks in kinds.items()})
    return tuple(_crowd(stages, marks, count, named=named) for stages, marks in sorted(kinds.items()) if marks)


def _crowd(stages: Stages, marks: Sequence[str], count: int, *, named: bool) -> Crowd:
    left, top = (stages[0] - 1) * CELL + EDGE, (count - stages[1]) * CELL + HEAD
    wide = CELL - 2 * EDGE
    tall = CELL - HEAD - (WORD if stages in ((1, count), (count, 1)) else EDGE)
    if named:
        columns, room = 1, min(NAMED, tall / LINES)
    else:
        columns, room = _packed(len(marks), wide, tall)
    dots = tuple(Dot(number % columns, number // columns, kind) for number, kind in enumerate(marks))
    half = min(room, WIDEST) / 2 if named else room / 2
    return Crowd(stages, _r(left + half), _r(top + room / 2), room, dots)


def _packed(number: int, wide: float, tall: float) -> tuple[int, float]:
    """Columns, and room for each, so that as many squares as large as possible find place."""
    columns = max(1, int(wide / WIDEST))
    while True:
        # Rounded down, so that what is written into the page is never larger than what was found.
        room = int(min(WIDEST, wide / columns) * 1000) / 1000
        if ceil(number / columns) * room <= tall:
            return columns, room
        columns += 1


def discs_of(counts: Mapping[Stages, tuple[int, int]], count: int, most: int) -> tuple[Disc, ...]:
    """The same as one disc for each cell, for pictures as small as a stamp.

    ``counts``: units that stand there for certain, and all. ``most``: how many units the largest disc has, which is one
    scale for all pictures side by side.
    """
    return tuple(
        Disc(
            x=(stages[0] - 0.5) * CELL,
            y=(count - stages[1] + 0.5) * CELL,
            radius=_r(WIDEST_DISC * (number / most) ** 0.5),
            firm=_r(WIDEST_DISC * (firm / most) ** 0.5),
        )
        for stages, (firm, number) in sorted(counts.items())
        if number
    )


def _r(value: float) -> float:
    return round(value, 2)
