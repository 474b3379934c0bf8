"""The first screen: six answers, each with a figure, a conclusion and what stands behind it.

A firm result says what to do. A provisional one says first what is not known, then what is certain all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lmmm_report.domain.assessment import Aim, Assessment, Finding, Outcome, StageResult
from lmmm_report.domain.measure import Effort, Total
from lmmm_report.domain.plan import FirstKind
from lmmm_report.report.pictures.ground import in_order
from lmmm_report.report.pictures.spans import Span, spans_of
from lmmm_report.report.views.ahead import AheadView, first_words, nothing_left, role_in
from lmmm_report.report.words.cells import cell_pair
from lmmm_report.report.words.wording import Wording

NAMED = 3
"""Gates that an answer names."""
ASKED = 5
"""Questions that come first."""


class Figure(NamedTuple):
    """The large figure of an answer: one number, or two with a sign between them."""

    parts: tuple[str, ...]
    joint: str
    unit: str
    tone: str
    """``held``, ``todo`` or ``unknown``: its meaning."""


class SpanRow(NamedTuple):
    """A range of person-days as a bar with both ends."""

    name: str
    low: str
    high: str
    said: str
    span: Span


class Answer(NamedTuple):
    """One of the six answers."""

    id: str
    question: str
    figure: Figure
    headline: str
    rungs: tuple[str, ...]
    """Outcomes of the gates that it is about."""
    text: str
    link: tuple[str, str]
    """Place and words of what to follow; empty where there is nothing."""
    spans: tuple[SpanRow, ...]


class Glance(NamedTuple):
    """All answers in their order, and the figures of the four that a phone shows first."""

    answers: tuple[Answer, ...]
    figures: tuple[Figure, ...]
    said: str
    """The four figures in words, for those who do not see them."""


def glance_of(a: Assessment, w: Wording, ahead: AheadView, *, position: str, earlier: bool) -> Glance:
    """The answers for one assessment. ``earlier``: whether earlier positions are known."""
    made = _Glance(a, w, ahead, position, earlier)
    ids = ("where", "missing", "cost", "decide", "first", "certainty")
    first = ("where", "missing", "cost", "certainty")
    if not a.firm:
        ids = ("where", "certainty", "missing", "first", "cost", "decide")
        first = ("where", "certainty", "missing", "cost")
    answers = {one.id: one for one in (getattr(made, name)() for name in ids)}
    return Glance(
        answers=tuple(answers.values()),
        figures=tuple(answers[name].figure for name in first),
        said=" ".join(answers[name].headline for name in first),
    )


def decided_by(a: Assessment) -> tuple[Finding, ...]:
    """The gates without an answer of which depends where the company stands."""
    stages = [stage for axis in a.axes for stage in axis.stages[axis.proven : axis.possible]]
    return tuple(f for stage in stages for f in stage.gates if f.outcome is Outcome.UNKNOWN)


def effort_words(effort: Effort | Total, w: Wording) -> str:
    """Both ends of a range of person-days."""
    if effort.low == effort.high:
        return w.say("plan.days", count=effort.low)
    return w.say("glance.days", low=effort.low, high=effort.high)


class _Glance:
    def __init__(self, a: Assessment, w: Wording, ahead: AheadView, position: str, earlier: bool) -> None:
        self.a = a
        self.w = w
        self.ahead = ahead
        self.position = position
        self.history = earlier
        self.kind = "firm" if a.firm else "open"

    def answer(
        self,
        name: str,
        figure: Figure,
        headline: str,
        text: str = "",
        *,
        rungs: Iterable[Finding] = (),
        link: tuple[str, str] = ("", ""),
        spans: tuple[SpanRow, ...] = (),
    ) -> Answer:
        return Answer(
            id=name,
            question=self.w.say(f"glance.ask.{name}.{self.kind}"),
            figure=figure,
            headline=headline,
            rungs=tuple(f.outcome.value for f in in_order(rungs)),
            text=text,
            link=link,
            spans=spans,
        )

    def where(self) -> Answer:
        a, w = self.a, self.w
        low, high = a.cell.stages, a.highest.stages
        parts = tuple(str(one) if one == most else f"{one}–{most}" for one, most in zip(low, high, strict=True))
        figure = Figure(parts, "|", w.say("glance.of", count=len(a.axes[0].stages)), "held")
        link = ("history", w.say("glance.how")) if self.history else ("", "")
        pairs = [cell_pair(cell, a.model, w) for cell in (low, high)]
        if not a.firm:
            headline = w.say("glance.where.range", low=pairs[0], high=pairs[1])
            return self.answer("where", figure, headline, w.say("glance.where.range.text"), link=link)
        if low[0] == low[1]:
            headline = w.say("glance.where.same", number=low[0], count=len(a.axes[0].stages))
        else:
            x, y = (w.of(axis.axis.name) for axis in a.axes)
            headline = w.say("glance.where.apart", x=x, y=y, i=low[0], j=low[1])
        return self.answer("where", figure, headline, f"{pairs[0]}. {self.position}", link=link)

    def missing(self) -> Answer:
        a, w = self.a, self.w
        if not a.firm:
            return self.certain()
        if a.gap.aim is Aim.HOLD:
            return self.ahead_of_all()
        if not a.gap.steps:
            figure = Figure(("0",), "", w.say("glance.missing.unit", count=0), "held")
            return self.answer("missing", figure, w.say("answer.holding.nothing"), w.say(nothing_left(a)))
        step = a.gap.steps[0]
        gates = step.open
        headline = self.to_stage(gates, w.of(step.stage.name))
        figure = Figure((w.number(len(gates)),), "", self.unit(gates, len(gates)), "todo")
        link = ("gap", self.more(len(gates) - NAMED))
        return self.answer("missing", figure, headline, self.named(gates), rungs=gates, link=link)

    def certain(self) -> Answer:
        """What is not met whatever the open answers are."""
        w = self.w
        gates = [f for f in _gates(self.a) if f.outcome is Outcome.NOT_MET]
        figure = Figure((w.number(len(gates)),), "", w.say("rung.not_met"), "todo")
        headline = w.say("glance.missing.certain" if gates else "glance.missing.none", count=len(gates))
        link = ("gap", self.more(len(gates) - NAMED))
        return self.answer("missing", figure, headline, self.named(gates), link=link)

    def ahead_of_all(self) -> Answer:
        """Where the question is whether to go on: what the next stage of each axis would take."""
        a, w = self.a, self.w
        stages = [axis.stages[axis.proven] for axis in a.axes if axis.proven < len(axis.stages)]
        missing = [[f for f in s.gates if f.outcome in (Outcome.NOT_MET, Outcome.UNKNOWN)] for s in stages]
        said = [self.to_stage(gates, w.of(stage.stage.name)) for stage, gates in zip(stages, missing, strict=True)]
        counts = tuple(w.number(len(gates)) for gates in missing)
        figure = Figure(counts, "|", self.unit([gate for gates in missing for gate in gates], 2), "held")
        return self.answer("missing", figure, " ".join(said), w.say(nothing_left(a)), link=("gap", w.say("part.gap")))

    def to_stage(self, gates: Sequence[Finding], stage: str) -> str:
        """How many conditions a stage takes, and how many of them nobody knows: these are not missing for certain."""
        unknown = sum(1 for gate in gates if gate.outcome is Outcome.UNKNOWN)
        if unknown == len(gates):
            return self.w.say("glance.missing.next.all_open", count=unknown, stage=stage)
        said = self.w.say("glance.missing.next", count=len(gates), stage=stage)
        return f"{said} {self.w.say('glance.missing.unknown', count=unknown)}" if unknown else said

    def unit(self, gates: Iterable[Finding], count: int) -> str:
        """What the figure counts."""
        known = all(gate.outcome is not Outcome.UNKNOWN for gate in gates)
        return self.w.say("glance.missing.unit" if known else "glance.missing.unit.open", count=count)

    def named(self, gates: Iterable[Finding]) -> str:
        """The first gates by their short names, those first that are known to be missing."""
        first = sorted(gates, key=lambda gate: gate.outcome is Outcome.UNKNOWN)[:NAMED]
        return " · ".join(self.w.of(gate.criterion.short) for gate in first)

    def more(self, count: int) -> str:
        return self.w.say("glance.more", count=count) if count > 0 else ""

    def cost(self) -> Answer:
        a, w = self.a, self.w
        unit = w.say("plan.days.head")
        if not a.plan.measures:
            figure = Figure(("0",), "", unit, "held")
            text = self.ahead.outlook or w.say("glance.cost.none.text")
            return self.answer("cost", figure, w.say("glance.cost.none"), text)
        whole, best = a.plan.effort, a.plan.effort_if_confirmed
        if not a.firm and best != whole:
            low, high = w.number(best.low), w.number(whole.high)
            rows = self.rows(("glance.cost.yes", best), ("glance.cost.no", whole))
            headline = w.say("glance.cost.open", low=low, high=high)
            return self.answer("cost", Figure(("?",), "", unit, "unknown"), headline, spans=rows)
        step = next(s for s in a.plan.steps if s.measures)
        figure = Figure((w.number(step.effort.expected),), "", unit, "todo")
        headline = w.say("glance.cost.step", days=effort_words(step.effort, w))
        rows = self.rows(("glance.cost.this", step.effort), ("glance.cost.whole", whole))
        if len(a.plan.steps) == 1:
            headline, rows = w.say("glance.cost.all", days=effort_words(whole, w)), rows[1:]
        return self.answer("cost", figure, headline, spans=rows)

    def rows(self, *efforts: tuple[str, Total]) -> tuple[SpanRow, ...]:
        w = self.w
        spans = spans_of([(e.low, e.expected, e.high) for _, e in efforts])
        return tuple(
            SpanRow(
                name=w.say(key),
                low=w.number(e.low),
                high=w.number(e.high),
                said=w.say("glance.cost.said", low=e.low, high=e.high, likely=e.expected),
                span=span,
            )
            for (key, e), span in zip(efforts, spans, strict=True)
        )

    def decide(self) -> Answer:
        a, w = self.a, self.w
        target, by = a.gap.target, a.profile.target.by
        pair = cell_pair(target, a.model, w)
        if a.gap.stated:
            unit = w.say("glance.decide.by", month=f"{by:%m/%Y}") if by else w.say("target.label")
        else:
            unit = w.say("glance.decide.assumed")
        figure = Figure(tuple(map(str, target)), "|", unit, "todo" if a.gap.steps else "held")
        link = ("path", w.say("glance.decide.plan"))
        if a.gap.barriers:
            link = ("path", w.say("plan.barriers"))
        if a.gap.aim is Aim.HOLD:
            text = w.say("glance.decide.hold.text")
            return self.answer("decide", figure, w.say("glance.decide.hold"), text, link=("path", w.say("plan.hold")))
        if not a.gap.steps:
            blocked = nothing_left(a) == "path.blocked"
            headline = w.say("glance.decide.blocked" if blocked else "glance.decide.none")
            text = w.say("path.blocked" if blocked else "answer.next.none.text")
            return self.answer("decide", figure, headline, text, link=link if blocked else ("", ""))
        if not a.gap.stated:
            text = w.say("glance.decide.default", target=pair)
            return self.answer("decide", figure, w.say("glance.decide.which"), text, link=link)
        headline = w.say("glance.decide.go", target=pair)
        return self.answer("decide", figure, headline, self.when(), link=link)

    def when(self) -> str:
        """By when the target is wanted, and when the plan would reach it."""
        a, w = self.a, self.w
        by, schedule = a.profile.target.by, a.plan.schedule
        wanted = w.say("glance.decide.wanted", date=w.date(by)) if by else ""
        ends = w.say("glance.decide.ends", date=w.date(schedule.end)) if schedule else ""
        return " ".join(filter(None, (wanted, ends))) or w.say("target.stated")

    def first(self) -> Answer:
        a, w = self.a, self.w
        deciding = [q for q in a.questions if q.narrowing]
        if not a.firm and deciding:
            count = min(len(deciding), ASKED)
            figure = Figure((w.number(count),), "", w.say("glance.first.unit", count=count), "unknown")
            text = w.say("glance.first.text", value=w.number(deciding[0].narrowing, 2))
            link = ("questions", w.say("glance.first.link"))
            return self.answer("first", figure, w.say("glance.first.ask", count=count), text, link=link)
        words = first_words(a, w)
        if words is not None:
            asks = a.plan.first.kind is FirstKind.QUESTION
            count = len(a.plan.questions if asks else a.plan.upkeep)
            unit = w.say("glance.first.unit" if asks else "glance.first.due", count=count)
            figure = Figure((w.number(count),), "", unit, "unknown" if asks else "todo")
            return self.answer("first", figure, *words, link=("path", w.say("glance.decide.plan")))
        every = {m.measure.id: m for m in (*a.plan.relief, *a.plan.measures)}
        planned = every.get(a.plan.first.measure) or next(iter(a.plan.measures), None)
        if planned is None:
            figure = Figure(("0",), "", w.say("plan.days.head"), "held")
            return self.answer("first", figure, w.say("answer.next.none"))
        about = [role_in(planned.owner, a, w), effort_words(planned.effort, w)]
        if planned.slot:
            about.append(w.say("glance.first.from", date=w.date(planned.slot.first_day)))
        figure = Figure((w.number(planned.effort.likely),), "", w.say("plan.days.head"), "todo")
        title = w.of(planned.measure.title)
        link = ("next", w.say("glance.first.next"))
        return self.answer("first", figure, title, " · ".join(about), link=link)

    def certainty(self) -> Answer:
        a, w = self.a, self.w
        certainty = a.certainty
        unknown = certainty.gates - certainty.answered
        clash = w.say("answer.certainty.contradictions", count=a.clashes) if a.clashes else ""
        link = ("contradictions", clash) if clash else ("proof", w.say("glance.proof"))
        if not a.firm:
            figure = Figure((w.number(unknown),), "", w.say("rung.unknown"), "unknown")
            headline = w.say("glance.certainty.open", count=unknown, total=certainty.gates)
            text = w.say("glance.certainty.decide", count=len(decided_by(a)))
            return self.answer("certainty", figure, headline, text, rungs=_gates(a), link=link)
        figure = Figure((str(certainty.answered), str(certainty.gates)), "/", w.say("glance.certainty.unit"), "held")
        key = "glance.certainty.rest" if unknown else "glance.certainty.all"
        return self.answer("certainty", figure, w.say(key, count=certainty.gates), self.proven(), link=link)

    def proven(self) -> str:
        """How many of the met gates have evidence."""
        met = [f for f in _gates(self.a) if f.outcome is Outcome.MET]
        if not met:
            return self.w.say("glance.certainty.none_met")
        shown = sum(any(fact.evidence for fact in f.facts) for f in met)
        return self.w.say("glance.certainty.evidence", count=shown, met=len(met))


def _gates(a: Assessment) -> list[Finding]:
    stages: list[StageResult] = [stage for axis in a.axes for stage in axis.stages[1:]]
    return [f for stage in stages for f in stage.gates if f.outcome is not Outcome.NOT_APPLICABLE]
