"""Cells of the matrix and coordinates in words."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from lmmm_report.domain.assessment import Aim, AxisResult, Gap, Interval, Outcome, Position, Side, StageResult
from lmmm_report.domain.model import Axis, Model
from lmmm_report.report.words.wording import Wording

Stages = tuple[int, int]
MARKS = {Outcome.MET.value: "+", Outcome.NOT_MET.value: "-", Outcome.UNKNOWN.value: "?", "not_applicable": "/"}
"""One character for each outcome of what is asked for."""


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


def place_words(lowest: Stages, highest: Stages, model: Model, w: Wording) -> str:
    """From where to where a company may stand: as a cell, with both ends where they differ."""
    x, y = model.axes
    x_stage, y_stage = _amount_words(lowest, highest, model, w)
    return w.say("cell.words", x_axis=w.of(x.name), x_stage=x_stage, y_axis=w.of(y.name), y_stage=y_stage)


def place_brief(lowest: Stages, highest: Stages, model: Model, w: Wording) -> str:
    """The same without the names of the axes, with the numbers of the stages."""
    x_stage, y_stage = _amount_words(lowest, highest, model, w)
    return f"{x_stage} · {y_stage} {place_numbers(lowest, highest)}"


def _amount_words(lowest: Stages, highest: Stages, model: Model, w: Wording) -> list[str]:
    """The stage on each axis, with both ends where they differ."""
    said = []
    for axis, low, high in zip(model.axes, lowest, highest, strict=True):
        ends = [w.of(axis.stage(stage).name) for stage in (low, high)]
        said.append(ends[0] if low == high else w.say("stage.range", low=ends[0], high=ends[1]))
    return said


def place_numbers(lowest: Stages, highest: Stages) -> str:
    """The same as numbers of stages."""
    return f"({', '.join(stage_numbers(lowest, highest))})"


def stage_numbers(lowest: Sequence[int], highest: Sequence[int]) -> tuple[str, ...]:
    """The stage on each axis as a number, with both ends where they differ."""
    ends = zip(lowest, highest, strict=True)
    return tuple(str(low) if low == high else f"{low}–{high}" for low, high in ends)


def cell_numbers(lowest: Stages, highest: Stages | None = None) -> str:
    """A cell as short as it can be, with both ends where they differ: 3|2, 2–3|2."""
    return "|".join(stage_numbers(lowest, highest or lowest))


def position_words(positions: Sequence[Position], start: bool, w: Wording) -> str:
    """Where all cells in which a company may stand lie with regard to the ideal line.

    ``start``: it stands where everybody starts, for certain; that is on the line, and no merit.
    """
    if start:
        return w.say("position.start")
    if len(positions) == 1:
        side, distance = positions[0]
        return w.say("position.on") if side is Side.ON else w.say(f"position.{side.value}", count=distance)
    sides = {position.side for position in positions}
    return w.say("position.open." + "_".join(side.value for side in Side if side in sides))


def cell_brief(cell: Stages, model: Model, w: Wording) -> str:
    """Both stages with their numbers, without the names of the axes."""
    x, y = model.axes
    stages = (w.of(x.stage(cell[0]).name), w.of(y.stage(cell[1]).name))
    return w.say("plan.cell", x_stage=stages[0], y_stage=stages[1], x=cell[0], y=cell[1])


def span_numbers(span: tuple[int, int]) -> str:
    """A stage as a number, or from which to which it may be."""
    return stage_numbers(span[:1], span[1:])[0]


def stage_names(axis: Axis, span: tuple[int, int], w: Wording) -> str:
    """The number of a stage with its name, of both ends where they differ."""
    low, high = (w.of(axis.stage(number).name) for number in span)
    return f"{span_numbers(span)} {low if low == high else w.say('stage.range', low=low, high=high)}"


def stage_brief(axis: Axis, span: tuple[int, int], w: Wording) -> str:
    """The same in a sentence that speaks of two of them: of a range the numbers alone."""
    return stage_names(axis, span, w) if span[0] == span[1] else span_numbers(span)


def interval_words(interval: Interval, w: Wording) -> str:
    """A coordinate, or from where to where it may lie, with at most two decimals."""
    low, high = w.number(interval.low, 2), w.number(interval.high, 2)
    return low if low == high else w.say("axis.interval", low=low, high=high)


def cell_pair(cell: Stages, model: Model, w: Wording) -> str:
    """Both stages by their names alone."""
    return " · ".join(w.of(axis.stage(number).name) for axis, number in zip(model.axes, cell, strict=True))


def axis_verdict(result: AxisResult, w: Wording) -> str:
    """The stage that is reached on one axis, or from which to which it may lie."""
    return w.say(
        "axis.verdict.firm" if result.firm else "axis.verdict.range",
        stage=w.of(result.stage.stage.name),
        number=result.proven,
        possible=w.of(result.axis.stage(result.possible).name),
    )


def stage_tally(result: StageResult, w: Wording) -> str:
    """How many of a stage's conditions are met; empty where it has none."""
    total = len(result.gates) - result.number_of(Outcome.NOT_APPLICABLE)
    return w.say("stage.tally", met=result.number_of(Outcome.MET), count=total) if result.gates else ""


def toward(gap: Gap) -> str:
    """The end of the key of a text on what a way leads to: the target where one is named, else the next stage.

    Of one axis, or of both: where a way of two steps and its first step are spoken of, these are two different things.
    """
    if gap.stated:
        return ""
    return ".next.both" if len({step.axis.id for step in gap.steps}) > 1 else ".next"


def aimed(gap: Gap) -> str:
    """The end of the key of a text on where a way leads: a target is one only if somebody has named it."""
    if gap.stated:
        return ""
    return ".stay" if gap.aim in (Aim.HOLD, Aim.KEEP) else toward(gap)


def half_stages(amount: Fraction) -> int:
    """An amount of stages in halves, as people say it: no average is known better than that."""
    return round(amount * 2)


def amount_words(amount: Fraction, w: Wording) -> str:
    """An amount of stages in words, to the half; "about" where it is not exactly so much."""
    whole, half = divmod(half_stages(amount), 2)
    if not whole and not half:
        return w.say("stages.little")
    key = ("stages.and_half" if half else "stages.whole") if whole else "stages.half"
    said = w.say(key, count=whole)
    return said if amount * 2 == half_stages(amount) else w.say("stages.about", stages=said)


def amount_figure(amount: Fraction, w: Wording) -> str:
    """The same for a column of figures: −1½, less than half a stage as <½."""
    whole, half = divmod(half_stages(amount), 2)
    if not whole and not half:
        return "<½"
    return f"−{w.number(whole) if whole else ''}{'½' if half else ''}"
