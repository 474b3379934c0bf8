"""Measures that no gate on the way needs: what eases what hurts, and what an occasion makes worth doing."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from lmmm_report.assess.conditions.evaluate import ask
from lmmm_report.assess.plan.search import cheapest
from lmmm_report.domain.measure import Measure, Text
from lmmm_report.domain.plan import Fitting
from lmmm_report.domain.profile import Profile


class Relief(NamedTuple):
    """Measures beside the way, with what they are to meet."""

    measures: tuple[Measure, ...]
    wanted: tuple[str, ...]
    occasions: Mapping[str, Text]
    """By id of a measure why it is worth doing now."""


def relief_of(
    profile: Profile,
    fitting: Fitting,
    order: Sequence[Measure],
    *,
    costs: Mapping[str, int],
    met: Collection[str],
    limits: Mapping[str, int],
    left_over: Mapping[str, Text],
    useful_anyhow: Sequence[str] = (),
) -> Relief:
    """For each problem that nothing in ``order`` eases the cheapest measure that does, and what has an occasion.

    ``left_over``: by id of each sign of a stage that the company has left and that is still there, why it matters.
    ``useful_anyhow``: gates worth meeting although only an answer can open the way that they lie on. What all these
    need before and neither holds nor is in ``order`` comes with them.
    """
    done = frozenset(met).union(*(measure.satisfies for measure in order))
    anyhow = [criterion for criterion in useful_anyhow if criterion not in done]
    coming = cheapest(fitting.admitted, costs, anyhow, done).measures if anyhow else ()
    useful = [m for m in fitting.admitted if m not in order and any(c not in done for c in m.satisfies)]
    eased = {ease.kind for measure in (*order, *coming) for ease in measure.eases}
    wanted = anyhow
    for kind in dict.fromkeys(hurt.about for hurt in profile.hurts if hurt.about):
        ways = [m for m in useful if kind in (ease.kind for ease in m.eases)]
        if kind not in eased and ways:
            best = min(ways, key=lambda m: (_cost(m, fitting, costs, done), useful.index(m)))
            wanted += [c for c in best.satisfies if c not in done][:1]
    occasions: dict[str, Text] = {}
    for measure in useful:
        reasons = [o.why for o in measure.occasions if ask(o.when, profile.facts, limits).value is True]
        reasons += [left_over[sign] for sign in measure.signs if sign in left_over]
        if reasons:
            occasions[measure.id] = reasons[0]
            wanted += [c for c in measure.satisfies if c not in done][:1]
    chosen = cheapest(fitting.admitted, costs, wanted, done).measures if wanted else ()
    return Relief(chosen, tuple(dict.fromkeys(wanted)), occasions)


def _cost(measure: Measure, fitting: Fitting, costs: Mapping[str, int], done: Collection[str]) -> int:
    """What a measure costs with all that it needs before."""
    before = [c for c in measure.after if c not in done]
    needed = cheapest(fitting.admitted, costs, before, done).measures if before else ()
    return costs[measure.id] + sum(costs[other.id] for other in needed if other is not measure)
