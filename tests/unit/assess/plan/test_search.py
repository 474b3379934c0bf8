from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmmm_report.assess.plan import search
from lmmm_report.assess.plan.search import NoPlanError, cheapest, in_order
from lmmm_report.domain.measure import Effort, Measure
from lmmm_report.domain.model import Kind
from lmmm_report.domain.profile import Place
from tests.built_in import MODEL


def a_measure(measure_id: str, satisfies: str, after: str = "") -> Measure:
    """A measure of which only matters what it satisfies and needs; each letter is a criterion."""
    no_text: Mapping[str, str] = MappingProxyType({})
    return Measure(
        id=measure_id,
        title=no_text,
        what=no_text,
        why=no_text,
        first_step=no_text,
        done_when=no_text,
        bridge=no_text,
        owner="BO",
        helpers=(),
        efforts=MappingProxyType({"small": Effort(1, 1, 1)}),
        weeks=1,
        after=tuple(after),
        satisfies=tuple(satisfies),
        effects=(),
        place=Place(1, 1),
        file="",
    )


@dataclass(frozen=True)
class Problem:
    measures: tuple[Measure, ...]
    costs: Mapping[str, int]
    wanted: tuple[str, ...]
    met: tuple[str, ...]


def a_problem(*rows: tuple[str, int, str] | tuple[str, int, str, str], wanted: str, met: str = "") -> Problem:
    """Measures as (id, cost, satisfies, after)."""
    measures = tuple(a_measure(row[0], *row[2:]) for row in rows)
    return Problem(measures, {row[0]: row[1] for row in rows}, tuple(wanted), tuple(met))


def ids_of(measures: Sequence[Measure]) -> list[str]:
    return [measure.id for measure in measures]


def as_given(problem: Problem) -> tuple[Sequence[Measure], Mapping[str, int], Sequence[str], Sequence[str]]:
    return problem.measures, problem.costs, problem.wanted, problem.met


def solved(problem: Problem) -> list[str]:
    return ids_of(cheapest(problem.measures, problem.costs, problem.wanted, problem.met).measures)


