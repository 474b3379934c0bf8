"""Totals of three-point estimates, against their formula in decimals and against what every total has to be."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmmm_report.domain.measure import NO_TOTAL, Effort, Total
from lmmm_report.domain.totals import total_of
from tests.built_in import MODEL

DAYS = st.integers(1, 10_000)
EFFORTS = st.tuples(DAYS, DAYS, DAYS).map(lambda days: Effort(*sorted(days)))
SEVERAL = st.lists(EFFORTS, max_size=30)


def by_formula(efforts: list[Effort]) -> tuple[float, float, float]:
    means = [math.floor((e.low + 4 * e.likely + e.high) / 6 + 0.5) for e in efforts]
    below = math.sqrt(sum((mean - e.low) ** 2 for mean, e in zip(means, efforts, strict=True)))
    above = math.sqrt(sum((e.high - mean) ** 2 for mean, e in zip(means, efforts, strict=True)))
    return math.fsum(means) - below, math.fsum(means), math.fsum(means) + above


def test_by_hand() -> None:
    """Expected are 3 and 8; the lows lie 2 and 4 below them, the highs 6 and 8 above: roots of 20 and of 100."""
    assert total_of([Effort(1, 2, 9), Effort(4, 7, 16)]) == Total(low=6, likely=9, expected=11, high=21)
    assert [Effort(1, 2, 6).expected, Effort(1, 2, 9).expected, Effort(3, 3, 6).expected] == [3, 3, 4], "halves upwards"


@given(SEVERAL)
def test_what_is_read_adds_up(efforts: list[Effort]) -> None:
    assert total_of(efforts).expected == sum(e.expected for e in efforts)


@given(EFFORTS)
def test_expected_is_the_mean_in_whole_days(effort: Effort) -> None:
    mean = (effort.low + 4 * effort.likely + effort.high) / 6
    assert effort.low <= effort.expected <= effort.high
    assert -0.501 < effort.expected - mean < 0.501


def test_nothing_takes_nothing() -> None:
    assert total_of([]) == NO_TOTAL


@given(EFFORTS)
def test_of_one_measure_it_is_its_own_range(effort: Effort) -> None:
    total = total_of([effort])
    assert (total.low, total.likely, total.high) == (effort.low, effort.likely, effort.high)


@given(SEVERAL)
def test_it_is_the_formula_taken_outwards_to_whole_days(efforts: list[Effort]) -> None:
    low, expected, high = by_formula(efforts)
    total = total_of(efforts)
    assert low - 1.001 < total.low < low + 0.001
    assert total.expected == expected
    assert high - 0.001 < total.high < high + 1.001


@given(SEVERAL)
def test_it_stays_within_the_extremes(efforts: list[Effort]) -> None:
    total = total_of(efforts)
    assert sum(e.low for e in efforts) <= total.low <= total.expected <= total.high <= sum(e.high for e in efforts)
    assert total.likely == sum(e.likely for e in efforts)


@given(SEVERAL, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(efforts: list[Effort], chance: random.Random) -> None:
    shuffled = list(efforts)
    chance.shuffle(shuffled)
    assert total_of(shuffled) == total_of(efforts)


@given(SEVERAL, EFFORTS)
def test_one_measure_more_never_takes_less(efforts: list[Effort], another: Effort) -> None:
    fewer, more = total_of(efforts), total_of([*efforts, another])
    assert all(a <= b for a, b in zip(fewer, more, strict=True))


@given(SEVERAL, EFFORTS, st.integers(0, 2), st.integers(1, 500))
def test_a_greater_effort_never_makes_a_smaller_total(efforts: list[Effort], one: Effort, end: int, more: int) -> None:
    """One end of the range is put up, and the others with it where they would be less."""
    days = [one.low, one.likely, one.high]
    days[end] += more
    greater = Effort(days[0], max(days[:2]), max(days))
    before, after = total_of([*efforts, one]), total_of([*efforts, greater])
    assert all(a <= b for a, b in zip(before, after, strict=True))


@pytest.mark.parametrize("size", [size.id for size in MODEL.sizes])
def test_the_range_of_many_is_far_narrower_than_the_sums_of_the_extremes(size: str) -> None:
    efforts = [measure.efforts[size] for measure in MODEL.measures]
    total = total_of(efforts)
    assert (total.high - total.low) * 4 < sum(e.high for e in efforts) - sum(e.low for e in efforts)


def test_chance_seldom_leaves_the_range() -> None:
    """Days drawn from the beta distribution that PERT takes: of two thousand sums of all measures hardly one."""
    chance = random.Random(7)
    efforts = [measure.efforts["medium"] for measure in MODEL.measures]
    total = total_of(efforts)
    outside = 0
    for _ in range(2_000):
        days = 0.0
        for e in efforts:
            wide = e.high - e.low
            days += e.low + wide * chance.betavariate(
                1 + 4 * (e.likely - e.low) / wide, 1 + 4 * (e.high - e.likely) / wide
            )
        outside += not total.low <= days <= total.high
    assert outside < 40
