"""The sheet for those who decide: four answers, the decision, and what comes first, on one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lmmm_report.domain.assessment import Assessment, Finding, Outcome, Question
from lmmm_report.domain.history import EarlierPosition
from lmmm_report.domain.measure import NO_EFFORT, Effort
from lmmm_report.domain.model import Kind
from lmmm_report.domain.plan import PlannedMeasure, Schedule
from lmmm_report.report.pictures.ground import Mark, in_order, mark_of
from lmmm_report.report.pictures.spans import Span, spans_of
from lmmm_report.report.views.decision import (
    ASKED,
    DecisionView,
    Situation,
    deciding,
    decision_of,
    first_effort,
    gates_of,
    situation_of,
)
from lmmm_report.report.words.cells import cell_pair, position_words
from lmmm_report.report.words.wording import Wording

PAST = 2
"""Earlier positions that are shown."""
NAMED = 3
"""Gates that an answer names; the others are counted."""
FIRST = 3
"""Measures that are described where the plan has no dates."""
DATED = 8
"""Measures that are shown in time."""


class SpanView(NamedTuple):
    """A range of person-days: what it is of, its ends, and its bar with what that says in words."""

    label: str
    low: str
    high: str
    bar: Span
    described: str


class SheetAnswer(NamedTuple):
    """One of the answers: a question, its figure, the conclusion, and what there is to say beside it."""

    id: str
    question: str
    figure: tuple[str, ...]
    """One number, or two of which the second stands behind ``between``."""
    between: str
    unit: str
    tone: str
    """``is``, ``todo`` or ``open``."""
    headline: str
    text: str
    rungs: tuple[str, ...] = ()
    """Outcomes of gates, to be drawn as rungs."""
    spans: tuple[SpanView, ...] = ()


class SheetMeasure(NamedTuple):
    """One measure in a line."""

    number: str
    title: str
    owner: str
    days: str
    done_when: str
    finished: str
    left: float
    """Where its bar begins in the time of the plan, in percent."""
    width: float
    slot: str
    """What the bar says in words."""


class SheetPast(NamedTuple):
    """Where the company stood at a time."""

    mark: Mark
    month: str
    cell: str


class SheetPlan(NamedTuple):
    """What comes first."""

    title: str
    period: str
    """From when to when the bars go; empty without dates."""
    measures: tuple[SheetMeasure, ...]


class SheetQuestion(NamedTuple):
    """One question that is to be asked first."""

    number: str
    ask: str
    settles: str
    narrows: str


class SheetView(NamedTuple):
    """Everything on the sheet."""

    standfirst: str
    past_title: str
    past: tuple[SheetPast, ...]
    """Earlier positions, the oldest first, and today's; empty where there are none."""
    answers: tuple[SheetAnswer, ...]
    decision: DecisionView
    plan: SheetPlan | None
    questions_title: str
    questions: tuple[SheetQuestion, ...]
    fine: tuple[str, ...]


def sheet_of(a: Assessment, w: Wording, earlier: Sequence[EarlierPosition], *, standfirst: str, name: str) -> SheetView:
    """The sheet of one assessment in one language. ``name``: what the result is based on, by its name."""
    return _Sheet(a, w).sheet(earlier, standfirst, name)


