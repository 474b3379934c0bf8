"""Geometry of the course: both coordinates over time, in percent of a picture whose size is not known."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from lmmm_report.domain.assessment import Interval


class Height(NamedTuple):
    """How high an axis stood, in percent from the top: proven, and at most; the same where nothing was open."""

    low: float
    high: float


class Moment(NamedTuple):
    """One assessment: how far along in time, in percent from the left, and how high both axes stood."""

    x: float
    heights: tuple[Height, Height]
    label: str
    """When it was; empty where there is no room to say it."""


Path = tuple[tuple[float, float], ...]
"""Corners, in percent from the left and from the top."""


class Way(NamedTuple):
    """One axis over time. Between two times it may have gone wherever their ranges let it."""

    lines: tuple[Path, ...]
    """Where both ends are known."""
    areas: tuple[Path, ...]
    """Where one of them is only a range."""


class Course(NamedTuple):
    """Everything that a template needs to draw the picture."""

    moments: tuple[Moment, ...]
    ways: tuple[Way, Way]
    stages: tuple[float, ...]
    """Height of each stage, from the first."""

    @property
    def ranges(self) -> bool:
        """Whether there is something that is only known as a range."""
        return any(way.areas for way in self.ways)


EDGE = 8.0
"""Percent that are left free above, below and at the right."""
LEFT = 16.0
"""Percent at the left, where the stages are named."""


LABEL = 17.0
"""Percent of the width that a label takes on a phone."""


def course_of(dates: Sequence[date], coordinates: Sequence[tuple[Interval, Interval]], stages: int) -> Course:
    """The picture; ``coordinates`` belong to ``dates``, which rise."""
    begin, days = dates[0], max((dates[-1] - dates[0]).days, 1)
    places = [round(LEFT + (100 - LEFT - EDGE) * (day - begin).days / days, 2) for day in dates]
    moments = tuple(
        Moment(place, (_height(x, stages), _height(y, stages)), label)
        for place, label, (x, y) in zip(places, _labels(dates, places), coordinates, strict=True)
    )
    return Course(
        moments=moments,
        ways=(_way(moments, 0), _way(moments, 1)),
        stages=tuple(_up(Fraction(n), stages) for n in range(1, stages + 1)),
    )


def _height(ends: Interval, stages: int) -> Height:
    return Height(_up(ends.low, stages), _up(ends.high, stages))


def _way(moments: Sequence[Moment], axis: int) -> Way:
    lines: list[Path] = []
    areas: list[Path] = []
    for before, after in pairwise(moments):
        then, now = before.heights[axis], after.heights[axis]
        low, high = ((before.x, then.low), (after.x, now.low)), ((after.x, now.high), (before.x, then.high))
        if then.low == then.high and now.low == now.high:
            lines.append(low)
        else:
            areas.append((*low, *high))
    return Way(_joined(lines), tuple(areas))


def _joined(lines: Iterable[Path]) -> tuple[Path, ...]:
    """Lines that go on from each other as one, so that dashes run through."""
    joined: list[Path] = []
    for line in lines:
        if joined and joined[-1][-1] == line[0]:
            joined[-1] = (*joined[-1], *line[1:])
        else:
            joined.append(line)
    return tuple(joined)


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
