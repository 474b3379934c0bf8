"""Geometry of the matrix picture: where cells, line, regions, position, target and path lie. Draws nothing itself."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.history import EarlierPosition

CELL = 92.0
LEFT = 104.0
TOP = 14.0
RIGHT = 14.0
BOTTOM = 74.0
LABEL_WIDTH = 12
"""Characters of a stage name on one line; longer names are broken at spaces and hyphens."""


class Point(NamedTuple):
    """A place in the picture, in its own units; y grows downwards."""

    x: float
    y: float


class CellBox(NamedTuple):
    """One cell: upper left corner, its region (``on``, ``above``, ``below``) and what holds for it."""

    x: float
    y: float
    stages: tuple[int, int]
    name: str
    """Both stages in words."""
    region: str
    current: bool
    possible: bool
    target: bool


class Label(NamedTuple):
    """A name in lines, anchored at a point."""

    x: float
    y: float
    lines: tuple[str, ...]
    current: bool


class Marker(NamedTuple):
    """A company's position: the proven point, and the highest possible one where they differ."""

    low: Point
    high: Point
    provisional: bool


class EarlierMark(NamedTuple):
    """A place where the company stood before, with the months in which it did."""

    place: Point
    label: str
    above: bool
    """Whether it lies above the ideal line: the label goes to the side where the line does not run."""
    here: bool
    """Whether it still stands there: its own mark is in the way."""


class Matrix(NamedTuple):
    """Everything the template needs to draw the picture."""

    width: float
    height: float
    size: float
    cell: float
    left: float
    top: float
    cells: tuple[CellBox, ...]
    columns: tuple[Label, ...]
    rows: tuple[Label, ...]
    ideal: tuple[Point, ...]
    marker: Marker
    target: Point
    path: tuple[Point, ...]
    earlier: tuple[EarlierMark, ...]
    """The oldest place first."""
    above: Point
    below: Point


def matrix_of(
    assessment: Assessment,
    names: tuple[tuple[str, ...], tuple[str, ...]],
    earlier: Sequence[EarlierPosition] = (),
) -> Matrix:
    """The picture of one assessment. ``names``: the stage names of the horizontal and the vertical axis."""
    count = len(names[0])
    size = CELL * count
    x, y = assessment.axes
    cell, target = assessment.cell.stages, assessment.gap.target
    return Matrix(
        width=LEFT + size + RIGHT,
        height=TOP + size + BOTTOM,
        size=size,
        cell=CELL,
        left=LEFT,
        top=TOP,
        cells=_cells(assessment, names),
        columns=tuple(
            Label(x=LEFT + (n - 0.5) * CELL, y=TOP + size + 18, lines=broken(name), current=n == cell[0])
            for n, name in enumerate(names[0], 1)
        ),
        rows=tuple(
            Label(x=LEFT - 8, y=TOP + size - (n - 0.5) * CELL, lines=broken(name), current=n == cell[1])
            for n, name in enumerate(names[1], 1)
        ),
        ideal=tuple(centre((n, n), count) for n in range(1, count + 1)),
        marker=Marker(
            low=point(x.coordinate.low, y.coordinate.low, count),
            high=point(x.coordinate.high, y.coordinate.high, count),
            provisional=bool(x.coordinate.width or y.coordinate.width),
        ),
        target=centre(target, count),
        path=_path(assessment, count),
        earlier=_earlier(earlier, point(x.coordinate.low, y.coordinate.low, count), count),
        above=Point(LEFT + 0.30 * size, TOP + 0.30 * size),
        below=Point(LEFT + 0.70 * size, TOP + 0.70 * size),
    )


def _cells(assessment: Assessment, names: tuple[tuple[str, ...], tuple[str, ...]]) -> tuple[CellBox, ...]:
    x, y = assessment.axes
    count = len(names[0])
    return tuple(
        CellBox(
            x=LEFT + (i - 1) * CELL,
            y=TOP + (count - j) * CELL,
            stages=(i, j),
            name=f"{names[0][i - 1]} · {names[1][j - 1]} ({i}, {j})",
            region="on" if i == j else "above" if j > i else "below",
            current=(i, j) == assessment.cell.stages,
            possible=x.proven <= i <= x.possible and y.proven <= j <= y.possible,
            target=(i, j) == assessment.gap.target,
        )
        for j in range(count, 0, -1)
        for i in range(1, count + 1)
    )


def _path(assessment: Assessment, count: int) -> tuple[Point, ...]:
    """From here through the position after each step of the plan; steps in which nothing moves are left out."""
    if not assessment.plan.steps:
        return ()
    x, y = assessment.axes
    start = point(x.coordinate.low, y.coordinate.low, count)
    return tuple(dict.fromkeys([start, *(point(*step.coordinates, count) for step in assessment.plan.steps)]))


def _earlier(earlier: Sequence[EarlierPosition], now: Point, count: int) -> tuple[EarlierMark, ...]:
    """Each place once, where its last stay stands in time: whoever came back is drawn where the way led."""
    months: dict[tuple[Point, bool], list[str]] = {}
    for one in earlier:
        x, y = one.coordinates[0].low, one.coordinates[1].low
        place = point(x, y, count), y > x
        months[place] = [*months.pop(place, []), f"{one.date:%m/%Y}"]
    return tuple(
        EarlierMark(place=place, label=", ".join(stays), above=above, here=place == now)
        for (place, above), stays in months.items()
    )


def centre(cell: tuple[int, int], count: int) -> Point:
    """The middle of a cell."""
    return point(Fraction(cell[0]), Fraction(cell[1]), count)


def point(x: Fraction, y: Fraction, count: int) -> Point:
    """A coordinate in the picture.

    The middle of a cell is the stage itself; the share of the next stage's gates moves towards the next cell without
    leaving the own one, since the next stage is not reached before all its gates are met.
    """
    return Point(_r(LEFT + _offset(x) * CELL), _r(TOP + (count - _offset(y)) * CELL))


def _offset(coordinate: Fraction) -> float:
    stage = coordinate.numerator // coordinate.denominator
    return stage - 0.5 + 0.42 * float(coordinate - stage)


def _r(value: float) -> float:
    return round(value, 2)


def broken(name: str, width: int = LABEL_WIDTH) -> tuple[str, ...]:
    """A name in lines of at most ``width`` characters where its words allow it."""
    lines: list[str] = []
    for word in name.replace("-", "-\u200b").replace("\u200b", " ").split():
        glue = "" if lines and lines[-1].endswith("-") else " "
        if lines and len(lines[-1]) + len(glue) + len(word) <= width:
            lines[-1] += glue + word
        else:
            lines.append(word)
    return tuple(lines)
