"""Cells of the matrix and coordinates in words."""

from __future__ import annotations

from lmmm_report.domain.assessment import Interval
from lmmm_report.domain.model import Model
from lmmm_report.report.words.wording import Wording

Stages = tuple[int, int]


def cell_words(cell: Stages, model: Model, w: Wording) -> str:
    """Both axes with their stages."""
    x, y = model.axes
    return w.say(
        "cell.words",
        x_axis=w.of(x.name),
        x_stage=w.of(x.stage(cell[0]).name),
        y_axis=w.of(y.name),
        y_stage=w.of(y.stage(cell[1]).name),
    )


def cell_brief(cell: Stages, model: Model, w: Wording) -> str:
    """Both stages with their numbers, without the names of the axes."""
    x, y = model.axes
    stages = (w.of(x.stage(cell[0]).name), w.of(y.stage(cell[1]).name))
    return w.say("plan.cell", x_stage=stages[0], y_stage=stages[1], x=cell[0], y=cell[1])


def interval_words(interval: Interval, w: Wording) -> str:
    """A coordinate, or from where to where it may lie, with at most two decimals."""
    low, high = w.number(interval.low, 2), w.number(interval.high, 2)
    return low if low == high else w.say("axis.interval", low=low, high=high)
