"""The most criteria that can be had within a limit: an exact search beside the one for the cheapest set.

What is required has to be satisfied, prerequisites included; of what else would be welcome as much as possible. Then
the fewest days count, then the fewest measures, then the model's order: so there is exactly one answer. Branch and
bound: first what is required, over the criterion with the fewest candidates; then each welcome criterion, with it and
without any measure that satisfies it, so that no set is looked at twice. Days that are needed at least are estimated as
in `search`: each criterion by the smallest share of a candidate's days.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lmmm_report.domain.measure import Measure

MAX_BRANCHES = 50_000
"""So many branches are looked at; where a model needs more, the answer says that there may be a better one."""

_PARTS = 27_720
"""Divisible by 1 to 12: shares of a day stay exact enough."""


class Question(NamedTuple):
    """What is to be had, and within which limit."""

    measures: Sequence[Measure]
    """In the order of the model."""
    costs: Mapping[str, int]
    """Days by id of a measure, more than 0."""
    met: frozenset[str]
    required: frozenset[str]
    welcome: frozenset[str]
    days: int | None
    """How many there are at most; `None`: as many as it takes."""
    fits: Callable[[Sequence[Measure]], bool] | None = None
    """What else a set has to pass, such as a date. Sets with a measure that nothing in them needs are not asked for."""


class Most(NamedTuple):
    """The best set of measures, in the order of the model."""

    measures: tuple[Measure, ...]
    exact: bool
    """Whether no better one can exist; else so many branches were left that this is not known."""


def most(question: Question) -> Most | None:
    """The best set, or nothing where what is required cannot be had within the limit."""
    search = _Search(question)
    search.start()
    if search.best is None:
        return None
    return Most(tuple(question.measures[index] for index in search.best[3]), search.exact)


Found = tuple[int, int, int, tuple[int, ...]]
"""Welcome criteria that are not satisfied, days, number of measures, their indices in order: the least is best."""


class _Branch(NamedTuple):
    """What is chosen so far, and what is left to decide."""

    chosen: tuple[int, ...]
    covered: frozenset[str]
    """What the chosen measures satisfy."""
    uncovered: frozenset[str]
    """What has to be satisfied and is not yet."""
    undecided: frozenset[str]
    """Welcome criteria of which nothing is decided."""
    closed: frozenset[int]
    """Measures that may not be taken any more."""
    cost: int


@dataclass(slots=True)
class _Search:
    question: Question
    best: Found | None = None
    branches: int = 0
    exact: bool = True
    cost: list[int] = field(init=False)
    covers: list[frozenset[str]] = field(init=False)
    needs: list[frozenset[str]] = field(init=False)
    candidates: dict[str, tuple[int, ...]] = field(init=False)
    required: frozenset[str] = field(init=False)
    welcome: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        q = self.question
        self.cost = [q.costs[measure.id] for measure in q.measures]
        self.covers = [frozenset(measure.satisfies) - q.met for measure in q.measures]
        self.needs = [frozenset(measure.after) - q.met for measure in q.measures]
        by_criterion: dict[str, list[int]] = {}
        for index, criteria in enumerate(self.covers):
            for criterion_id in criteria:
                by_criterion.setdefault(criterion_id, []).append(index)
        self.candidates = {criterion_id: tuple(found) for criterion_id, found in by_criterion.items()}
        self.required = q.required - q.met
        self.welcome = q.welcome - q.met - q.required

    def start(self) -> None:
        self._look_at(_Branch((), frozenset(), self.required, self.welcome, frozenset(), 0))

    def _look_at(self, here: _Branch) -> None:
        """Look at every way on."""
        self.branches += 1
        options = {
            c: [i for i in self.candidates.get(c, ()) if i not in here.closed] for c in here.uncovered | here.undecided
        }
        if not all(options[c] for c in here.uncovered):
            return
        shares = self._shares({c: found for c, found in options.items() if found})
        spent = here.cost * _PARTS + sum(shares[c] for c in here.uncovered)
        if not self._affordable(spent):
            return
        # What a chosen measure needs is decided, and its days are among those spent.
        free = here.undecided - here.uncovered
        undecided = frozenset(c for c in free if c in shares and self._affordable(spent + shares[c]))
        if self._cannot_be_better(here, spent, sorted(shares[c] for c in undecided)):
            return
        here = here._replace(undecided=undecided)
        if self.best is not None and self.branches > MAX_BRANCHES:
            self.exact = False
        elif here.uncovered:
            self._each(options[min(here.uncovered, key=lambda c: (len(options[c]), c))], here)
        elif undecided:
            first = min(undecided, key=lambda c: (shares[c], c))
            self._each(options[first], here._replace(uncovered=frozenset({first})))
            without = here.closed | frozenset(options[first])
            self._look_at(here._replace(undecided=undecided - {first}, closed=without))
        else:
            self._record(here)

    def _each(self, options: Sequence[int], here: _Branch) -> None:
        """Take each of the measures in turn, and after it never again."""
        closed = here.closed
        for index in sorted(options, key=lambda i: (self.cost[i], i)):
            now = here.covered | self.covers[index]
            self._look_at(
                _Branch(
                    chosen=(*here.chosen, index),
                    covered=now,
                    uncovered=(here.uncovered | self.needs[index]) - now,
                    undecided=here.undecided - now,
                    closed=closed,
                    cost=here.cost + self.cost[index],
                )
            )
            closed = closed | {index}

    def _shares(self, options: Mapping[str, Sequence[int]]) -> Mapping[str, int]:
        """For each criterion what it costs at least, in parts of a day; of any of them together the sum holds too.

        A candidate's days are shared among all criteria here that it satisfies, wanted in the end or not.
        """
        share: dict[int, int] = {}
        for found in options.values():
            for index in found:
                if index not in share:
                    served = sum(1 for c in options if c in self.covers[index])
                    share[index] = self.cost[index] * _PARTS // served
        return {c: min(share[index] for index in found) for c, found in options.items()}

    def _affordable(self, parts: int) -> bool:
        return self.question.days is None or parts <= self.question.days * _PARTS

    def _cannot_be_better(self, here: _Branch, spent: int, shares: Sequence[int]) -> bool:
        """Whether nothing that follows can come before the best so far.

        ``spent`` is what it costs at least, in parts of a day; ``shares``, rising, what each undecided criterion adds.
        """
        if self.best is None:
            return False
        missing, cost, count, _ = self.best
        not_had = len(self.welcome - here.covered - here.uncovered)
        more = max(0, not_had - missing)
        if not_had < missing or (more < len(shares) and self._affordable(spent + sum(shares[: more + 1]))):
            return False  # more may be had than the best has
        least = spent + sum(shares[:more])
        return more > len(shares) or not self._affordable(least) or (least, len(here.chosen)) > (cost * _PARTS, count)

    def _record(self, here: _Branch) -> None:
        indices = tuple(sorted(here.chosen))
        found = (len(self.welcome - here.covered), here.cost, len(indices), indices)
        if (self.best is None or found < self.best) and self._passes(here, indices):
            self.best = found

    def _passes(self, here: _Branch, indices: Sequence[int]) -> bool:
        fits = self.question.fits
        if fits is None:
            return True
        return not self._needless(indices, here.covered) and fits([self.question.measures[i] for i in indices])

    def _needless(self, indices: Sequence[int], covered: frozenset[str]) -> bool:
        """Whether all that is wanted, and needed before, would be there without one of the measures."""
        wanted = self.required | (self.welcome & covered)
        ways = Counter(c for index in indices for c in self.covers[index])
        needed = Counter(c for index in indices for c in self.needs[index])
        return any(
            all(ways[c] > 1 or not (c in wanted or needed[c] > (c in self.needs[index])) for c in self.covers[index])
            for index in indices
        )
