"""Every list may be as long as the format admits: what comes after the front door takes it, at a cost in proportion."""

from __future__ import annotations

import json
import pathlib

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.assess.conditions.reading import MAX_ITEMS, Meter
from lmmm_report.assess.plan.what_if import what_if_of
from lmmm_report.cli.main import run
from lmmm_report.load.yaml.builder import LIMIT_VALUES
from tests.properties.grown_profiles import MODEL, GrowingList, growing_lists, grown, loaded

LISTS = growing_lists()


@pytest.fixture
def visits(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """All items that conditions look at from now on, as one number."""
    counted = [0]
    visit = Meter.visit

    def counting(meter: Meter, items: int) -> None:
        counted[0] += items
        visit(meter, items)

    monkeypatch.setattr(Meter, "visit", counting)
    return counted


def cost(data: bytes, counted: list[int]) -> int:
    """The items looked at for a whole assessment and its what-if tables."""
    profile = loaded(data)
    counted[0] = 0
    what_if_of(assess(profile, MODEL))
    return counted[0]


def test_there_are_lists_to_grow() -> None:
    assert len(LISTS) > 50
    assert max(growing.most for growing in LISTS) == 500


@pytest.mark.long
@pytest.mark.parametrize("growing", LISTS, ids=str)
def test_costs_grow_in_proportion_to_a_list(growing: GrowingList, visits: list[int]) -> None:
    base = cost(grown(growing, 1), visits)
    some = cost(grown(growing, growing.most // 5), visits) - base
    most = cost(grown(growing, growing.most), visits) - base
    assert most <= 6 * max(some, 50)


@pytest.mark.long
@pytest.mark.parametrize("growing", LISTS, ids=str)
def test_every_command_takes_the_longest_list(growing: GrowingList, tmp_path: pathlib.Path) -> None:
    file = tmp_path / "grown.yaml"
    file.write_bytes(grown(growing, growing.most))
    for words in (
        ["assess", str(file)],
        ["plan", str(file)],
        ["whatif", str(file), "--apply", "M-RULES"],
        ["build", str(file), "--format", "html", "-o", str(tmp_path / "out")],
    ):
        assert run(words) == 0


def test_goals_that_are_all_derived_from_each_other_stay_within_the_bound(visits: list[int]) -> None:
    growing = next(one for one in LISTS if str(one) == "goals.goals")
    costs = []
    for size in (100, 500):
        data = json.loads(grown(growing, size))
        for number, goal in enumerate(data["goals"]["goals"]):
            goal |= {"owners": ["marketing"], "figure": "leads"}
            goal["derived_from"] = [f"x{(number + step) % size}" for step in range(1, 21)]
        costs.append(cost(json.dumps(data).encode(), visits))
    assert costs[1] <= 6 * costs[0]
    assert costs[1] < MAX_ITEMS


def test_the_bound_of_a_condition_goes_with_what_a_profile_may_hold() -> None:
    assert MAX_ITEMS >= 10 * LIMIT_VALUES
