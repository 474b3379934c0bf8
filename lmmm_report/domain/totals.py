"""What several efforts come to together: a range that is not the sum of all extremes.

Three-point estimates are taken as in PERT (D. G. Malcolm, J. H. Roseboom, C. E. Clark, W. Fazar: Application of a
Technique for Research and Development Program Evaluation, Operations Research 7 (1959) 646-669): of a measure with
the days a at best, m most likely and b at worst, (a + 4m + b) / 6 are to be expected. Measures are assumed to be
independent of each other: that one takes longer says nothing of the others. Then expected days add up, and so do the
squares of the distances from them, as variances do. So the ends of a total lie as far from its expected days as

    low:  the root of the sum of the squared distances of all a from what is expected of their measure,
    high: the same with all b.

So an end of a total is as unlikely as the ends of its parts are, counted in standard deviations; by the sums of all
extremes it would be far less likely. Of one measure it is the measure's own range, and a total never leaves the sums of
the extremes. Roots are taken outwards to whole days, so the result is exact in whole numbers and depends on no order.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import isqrt

from lmmm_report.domain.measure import Effort, Total

_PARTS = 6
"""Expected days are counted in sixths until the end."""


def total_of(efforts: Iterable[Effort]) -> Total:
    """The days of all ``efforts`` together."""
    likely = expected = below = above = 0
    for effort in efforts:
        mean = effort.low + 4 * effort.likely + effort.high
        likely += effort.likely
        expected += mean
        below += (mean - _PARTS * effort.low) ** 2
        above += (_PARTS * effort.high - mean) ** 2
    return Total(
        low=(expected - _root_up(below)) // _PARTS,
        likely=likely,
        expected=(expected + _PARTS // 2) // _PARTS,
        high=-((-expected - _root_up(above)) // _PARTS),
    )


def together(totals: Iterable[Total]) -> Total:
    """Several totals together, such as those of companies that do not depend on each other; by whole days."""
    likely = expected = below = above = 0
    for total in totals:
        likely += total.likely
        expected += total.expected
        below += (total.expected - total.low) ** 2
        above += (total.high - total.expected) ** 2
    return Total(low=expected - _root_up(below), likely=likely, expected=expected, high=expected + _root_up(above))


def _root_up(square: int) -> int:
    """The smallest whole number whose square is not less."""
    root = isqrt(square)
    return root if root * root == square else root + 1
