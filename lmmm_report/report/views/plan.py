"""The plan, its progress and its robustness, ready to print in one language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from lmmm_report.domain.assessment import Assessment, Finding, Outcome
from lmmm_report.domain.effect import Change
from lmmm_report.domain.measure import Effort, Total
from lmmm_report.domain.plan import Limited, PlannedMeasure, PlanStep, ProgressFinding, Punctuality, Schedule, Slot
from lmmm_report.report.pictures.chart import Chart, chart_of
from lmmm_report.report.pictures.spans import Span, spans_of
from lmmm_report.report.views.ahead import (
    AheadView,
    Weighed,
    ahead_view_of,
    named_role,
    reasons_of,
    role_in,
    short_words,
    weighed,
)
from lmmm_report.report.views.findings import FindingPrinter
from lmmm_report.report.views.said import SaidItem, decision_of
from lmmm_report.report.words.cells import cell_brief, cell_pair, cell_words, toward
from lmmm_report.report.words.claims import CLAIMS
from lmmm_report.report.words.facts import FactWords, Named
from lmmm_report.report.words.plans import effort_words, late_words, plan_tally, step_title
from lmmm_report.report.words.times import spoken_time
from lmmm_report.report.words.wording import Claiming, Wording, shortened

FRAGILE = 12
"""Fragile facts that a report shows; the result document has all of them."""


class ChangeView(NamedTuple):
    """One fact that carrying out a measure changes, with its place in spoken words."""

    around: str
    key: str
    value: str
    before: str
    assumed: bool

    @property
    def name(self) -> str:
        """What it is called as a whole."""
        return Named(self.around, self.key).whole


class MeasureView(NamedTuple):
    """One measure of the plan."""

    id: str
    number: int
    title: str
    what: str
    why: str
    first_step: str
    done_when: str
    bridge: str
    owner: str
    person: str
    """Who has the owner's role, by name; empty where names are not asked for, or the profile has none."""
    helpers: str
    effort: str
    range: str
    """Expected days with both ends, in short."""
    span: Span
    """The same as a bar on the scale of all measures of the plan."""
    closes: tuple[str, ...]
    clarify: tuple[str, ...]
    """Ids of those among them of which nobody knows yet whether they hold."""
    prepares: tuple[str, ...]
    """Ids of what later measures need and it does not close anyhow."""
    after: tuple[str, ...]
    quick_win: bool
    also: tuple[tuple[str, str], ...]
    """What it asks for beyond its effort: the kind, and what falls due when."""
    dates: str
    late_end: str
    """When it ends with high efforts, where that is later."""
    slack: str
    """By how many weeks it can begin later; empty without a schedule, and where it cannot."""
    critical: bool
    state: str
    """What the profile notes of it, in words."""
    changes: tuple[ChangeView, ...]
    rungs: tuple[tuple[str, str, str], ...]
    """The gates that it closes: id, short name and outcome today."""
    needs: str
    """Which measures of the plan have to come before, by their numbers; empty where none has."""
    note: str
    """What the profile notes of its progress, in the company's words."""
    decided: tuple[SaidItem, ...]
    """What the company has decided of it."""
    noted: bool
    """Whether the company's notes point to it."""
    days: str
    """First and last day, in short."""
    ends: str
    """Last day; empty without dates."""
    strip: tuple[float, float] | None
    """Where its bar begins and how wide it is, in percent of the plan's time; `None` without dates."""
    conditional: bool
    """Whether it is needed only if an open question is answered with no."""
    reasons: tuple[str, ...]
    """What it eases, on what it hangs, and what is to be said of its size."""


class PlanStepView(NamedTuple):
    """One step of the path with its measures."""

    number: int
    title: str
    axis: str
    cell: str
    effort: str
    tally: str
    measures: tuple[MeasureView, ...]
    earlier: str
    """Said where measures of earlier steps have closed something, and of what is left out for a limit."""
    cautions: tuple[tuple[str, tuple[Weighed, ...], str], ...]
    """Text, reasons and sources."""


class ProgressView(NamedTuple):
    """A note on a measure, held against the facts."""

    id: str
    title: str
    state: str
    agrees: bool
    text: str
    line: int
    note: str


class FragileView(NamedTuple):
    """A fact that the cell rests on."""

    name: str
    line: int
    proven: str
    cell: str
    criteria: tuple[str, ...]


class NearView(NamedTuple):
    """A gate that one fact would close."""

    id: str
    title: str
    name: str
    value: str
    line: int


