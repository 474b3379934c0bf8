"""The cheapest set of measures that satisfies wanted criteria, prerequisites included: an exact search.

Least likely effort first, then fewest measures, then the model's order: so there is exactly one answer. Covering with
prerequisites has no fast general solution, but a model has few measures for each criterion; branch and bound over the
criterion with the fewest candidates ends after a handful of branches (``bench/`` counts them). Where it does not, the
best set so far is the answer, with how far it can be from the cheapest: what was not looked at costs a least sum too.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from lmmm_report.domain.measure import Measure

MAX_BRANCHES = 50_000
"""So many branches are looked at; a model that needs more has too many alternatives, and the plan says so."""

_PARTS = 27_720
"""Divisible by 1 to 12: costs are compared in whole parts of a day, so that shares of them stay exact enough."""


class NoPlanError(Exception):
    """Something that is wanted, or needed before, and that no measure satisfies. A loaded model cannot raise it."""


class Way(NamedTuple):
    """Measures that satisfy what is wanted, in the order of the model."""

    measures: tuple[Measure, ...]
    dearer: int
    """By how many likely person-days they may at most be dearer than the cheapest; 0 where they are the cheapest."""


def cheapest(
    measures: Sequence[Measure], costs: Mapping[str, int], wanted: Collection[str], met: Collection[str]
) -> Way:
    """The cheapest measures that together satisfy ``wanted``; after `MAX_BRANCHES` the best found.

    ``costs`` are likely person-days by id of a measure. What a chosen measure needs before and is not in ``met`` has to
    be satisfied too. Raises `NoPlanError`.
    """
    search = _Search(measures, costs, frozenset(met))
    search.start(frozenset(wanted) - search.met)
    if search.best is None:
        raise NoPlanError(", ".join(sorted(wanted)))
    cost, _, indices = search.best
    dearer = 0 if search.least is None else max(0, cost - search.least)
    return Way(tuple(measures[index] for index in indices), dearer)


Found = tuple[int, int, tuple[int, ...]]
"""Cost, number of measures, their indices in order: what is compared."""


class _Search:
    def __init__(self, measures: Sequence[Measure], costs: Mapping[str, int], met: frozenset[str]) -> None:
        self.met = met
        self.best: Found | None = None
        self.branches = 0
        self.least: int | None = None
        """What any set costs at least that was not looked at, in days; `None` where all were."""
        self.cost = [costs[measure.id] for measure in measures]
        self.covers = [frozenset(measure.satisfies) for measure in measures]
        self.needs = [frozenset(measure.after) - met for measure in measures]
        by_criterion: dict[str, list[int]] = {}
        for index, measure in enumerate(measures):
            for criterion_id in measure.satisfies:
                by_criterion.setdefault(criterion_id, []).append(index)
        self.candidates = {criterion_id: tuple(found) for criterion_id, found in by_criterion.items()}

    def start(self, wanted: frozenset[str]) -> None:
        lost = next((criterion_id for criterion_id in sorted(wanted) if criterion_id not in self.candidates), None)
        if lost is not None:
            raise NoPlanError(lost)
        self._branch((), frozenset(), wanted, frozenset(), 0)

    def _branch(
        self,
        chosen: tuple[int, ...],
        covered: frozenset[str],
        uncovered: frozenset[str],
        closed: frozenset[int],
        cost: int,
    ) -> None:
        """Look at every way to cover what is uncovered; measures in ``closed`` may not be taken any more."""
        self.branches += 1
        if not uncovered:
            found = (cost, len(chosen), tuple(sorted(chosen)))
            if self.best is None or found < self.best:
                self.best = found
            return
        options = {c: [i for i in self.candidates.get(c, ()) if i not in closed] for c in uncovered}
        if not all(options.values()):
            return
        least = cost * _PARTS + self._least(options)
        if self.best is not None:
            if (least, len(chosen) + 1) > (self.best[0] * _PARTS, self.best[1]):
                return
            if self.branches > MAX_BRANCHES:
                days = -(-least // _PARTS)
                self.least = days if self.least is None else min(days, self.least)
                return
        # The criterion with the fewest candidates; its id makes the choice the same on every run.
        tightest = min(uncovered, key=lambda c: (len(options[c]), c))
        for index in sorted(options[tightest], key=lambda i: (self.cost[i], i)):
            now = covered | self.covers[index]
            self._branch((*chosen, index), now, (uncovered | self.needs[index]) - now, closed, cost + self.cost[index])
            closed = closed | {index}

    def _least(self, options: Mapping[str, list[int]]) -> int:
        """What covering these criteria costs at least, in parts of a day.

        Each uncovered criterion costs at least the smallest share of a candidate's cost, shared among all uncovered
        criteria that the candidate satisfies: the sum of these shares is never more than what a completion costs.
        """
        shares: dict[int, int] = {}
        least = 0
        for found in options.values():
            for index in found:
                if index not in shares:
                    served = sum(1 for c in options if c in self.covers[index])
                    shares[index] = self.cost[index] * _PARTS // served
            least += min(shares[index] for index in found)
        return least


def in_order(
    chosen: Sequence[Measure],
    costs: Mapping[str, int],
    met: Collection[str],
    ranks: Mapping[str, tuple[bool, ...]] | None = None,
) -> tuple[Measure, ...]:
    """Measures so that each comes after those that satisfy what it needs.

    Of those that could begin, the first by ``ranks`` (by id, smallest first), then the one of the smallest effort;
    equals keep their order. Measures that wait for each other cannot be in a loaded model.
    """
    ranks = ranks or {}
    rank = {measure.id: number for number, measure in enumerate(chosen)}
    waiting = sorted(chosen, key=lambda m: (ranks.get(m.id, ()), costs[m.id], rank[m.id]))
    available = {criterion_id for measure in chosen for criterion_id in measure.satisfies}
    missing = available.difference(met)
    ordered: list[Measure] = []
    while waiting:
        first = next((m for m in waiting if missing.isdisjoint(m.after)), waiting[0])
        waiting.remove(first)
        ordered.append(first)
        missing.difference_update(first.satisfies)
    return tuple(ordered)
