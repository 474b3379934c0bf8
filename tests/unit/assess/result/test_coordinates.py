from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmmm_report.assess.result.coordinates import measure, position_of
from lmmm_report.domain.assessment import Interval, Outcome, Position, Side

M, N, U, X = Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("stages", "proven", "possible", "low", "high"),
    [
        ([[], [N, N], [N]], 1, 1, Fraction(1), Fraction(1)),
        ([[], [M, N], [M]], 1, 1, Fraction(3, 2), Fraction(3, 2)),
        ([[], [M, M], [N, M]], 2, 2, Fraction(5, 2), Fraction(5, 2)),
        ([[], [M], [M]], 3, 3, Fraction(3), Fraction(3)),
        ([[], [U, M], [M]], 1, 3, Fraction(3, 2), Fraction(3)),
        ([[], [U, N], [M]], 1, 1, Fraction(1), Fraction(3, 2)),
        ([[], [N], [M]], 1, 1, Fraction(1), Fraction(1)),
        ([[], [X, M], [N]], 2, 2, Fraction(2), Fraction(2)),
        ([[], [X, X], [M]], 1, 1, Fraction(1), Fraction(1)),
    ],
)
def test_strict_counting(stages, proven, possible, low, high) -> None:
    assert measure(stages) == (proven, possible, Interval(low=low, high=high))


STAGES = st.lists(st.lists(st.sampled_from(list(Outcome)), min_size=1, max_size=5), min_size=1, max_size=5).map(
    lambda stages: [[], *stages]
)


@given(STAGES)
def test_coordinates_are_bounded_and_ordered(stages) -> None:
    proven, possible, interval = measure(stages)
    assert 1 <= proven <= possible <= len(stages)
    assert proven <= interval.low <= interval.high <= len(stages)
    assert interval.low < proven + 1
    assert interval.high < possible + 1


@given(STAGES, st.data())
def test_meeting_one_more_gate_never_lowers_a_coordinate(stages, data) -> None:
    open_gates = [(i, j) for i, gates in enumerate(stages) for j, gate in enumerate(gates) if gate in (N, U)]
    if not open_gates:
        return
    i, j = data.draw(st.sampled_from(open_gates))
    better = [list(gates) for gates in stages]
    better[i][j] = M
    before, after = measure(stages), measure(better)
    assert after[0] >= before[0]
    assert after[1] >= before[1]
    assert after[2].low >= before[2].low
    assert after[2].high >= before[2].high


@given(STAGES, st.data())
def test_the_interval_contains_every_completion(stages, data) -> None:
    proven, possible, interval = measure(stages)
    completed = [[data.draw(st.sampled_from([M, N])) if gate is U else gate for gate in gates] for gates in stages]
    stage, _, point = measure(completed)
    assert proven <= stage <= possible
    assert interval.low <= point.low <= interval.high
    assert point.width == 0


@pytest.mark.parametrize(
    ("cell", "side", "distance"),
    [((1, 1), Side.ON, 0), ((3, 1), Side.BELOW, 2), ((1, 4), Side.ABOVE, 3), ((4, 4), Side.ON, 0)],
)
def test_position(cell, side, distance) -> None:
    assert position_of(cell) == Position(side=side, distance=distance)
