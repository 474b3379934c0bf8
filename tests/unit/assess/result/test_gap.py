from __future__ import annotations

from itertools import product
from types import MappingProxyType

import pytest

from lmmm_report.assess.result.gap import in_working_order, path, target_cell
from lmmm_report.domain.assessment import Finding, Outcome
from lmmm_report.domain.profile import Target
from tests.built_in import MODEL


@pytest.mark.parametrize(
    ("start", "target", "moves"),
    [
        ((1, 1), (1, 1), ()),
        ((3, 1), (4, 4), (1, 1, 0, 1)),
        ((1, 3), (4, 4), (0, 0, 0, 1)),
        ((2, 2), (4, 4), (0, 1, 0, 1)),
        ((2, 1), (3, 3), (1, 0, 1)),
        ((4, 4), (1, 1), ()),
        ((1, 2), (4, 2), (0, 0, 0)),
        ((3, 1), (2, 2), (1,)),
    ],
)
def test_first_the_lagging_axis_then_along_the_line(start, target, moves) -> None:
    assert path(start, target, MODEL) == moves


@pytest.mark.parametrize(("start", "target"), list(product(product(range(1, 5), repeat=2), repeat=2)))
def test_every_path_ends_at_the_target_and_never_steps_back(start, target) -> None:
    cell = list(start)
    for axis in path(start, target, MODEL):
        assert cell[axis] < target[axis]
        cell[axis] += 1
    assert tuple(cell) == (max(start[0], target[0]), max(start[1], target[1]))


@pytest.mark.parametrize(
    ("stages", "cell"),
    [
        ({}, (4, 4)),
        ({"relationship": "aligned"}, (3, 3)),
        ({"lead_management": "terms"}, (2, 2)),
        ({"relationship": "aligned", "lead_management": "department"}, (3, 4)),
    ],
)
def test_target(stages, cell) -> None:
    assert target_cell(Target(stages=MappingProxyType(stages)), MODEL) == cell


def test_what_others_build_on_comes_first() -> None:
    findings = [
        Finding(criterion=c, outcome=Outcome.NOT_MET, observed=Outcome.NOT_MET, facts=(), missing=())
        for c in reversed(MODEL.criteria)
    ]
    ordered = [f.criterion.id for f in in_working_order(findings, MODEL)]
    assert sorted(ordered) == sorted(c.id for c in MODEL.criteria)
    place = {criterion_id: number for number, criterion_id in enumerate(ordered)}
    followed = [(before, c.id) for c in MODEL.criteria for before in c.after]
    assert followed
    assert all(place[before] < place[after] for before, after in followed)
