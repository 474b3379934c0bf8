"""The working copy: all gates with what they say and where it stands, ready to print in one language."""

from collections.abc import Iterator
from typing import NamedTuple

from lmmm_report.domain.assessment import Assessment, AxisResult, Finding, Outcome, StageResult
from lmmm_report.report.views.ahead import nothing_left
from lmmm_report.report.views.findings import FindingPrinter
from lmmm_report.report.views.plan import FRAGILE
from lmmm_report.report.views.plan_shapes import MeasureView, PlanView
from lmmm_report.report.words.cells import toward
from lmmm_report.report.words.claims import CLAIMS
from lmmm_report.report.words.wording import Claiming, Wording, begun

LINES = 4
"""Lines of the profile that a gate in the list names; all of them stand in the proof."""
COLUMN = 64
"""About how many letters a line of a column of text has; a heading counts as a line."""


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
    also: tuple[tuple[str, str], ...]
    """Ids and names of the other gates that rest on the very same."""


class Paragraph(NamedTuple):
    """A piece of what is said of a measure."""

    heading: str
    lead: str
    """The words that it begins with and that stand out; empty where none do."""
    text: str
    quiet: bool


class PaperMeasure(NamedTuple):
    """One measure in full: a head over the width of the page, and below it two columns about as long as each other."""

    id: str
    number: int
    title: str
    about: str
    """Who, how much, when."""
    state: str
    columns: tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]


class WorkingView(NamedTuple):
    """What the working copy says beside the sheet and the plan."""

    ladders: tuple[PaperLadder, ...]
    plan: str
    """How many measures in how many steps, and where they lead."""
    measures: tuple[PaperMeasure, ...]
    said: str
    """How much the company says that hurts and is decided; empty where it says nothing of it."""
    proofs: tuple[Proven, ...]
    sure: str
    """How many facts decide the cell alone."""
    sure_rest: str
    """Said where there are more of them than are shown."""
    claims: tuple[str, ...]
    """What the sentence on the plan asserts of the company."""


def working_of(a: Assessment, w: Wording, plan: PlanView) -> WorkingView:
    """The working copy of one assessment in one language."""
    return _Working(a, w).view(plan)


class _Working:
    def __init__(self, assessment: Assessment, wording: Wording) -> None:
        self.a = assessment
        self.w = wording
        self.printer = FindingPrinter(assessment.profile, assessment.model, wording)
        self.closing = {gate: (m.measure.id, m.number) for m in assessment.plan.measures for gate in m.closes}

    def view(self, printed: PlanView) -> WorkingView:
        plan, w = self.a.plan, self.w
        count, fragile = len(plan.measures), len(self.a.sensitivity.fragile)
        steps, measures = w.say("copy.steps", count=len(plan.steps)), w.say("plan.measures", count=count)
        aim, voice = toward(self.a.gap), Claiming(w, CLAIMS)
        key = f"copy.plan{aim}" if plan.reached else f"copy.plan.unreached{aim}"
        return WorkingView(
            ladders=tuple(map(self.ladder, self.a.axes, self.a.gap.target)),
            plan=begun(voice.say(key, count=count, measures=measures, steps=steps))
            if count
            else w.say(nothing_left(self.a)),
            measures=tuple(map(self.measure, (*(m for step in printed.steps for m in step.measures), *printed.relief))),
            said=self.said(),
            proofs=tuple(self.proofs()),
            sure=w.say("fragile.tally" if fragile else "copy.sure.none", count=fragile),
            sure_rest=w.say("fragile.shown", count=FRAGILE) if fragile > FRAGILE else "",
            claims=voice.claimed(),
        )

    def measure(self, m: MeasureView) -> PaperMeasure:
        w = self.w
        helpers = f"{w.say('plan.helpers')} {m.helpers}" if m.helpers else ""
        about = (", ".join(filter(None, (m.owner, helpers))), w.say("plan.person_days", range=m.range), m.dates)
        return PaperMeasure(
            id=m.id,
            number=m.number,
            title=m.title,
            about=" · ".join(filter(None, about)),
            state=m.state,
            columns=in_two(tuple(self.paragraphs(m))),
        )

    def paragraphs(self, m: MeasureView) -> Iterator[Paragraph]:
        w = self.w
        yield Paragraph("", "", m.what, False)
        yield Paragraph(w.say("plan.why"), "", m.why, False)
        for reason in m.reasons:
            yield Paragraph("", "", reason, True)
        if m.bridge:
            yield Paragraph(w.say("plan.bridge"), "", m.bridge, False)
        yield Paragraph(w.say("plan.first"), "", m.first_step, False)
        yield Paragraph(w.say("plan.done"), "", m.done_when, False)
        for number, (kind, text) in enumerate(m.also):
            yield Paragraph("" if number else w.say("plan.also"), kind, text, False)

    def proofs(self) -> Iterator[Proven]:
        """Each gate with its facts and their lines; gates that rest on the very same stand together."""
        rests: dict[object, list[Finding]] = {}
        for gate in (f for axis in self.a.axes for stage in axis.stages for f in stage.gates):
            facts, missing = self.printer.read(gate)
            read = (self.printer.follows(gate), facts, missing) if facts or missing else gate.criterion.id
            rests.setdefault(read, []).append(gate)
        for first, *others in rests.values():
            brief, more = self.printer.brief(first)
            listed = " · ".join(f"{fact.name}: {fact.value} ({fact.line})" for fact in brief)
            told = " ".join(filter(None, (self.printer.follows(first), " · ".join(filter(None, (listed, more))))))
            (own, name), *also = ((one.criterion.id, self.w.of(one.criterion.short)) for one in (first, *others))
            yield Proven(own, name, told, tuple(also))

    def said(self) -> str:
        hurts, decisions = len(self.a.profile.hurts), len(self.a.profile.decisions)
        said = [self.w.say("copy.said.hurts", count=hurts)] if hurts else []
        said += [self.w.say("copy.said.decisions", count=decisions)] if decisions else []
        return " ".join(said)

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
            gates=tuple(self.held(finding, stage.number <= max(wanted, axis.proven + 1)) for finding in result.gates),
            beyond=stage.number > wanted,
        )

    def held(self, finding: Finding, near: bool) -> Held:
        """A gate in the list. ``near``: whether it lies on the way, or next; of others the name says enough here."""
        w, criterion = self.w, finding.criterion
        lines = sorted({fact.place.line for fact in finding.facts})
        shown = [str(line) for line in lines[:LINES]] + (["…"] if len(lines) > LINES else [])
        text = self.printer.title(finding) if near and finding.outcome is not Outcome.MET else ""
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


def in_two(paragraphs: tuple[Paragraph, ...]) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    """Paragraphs in two columns, in their order, divided where the longer one is shortest."""
    lines = [bool(p.heading) - (-len(f"{p.lead} {p.text}") // COLUMN) for p in paragraphs]
    first = min(range(1, len(lines) + 1), key=lambda n: max(sum(lines[:n]), sum(lines[n:])))
    return paragraphs[:first], paragraphs[first:]
