"""What several efforts come to together: a range that is not the sum of all extremes.

Three-point estimates are taken as in PERT (D. G. Malcolm, J. H. Roseboom, C. E. Clark, W. Fazar: Application of a
Technique for Research and Development Program Evaluation, Operations Research 7 (1959) 646-669): of a measure with
the days a at best, m most likely and b at worst, (a + 4m + b) / 6 are to be expected. They are rounded to whole days
for each measure, before they are added: so whoever adds up the measures of a step, a role or a plan gets the total that
stands there, and what rounding takes or gives is at most half a day a measure, less than the estimates leave open.

Measures are assumed to be independent of each other: that one takes longer says nothing of the others. Then expected
days add up, and so do the squares of the distances from them, as variances do. So the ends of a total lie as far from
its expected days as

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


def total_of(efforts: Iterable[Effort]) -> Total:
    """The days of all ``efforts`` together."""
    return together(Total(effort.low, effort.likely, effort.expected, effort.high) for effort in efforts)


def together(totals: Iterable[Total]) -> Total:
    """Several totals together, such as those of companies that do not depend on each other."""
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
