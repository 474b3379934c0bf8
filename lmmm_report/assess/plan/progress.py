"""What the profile notes of its measures, held against what the facts say."""

from __future__ import annotations

from collections.abc import Sequence

from lmmm_report.assess.plan.plan import SETTLED
from lmmm_report.domain.assessment import Finding
from lmmm_report.domain.model import Model
from lmmm_report.domain.plan import ProgressFinding
from lmmm_report.domain.profile import Profile


def progress_of(profile: Profile, findings: Sequence[Finding], model: Model) -> tuple[ProgressFinding, ...]:
    """One finding for each noted measure that the model has, in the order of the profile.

    The facts decide: a note never closes a gate.
    """
    outcomes = {f.criterion.id: f.outcome for f in findings}
    known = {measure.id: measure for measure in model.measures}
    found = []
    for note in profile.progress:
        measure = known.get(note.measure)
        if measure is not None:
            met = tuple(c for c in measure.satisfies if outcomes[c] in SETTLED)
            left = tuple(c for c in measure.satisfies if outcomes[c] not in SETTLED)
            found.append(ProgressFinding(progress=note, measure=measure, met=met, open=left))
    return tuple(found)
