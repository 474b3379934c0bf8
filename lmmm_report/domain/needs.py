"""Which measures of a plan wait for which."""

from collections.abc import Mapping, Sequence

from lmmm_report.domain.assessment import Finding, Outcome
from lmmm_report.domain.plan import PlannedMeasure


def needs_of(
    measures: Sequence[PlannedMeasure], findings: Mapping[str, Finding]
) -> Mapping[int, tuple[tuple[str, int], ...]]:
    """By the number of each measure the criteria that have to be met before, with the measure that meets each.

    Only of what is not met today, and only where an earlier measure of the plan meets it.
    """
    found: dict[int, tuple[tuple[str, int], ...]] = {}
    meeting: dict[str, int] = {}
    for planned in measures:
        open_before = [c for c in planned.measure.after if findings[c].outcome is not Outcome.MET]
        found[planned.number] = tuple((c, meeting[c]) for c in open_before if c in meeting)
        for criterion in planned.measure.satisfies:
            meeting.setdefault(criterion, planned.number)
    return found
