"""The most within a limit is what trying all sets of measures finds."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmmm_report.assess.plan import most as searching
from lmmm_report.assess.plan.most import Question, most
from lmmm_report.domain.measure import Measure
from tests.unit.assess.plan.test_search import Problem, a_problem, ids_of, problems

Fits = Callable[[Sequence[Measure]], bool]


def asked(problem: Problem, welcome: str = "", days: int | None = None, fits: Fits | None = None) -> Question:
    return Question(
        measures=problem.measures,
        costs=problem.costs,
        met=frozenset(problem.met),
        required=frozenset(problem.wanted),
        welcome=frozenset(welcome),
        days=days,
        fits=fits,
    )


def found(question: Question) -> list[str] | None:
    answer = most(question)
    return None if answer is None else ids_of(answer.measures)


def by_brute_force(question: Question) -> list[str] | None:
    best = None
    measures = question.measures
    for count in range(len(measures) + 1):
        for chosen in combinations(range(len(measures)), count):
            taken = [measures[index] for index in chosen]
            cost = sum(question.costs[measure.id] for measure in taken)
            if not suffices(question, taken, question.required) or (question.days is not None and cost > question.days):
                continue
            missing = question.welcome - question.met - satisfied(taken)
            reached = question.required | (question.welcome - missing)
            if question.fits is not None:
                needless = any(suffices(question, [m for m in taken if m is not one], reached) for one in taken)
                if needless or not question.fits(taken):
                    continue
            rank = (len(missing), cost, count, chosen)
            best = rank if best is None else min(best, rank)
    return None if best is None else [measures[index].id for index in best[3]]


def satisfied(taken: Sequence[Measure]) -> set[str]:
    return {c for measure in taken for c in measure.satisfies}


def suffices(question: Question, taken: Sequence[Measure], wanted: frozenset[str]) -> bool:
    return wanted.union(*(measure.after for measure in taken)) <= question.met | satisfied(taken)


def test_what_is_required_comes_first() -> None:
    problem = a_problem(("A", 5, "a"), ("B", 1, "b"), ("C", 1, "c"), wanted="a")
    assert found(asked(problem, "bc", days=6)) == ["A", "B"]
    assert found(asked(problem, "bc", days=5)) == ["A"]
    assert found(asked(problem, "bc", days=4)) is None


def test_most_criteria_before_fewest_days() -> None:
    problem = a_problem(("A", 5, "a"), ("B", 2, "b"), ("C", 2, "c"), ("BC", 3, "bc"), wanted="")
    assert found(asked(problem, "abc", days=4)) == ["BC"]
    assert found(asked(problem, "abc", days=7)) == ["BC"]
    assert found(asked(problem, "abc", days=8)) == ["A", "BC"]


def test_nothing_is_bought_with_what_is_left_over() -> None:
    assert found(asked(a_problem(("A", 1, "a"), ("B", 1, "b"), wanted=""), "a", days=99)) == ["A"]


def test_the_price_of_a_criterion_includes_what_it_needs() -> None:
    rows = [("A", 1, "a", "x"), ("B", 3, "b"), ("X", 4, "x")]
    assert found(asked(a_problem(*rows, wanted=""), "ab", days=4)) == ["B"]
    assert found(asked(a_problem(*rows, wanted="", met="x"), "ab", days=4)) == ["A", "B"]


def test_what_nothing_satisfies_is_left_out() -> None:
    assert found(asked(a_problem(("A", 1, "a"), wanted=""), "az", days=9)) == ["A"]
    assert found(asked(a_problem(("A", 1, "a"), wanted="z"), "a", days=9)) is None


def test_without_days_there_is_nothing() -> None:
    assert found(asked(a_problem(("A", 1, "a"), wanted=""), "a", days=0)) == []


@settings(max_examples=1000, deadline=None)
@given(problems(), st.sets(st.sampled_from("abcdef")), st.one_of(st.none(), st.integers(0, 20)))
def test_no_set_of_measures_is_better(problem: Problem, welcome: set[str], days: int | None) -> None:
    question = asked(problem, "".join(sorted(welcome)), days)
    answer = most(question)
    assert found(question) == by_brute_force(question)
    assert answer is None or answer.exact


@settings(max_examples=600, deadline=None)
@given(
    problems(),
    st.sets(st.sampled_from("abcdef")),
    st.one_of(st.none(), st.integers(0, 20)),
    st.randoms(use_true_random=False),
)
def test_no_set_that_fits_is_better(
    problem: Problem, welcome: set[str], days: int | None, chance: random.Random
) -> None:
    """Whatever it is that a set has to pass: here chance decides of each."""
    passes: dict[tuple[str, ...], bool] = {}

    def fits(measures: Sequence[Measure]) -> bool:
        return passes.setdefault(tuple(ids_of(measures)), chance.random() < 0.4)

    question = asked(problem, "".join(sorted(welcome)), days, fits)
    answer = found(question)
    assert answer == by_brute_force(question)


@pytest.mark.parametrize("branches", [1, 5, 20])
def test_a_search_that_is_ended_says_so(branches: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """It never calls the best what is not."""
    ended = 0
    for seed in range(60):
        chance = random.Random(seed)
        rows = [(f"M-{n}", chance.randrange(1, 30), "".join(chance.sample("abcdefgh", 2))) for n in range(11)]
        question = asked(a_problem(*rows, wanted=""), "abcdefgh", days=40)
        best = by_brute_force(question)
        monkeypatch.setattr(searching, "MAX_BRANCHES", branches)
        answer = most(question)
        assert answer is not None
        assert sum(question.costs[m.id] for m in answer.measures) <= 40
        ended += not answer.exact
        if answer.exact:
            assert ids_of(answer.measures) == best
    assert ended


def test_the_costs_are_those_given() -> None:
    costs: Mapping[str, int] = {"A": 7, "B": 3}
    problem = a_problem(("A", 1, "a"), ("B", 9, "a"), wanted="a")
    assert found(asked(problem)._replace(costs=costs, days=5)) == ["B"]
