"""What the profile notes of its measures, held against what the facts say."""

from __future__ import annotations

from collections.abc import Sequence

from lmmm_report.assess.result.fitting import SETTLED
from lmmm_report.domain.assessment import Finding
from lmmm_report.domain.plan import Fitting, ProgressFinding
from lmmm_report.domain.profile import Profile


def progress_of(profile: Profile, findings: Sequence[Finding], fitting: Fitting) -> tuple[ProgressFinding, ...]:
    """One finding for each noted measure that the model has, in the order of the profile.

    The facts decide: a note never closes a gate.
    """
    outcomes = {f.criterion.id: f.outcome for f in findings}
    known = {measure.id: measure for measure in fitting.measures}
    found = []
    for note in profile.progress:
        measure = known.get(note.measure)
        if measure is not None:
            met = tuple(c for c in measure.satisfies if outcomes[c] in SETTLED)
            left = tuple(c for c in measure.satisfies if outcomes[c] not in SETTLED)
            found.append(ProgressFinding(progress=note, measure=measure, met=met, open=left))
    return tuple(found)
