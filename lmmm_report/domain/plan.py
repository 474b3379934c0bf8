"""The plan: the cheapest set of measures that reaches the target, in order, with effort and dates."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from lmmm_report.domain.effect import Change
from lmmm_report.domain.measure import Effort, Measure, SizeClass
from lmmm_report.domain.profile import MeasureState, Progress


class Slot(NamedTuple):
    """When a measure is carried out: from the first day to the last, both included.

    ``week`` and ``weeks`` count from the plan's start; ``critical`` tells whether it belongs to the chain of measures,
    each beginning when the one before ends, that decides when the plan ends.
    """

    week: int
    weeks: int
    first_day: date
    last_day: date
    critical: bool


class PlannedMeasure(NamedTuple):
    """One measure of the plan."""

    number: int
    measure: Measure
    effort: Effort
    closes: tuple[str, ...]
    """Ids of the open gates on the way that it closes."""
    prepares: tuple[str, ...]
    """Ids of the criteria that later measures need to be met before."""
    quick_win: bool
    changes: tuple[Change, ...]
    slot: Slot | None = None


class PlanStep(NamedTuple):
    """The measures of one step of the path, and where the company stands when they are carried out."""

    number: int
    measures: tuple[PlannedMeasure, ...]
    effort: Effort
    cell: tuple[int, int]
    coordinates: tuple[Fraction, Fraction]
    """Proven coordinates after the step; a measure that serves both axes can run ahead on the other."""


class Load(NamedTuple):
    """What one role is responsible for."""

    owner: str
    measures: int
    effort: Effort


class Quarter(NamedTuple):
    """What a quarter of a calendar year asks for; ``days`` are likely person-days."""

    year: int
    quarter: int
    days: Fraction
    ends: tuple[str, ...]
    """Ids of the measures that end in it."""


class Schedule(NamedTuple):
    """The plan in time: weeks from ``start``, never more than ``capacity`` person-days a month."""

    start: date
    capacity: int
    end: date
    weeks: int
    quarters: tuple[Quarter, ...]
    chain: tuple[str, ...]
    """The critical path: ids of measures, each beginning when the one before ends."""


class Plan(NamedTuple):
    """The whole way to the target."""

    size: SizeClass
    size_stated: bool
    """Whether the profile states the number of employees; else the middle class is assumed."""
    steps: tuple[PlanStep, ...]
    effort: Effort
    dearer: int
    """By how many likely person-days it may at most be dearer than the cheapest plan; 0: it is the cheapest."""
    effort_if_confirmed: Effort
    """If all open questions on the way turned out to be met: what would then be left."""
    loads: tuple[Load, ...]
    cell: tuple[int, int]
    """The proven cell when all is carried out, as assessed again."""
    reached: bool
    """Whether that cell reaches the target; the loader's checks and the tests of the model promise it."""
    schedule: Schedule | None

    @property
    def measures(self) -> tuple[PlannedMeasure, ...]:
        """All measures in the order in which they are begun."""
        return tuple(measure for step in self.steps for measure in step.measures)

    @property
    def quick_wins(self) -> tuple[PlannedMeasure, ...]:
        """Measures of little effort that close a gate."""
        return tuple(measure for measure in self.measures if measure.quick_win)


class ProgressFinding(NamedTuple):
    """A note held against the facts."""

    progress: Progress
    measure: Measure
    met: tuple[str, ...]
    """Ids of the measure's criteria that the facts meet."""
    open: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether note and facts say the same: done and all met, or not done and something open."""
        return (self.progress.state is MeasureState.DONE) == (not self.open)
