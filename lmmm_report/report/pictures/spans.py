"""Ranges as bars on one scale, in percent of its length, so that they can be drawn at any width."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """A range with what is likely in it, as percent from the left end of the scale."""

    low: float
    width: float
    likely: float
    high: float


def spans_of(ranges: Sequence[tuple[int, int, int]]) -> Iterator[Span]:
    """Ranges (low, likely, high) on the scale from 0 to the highest of them, one by one."""
    longest = max((high for _, _, high in ranges), default=0)
    return (
        Span(
            low=percent(low, longest),
            width=percent(high - low, longest),
            likely=percent(likely, longest),
            high=percent(high, longest),
        )
        for low, likely, high in ranges
    )


def percent(part: int, whole: int) -> float:
    """A part of a whole in percent, as exactly as a picture needs it; of nothing it is nothing."""
    return round(100 * part / max(whole, 1), 2)
