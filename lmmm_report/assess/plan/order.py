"""What decides on the order of measures: what hurts, and whether they are needed for certain."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from lmmm_report.domain.measure import Measure
from lmmm_report.domain.plan import Eased
from lmmm_report.domain.statements import Hurt


def hanging_on(
    chosen: Sequence[Measure], wanted: Collection[str], unknown: Collection[str], met: Collection[str]
) -> Mapping[str, tuple[str, ...]]:
    """The measures that are needed only if something unknown is not met, each with the ids of this.

    A measure is needed for certain if something wanted that is missing for certain needs it, directly or as what has
    to be met before.
    """
    sure: set[str] = set()
    todo = [m for m in chosen if any(c in m.satisfies for c in wanted if c not in unknown)]
    while todo:
        measure = todo.pop()
        if measure.id not in sure:
            sure.add(measure.id)
            missing = {c for c in measure.after if c not in met and c not in unknown}
            todo += [other for other in chosen if missing & set(other.satisfies)]
    found: dict[str, tuple[str, ...]] = {}
    waiting = [m for m in chosen if m.id not in sure]
    needed = {c for m in chosen for c in m.after if c not in met} | set(wanted)
    for measure in waiting:
        found[measure.id] = tuple(c for c in measure.satisfies if c in unknown and c in needed)
    for _ in waiting:  # what only prepares hangs on what the measures hang on that need it
        for measure in waiting:
            if not found[measure.id]:
                later = [other for other in waiting if set(measure.satisfies) & set(other.after)]
                found[measure.id] = tuple(dict.fromkeys(c for other in later for c in found[other.id]))
    return found


def eased_by(chosen: Sequence[Measure], hurts: Sequence[Hurt], met: Collection[str]) -> Mapping[str, tuple[Eased, ...]]:
    """The measures that ease a problem of the company, or that have to come before one that does."""
    found: dict[str, tuple[Eased, ...]] = {}
    for measure in chosen:
        own = tuple(
            Eased(hurt, ease.why, measure.id)
            for hurt in hurts
            for ease in measure.eases
            if hurt.about and hurt.about == ease.kind
        )
        if own:
            found[measure.id] = own
    todo = [measure for measure in chosen if measure.id in found]
    while todo:
        measure = todo.pop(0)
        missing = {c for c in measure.after if c not in met}
        for other in chosen:
            if other.id not in found and missing & set(other.satisfies):
                found[other.id] = found[measure.id]
                todo.append(other)
    return found
