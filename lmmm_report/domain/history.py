"""Where a company stood before: shown beside the result, and no part of what it is derived from."""

from datetime import date
from typing import NamedTuple

from lmmm_report.domain.assessment import Assessment, AxisResult, Interval, Outcome

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
    met: tuple[tuple[int, int], tuple[int, int]] | None = None
    """Of each axis how many gates were met then, and of how many; ``None`` where that is not told."""


def position_then(assessment: Assessment) -> EarlierPosition:
    """What a later report says of this assessment."""
    x, y = assessment.axes
    return EarlierPosition(
        date=assessment.profile.date,
        cell=assessment.cell.stages,
        coordinates=(as_recorded(x.coordinate), as_recorded(y.coordinate)),
        model_version=assessment.model.version,
        met=(_met(x), _met(y)),
    )


def _met(axis: AxisResult) -> tuple[int, int]:
    return sum(stage.count(Outcome.MET) for stage in axis.stages), sum(len(stage.gates) for stage in axis.stages)


def as_recorded(interval: Interval) -> Interval:
    """As precise as a result document has it."""
    return Interval(low=round(interval.low, DECIMALS), high=round(interval.high, DECIMALS))
