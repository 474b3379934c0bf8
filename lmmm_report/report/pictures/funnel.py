"""Geometry of the funnel's picture: a bar for each count of each period, all on one scale. Draws nothing itself.

Widths are shares of the picture's own width, so bars grow with the page while words keep their size; a screen of 390
pixels shows the same picture as a sheet of paper.
"""

from collections.abc import Sequence
from typing import NamedTuple

from lmmm_report.domain.statements import Bounds

WIDEST = 56.0
"""Percent of the width that the largest count takes; its words stand behind it."""
NARROWEST = 0.4
"""A count that is not nothing is never narrower, so that one order of a thousand inquiries can still be seen."""
GAP = 1.2
"""Between a bar and its words."""
HEAD = 18.0
"""Height of a step's name, in pixels like all heights."""
LINE = 16.0
"""Height of one period of a step."""
BETWEEN = 9.0
MAIN, SIDE = 11.0, 5.0
"""Heights of a bar: of those who go on, and of what became of the others."""


class Counted(NamedTuple):
    """One count of one period: its bounds, and what stands behind its bar."""

    bounds: Bounds
    label: str


class CountedStep(NamedTuple):
    """One step of the funnel through the periods, the oldest first; ``None`` where a period does not state it."""

    head: str
    goes_on: bool
    """Whether it leads to the next step; else it is what became of some of the step before."""
    periods: tuple[Counted | None, ...]
    note: str = ""


class Bar(NamedTuple):
    """One count: drawn full as far as it is certain, open as far as it may reach."""

    y: float
    height: float
    sure: float
    """Percent of the width, like all that is horizontal."""
    open_from: float
    open_width: float
    """0 where the count is exact."""
    label: str
    label_x: float
    label_y: float
    age: int
    """0 for the latest period, 1 for the one before."""
    stated: bool


class Step(NamedTuple):
    """A step's name and its bars."""

    head: str
    note: str
    y: float
    """The line that the name stands on."""
    bars: tuple[Bar, ...]


class Funnel(NamedTuple):
    """Everything the template needs to draw the picture."""

    height: float
    steps: tuple[Step, ...]
    ranges: bool
    """Whether a count of it is not exact."""


def funnel_of(steps: Sequence[CountedStep]) -> Funnel | None:
    """The picture; ``None`` where there are not two counts to hold against each other."""
    counts = [one.bounds for step in steps for one in step.periods if one is not None]
    largest = max((count.high for count in counts), default=0)
    if len(counts) < 2 or not largest:
        return None
    drawn: list[Step] = []
    y = 0.0
    for step in steps:
        drawn.append(_step(step, y, largest))
        y += HEAD + LINE * len(step.periods) + BETWEEN
    return Funnel(height=y - BETWEEN + 2, steps=tuple(drawn), ranges=any(not count.exact for count in counts))


def _step(step: CountedStep, top: float, largest: int) -> Step:
    height = MAIN if step.goes_on else SIDE
    bars = []
    for index, one in enumerate(step.periods):
        line = top + HEAD + LINE * index
        low, high = (0.0, 0.0) if one is None else (_width(one.bounds.low, largest), _width(one.bounds.high, largest))
        bars.append(
            Bar(
                y=_r(line + (LINE - height) / 2),
                height=height,
                sure=low,
                open_from=low,
                open_width=_r(high - low),
                label="" if one is None else one.label,
                label_x=_r(high + GAP) if high else 0.0,
                label_y=_r(line + LINE / 2),
                age=len(step.periods) - 1 - index,
                stated=one is not None,
            )
        )
    return Step(head=step.head, note=step.note, y=_r(top + HEAD - 5), bars=tuple(bars))


def _width(count: int, largest: int) -> float:
    return _r(max(count / largest * WIDEST, NARROWEST)) if count else 0.0


def _r(value: float) -> float:
    return round(value, 2)