class LimitView(NamedTuple):
    """What a plan within a limit gives, and what it leaves out."""

    given: str
    had: str
    """Cell and conditions of the next stages."""
    rule: str
    left: str
    """How much is left out; empty where nothing is."""
    left_out: tuple[tuple[str, str, str], ...]
    """Id, title and expected effort of the measures of the whole plan that are left out."""

    @property
    def whole(self) -> str:
        """What it gives and leaves out, in a row."""
        return " ".join(filter(None, (self.given, self.had, self.left)))


class PlanView(NamedTuple):
    """The whole plan."""

    head: str
    """Where it leads, or on what its length hangs; empty where nothing is planned."""
    tally: str
    together: str
    """What its measures take together."""
    effort: str
    effort_note: str
    confirmed: str
    limit: LimitView | None
    """Only of a plan within a limit."""
    rule: str
    checked: str
    short: str
    """That it does not reach the target, and because of what; empty where it does."""
    assumptions: str
    steps: tuple[PlanStepView, ...]
    quick_wins: tuple[tuple[str, str, str], ...]
    """Id, title and expected effort."""
    loads: tuple[tuple[str, str, str], ...]
    """Role, number of measures, effort."""
    dates: str
    """Begin, end and capacity in a sentence; empty without a schedule."""
    late: str
    """How the end compares with the target date, with likely and with high efforts."""
    total_rule: str
    """How the totals are made."""
    done: str
    """Said where measures under way have begun before the plan."""
    chain: tuple[tuple[str, str], ...]
    """Critical path: ids and titles."""
    quarters: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    """Quarter, likely person-days, ids and titles of the measures that end in it."""
    chart: Chart | None
    chart_title: str
    progress: tuple[ProgressView, ...]
    fragile: tuple[FragileView, ...]
    fragile_note: str
    fragile_head: str
    """The same without which are shown; empty where there is none."""
    near: tuple[NearView, ...]
    measure_of: Mapping[str, str]
    """The measure of the plan that closes a gate, by the gate's id."""
    ahead: AheadView
    """What to find out, what is due, what stands in the way."""
    relief: tuple[MeasureView, ...]
    """What no gate on the way needs and is worth doing."""
    claims: tuple[str, ...]
    """What is asserted of the plan as a whole."""

    @property
    def ending(self) -> str:
        """What a plan within a limit gives, and that a plan does not reach its target; empty where it does."""
        return " ".join(filter(None, (self.limit.whole if self.limit else "", self.short)))


def plan_view_of(
    assessment: Assessment, wording: Wording, people: Mapping[str, str] = MappingProxyType({})
) -> PlanView:
    """The plan of one assessment in one language; ``people`` are names by the id of the role that they have."""
    return _Printer(assessment, wording, people).plan()


