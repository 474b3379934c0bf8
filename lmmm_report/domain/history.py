"""Where a company stood before: shown beside the result, and no part of what it is derived from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lmmm_report.domain.assessment import Assessment, Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierPosition:
    """The result of an earlier assessment in short."""

    date: date
    cell: tuple[int, int]
    """Stages proven then."""
    coordinates: tuple[Interval, Interval]
    model_version: str
    """Version of the model that it was assessed with."""


def position_then(assessment: Assessment) -> EarlierPosition:
    """What a later report says of this assessment."""
    x, y = assessment.axes
    return EarlierPosition(
        date=assessment.profile.date,
        cell=assessment.cell.stages,
        coordinates=(x.coordinate, y.coordinate),
        model_version=assessment.model.version,
    )
