"""Ranges as bars on one scale, in percent of its length, so that they can be drawn at any width."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """A range with what is likely in it, as percent from the left end of the scale."""

    low: float
    width: float
    likely: float
    high: float


def spans_of(ranges: Sequence[tuple[int, int, int]]) -> tuple[Span, ...]:
    """Ranges (low, likely, high) on the scale from 0 to the highest of them."""
    longest = max((high for _, _, high in ranges), default=0) or 1
    return tuple(
        Span(
            low=_percent(low, longest),
            width=_percent(high - low, longest),
            likely=_percent(likely, longest),
            high=_percent(high, longest),
        )
        for low, likely, high in ranges
    )


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 2)
