"""What several pages say in the same words, and numbers as one sentence has them."""

from __future__ import annotations

from lmmm_report.domain.measure import Total
from lmmm_report.domain.model import Criterion, Model
from lmmm_report.report.words.cells import cell_numbers
from lmmm_report.report.words.wording import Wording
from lmmm_report.site.rows import UnitRow
from lmmm_report.site.tally import Helping


def alike(w: Wording, *numbers: int) -> tuple[str, ...]:
    """In words as far as the catalogue has a word for each of them, else all in digits."""
    words = tuple(w.say("portfolio.one") if number == 1 else w.spelled(number) for number in numbers)
    digits = tuple(w.number(number) for number in numbers)
    return digits if any(a == b for a, b in zip(words, digits, strict=True)) else words


def gate_words(gate: Criterion, model: Model, w: Wording) -> str:
    """Where a gate belongs: its axis and its stage."""
    axis = next(axis for axis in model.axes if axis.id == gate.axis)
    return w.say("portfolio.gate", axis=w.of(axis.name), stage=gate.stage)


def effort_words(one: Helping, w: Wording) -> str:
    """What a measure takes in each of its units."""
    return w.say("portfolio.each", count=len(one.units), days=between(one.least, one.most, w))


def effort_of(row: UnitRow) -> Total | None:
    """What the next step takes: from what is left if open answers spare measures, to all of it; `None` without any."""
    step = row.step
    return step.effort._replace(low=step.least.low) if step is not None and step.effort is not None else None


def between(low: int, high: int, w: Wording) -> str:
    """Two ends, or one number where they are the same."""
    return w.number(low) if low == high else f"{w.number(low)}–{w.number(high)}"


def target_words(row: UnitRow, w: Wording) -> str:
    """The target cell of a unit, and whether it is only assumed."""
    target = cell_numbers(row.target)
    return target if row.target_stated else w.say("portfolio.assumed", cell=target)


def side_words(key: str, w: Wording) -> str:
    """Where a unit lies with regard to the ideal line, as short as it can be."""
    return w.say(f"portfolio.short.{key}")
