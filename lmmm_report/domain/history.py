"""Where a company stood before: shown beside the result, and no part of what it is derived from."""

from datetime import date
from typing import NamedTuple

from lmmm_report.domain.assessment import Assessment, Interval, Outcome
from lmmm_report.domain.shift import Span

DECIMALS = 4
"""Decimals of a coordinate in a result document: so a position is the same whatever it was read from."""


class EarlierPosition(NamedTuple):
    """The result of an earlier assessment in short."""

    date: date
    cell: tuple[int, int]
    """Stages proven then."""
    coordinates: tuple[Interval, Interval]
    model_version: str
    """Version of the model that it was assessed with."""
    gates: tuple[tuple[str, Outcome], ...] | None
    """What each gate of today's model was then, by its id; ``None`` where that is not told of one of them."""

    @property
    def highest(self) -> tuple[int, int]:
        """Stages that were possible then: within a coordinate the stage is the whole part."""
        first, second = (max(stage, int(ends.high)) for stage, ends in zip(self.cell, self.coordinates, strict=True))
        return first, second

    @property
    def firm(self) -> bool:
        """Whether the cell was the same whatever the open answers of then are."""
        return self.cell == self.highest

    @property
    def spans(self) -> tuple[Span, Span]:
        """Of each axis the proven stage and the highest possible one."""
        (a, b), (c, d) = self.cell, self.highest
        return (a, c), (b, d)


def position_then(assessment: Assessment) -> EarlierPosition:
    """What a later report says of this assessment."""
    x, y = assessment.axes
    return EarlierPosition(
        date=assessment.profile.date,
        cell=assessment.cell.stages,
        coordinates=(as_recorded(x.coordinate), as_recorded(y.coordinate)),
        model_version=assessment.model.version,
        gates=gates_now(assessment),
    )


def gates_now(assessment: Assessment) -> tuple[tuple[str, Outcome], ...]:
    """What each gate is, by its id."""
    return tuple(
        (finding.criterion.id, finding.outcome)
        for axis in assessment.axes
        for stage in axis.stages
        for finding in stage.gates
    )


def as_recorded(interval: Interval) -> Interval:
    """As precise as a result document has it."""
    return Interval(low=round(interval.low, DECIMALS), high=round(interval.high, DECIMALS))
