"""A plan within a limit: the highest cell, then most conditions of the next stages, then fewest days; and it is true."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.assess.conditions.remembered import Remembered
from lmmm_report.assess.effects import carry_out
from lmmm_report.assess.plan.limited import cells_of, limited_plan_of
from lmmm_report.assess.plan.plan import Planner
from lmmm_report.assess.result.fitting import SETTLED
from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.measure import Effort, Measure
from lmmm_report.domain.model import Model
from lmmm_report.domain.plan import Limit, Plan
from lmmm_report.domain.profile import MeasureState, Place, PlanFrame, Profile, Progress, Target
from lmmm_report.load.profile.profile import load_profile
from tests.builders import replace
from tests.built_in import MODEL

ROOT = Path(__file__).resolve().parents[4]
START = date(2026, 11, 2)
FRAME = PlanFrame(start=START, capacity=12)


@cache
def profile_at(cell: str) -> Profile:
    (folder,) = (ROOT / "tests/cases/accept").glob(f"{cell}-*")
    return load_profile(folder / "profile.yaml")


def assessed(start: str, target: tuple[int, int], model: Model = MODEL, frame: PlanFrame | None = FRAME) -> Assessment:
    stages = {axis.id: axis.stage(number).id for axis, number in zip(MODEL.axes, target, strict=True)}
    profile = replace(profile_at(start), target=Target(stages=MappingProxyType(stages)), plan=frame)
    return assess(profile, model)


def ids_of(plan: Plan) -> list[str]:
    return [planned.measure.id for planned in plan.measures]


# --- Which cell is higher


def test_the_lower_stage_counts_first_then_both_then_the_axis_that_leads() -> None:
    cells = cells_of(assessed("11", (3, 3)).gap, MODEL)
    assert [set(cells[n : n + 2]) for n in (1, 4, 6)] == [{(3, 2), (2, 3)}, {(3, 1), (1, 3)}, {(2, 1), (1, 2)}]
    assert (cells[0], cells[3], cells[8]) == ((3, 3), (2, 2), (1, 1))
    leading = MODEL.axis_index(MODEL.path_order[0])
    assert [cells[n][leading] for n in (1, 4, 6)] == [3, 3, 2]


@pytest.mark.parametrize("start", ["11", "13", "31", "22", "24"])
def test_along_the_path_every_cell_is_higher_than_the_one_before(start: str) -> None:
    gap = assessed(start, (4, 4)).gap
    cells = cells_of(gap, MODEL)
    on_the_way = [cells.index(step.cell) for step in gap.steps]
    assert on_the_way == sorted(on_the_way, reverse=True)
    assert on_the_way[-1] == 0


# --- Against all sets of measures, with the built-in gates and efforts by chance


def with_chance(seed: int) -> Model:
    """The built-in model with other efforts and durations."""
    chance = random.Random(seed)

    def other(measure: Measure) -> Measure:
        days = sorted(chance.randrange(1, 12) for _ in range(3))
        efforts = MappingProxyType({size: Effort(*days) for size in measure.efforts})
        return replace(measure, efforts=efforts, weeks=chance.randrange(1, 9))

    return replace(MODEL, measures=tuple(other(measure) for measure in MODEL.measures))


def useful_of(a: Assessment) -> list[Measure]:
    needed, found = {f.criterion.id for f in a.gap.open}, set[str]()
    met = {f.criterion.id for f in a.findings if f.outcome in SETTLED}
    while needed:
        more = {m.id for m in a.fitting.admitted if needed & set(m.satisfies)} - found
        found |= more
        needed = {c for m in a.fitting.admitted if m.id in more for c in m.after} - met
    return [m for m in a.fitting.admitted if m.id in found]


class Sets:
    """All sets of measures that lack nothing they need, by trying every one of them."""

    def __init__(self, a: Assessment) -> None:
        self.a = a
        self.useful = useful_of(a)
        assert 3 <= len(self.useful) <= 16
        self.met = {f.criterion.id for f in a.findings if f.outcome in SETTLED}
        self.cells = cells_of(a.gap, a.model)
        self.costs = {m.id: m.efforts[a.plan.size.id].likely for m in self.useful}

    def all_of_them(self) -> Iterator[tuple[int, ...]]:
        bit = {c: 1 << n for n, c in enumerate(sorted({c for m in self.useful for c in (*m.satisfies, *m.after)}))}
        covers = [sum(bit[c] for c in m.satisfies) for m in self.useful]
        needs = [sum(bit[c] for c in m.after if c not in self.met) for m in self.useful]
        for chosen in range(1 << len(self.useful)):
            indices = [n for n in range(len(self.useful)) if chosen >> n & 1]
            have = need = 0
            for n in indices:
                have |= covers[n]
                need |= needs[n]
            if not need & ~have:
                yield tuple(indices)

    def rank(self, indices: Sequence[int]) -> tuple[int, int, int, int, tuple[int, ...]]:
        """The least is the best."""
        have = {c for n in indices for c in self.useful[n].satisfies} | self.met
        place, cell = next(
            (place, cell) for place, cell in enumerate(self.cells) if all(c in have for c in self.gates(cell, 0))
        )
        days = sum(self.costs[self.useful[n].id] for n in indices)
        return place, -sum(c in have for c in self.gates(cell, 1)), days, len(indices), tuple(indices)

    def gates(self, cell: tuple[int, int], after: int) -> list[str]:
        """The open gates up to the cell, or of the next stages."""
        index = {axis.id: number for number, axis in enumerate(self.a.model.axes)}
        return [
            f.criterion.id
            for step in self.a.gap.steps
            if (step.stage.number <= cell[index[step.axis.id]] if not after
                else step.stage.number == cell[index[step.axis.id]] + 1)
            for f in step.open
        ]  # fmt: skip

    def names(self, indices: Sequence[int]) -> list[str]:
        return sorted(self.useful[n].id for n in indices)


@pytest.mark.parametrize(("start", "target"), [("11", (2, 2)), ("21", (2, 2)), ("23", (3, 3)), ("33", (3, 4))])
@pytest.mark.parametrize("seed", [0, 1])
def test_no_set_of_measures_within_a_budget_is_better(start: str, target: tuple[int, int], seed: int) -> None:
    a = assessed(start, target, with_chance(seed) if seed else MODEL)
    sets = Sets(a)
    ranked = sorted(sets.rank(indices) for indices in sets.all_of_them())
    whole = a.plan.effort.likely
    for days in {0, 1, 3, whole // 4, whole // 2, whole * 3 // 4, whole - 1, whole, whole + 50}:
        plan = limited_plan_of(a, Limit(days=days))
        best = next(rank for rank in ranked if rank[2] <= days)
        assert sorted(ids_of(plan)) == sets.names(best[4]), days
        assert plan.limited is not None
        assert plan.limited.exact
        assert (plan.limited.cell, len(plan.limited.met)) == (sets.cells[best[0]], -best[1])


@pytest.mark.parametrize(("start", "target"), [("11", (2, 2)), ("23", (3, 3)), ("33", (3, 4))])
@pytest.mark.parametrize("seed", [0, 2])
def test_no_set_of_measures_that_ends_in_time_is_better(start: str, target: tuple[int, int], seed: int) -> None:
    """Of all sets without a needless measure, each dated as every plan is."""
    a = assessed(start, target, with_chance(seed) if seed else MODEL)
    sets = Sets(a)
    ranked = sorted(sets.rank(indices) for indices in sets.all_of_them())
    assert a.plan.schedule is not None
    for weeks in {1, 4, a.plan.schedule.weeks // 2, a.plan.schedule.weeks - 1, a.plan.schedule.weeks}:
        until = START + timedelta(weeks=weeks, days=-1)
        plan = limited_plan_of(a, Limit(until=until))
        better = [rank for rank in ranked if rank < sets.rank(places_in(sets, plan))]
        assert plan.schedule is None or plan.schedule.end <= until
        for rank in better:
            assert needless_in(sets, rank) or weeks_of(a, [sets.useful[n] for n in rank[4]]) > weeks


def places_in(sets: Sets, plan: Plan) -> list[int]:
    taken = set(ids_of(plan))
    return [n for n, measure in enumerate(sets.useful) if measure.id in taken]


def needless_in(sets: Sets, rank: tuple[int, int, int, int, tuple[int, ...]]) -> bool:
    """Whether the same is had without one of them, in fewer days."""
    for one in rank[4]:
        rest = tuple(n for n in rank[4] if n != one)
        have = sets.met | {c for n in rest for c in sets.useful[n].satisfies}
        if all(c in have for n in rest for c in sets.useful[n].after) and sets.rank(rest)[:2] <= rank[:2]:
            return True
    return False


def weeks_of(a: Assessment, measures: Sequence[Measure]) -> int:
    """How long the plan of just these measures takes: asked as the plan of a model that has no others."""
    planner = Planner(
        a.profile, a.findings, a.axes, a.gap, model=a.model, fitting=a.fitting, remembered=Remembered(a.model.limits)
    )
    schedule = planner.with_measures(measures)[0].schedule
    return schedule.weeks if schedule else 0


# --- What holds of every limited plan


LIMITS = [
    Limit(days=1),
    Limit(days=40),
    Limit(days=150),
    Limit(days=100_000),
    Limit(until=START - timedelta(days=1)),
    Limit(until=START + timedelta(weeks=12)),
    Limit(until=START + timedelta(weeks=52)),
    Limit(days=30, until=START + timedelta(weeks=30)),
]


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("start", ["11", "13", "22", "31", "34"])
def test_what_every_limited_plan_promises(start: str, limit: Limit) -> None:
    a = assessed(start, (4, 4))
    plan = limited_plan_of(a, limit)
    limited = plan.limited
    assert limited is not None
    order = [planned.measure for planned in plan.measures]
    assert limited.days == sum(planned.effort.likely for planned in plan.measures)
    assert limit.days is None or limited.days <= limit.days
    assert limit.until is None or plan.schedule is None or plan.schedule.end <= limit.until
    done = {f.criterion.id for f in a.findings if f.outcome in SETTLED}
    for measure in order:
        assert set(measure.after) <= done
        done |= set(measure.satisfies)
    after = assess(carry_out(a.profile, order, MODEL).profile, MODEL)
    assert after.cell.stages == plan.cell
    assert all(map(int.__ge__, plan.cell, limited.cell))
    still = [f.criterion.id for f in a.gap.open if after.by_id[f.criterion.id].outcome not in SETTLED]
    assert sorted(limited.open) == sorted(still) == sorted(c for step in plan.steps for c in step.open)
    assert set(limited.met) == set(limited.following) - set(still)
    taken = {measure.id for measure in order}
    assert [p.measure.id for p in limited.left_out] == [m for m in ids_of(a.plan) if m not in taken]
    assert plan.reached == (not still)
    assert plan.reached or plan.schedule is None or plan.schedule.deadline is None


@pytest.mark.parametrize("start", ["11", "22", "34"])
def test_with_enough_it_is_the_whole_plan(start: str) -> None:
    a = assessed(start, (4, 4))
    assert a.plan.schedule is not None
    for limit in (Limit(days=a.plan.effort.likely), Limit(until=a.plan.schedule.end)):
        plan = limited_plan_of(a, limit)
        assert ids_of(plan) == ids_of(a.plan)
        assert plan.reached
        assert plan.limited is not None
        assert (plan.limited.left_out, plan.limited.open) == ((), ())


@pytest.mark.parametrize("start", ["11", "31"])
def test_more_never_gives_a_lower_cell(start: str) -> None:
    a = assessed(start, (4, 4))
    cells = cells_of(a.gap, MODEL)
    reached = []
    for days in range(0, a.plan.effort.likely + 40, 40):
        limited = limited_plan_of(a, Limit(days=days)).limited
        assert limited is not None
        reached.append(cells.index(limited.cell))
    assert reached == sorted(reached, reverse=True)
    assert (reached[0], reached[-1]) == (len(cells) - 1, 0)


def test_where_the_target_is_reached_nothing_is_bought() -> None:
    a = assessed("44", (4, 4))
    plan = limited_plan_of(a, Limit(days=50))
    assert plan.measures == ()
    assert plan.limited is not None
    assert (plan.limited.cell, plan.limited.left_out, plan.limited.days) == ((4, 4), (), 0)


def test_of_a_measure_under_way_only_what_is_left_is_paid() -> None:
    a = assessed("11", (2, 2))
    name = next(p.measure.id for p in a.plan.measures if p.effort.likely > 2 and p.measure.weeks > 3)
    note = Progress(
        measure=name, state=MeasureState.UNDER_WAY, date=START - timedelta(weeks=50), note="", place=Place(1, 1)
    )
    running = assess(replace(a.profile, progress=(note,)), MODEL)
    whole = limited_plan_of(running, Limit(days=100_000))
    assert whole.limited is not None
    assert whole.limited.days < whole.effort.likely
    assert ids_of(limited_plan_of(running, Limit(days=whole.limited.days))) == ids_of(whole)


def test_a_day_as_limit_needs_dates() -> None:
    with pytest.raises(ValueError, match="without dates"):
        limited_plan_of(assessed("11", (2, 2), frame=None), Limit(until=START))