class _Sheet:
    def __init__(self, assessment: Assessment, wording: Wording) -> None:
        self.a = assessment
        self.w = wording
        self.situation = situation_of(assessment)

    def sheet(self, earlier: Sequence[EarlierPosition], standfirst: str, name: str) -> SheetView:
        questions = tuple(self.questions()) if self.situation is Situation.ASK else ()
        return SheetView(
            standfirst=standfirst,
            past_title=self.past_title(earlier[0]) if earlier else "",
            past=tuple(self.past(earlier)) if earlier else (),
            answers=tuple(self.answers()),
            decision=decision_of(self.a, self.w),
            plan=None if questions else self.plan(),
            questions_title=self.w.say("sheet.questions", count=len(questions)) if questions else "",
            questions=questions,
            fine=tuple(self.fine(name)),
        )

    def past_title(self, first: EarlierPosition) -> str:
        """What has become of the stages that were proven then."""
        w, now = self.w, self.a.cell.stages
        gained, month = sum(now) - sum(first.cell), w.month(first.date)
        if gained:
            return w.say("sheet.past.more" if gained > 0 else "sheet.past.less", count=abs(gained), month=month)
        return w.say("sheet.past.same" if now == first.cell else "sheet.past.moved", month=month)

    def past(self, earlier: Sequence[EarlierPosition]) -> Iterator[SheetPast]:
        """The oldest position, the latest ones and today's."""
        a, w = self.a, self.w
        count = len(a.axes[0].stages)
        shown = earlier if len(earlier) <= PAST else (earlier[0], *earlier[len(earlier) - PAST + 1 :])
        stages = [(one.date, one.cell, one.cell) for one in shown]
        for day, low, high in (*stages, (a.profile.date, a.cell.stages, a.highest.stages)):
            yield SheetPast(mark_of(low, high, count), w.month(day), cell_pair(low, a.model, w))

    def answers(self) -> Iterator[SheetAnswer]:
        yield self.where()
        if self.situation is Situation.ASK:
            yield self.unknown()
            yield from self.certain()
            yield self.early()
        else:
            yield self.missing()
            if self.a.plan.measures:
                yield self.cost()
            yield self.sure()

    def where(self) -> SheetAnswer:
        a, w = self.a, self.w
        low, high = cell_pair(a.cell.stages, a.model, w), cell_pair(a.highest.stages, a.model, w)
        proven = a.cell.stages != (1, 1)
        said = position_words(a.positions, a.firm and not proven, w)
        return SheetAnswer(
            id="where",
            question=w.say("answer.where"),
            figure=tuple(
                str(axis.proven) if axis.firm else w.say("sheet.range.short", low=axis.proven, high=axis.possible)
                for axis in a.axes
            ),
            between="|",
            unit=w.say("sheet.out_of", count=len(a.axes[0].stages)),
            tone="is",
            headline=f"{low}." if a.firm else w.say("sheet.where.range", low=low, high=high),
            text=said if a.firm else w.say("sheet.where.proven" if proven else "sheet.where.unproven"),
        )

    def missing(self) -> SheetAnswer:
        a, w = self.a, self.w
        step = a.gap.steps[0] if a.gap.steps else None
        if step is None:
            return SheetAnswer(
                id="missing",
                question=w.say("sheet.missing"),
                figure=("0",),
                between="",
                unit=w.say("sheet.missing.unit"),
                tone="is",
                headline=w.say("sheet.missing.none"),
                text=w.say("sheet.missing.none.text"),
            )
        unknown = sum(1 for f in step.open if f.outcome is Outcome.UNKNOWN)
        named = self.named(step.open)
        return SheetAnswer(
            id="missing",
            question=w.say("sheet.missing"),
            figure=(w.number(len(step.open)),),
            between="",
            unit=w.say("sheet.missing.unit"),
            tone="todo",
            headline=w.say("sheet.missing.headline", count=len(step.open), stage=w.of(step.stage.name)),
            text=f"{named}. {w.say('sheet.missing.unknown', count=unknown)}" if unknown else named,
            rungs=tuple(f.outcome.value for f in in_order(step.open)),
        )

    def named(self, gates: Sequence[Finding]) -> str:
        """The first gates by name; never a single one that is only counted."""
        w = self.w
        shown = gates if len(gates) <= NAMED + 1 else gates[:NAMED]
        names = [w.of(f.criterion.short) for f in shown]
        if len(gates) > len(shown):
            names.append(w.say("sheet.more", count=len(gates) - len(shown)))
        return " · ".join(names)

    def cost(self) -> SheetAnswer:
        a, w = self.a, self.w
        whole, first = a.plan.effort, first_effort(a)
        several = len(a.plan.steps) > 1 and first != NO_EFFORT
        shown = first if several else whole
        schedule = a.plan.schedule
        return SheetAnswer(
            id="cost",
            question=w.say("sheet.cost"),
            figure=(w.number(shown.likely),),
            between="",
            unit=w.say("sheet.cost.unit"),
            tone="todo",
            headline=w.say("sheet.cost.step" if several else "sheet.cost.all", days=self.range(shown)),
            text=""
            if schedule is None
            else w.say("sheet.cost.done", count=schedule.capacity, date=w.date(schedule.end)),
            spans=self.spans(*([("step", first)] if several else []), ("all", whole)),
        )

    def early(self) -> SheetAnswer:
        """What it may cost while answers decide on it: at least what is left if all are yes, at most if all are no."""
        a, w = self.a, self.w
        least, most = a.plan.effort_if_confirmed, a.plan.effort
        days = self.range(Effort(least.low, most.likely, most.high))
        return SheetAnswer(
            id="cost",
            question=w.say("sheet.cost"),
            figure=("?",),
            between="",
            unit=w.say("sheet.cost.unit"),
            tone="open",
            headline=w.say("sheet.cost.early", days=days),
            text="",
            spans=self.spans(("yes", least), ("no", most)),
        )

    def unknown(self) -> SheetAnswer:
        a, w = self.a, self.w
        certainty = a.certainty
        count = certainty.gates - certainty.answered
        gates = [gate for axis in a.axes for stage in axis.stages for gate in stage.gates]
        return SheetAnswer(
            id="unknown",
            question=w.say("sheet.unknown"),
            figure=(w.number(count),),
            between="",
            unit=w.say("sheet.unknown.unit"),
            tone="open",
            headline=w.say("sheet.unknown.headline", count=count, total=certainty.gates),
            text=w.say("sheet.unknown.text", count=deciding(a)),
            rungs=tuple(f.outcome.value for f in in_order(gates)),
        )

    def certain(self) -> Iterator[SheetAnswer]:
        a, w = self.a, self.w
        count, met = gates_of(a, Outcome.NOT_MET), gates_of(a, Outcome.MET)
        if not count:
            return
        yield SheetAnswer(
            id="certain",
            question=w.say("sheet.certain"),
            figure=(w.number(count),),
            between="",
            unit=w.say("sheet.certain.unit"),
            tone="todo",
            headline=w.say("sheet.certain.headline", count=count),
            text=w.say("sheet.certain.met", count=met) if met else "",
        )

    def sure(self) -> SheetAnswer:
        a, w = self.a, self.w
        certainty = a.certainty
        all_settled = certainty.answered == certainty.gates
        met = [f for axis in a.axes for stage in axis.stages for f in stage.gates if f.outcome is Outcome.MET]
        shown = sum(1 for f in met if any(fact.evidence for fact in f.facts))
        text = [w.say("sheet.sure.evidence", count=shown, met=len(met))] if met else []
        if a.clashes:
            text.append(w.say("sheet.sure.clashes", count=a.clashes))
        return SheetAnswer(
            id="certainty",
            question=w.say("sheet.sure"),
            figure=(w.number(certainty.answered), w.number(certainty.gates)),
            between="/",
            unit=w.say("sheet.sure.unit"),
            tone="is",
            headline=w.say("sheet.sure.all" if all_settled else "sheet.sure.firm", count=certainty.gates),
            text=" ".join(text),
        )

    def range(self, effort: Effort) -> str:
        w = self.w
        low, high = w.number(effort.low), w.number(effort.high)
        return low if low == high else w.say("sheet.range", low=low, high=high)

    def short_range(self, effort: Effort) -> str:
        w = self.w
        low, high = w.number(effort.low), w.number(effort.high)
        return low if low == high else w.say("sheet.range.short", low=low, high=high)

    def spans(self, *efforts: tuple[str, Effort]) -> tuple[SpanView, ...]:
        w = self.w
        bars = spans_of([(effort.low, effort.likely, effort.high) for _, effort in efforts])
        return tuple(
            SpanView(
                label=w.say(f"sheet.bar.{key}"),
                low=w.number(effort.low),
                high=w.number(effort.high),
                bar=bar,
                described=w.say(
                    "sheet.bar", label=w.say(f"sheet.bar.{key}"), low=effort.low, high=effort.high, likely=effort.likely
                ),
            )
            for (key, effort), bar in zip(efforts, bars, strict=True)
        )

    def plan(self) -> SheetPlan | None:
        a, w = self.a, self.w
        measures, schedule = a.plan.measures, a.plan.schedule
        if not measures:
            return None
        shown = measures[: FIRST if schedule is None else DATED]
        if schedule is None:
            days = self.range(sum((m.effort for m in shown), NO_EFFORT))
            key = "sheet.plan.first" if self.situation is Situation.CHOOSE else "sheet.plan.begin"
            title, period = w.say(key, count=len(shown), days=days), ""
        else:
            key = "sheet.plan.whole" if len(shown) == len(measures) else "sheet.plan.part"
            title = w.say(key, count=len(shown), all=len(measures), date=w.date(schedule.end))
            period = w.say("sheet.plan.from", first=f"{schedule.start:%m/%Y}", last=f"{schedule.end:%m/%Y}")
        return SheetPlan(title, period, tuple(self.measure(m, schedule) for m in shown))

    def measure(self, planned: PlannedMeasure, schedule: Schedule | None) -> SheetMeasure:
        w, slot, measure = self.w, planned.slot, planned.measure
        weeks = max(schedule.weeks, 1) if schedule else 1
        return SheetMeasure(
            number=str(planned.number),
            title=w.of(measure.title),
            owner=w.of(self.a.model.owners[measure.owner]),
            days=self.short_range(planned.effort),
            done_when=w.of(measure.done_when),
            finished=w.date(slot.last_day) if slot else "",
            left=_percent(slot.week, weeks) if slot else 0,
            width=_percent(slot.weeks, weeks) if slot else 0,
            slot=w.say("sheet.slot", first=w.date(slot.first_day), last=w.date(slot.last_day)) if slot else "",
        )

    def questions(self) -> Iterator[SheetQuestion]:
        """Those that narrow the result most; of several that are asked in the same words the first."""
        w = self.w
        asked: dict[str, Question] = {}
        for question in self.a.questions:
            if question.narrowing:
                asked.setdefault(w.of(question.findings[0].criterion.ask), question)
        for number, (ask, question) in enumerate(list(asked.items())[:ASKED], 1):
            yield SheetQuestion(
                number=str(number),
                ask=ask,
                settles=self.named([f for f in question.findings if f.criterion.kind is Kind.GATE]),
                narrows=f"−{w.number(question.narrowing, 2)}",
            )

    def fine(self, name: str) -> Iterator[str]:
        a, w = self.a, self.w
        fragile = a.sensitivity.fragile
        if fragile:
            bare = sum(1 for fact in fragile if not fact.evidence)
            yield w.say("sheet.fine.fragile", count=len(fragile), bare=bare)
        yield w.say(
            "sheet.fine.base",
            name=name,
            answered=a.certainty.answered,
            total=a.certainty.gates,
            model=w.of(a.model.name),
            version=a.model.version,
        )


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 2)
