"""Geometry of the schedule's picture: measures as bars over weeks, quarters as columns. Draws nothing itself."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from lmmm_report.domain.plan import Plan, PlannedMeasure, Quarter, Schedule

WIDTH = 760.0
NAMES = 336.0
"""Width of the column with the measures' names."""
ROW = 22.0
RIGHT = 8.0
LABEL = 52.0
"""Room for the name of a quarter."""
HEAD = 30.0
BAR = 12.0
NARROWEST = 3.0
"""A bar is never narrower, so that a week in a plan of years can still be seen."""
NAME_LENGTH = 55
"""Characters of a name that fit into its column; longer ones are cut."""


class Bar(NamedTuple):
    """One measure: its name, its row and its bar."""

    id: str
    name: str
    y: float
    x: float
    width: float
    late_x: float
    """Where it ends with high efforts."""
    critical: bool
    label: str
    """Likely person-days."""
    first_in_step: int
    """Number of the step that begins with this row; 0 where none does."""


class Column(NamedTuple):
    """One quarter: where it begins, and its name where there is room for it."""

    x: float
    label: str


class Chart(NamedTuple):
    """Everything the template needs to draw the picture."""

    width: float
    height: float
    left: float
    head: float
    bar: float
    bars: tuple[Bar, ...]
    columns: tuple[Column, ...]


def chart_of(
    plan: Plan, schedule: Schedule, titles: Sequence[str], days: Sequence[str], quarters: Sequence[str]
) -> Chart:
    """The picture of a schedule.

    ``titles`` and ``days`` belong to the plan's measures in their order, ``quarters`` are the names of its quarters.
    """
    week = (WIDTH - NAMES - RIGHT) / max(schedule.late_weeks, 1)
    bars: list[Bar] = []
    for step in plan.steps:
        for index, planned in enumerate(step.measures):
            number = len(bars)
            texts = (titles[number], days[number])
            bars.append(_bar(planned, texts, row=number, week=week, step=0 if index else step.number))
    return Chart(
        width=WIDTH,
        height=HEAD + ROW * len(bars) + 6,
        left=NAMES,
        head=HEAD,
        bar=BAR,
        bars=tuple(bars),
        columns=_columns(schedule, quarters, week),
    )


def _bar(planned: PlannedMeasure, texts: tuple[str, str], *, row: int, week: float, step: int) -> Bar:
    title, days = texts
    assert planned.slot is not None
    return Bar(
        id=planned.measure.id,
        name=title if len(title) <= NAME_LENGTH else title[: NAME_LENGTH - 1].rstrip() + "…",
        y=_r(HEAD + ROW * row),
        x=_r(NAMES + planned.slot.week * week),
        width=_r(max(planned.slot.weeks * week, NARROWEST)),
        late_x=_r(NAMES + (planned.slot.week + planned.slot.late_weeks) * week),
        critical=planned.slot.critical,
        label=days,
        first_in_step=step,
    )


def _columns(schedule: Schedule, names: Sequence[str], week: float) -> tuple[Column, ...]:
    columns: list[Column] = []
    wide = LABEL * len(schedule.quarters) < WIDTH - NAMES
    for quarter, name in zip(schedule.quarters, names, strict=True):
        weeks = max((_first_day(quarter) - schedule.start) / timedelta(weeks=1), 0)
        x = NAMES + weeks * week
        room = x + LABEL < WIDTH
        shown = name if room and (wide or quarter.quarter == 1 or not columns) else ""
        columns.append(Column(x=_r(x), label=shown))
    return tuple(columns)


def _first_day(quarter: Quarter) -> date:
    return date(quarter.year, quarter.quarter * 3 - 2, 1)


def _r(value: float) -> float:
    return round(value, 2)
