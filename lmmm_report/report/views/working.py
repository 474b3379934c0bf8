"""The working copy: what those need who carry the plan out, ready to print in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lmmm_report.domain.assessment import Assessment, AxisResult, Finding, Outcome, StageResult
from lmmm_report.domain.measure import Effort
from lmmm_report.domain.plan import PlannedMeasure
from lmmm_report.report.pictures.spans import Span, spans_of
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
    closed_by: str
    """Id of the measure that closes it; empty where none does."""
    measure: str
    lines: str


class LadderStage(NamedTuple):
    """The gates of one stage."""

    title: str
    tally: str
    here: str
    """Said above the stage where the company stands on it."""
    gates: tuple[Held, ...]


class Ladder(NamedTuple):
    """One axis, the highest stage first."""

    name: str
    stages: tuple[LadderStage, ...]


class PlanRow(NamedTuple):
    """A measure in the plan."""

    id: str
    number: str
    title: str
    owner: str
    closes: str
    bar: Span
    described: str
    days: str
    dates: str


class PlanPart(NamedTuple):
    """A step of the plan with its measures."""

    id: str
    title: str
    days: str
    cautions: tuple[str, ...]
    earlier: str
    rows: tuple[PlanRow, ...]


class WorkingView(NamedTuple):
    """What the working copy has beside the sheet."""

    gap_title: str
    ladders: tuple[Ladder, ...]
    plan_title: str
    plan_scale: str
    plan: tuple[PlanPart, ...]


def working_of(a: Assessment, w: Wording) -> WorkingView:
    """The working copy of one assessment in one language."""
    return _Working(a, w).working()


class _Working:
    def __init__(self, assessment: Assessment, wording: Wording) -> None:
        self.a = assessment
        self.w = wording
        self.printer = FindingPrinter(assessment.model, wording)
        self.closing: Mapping[str, PlannedMeasure] = {
            gate: planned for planned in assessment.plan.measures for gate in planned.closes
        }
        measures = assessment.plan.measures
        self.longest = max((m.effort.high for m in measures), default=0)
        bars = spans_of([(m.effort.low, m.effort.likely, m.effort.high) for m in measures])
        self.bars = {m.measure.id: bar for m, bar in zip(measures, bars, strict=True)}

    def working(self) -> WorkingView:
        a, w = self.a, self.w
        plan = a.plan
        return WorkingView(
            gap_title=self.gap_title(),
            ladders=tuple(self.ladder(axis) for axis in a.axes),
            plan_title=w.say(
                "copy.plan",
                count=len(plan.measures),
                measures=w.say("plan.measures", count=len(plan.measures)),
                steps=w.say("copy.steps", count=len(plan.steps)),
            )
            if plan.measures
            else w.say("path.none"),
            plan_scale=w.say("copy.scale", count=self.longest) if plan.measures else "",
            plan=tuple(self.parts()),
        )

    def gap_title(self) -> str:
        a, w = self.a, self.w
        if not a.gap.steps:
            return w.say("copy.gap.none")
        counts = [sum(len(s.open) for s in a.gap.steps if s.axis.id == axis.axis.id) for axis in a.axes]
        if all(counts):
            x, y = (
                w.say("copy.gap.of", count=count, axis=w.of(axis.axis.name))
                for count, axis in zip(counts, a.axes, strict=True)
            )
            return w.say("copy.gap.both", x=x, y=y)
        axis, count = next((axis, count) for axis, count in zip(a.axes, counts, strict=True) if count)
        return w.say("copy.gap.one", gates=w.say("copy.gap.of", count=count, axis=w.of(axis.axis.name)))

    def ladder(self, axis: AxisResult) -> Ladder:
        stages = tuple(self.stage(stage, axis) for stage in reversed(axis.stages) if stage.gates or axis.proven == 1)
        return Ladder(self.w.of(axis.axis.name), stages)

    def stage(self, result: StageResult, axis: AxisResult) -> LadderStage:
        w, stage = self.w, result.stage
        title = w.say("copy.stage", number=stage.number, stage=w.of(stage.name))
        total = len(result.gates) - result.count(Outcome.NOT_APPLICABLE)
        return LadderStage(
            title=title,
            tally=w.say("copy.tally", met=result.count(Outcome.MET), count=total) if result.gates else "",
            here=w.say("copy.here", stage=title) if stage.number == axis.proven else "",
            gates=tuple(self.held(finding) for finding in result.gates),
        )

    def held(self, finding: Finding) -> Held:
        w, criterion = self.w, finding.criterion
        planned = self.closing.get(criterion.id)
        lines = sorted({fact.place.line for fact in finding.facts})
        shown = [str(line) for line in lines[:LINES]] + (["…"] if len(lines) > LINES else [])
        text = "" if finding.outcome is Outcome.MET else self.printer.title(finding)
        if finding.declaration is not None:
            d = finding.declaration
            text = f"{text} {w.say(f'declaration.{d.state}')}: {d.reason}".strip()
        return Held(
            id=criterion.id,
            outcome=finding.outcome.value,
            label=self.printer.outcome(finding),
            name=w.of(criterion.short),
            text=text,
            closed_by=planned.measure.id if planned else "",
            measure=w.say("copy.measure", number=planned.number) if planned else "",
            lines=w.say("copy.lines", lines=", ".join(shown)) if lines else "",
        )

    def parts(self) -> Iterator[PlanPart]:
        a, w = self.a, self.w
        for step, planned in zip(a.gap.steps, a.plan.steps, strict=True):
            own = {gate for m in planned.measures for gate in m.closes}
            before = [w.of(f.criterion.short) for f in step.open if f.criterion.id not in own]
            yield PlanPart(
                id=f"step-{step.number}",
                title=w.say("copy.step", number=step.number, stage=w.of(step.stage.name)),
                days=w.say("copy.effort", days=self.range(planned.effort), count=planned.effort.likely)
                if planned.measures
                else "",
                cautions=tuple(" ".join((w.of(c.text), *map(w.of, c.reasons))) for c in step.cautions),
                earlier=""
                if planned.measures and not before
                else w.say("plan.step.nothing")
                if not planned.measures
                else w.say("plan.step.earlier", count=len(before), gates=w.listed(before)),
                rows=tuple(self.row(m) for m in planned.measures),
            )

    def row(self, planned: PlannedMeasure) -> PlanRow:
        w, measure, effort, slot = self.w, planned.measure, planned.effort, planned.slot
        names = [w.of(self.a.model.criterion(gate).short) for gate in planned.closes]
        return PlanRow(
            id=measure.id,
            number=str(planned.number),
            title=w.of(measure.title),
            owner=w.of(self.a.model.owners[measure.owner]),
            closes=" · ".join(names) or w.say("copy.prepares"),
            bar=self.bars[measure.id],
            described=w.say("copy.bar", low=effort.low, high=effort.high, likely=effort.likely),
            days=self.range(effort),
            dates=w.say("sheet.slot", first=w.date(slot.first_day), last=w.date(slot.last_day)) if slot else "",
        )

    def range(self, effort: Effort) -> str:
        w = self.w
        low, high = w.number(effort.low), w.number(effort.high)
        return low if low == high else w.say("sheet.range.short", low=low, high=high)
