"""The working copy: all gates with what they say and where it stands, ready to print in one language."""

from collections.abc import Iterator
from typing import NamedTuple

from lmmm_report.domain.assessment import Assessment, AxisResult, Finding, Outcome, StageResult
from lmmm_report.report.views.ahead import nothing_left
from lmmm_report.report.views.findings import FindingPrinter
from lmmm_report.report.words.wording import Wording

LINES = 4
"""Lines of the profile that a gate in the list names; all of them stand in the proof."""


class Held(NamedTuple):
    """A gate in the list of all gates."""

    id: str
    outcome: str
    label: str
    name: str
    text: str
    """What is to be known of it beside its name; empty where it is met."""
    measure: tuple[str, int] | None
    """Id and number of the measure of the plan that closes it."""
    lines: str


class PaperStage(NamedTuple):
    """The gates of one stage."""

    title: str
    tally: str
    here: str
    """Said above the stage where the company stands on it; empty elsewhere."""
    gates: tuple[Held, ...]
    beyond: bool
    """Whether it lies beyond the target."""


class PaperLadder(NamedTuple):
    """One axis: from the target downwards, then what lies beyond the target."""

    name: str
    stages: tuple[PaperStage, ...]


class Proven(NamedTuple):
    """What a gate rests on, in short."""

    id: str
    name: str
    rests: str
    see: tuple[str, str] | None
    """Id and name of the first gate that rests on the very same; then ``rests`` is empty."""


class WorkingView(NamedTuple):
    """What the working copy says beside the sheet and the plan."""

    ladders: tuple[PaperLadder, ...]
    plan: str
    """How many measures in how many steps, and where they lead."""
    proofs: tuple[Proven, ...]


def working_of(a: Assessment, w: Wording) -> WorkingView:
    """The working copy of one assessment in one language."""
    return _Working(a, w).view()


class _Working:
    def __init__(self, assessment: Assessment, wording: Wording) -> None:
        self.a = assessment
        self.w = wording
        self.printer = FindingPrinter(assessment.profile, assessment.model, wording)
        self.closing = {gate: (m.measure.id, m.number) for m in assessment.plan.measures for gate in m.closes}

    def view(self) -> WorkingView:
        plan, w = self.a.plan, self.w
        count = len(plan.measures)
        steps, measures = w.say("copy.steps", count=len(plan.steps)), w.say("plan.measures", count=count)
        key = "copy.plan" if plan.reached else "copy.plan.unreached"
        return WorkingView(
            ladders=tuple(map(self.ladder, self.a.axes, self.a.gap.target)),
            plan=w.say(key, count=count, measures=measures, steps=steps) if count else w.say(nothing_left(self.a)),
            proofs=tuple(self.proofs()),
        )

    def proofs(self) -> Iterator[Proven]:
        """Each gate with its facts and their lines; what several rest on alike stands once."""
        told: dict[object, tuple[str, str]] = {}
        for gate in (f for axis in self.a.axes for stage in axis.stages for f in stage.gates):
            view = self.printer.finding(gate)
            name = (view.id, view.short)
            read = (view.follows, view.facts, view.missing)
            first = told.setdefault(read, name)
            if first is not name and (view.facts or view.missing):
                yield Proven(*name, "", first)
                continue
            facts = " · ".join(f"{fact.name}: {fact.value} ({fact.line})" for fact in view.proof)
            rests = " · ".join(filter(None, (facts, view.proof_more)))
            yield Proven(*name, f"{view.follows} {rests}".strip(), None)

    def ladder(self, axis: AxisResult, target: int) -> PaperLadder:
        wanted = max(target, axis.proven)
        stages = [stage for stage in reversed(axis.stages) if stage.gates or stage.stage.number == axis.proven]
        stages.sort(key=lambda stage: stage.stage.number > wanted)
        return PaperLadder(self.w.of(axis.axis.name), tuple(self.stage(stage, axis, wanted) for stage in stages))

    def stage(self, result: StageResult, axis: AxisResult, wanted: int) -> PaperStage:
        w, stage = self.w, result.stage
        name = w.of(stage.name)
        total = len(result.gates) - result.number_of(Outcome.NOT_APPLICABLE)
        here = ""
        if stage.number == axis.proven:
            here = w.say("gap.here" if axis.firm else "gap.here.least", number=stage.number, stage=name)
        return PaperStage(
            title=w.say("copy.stage", number=stage.number, stage=name),
            tally=w.say("gap.tally", met=result.number_of(Outcome.MET), count=total) if result.gates else "",
            here=here,
            gates=tuple(self.held(finding) for finding in result.gates),
            beyond=stage.number > wanted,
        )

    def held(self, finding: Finding) -> Held:
        w, criterion = self.w, finding.criterion
        lines = sorted({fact.place.line for fact in finding.facts})
        shown = [str(line) for line in lines[:LINES]] + (["…"] if len(lines) > LINES else [])
        text = "" if finding.outcome is Outcome.MET else self.printer.title(finding)
        if finding.declaration is not None:
            stated = finding.declaration
            text = f"{text} {w.say(f'declaration.{stated.state}')}: {stated.reason}".strip()
        return Held(
            id=criterion.id,
            outcome=finding.outcome.value,
            label=self.printer.outcome(finding),
            name=w.of(criterion.short),
            text=text,
            measure=self.closing.get(criterion.id),
            lines=w.say("copy.lines", lines=", ".join(shown)) if lines else "",
        )