def by_brute_force(problem: Problem) -> list[str] | None:
    """The best of all sets of measures that satisfy what is wanted and what they need themselves."""
    best = None
    indices = range(len(problem.measures))
    for count in range(len(problem.measures) + 1):
        for chosen in combinations(indices, count):
            taken = [problem.measures[index] for index in chosen]
            have = {*problem.met, *(c for measure in taken for c in measure.satisfies)}
            needed = {*problem.wanted, *(c for measure in taken for c in measure.after)}
            if needed <= have:
                found = (sum(problem.costs[measure.id] for measure in taken), count, chosen)
                best = found if best is None else min(best, found)
    return None if best is None else [problem.measures[index].id for index in best[2]]


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Up to eight measures for six criteria; as in a loaded model there are no circles and no needs without measure.

    No circles, because a measure needs only criteria that stand in line before all those that it satisfies.
    """
    criteria = "abcdef"
    rows, costs = [], {}
    for number in range(draw(st.integers(1, 8))):
        satisfies = draw(st.sets(st.sampled_from(criteria), min_size=1, max_size=3))
        below = criteria[: criteria.index(min(satisfies))]
        after = draw(st.sets(st.sampled_from(below), max_size=2)) if below else set()
        rows.append((f"M-{number}", satisfies, after))
        costs[f"M-{number}"] = draw(st.integers(1, 6))
    wanted = draw(st.sets(st.sampled_from(criteria)))
    met = draw(st.sets(st.sampled_from(criteria), max_size=2))
    known = {c for _, satisfies, _ in rows for c in satisfies}
    measures = [a_measure(name, "".join(sorted(ones)), "".join(sorted(after & known))) for name, ones, after in rows]
    return Problem(tuple(measures), costs, tuple(sorted(wanted)), tuple(sorted(met)))


@settings(max_examples=1500, deadline=None)
@given(problems())
def test_no_set_of_measures_is_better(problem: Problem) -> None:
    expected = by_brute_force(problem)
    if expected is None:
        with pytest.raises(NoPlanError):
            solved(problem)
    else:
        assert solved(problem) == expected


@settings(max_examples=300, deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_the_answer_hangs_on_nothing_but_the_model_s_order(problem: Problem, chance: random.Random) -> None:
    """What is wanted and met are sets: another order of them, or things twice, changes nothing."""
    if by_brute_force(problem) is not None:
        wanted = chance.sample(problem.wanted * 2, len(problem.wanted) * 2)
        again = cheapest(problem.measures, problem.costs, wanted, list(problem.met)[::-1]).measures
        assert ids_of(again) == solved(problem)


def test_nothing_wanted_needs_nothing() -> None:
    assert solved(a_problem(("A", 1, "a"), wanted="")) == []


def test_what_is_met_is_not_wanted() -> None:
    assert solved(a_problem(("A", 1, "a"), ("B", 1, "b"), wanted="ab", met="a")) == ["B"]


def test_what_is_met_does_not_even_need_a_measure() -> None:
    assert solved(a_problem(("B", 1, "b"), wanted="ab", met="a")) == ["B"]


def test_one_measure_for_two_criteria_is_taken_where_it_is_cheaper() -> None:
    rows = [("A", 2, "a"), ("B", 2, "b")]
    assert solved(a_problem(*rows, ("AB", 3, "ab"), wanted="ab")) == ["AB"]
    assert solved(a_problem(*rows, ("AB", 5, "ab"), wanted="ab")) == ["A", "B"]
    assert solved(a_problem(*rows, ("AB", 3, "ab"), wanted="a")) == ["A"]


def test_what_looks_cheap_for_one_criterion_is_not_taken_where_it_is_dear_for_all() -> None:
    """Taking the best share each time would take ABC (2 a criterion) and still need D and E."""
    rows = [("ABC", 6, "abc"), ("AD", 5, "ad"), ("BCE", 6, "bce"), ("D", 4, "d"), ("E", 4, "e")]
    assert solved(a_problem(*rows, wanted="abcde")) == ["AD", "BCE"]


def test_the_price_of_a_measure_includes_what_it_needs() -> None:
    rows = [("cheap", 1, "a", "x"), ("dear", 3, "a"), ("X", 4, "x")]
    assert solved(a_problem(*rows, wanted="a")) == ["dear"]
    assert solved(a_problem(*rows, wanted="ax")) == ["cheap", "X"]
    assert solved(a_problem(*rows, wanted="a", met="x")) == ["cheap"]


def test_prerequisites_have_prerequisites() -> None:
    rows = [("C", 1, "c", "b"), ("B", 1, "b", "a"), ("A", 1, "a"), ("other", 9, "a")]
    assert solved(a_problem(*rows, wanted="c")) == ["C", "B", "A"]


def test_of_equal_cost_the_fewest_measures_are_taken() -> None:
    assert solved(a_problem(("A", 2, "a"), ("B", 2, "b"), ("AB", 4, "ab"), wanted="ab")) == ["AB"]


def test_of_equal_cost_and_number_the_first_of_the_model_is_taken() -> None:
    assert solved(a_problem(("late", 2, "a"), ("later", 2, "a"), wanted="a")) == ["late"]
    rows = [("A", 1, "a"), ("AB", 2, "ab"), ("BC", 2, "bc"), ("C", 1, "c")]
    assert solved(a_problem(*rows, wanted="abc")) == ["A", "BC"]
    assert solved(a_problem(*rows[::-1], wanted="abc")) == ["C", "AB"]


def test_the_answer_stands_in_the_model_s_order() -> None:
    assert solved(a_problem(("B", 1, "b", "a"), ("C", 9, "c"), ("A", 5, "a"), wanted="cb")) == ["B", "C", "A"]


def test_what_no_measure_satisfies_is_named() -> None:
    with pytest.raises(NoPlanError, match=r"^z$"):
        solved(a_problem(("A", 1, "a"), wanted="az"))


def test_too_many_branches_end_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = a_problem(*((f"M-{n}", 1, "abcdef"[n % 6] + "abcdef"[n // 6]) for n in range(36)), wanted="abcdef")
    assert solved(problem)
    monkeypatch.setattr(search, "MAX_BRANCHES", 3)
    assert {c for measure in cheapest(*as_given(problem)).measures for c in measure.satisfies} == set("abcdef")


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("most", [1, 4, 16])
def test_a_search_that_is_ended_says_how_far_it_can_be_from_the_cheapest(
    seed: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(seed)
    rows = [(f"M-{n}", rng.randrange(1, 30), "".join(rng.sample("abcdefgh", rng.randrange(1, 4)))) for n in range(12)]
    problem = a_problem(*rows, *((f"N-{c}", 40, c) for c in "abcdefgh"), wanted="abcdefgh")
    best = sum(problem.costs[measure_id] for measure_id in solved(problem))
    monkeypatch.setattr(search, "MAX_BRANCHES", most)
    way = cheapest(*as_given(problem))
    found = sum(problem.costs[measure.id] for measure in way.measures)
    assert {c for measure in way.measures for c in measure.satisfies} >= set("abcdefgh")
    assert found - way.dearer <= best <= found


def test_a_search_within_the_budget_is_not_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MAX_BRANCHES", 2)
    assert solved(a_problem(("A", 1, "a"), wanted="a")) == ["A"]


@pytest.mark.parametrize("size", [size.id for size in MODEL.sizes])
def test_the_dearest_way_of_the_built_in_model_takes_few_branches(size: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MAX_BRANCHES", 2_000)
    gates = [c.id for c in MODEL.criteria if c.kind is Kind.GATE and c.stage > 1]
    costs = {measure.id: measure.efforts[size].likely for measure in MODEL.measures}
    way = cheapest(MODEL.measures, costs, gates, ())
    assert way.dearer == 0
    assert set(gates) <= {c for measure in way.measures for c in measure.satisfies}


def that_can_matter(wanted: Sequence[str], met: Sequence[str]) -> tuple[Measure, ...]:
    """The measures for what is wanted, for what these need, and so on."""
    needed, found = set(wanted), set[str]()
    while needed:
        ids = {m.id for m in MODEL.measures if needed & set(m.satisfies)} - found
        found |= ids
        needed = {c for measure_id in ids for c in MODEL.measure(measure_id).after} - set(met)
    return tuple(measure for measure in MODEL.measures if measure.id in found)


@pytest.mark.parametrize("size", [size.id for size in MODEL.sizes])
@pytest.mark.parametrize(
    ("stages", "all_else_met"), [((2, 2), False), ((1, 3), False), ((3, 1), False), ((3, 3), True), ((4, 4), True)]
)
def test_stages_of_the_built_in_model_against_brute_force(
    stages: tuple[int, int], all_else_met: bool, size: str
) -> None:
    """So few measures can matter for single stages that all sets of them can be tried."""
    wanted = [
        c.id for axis, stage in zip(MODEL.axes, stages, strict=True) if stage > 1 for c in MODEL.gates(axis.id, stage)
    ]
    met = tuple(c.id for c in MODEL.criteria if all_else_met and c.id not in wanted and c.kind is not Kind.SIGN)
    useful = that_can_matter(wanted, met)
    assert 6 <= len(useful) <= 18
    costs = {measure.id: measure.efforts[size].likely for measure in MODEL.measures}
    expected = by_brute_force(Problem(useful, costs, tuple(wanted), met))
    assert ids_of(cheapest(MODEL.measures, costs, wanted, met).measures) == expected


# --- in_order


def ordered(problem: Problem) -> list[str]:
    return ids_of(in_order(problem.measures, problem.costs, problem.met))


def test_the_smaller_effort_comes_first_and_equals_keep_their_order() -> None:
    assert ordered(a_problem(("A", 3, "a"), ("B", 1, "b"), ("C", 3, "c"), ("D", 1, "d"), wanted="")) == list("BDAC")


def test_what_is_needed_comes_first_however_dear() -> None:
    assert ordered(a_problem(("A", 1, "a", "b"), ("C", 2, "c"), ("B", 9, "b"), wanted="")) == list("CBA")


def test_what_is_met_holds_nobody_up() -> None:
    assert ordered(a_problem(("A", 1, "a", "b"), ("B", 9, "b"), wanted="", met="b")) == list("AB")


def test_what_none_of_the_measures_satisfies_holds_nobody_up() -> None:
    assert ordered(a_problem(("A", 1, "a", "z"), ("B", 9, "b"), wanted="")) == list("AB")


def test_of_two_that_satisfy_what_is_needed_one_suffices() -> None:
    rows = [("A", 1, "a", "b"), ("B", 9, "b"), ("B2", 5, "b")]
    assert ordered(a_problem(*rows, wanted="")) == ["B2", "A", "B"]


@settings(max_examples=300, deadline=None)
@given(problems())
def test_the_order_holds_everything_back_until_it_may_begin(problem: Problem) -> None:
    chosen = in_order(problem.measures, problem.costs, problem.met)
    assert sorted(ids_of(chosen)) == sorted(ids_of(problem.measures))
    available = {c for measure in problem.measures for c in measure.satisfies}
    done: set[str] = set(problem.met)
    left = list(problem.measures)
    for measure in chosen:
        free = [m for m in left if set(m.after) & available <= done]
        assert measure is min(free, key=lambda m: problem.costs[m.id])
        left.remove(measure)
        done |= set(measure.satisfies)
