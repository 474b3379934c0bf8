"""The plan, its progress and its robustness, ready to print in one language."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType

from lmmm_report.domain.assessment import Assessment, Finding, Outcome
from lmmm_report.domain.effect import Change
from lmmm_report.domain.measure import Effort, Total
from lmmm_report.domain.needs import needs_of
from lmmm_report.domain.plan import Limited, PlannedMeasure, PlanStep, ProgressFinding
from lmmm_report.report.pictures.spans import spans_of
from lmmm_report.report.views.ahead import (
    ahead_view_of,
    named_role,
    reasons_of,
    role_in,
    short_words,
    weighed,
)
from lmmm_report.report.views.findings import FindingPrinter
from lmmm_report.report.views.plan_shapes import (
    ChangeView,
    FragileView,
    LimitView,
    MeasureView,
    NearView,
    PlanStepView,
    PlanView,
    ProgressView,
)
from lmmm_report.report.views.plan_times import TimesPrinter
from lmmm_report.report.views.said import decision_of
from lmmm_report.report.words.cells import cell_brief, cell_pair, cell_words, toward
from lmmm_report.report.words.claims import CLAIMS
from lmmm_report.report.words.facts import FactWords
from lmmm_report.report.words.invented import in_own_words
from lmmm_report.report.words.plans import effort_words, plan_tally, step_title
from lmmm_report.report.words.wording import Claiming, Wording, shortened

FRAGILE = 12
"""Fragile facts that a report shows; the result document has all of them."""


def plan_view_of(
    assessment: Assessment, wording: Wording, people: Mapping[str, str] = MappingProxyType({})
) -> PlanView:
    """The plan of one assessment in one language; ``people`` are names by the id of the role that they have."""
    return _Printer(assessment, wording.about(assessment.profile.company), people).plan()


class _Printer:
    def __init__(self, assessment: Assessment, wording: Wording, people: Mapping[str, str]) -> None:
        self.a = assessment
        self.people = people
        self.w = wording
        self.voice = Claiming(wording, CLAIMS)
        self.times = TimesPrinter(assessment, wording, self.voice)
        self.model = assessment.model
        self.findings = FindingPrinter(assessment.profile, assessment.model, wording, assessment.fitting)
        planned = (*assessment.plan.measures, *assessment.plan.relief)
        self.changes = {
            one.number: in_own_words(one.changes, assessment.profile, assessment.model, wording.language)
            for one in planned
        }
        self.words = FactWords(assessment.profile, wording, chain.from_iterable(self.changes.values()))
        self.outcomes = {f.criterion.id: f for f in assessment.findings}
        efforts = {m.number: m.effort for m in planned}
        bars = spans_of([(e.low, e.expected, e.high) for e in efforts.values()])
        self.spans = dict(zip(efforts, bars, strict=True))
        self.needs = needs_of(assessment.plan.measures, self.outcomes)
        self.noted = {note.measure.id: note for note in assessment.progress}

    def plan(self) -> PlanView:
        w, plan = self.w, self.a.plan
        schedule = plan.schedule
        quarters = (
            [w.say("plan.quarter", quarter=q.quarter, year=str(q.year)) for q in schedule.quarters] if schedule else []
        )
        closes = {c: m.measure.id for m in plan.measures for c in m.closes}
        return PlanView(
            head=self.head(),
            tally=plan_tally(plan, self.voice),
            together=w.say("plan.together", effort=self.effort(plan.effort)) if plan.measures else "",
            effort=self.effort(plan.effort),
            effort_note=w.say("plan.size" if plan.size_stated else "plan.size.assumed", size=w.of(plan.size.name)),
            confirmed=self.voice.say(
                "plan.confirmed" if plan.effort_if_confirmed.high else "plan.confirmed.none",
                effort=self.effort(plan.effort_if_confirmed),
                **_ends(plan.effort_if_confirmed),
            )
            if plan.effort_if_confirmed != plan.effort
            else "",
            limit=self.limit(plan.limited) if plan.limited else None,
            rule=w.say("plan.rule.best" if plan.dearer else "plan.rule"),
            checked=" ".join(self.checked()),
            short=short_words(self.a, self.voice),
            assumptions=w.say("plan.assumptions"),
            steps=tuple(self.step(number) for number in range(len(plan.steps))),
            quick_wins=tuple(
                (m.measure.id, w.of(m.measure.title), w.say("plan.days", count=m.effort.expected))
                for m in plan.quick_wins
            ),
            loads=tuple(
                (self.role(load.owner), w.number(load.measures), self.range(load.effort)) for load in plan.loads
            ),
            dates=self.times.dates(schedule),
            late=self.times.late(schedule),
            total_rule=w.say("plan.total.rule") if len(plan.measures) > 1 else "",
            done=w.say("plan.done_before", count=round(schedule.done)) if schedule and round(schedule.done) else "",
            chain=tuple((m, w.of(self.a.fitting.measure(m).title)) for m in schedule.chain) if schedule else (),
            quarters=tuple(
                (name, w.number(round(q.days)), tuple((m, w.of(self.a.fitting.measure(m).title)) for m in q.ends))
                for name, q in zip(quarters, schedule.quarters if schedule else (), strict=True)
            ),
            chart=self.times.chart(schedule, quarters),
            chart_title=w.say("plan.chart", company=self.a.profile.company.label),
            progress=tuple(self.progress(note) for note in self.a.progress),
            fragile=tuple(
                FragileView(
                    name=self.words.name(f.path).whole,
                    line=f.place.line,
                    proven=w.say("fragile.evidence" if f.evidence else "fragile.no_evidence"),
                    cell=cell_brief(f.cell, self.model, w),
                    criteria=f.criteria,
                )
                for f in self.a.sensitivity.fragile[:FRAGILE]
            ),
            fragile_note=self.fragile_note(),
            fragile_head=w.say("fragile.tally", count=len(self.a.sensitivity.fragile))
            if self.a.sensitivity.fragile
            else "",
            near=tuple(
                NearView(
                    id=n.criterion,
                    title=self.findings.title(self.outcomes[n.criterion]),
                    name=self.words.name(n.path).whole,
                    value=self.words.value(n.path, n.change.value, shortened).text,
                    line=n.place.line,
                )
                for n in self.a.sensitivity.near
            ),
            measure_of=closes,
            ahead=ahead_view_of(self.a, w, self.people),
            relief=tuple(map(self.measure, plan.relief)),
            claims=self.voice.claimed(),
        )

    def head(self) -> str:
        """The plan in a sentence."""
        a, plan, w = self.a, self.a.plan, self.voice
        count = len(plan.measures)
        if not count:
            return ""
        if plan.effort_if_confirmed != plan.effort:
            return w.say("plan.head.open", count=count)
        if not plan.reached:
            x, y = self.model.axes
            where = {"x": x.id, "i": plan.cell[0], "y": y.id, "j": plan.cell[1]}
            end = w.say("plan.head.cell", cell=cell_pair(plan.cell, self.model, self.w), **where)
        else:
            end = w.say("plan.head.target" if a.gap.stated else f"plan.head{toward(a.gap)}")
        steps = w.say("plan.head.steps", count=len(plan.steps))
        return w.say("plan.head", count=count, steps=steps, end=end)

    def checked(self) -> Iterator[str]:
        """What carrying out the plan has shown, and how far it can be from the cheapest."""
        plan = self.a.plan
        cell = cell_words(plan.cell, self.model, self.w)
        x, y = self.model.axes
        here = {"x": x.id, "i": plan.cell[0], "y": y.id, "j": plan.cell[1]}
        if plan.limited and not plan.reached:
            yield self.voice.say("plan.checked.limited", cell=cell, **here)
        else:
            key = "plan.checked" if plan.reached else f"plan.unreached{toward(self.a.gap)}"
            yield self.voice.say(key, cell=cell, **here)
        if plan.dearer:
            yield self.w.say("plan.dearer", count=plan.dearer)

    def limit(self, limited: Limited) -> LimitView:
        w = self.w
        given = []
        if limited.limit.days is not None:
            given.append(w.say("plan.limit.days", count=limited.limit.days))
        if limited.limit.until is not None:
            given.append(w.say("plan.limit.until", date=w.date(limited.limit.until)))
        lifted = limited.cell != self.a.cell.stages
        had = [
            w.say("plan.limit.cell", cell=cell_brief(limited.cell, self.model, w))
            if lifted
            else w.say("plan.limit.no_cell")
        ]
        if limited.following:
            had.append(w.say("plan.limit.next", count=len(limited.met), all=len(limited.following)))
        if not limited.exact:
            had.append(w.say("plan.limit.inexact"))
        days = sum(m.effort.expected for m in limited.left_out)
        left = [w.say("plan.limit.left", count=len(limited.left_out), days=days)] if limited.left_out else []
        left += [w.say("plan.limit.open", count=len(limited.open))] if limited.open else []
        return LimitView(
            given=w.say("plan.limit", limits=w.listed(given), count=limited.days),
            had=" ".join(had),
            rule=w.say("plan.limit.rule"),
            left=" ".join(left),
            left_out=tuple(
                (m.measure.id, w.of(m.measure.title), w.say("plan.days", count=m.effort.expected))
                for m in limited.left_out
            ),
        )

    def step(self, number: int) -> PlanStepView:
        w, step, planned = self.w, self.a.gap.steps[number], self.a.plan.steps[number]
        return PlanStepView(
            number=step.number,
            title=step_title(step, w),
            axis=step.axis.id,
            cell=cell_brief(planned.cell, self.model, w),
            effort=self.effort(planned.effort) if planned.measures else "",
            tally=w.say("plan.measures", count=len(planned.measures)),
            measures=tuple(self.measure(m) for m in planned.measures),
            earlier=self.earlier(step.open, planned),
            cautions=tuple(
                (w.of(c.text), weighed(c.reasons, w), self.findings.sources(c.sources)) for c in step.cautions
            ),
        )

    def earlier(self, open_gates: Iterable[Finding], planned: PlanStep) -> str:
        own = {c for m in planned.measures for c in m.closes}
        said = []
        before = [
            f.criterion.id for f in open_gates if f.criterion.id not in own and f.criterion.id not in planned.open
        ]
        if before and planned.measures:
            said.append(self.w.say("plan.step.earlier", count=len(before), gates=self.named(before)))
        if planned.open:
            said.append(self.w.say("plan.step.open", count=len(planned.open), gates=self.named(planned.open)))
        return " ".join(said) if planned.measures or planned.open else self.w.say("plan.step.nothing")

    def measure(self, planned: PlannedMeasure) -> MeasureView:
        w, measure = self.w, planned.measure
        slot = planned.slot
        return MeasureView(
            id=measure.id,
            number=planned.number,
            title=w.of(measure.title),
            what=w.of(measure.what),
            why=w.of(measure.why),
            first_step=w.of(measure.first_step),
            done_when=w.of(measure.done_when),
            bridge=w.of(measure.bridge) if measure.bridge else "",
            owner=self.role(planned.owner),
            person=self.people.get(planned.owner, ""),
            helpers=w.listed(named_role(helper, self.a, w, self.people) for helper in planned.helpers),
            effort=self.effort(planned.effort),
            range=self.range(planned.effort),
            span=self.spans[planned.number],
            closes=planned.closes,
            clarify=tuple(c for c in planned.closes if self.outcomes[c].outcome is Outcome.UNKNOWN),
            prepares=tuple(c for c in planned.prepares if c not in planned.closes),
            after=measure.after,
            quick_win=planned.quick_win,
            dates=w.period(slot.first_day, slot.last_day) if slot else "",
            also=tuple((w.of(self.model.also[one.kind]), w.of(one.text)) for one in measure.also),
            late_end=self.times.late_end(slot),
            slack=self.times.slack(slot),
            critical=slot.critical if slot else False,
            state=self.noted_state(self.noted[measure.id]) if measure.id in self.noted else "",
            changes=tuple(change_views(self.shown_changes(planned), self.words)),
            rungs=tuple(
                (c, w.of(self.outcomes[c].criterion.short), self.outcomes[c].outcome.value) for c in planned.closes
            ),
            needs=self.before(planned.number),
            note=self.noted[measure.id].progress.note if measure.id in self.noted else "",
            decided=tuple(
                decision_of(d, self.a.profile, w) for d in self.a.profile.decisions if d.measure == measure.id
            ),
            noted=f"](#{measure.id})" in self.a.profile.notes,
            days=f"{w.date(slot.first_day)}" if slot else "",
            ends=w.date(slot.last_day) if slot else "",
            strip=self.times.strip(slot) if slot else None,
            conditional=bool(planned.if_no),
            reasons=reasons_of(planned, self.a, w),
        )

    def before(self, number: int) -> str:
        numbers = sorted({earlier for _, earlier in self.needs.get(number, ())})
        return self.w.say("plan.needs", count=len(numbers), numbers=self.w.listed(map(str, numbers))) if numbers else ""

    def role(self, owner: str) -> str:
        return role_in(owner, self.a, self.w)

    def effort(self, effort: Effort | Total) -> str:
        return effort_words(effort, self.w)

    def range(self, effort: Effort | Total) -> str:
        """The same in short."""
        return self.w.say("plan.range", low=effort.low, expected=effort.expected, high=effort.high)

    def noted_state(self, note: ProgressFinding) -> str:
        """What the profile notes of a measure, and at once where the facts say otherwise."""
        if note.agrees or not note.open:
            return self.state(note)
        return self.w.say("progress.doubted", date=self.w.date(note.progress.date), gates=self.named(note.open))

    def named(self, criteria: Iterable[str]) -> str:
        """Criteria by their short names."""
        names = (self.w.of(self.model.criterion(one).short) for one in criteria)
        return ", ".join(self.w.say("plan.quoted", name=name) for name in names)

    def state(self, note: ProgressFinding) -> str:
        return self.w.say(f"progress.{note.progress.state.value}", date=self.w.date(note.progress.date))

    def progress(self, note: ProgressFinding) -> ProgressView:
        w = self.w
        if note.agrees:
            key = "progress.agrees.done" if not note.open else "progress.agrees.open"
        else:
            key = "progress.disagrees.done" if note.open else "progress.disagrees.open"
        return ProgressView(
            id=note.measure.id,
            title=w.of(note.measure.title),
            state=self.state(note),
            agrees=note.agrees,
            text=w.say(key, criteria=self.named(note.open or note.met)),
            line=note.progress.place.line,
            note=note.progress.note,
        )

    def shown_changes(self, planned: PlannedMeasure) -> Iterator[Change]:
        """What a measure changes, without what the name of an entry says already."""
        return (change for change in self.changes[planned.number] if not self.words.names_entry(change.label))

    def fragile_note(self) -> str:
        """That no statement carries the cell, or that only some of those that do are shown; else empty."""
        count = len(self.a.sensitivity.fragile)
        if not count:
            return self.w.say("fragile.start" if self.a.cell.stages == (1, 1) else "fragile.none")
        return self.w.say("fragile.shown", count=FRAGILE) if count > FRAGILE else ""


def _ends(effort: Total) -> Mapping[str, int]:
    return {"low": effort.low, "high": effort.high, "likely": effort.expected}


def change_views(changes: Iterable[Change], words: FactWords) -> Iterator[ChangeView]:
    """Changed facts as they are shown."""
    for change in changes:
        name, before = words.name(change.label), change.before
        yield ChangeView(
            around=name.around,
            key=name.key,
            value=words.value(change.label, change.value, shortened).text,
            before="" if before in (None, "none", ()) else words.value(change.label, before, shortened).text,
            assumed=change.assumed,
        )
