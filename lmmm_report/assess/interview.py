"""What is to be asked about a company, in the order in which the answers settle the result."""

from __future__ import annotations

from lmmm_report.assess.result.coordinates import stages_and_coordinates
from lmmm_report.assess.result.fitting import unnamed_of, whom_of
from lmmm_report.domain.assessment import Assessment, Finding, Outcome
from lmmm_report.domain.interview import Interview, InterviewQuestion, Showing, Weight
from lmmm_report.domain.model import Kind
from lmmm_report.domain.profile import BASES

_WEIGHTS = tuple(Weight)


def interview_of(a: Assessment) -> Interview:
    """All gates that are unknown, unknown practice of the stages up to the next one, and what could be shown.

    The order is that of `Weight`, and within it that of the open questions: by how much the answer narrows the result.
    """
    rank: dict[str, int] = {}
    for number, question in enumerate(a.questions):
        for finding in question.findings:
            rank.setdefault(finding.criterion.id, number)
    asked = [one for one in (_asked(finding, a) for finding in a.findings) if one is not None]
    asked.sort(key=lambda one: (_WEIGHTS.index(one.weight), rank.get(one.finding.criterion.id, len(rank))))
    return Interview(a, tuple(asked), _showings(a), unnamed_of(a.profile, a.model))


def _asked(finding: Finding, a: Assessment) -> InterviewQuestion | None:
    """The question for one finding; `None` where it is none, or lies too far ahead."""
    criterion = finding.criterion
    weight = _weight(finding, a)
    if weight is None:
        return None
    met, not_met = (_stages_if(finding, outcome, a) for outcome in (Outcome.MET, Outcome.NOT_MET))
    return InterviewQuestion(
        finding=finding,
        whom=whom_of(criterion.owners, a.profile, a.model),
        weight=weight,
        if_met=met[0],
        if_not=not_met[1],
        saves=tuple(p.measure.id for p in (*a.plan.measures, *a.plan.relief) if p.if_no == (criterion.id,)),
    )


def _weight(finding: Finding, a: Assessment) -> Weight | None:
    criterion = finding.criterion
    if finding.outcome is not Outcome.UNKNOWN or criterion.kind is Kind.SIGN:
        return None
    axis = a.axes[a.model.axis_index(criterion.axis)]
    if criterion.kind is Kind.ADVICE:
        return Weight.DETAIL if criterion.stage <= axis.proven + 1 else None
    if axis.proven < criterion.stage <= axis.possible:
        return Weight.DECIDES
    on_the_way = any(criterion.id == gate.criterion.id for gate in a.gap.open)
    return Weight.NEXT if on_the_way or criterion.stage == axis.proven + 1 else Weight.LATER


def _stages_if(finding: Finding, outcome: Outcome, a: Assessment) -> tuple[int, int]:
    """The proven and the possible stage of the finding's axis if it had this outcome and nothing else changed."""
    outcomes = {f.criterion.id: f.outcome for f in a.findings} | {finding.criterion.id: outcome}
    proven, possible, _ = stages_and_coordinates(a.model, outcomes)[a.model.axis_index(finding.criterion.axis)]
    return proven, possible


def _showings(a: Assessment) -> tuple[Showing, ...]:
    """The gates below the proven stages that nothing but words stand for, those on the weakest words first."""
    found = [
        Showing(finding, whom_of(finding.criterion.owners, a.profile, a.model))
        for axis in a.axes
        for stage in axis.stages[: axis.proven]
        for finding in stage.gates
        if finding.outcome is Outcome.MET
        and finding.basis != BASES[0]
        and not any(fact.evidence for fact in finding.facts)
    ]
    return tuple(sorted(found, key=lambda one: -(BASES.index(one.finding.basis) if one.finding.basis in BASES else 0)))
