"""Geometry of the course: both coordinates over time, in percent of a picture whose size is not known."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple


class Moment(NamedTuple):
    """One assessment: how far along in time, and how high both axes stood; percent from the left and from the top."""

    x: float
    first: float
    second: float


class Course(NamedTuple):
    """Everything that a template needs to draw the picture."""

    moments: tuple[Moment, ...]
    stages: tuple[float, ...]
    """Height of each stage, from the first."""


EDGE = 8.0
"""Percent that are left free above, below and at the right."""
LEFT = 16.0
"""Percent at the left, where the stages are named."""


def course_of(dates: Sequence[date], coordinates: Sequence[tuple[Fraction, Fraction]], stages: int) -> Course:
    """The picture; ``coordinates`` belong to ``dates``, which rise."""
    begin, days = dates[0], max((dates[-1] - dates[0]).days, 1)
    return Course(
        moments=tuple(
            Moment(round(LEFT + (100 - LEFT - EDGE) * (day - begin).days / days, 2), _up(x, stages), _up(y, stages))
            for day, (x, y) in zip(dates, coordinates, strict=True)
        ),
        stages=tuple(_up(Fraction(n), stages) for n in range(1, stages + 1)),
    )


def _up(coordinate: Fraction, stages: int) -> float:
    return round(100 - EDGE - (100 - 2 * EDGE) * float((coordinate - 1) / max(stages - 1, 1)), 2)