class _Printer:
    def __init__(self, assessment: Assessment, wording: Wording, people: Mapping[str, str]) -> None:
        self.a = assessment
        self.people = people
        self.w = wording
        self.voice = Claiming(wording, CLAIMS)
        self.model = assessment.model
        self.findings = FindingPrinter(assessment.profile, assessment.model, wording, assessment.fitting)
        planned = (*assessment.plan.measures, *assessment.plan.relief)
        self.words = FactWords(assessment.profile, wording, (change for one in planned for change in one.changes))
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
            dates=self.dates(schedule),
            late=self.late(schedule),
            total_rule=w.say("plan.total.rule") if len(plan.measures) > 1 else "",
            done=w.say("plan.done_before", count=round(schedule.done)) if schedule and round(schedule.done) else "",
            chain=tuple((m, w.of(self.a.fitting.measure(m).title)) for m in schedule.chain) if schedule else (),
            quarters=tuple(
                (name, w.number(round(q.days)), tuple((m, w.of(self.a.fitting.measure(m).title)) for m in q.ends))
                for name, q in zip(quarters, schedule.quarters if schedule else (), strict=True)
            ),
            chart=self.chart(schedule, quarters),
            chart_title=w.say("plan.chart", company=self.a.profile.company.name),
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
            end = w.say("plan.head.target" if a.gap.stated else "plan.head.next")
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
            late_end=self.late_end(slot),
            slack=self.slack(slot),
            critical=slot.critical if slot else False,
            state=self.noted_state(self.noted[measure.id]) if measure.id in self.noted else "",
            changes=tuple(
                change_views([c for c in planned.changes if not self.words.names_entry(c.label)], self.words)
            ),
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
            strip=self.strip(slot) if slot else None,
            conditional=bool(planned.if_no),
            reasons=reasons_of(planned, self.a, w),
        )

    def before(self, number: int) -> str:
        numbers = sorted({earlier for _, earlier in self.needs.get(number, ())})
        return self.w.say("plan.needs", count=len(numbers), numbers=self.w.listed(map(str, numbers))) if numbers else ""

    def strip(self, slot: Slot) -> tuple[float, float]:
        schedule = self.a.plan.schedule
        assert schedule is not None
        week = 100 / max(schedule.weeks, 1)
        return round(slot.week * week, 2), round(max(slot.weeks * week, 0.5), 2)

    def role(self, owner: str) -> str:
        return role_in(owner, self.a, self.w)

    def effort(self, effort: Effort | Total) -> str:
        return effort_words(effort, self.w)

    def range(self, effort: Effort | Total) -> str:
        """The same in short."""
        return self.w.say("plan.range", low=effort.low, expected=effort.expected, high=effort.high)

    def slack(self, slot: Slot | None) -> str:
        if slot is None or slot.critical:
            return ""
        return self.w.say("plan.slack.begun" if slot.begun else "plan.slack", count=slot.slack)

    def late_end(self, slot: Slot | None) -> str:
        if slot is None or slot.late_last_day <= slot.last_day:
            return ""
        return self.w.say("plan.late_end", date=self.w.date(slot.late_last_day))

    def undated(self) -> str:
        """What the profile lacks for dates: a capacity alone lets nothing begin."""
        frame = self.a.profile.plan
        if frame is None:
            return self.voice.say("plan.no_dates")
        return self.voice.say("plan.no_dates.start", capacity=self.w.days(frame.capacity))

    def dates(self, schedule: Schedule | None) -> str:
        if schedule is None:
            return self.undated() if self.a.plan.measures else ""
        w = self.voice
        dates = w.say(
            "plan.schedule",
            start=w.date(schedule.start),
            first=schedule.start.isoformat(),
            end=w.date(schedule.end),
            last=schedule.end.isoformat(),
            capacity=self.w.days(schedule.capacity),
        )
        frame = self.a.profile.plan
        # A start that a call names takes the place of the one that was told.
        if frame is not None and frame.told and frame.start == schedule.start:
            dates = f"{dates} {w.say('plan.start.told', time=self._told(frame.told), first=schedule.start.isoformat())}"
        if schedule.late_end == schedule.early_end:
            return dates
        ends = w.say(
            "plan.ends",
            early=w.date(schedule.early_end),
            first=schedule.early_end.isoformat(),
            late=w.date(schedule.late_end),
            last=schedule.late_end.isoformat(),
        )
        return f"{dates} {ends}"

    def _told(self, text: str) -> str:
        """A time that lies ahead, as the report says it or in the words in which it was told."""
        said = spoken_time(text, self.a.profile.date, self.w, "ahead")
        return said or self.w.say("numbers.quoted", said=text)

    def late(self, schedule: Schedule | None) -> str:
        by = self.a.profile.target.by
        if short := short_words(self.a, self.voice):
            if by is None or not self.a.gap.stated:
                return short
            return f"{short} {self.voice.say('target.by', date=self.w.date(by), day=by.isoformat())}"
        deadline = schedule.deadline if schedule else None
        if schedule is None or deadline is None:
            return ""
        w, when = self.voice, {"date": self.w.date(deadline.by), "day": deadline.by.isoformat()}
        if deadline.outcome is Punctuality.IN_TIME:
            return w.say("plan.in_time", **when)
        if deadline.outcome is Punctuality.AT_LIKELY_EFFORT:
            days = (schedule.late_end - deadline.by).days
            return w.say("plan.in_time.likely", late=late_words(days, self.w), count=days, **when)
        days = (schedule.end - deadline.by).days
        return w.say("plan.late", late=late_words(days, self.w), count=days, **when)

    def chart(self, schedule: Schedule | None, quarters: list[str]) -> Chart | None:
        if schedule is None:
            return None
        plan, w = self.a.plan, self.w
        titles = [w.of(m.measure.title) for m in plan.measures]
        days = [w.number(m.effort.expected) for m in plan.measures]
        return chart_of(plan, schedule, titles, days, quarters)

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

    def fragile_note(self) -> str:
        """That no statement carries the cell, or that only some of those that do are shown; else empty."""
        count = len(self.a.sensitivity.fragile)
        if not count:
            return self.w.say("fragile.start" if self.a.cell.stages == (1, 1) else "fragile.none")
        return self.w.say("fragile.shown", count=FRAGILE) if count > FRAGILE else ""


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
