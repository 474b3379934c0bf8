"""Geometry of the course: both coordinates over time, in percent of a picture whose size is not known."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple


class Moment(NamedTuple):
    """One assessment: how far along in time, and how high both axes stood; percent from the left and from the top."""

    x: float
    first: float
    second: float
    label: str
    """When it was; empty where there is no room to say it."""


class Course(NamedTuple):
    """Everything that a template needs to draw the picture."""

    moments: tuple[Moment, ...]
    stages: tuple[float, ...]
    """Height of each stage, from the first."""


EDGE = 8.0
"""Percent that are left free above, below and at the right."""
LEFT = 16.0
"""Percent at the left, where the stages are named."""


LABEL = 17.0
"""Percent of the width that a label takes on a phone."""


def course_of(dates: Sequence[date], coordinates: Sequence[tuple[Fraction, Fraction]], stages: int) -> Course:
    """The picture; ``coordinates`` belong to ``dates``, which rise."""
    begin, days = dates[0], max((dates[-1] - dates[0]).days, 1)
    places = [round(LEFT + (100 - LEFT - EDGE) * (day - begin).days / days, 2) for day in dates]
    return Course(
        moments=tuple(
            Moment(place, _up(x, stages), _up(y, stages), label)
            for place, label, (x, y) in zip(places, _labels(dates, places), coordinates, strict=True)
        ),
        stages=tuple(_up(Fraction(n), stages) for n in range(1, stages + 1)),
    )


def _labels(dates: Sequence[date], places: Sequence[float]) -> Iterator[str]:
    """The month of each; first and last are always said, those between where there is room."""
    said = -LABEL
    for number, (day, place) in enumerate(zip(dates, places, strict=True)):
        ends = number in (0, len(dates) - 1)
        room = place - said >= LABEL and (ends or places[-1] - place >= LABEL)
        if room or ends:
            said = place
        yield f"{day:%m/%Y}" if room or ends else ""


def _up(coordinate: Fraction, stages: int) -> float:
    return round(100 - EDGE - (100 - 2 * EDGE) * float((coordinate - 1) / max(stages - 1, 1)), 2)
