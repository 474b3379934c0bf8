"""The first screen: six answers, each with a figure, a conclusion and what stands behind it.

A firm result says what to do. A provisional one says first what is not known, then what is certain all the same.
Each answer says by ``claims`` what it asserts of the company, in the form of the model's sentences.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lmmm_report.domain.assessment import Aim, Assessment, Finding, Outcome, Question, StageResult
from lmmm_report.domain.measure import Effort, Total
from lmmm_report.domain.model import Stage
from lmmm_report.domain.plan import FirstKind
from lmmm_report.report.pictures.ground import in_order
from lmmm_report.report.pictures.spans import Span, spans_of
from lmmm_report.report.views.ahead import (
    AheadView,
    blocked_words,
    first_words,
    is_blocked,
    may_open,
    nothing_left,
    role_in,
    short_words,
)
from lmmm_report.report.views.answers import first_claimed, missing_claimed, sides_claimed, voice_claimed, voice_words
from lmmm_report.report.words.cells import amount_words, cell_pair, half_stages, stage_numbers, toward
from lmmm_report.report.words.claims import CLAIMS
from lmmm_report.report.words.wording import Claiming, Wording

NAMED = 3
"""Gates that an answer names."""
ASKED = 5
"""Questions that come first."""
OPEN = (Outcome.NOT_MET, Outcome.UNKNOWN)
START = (1, 1)
"""Where everybody starts: nothing that was reached."""


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
    claims: tuple[str, ...]


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


def gates_of(a: Assessment) -> tuple[Finding, ...]:
    """The gates that apply, of all stages."""
    gates = (f for axis in a.axes for stage in axis.stages[1:] for f in stage.gates)
    return tuple(f for f in gates if f.outcome is not Outcome.NOT_APPLICABLE)


def open_to_target(a: Assessment) -> tuple[Finding, ...]:
    """The gates up to the target that are not met or unknown, also those to which no step leads."""
    stages = [s for axis, number in zip(a.axes, a.gap.target, strict=True) for s in axis.stages[axis.proven : number]]
    return tuple(f for stage in stages for f in stage.gates if f.outcome in OPEN)


def open_above(a: Assessment) -> tuple[tuple[str, StageResult, tuple[Finding, ...]], ...]:
    """Of each axis that has one its id and the next stage, with those of its gates that are not met or unknown."""
    stages = [(axis.axis.id, axis.stages[axis.proven]) for axis in a.axes if axis.proven < len(axis.stages)]
    return tuple((axis, stage, tuple(f for f in stage.gates if f.outcome in OPEN)) for axis, stage in stages)


def deciding_questions(a: Assessment) -> tuple[Question, ...]:
    """The questions on whose answers the cell depends; where none does, all that narrow the result."""
    gates = {finding.criterion.id for finding in decided_by(a)}
    narrowing = tuple(question for question in a.questions if question.narrowing)
    deciding = tuple(q for q in narrowing if any(f.criterion.id in gates for f in q.findings))
    return deciding or narrowing


def asked_first(a: Assessment, w: Wording) -> tuple[Question, ...]:
    """The questions that narrow the result most; one that asks nothing new is left out."""
    known: set[str] = set()
    asked = []
    for question in deciding_questions(a):
        asks = {w.of(finding.ask) for finding in question.findings}
        if question.narrowing and asks - known:
            asked.append(question)
        known |= asks
    return tuple(asked)[:ASKED]


def effort_words(effort: Effort | Total, w: Wording) -> str:
    """Both ends of a range of person-days."""
    if effort.low == effort.high:
        return w.say("plan.days", count=effort.low)
    return w.say("glance.days", low=effort.low, high=effort.high)


def ids_and(cell: tuple[int, int], a: Assessment) -> dict[str, object]:
    """A cell as claims name it: both axes by their ids, and their stages."""
    x, y = a.axes
    return {"x": x.axis.id, "y": y.axis.id, "i": cell[0], "j": cell[1]}


def to_stage(gates: Sequence[Finding], stage: Stage, axis: str, w: Wording) -> str:
    """How many conditions a stage takes, and how many of them nobody knows: these are not missing for certain."""
    unknown = sum(gate.outcome is Outcome.UNKNOWN for gate in gates)
    place = {"stage": w.of(stage.name), "axis": axis, "number": stage.number}
    if unknown and unknown == len(gates):
        return w.say("glance.missing.next.all_open", count=unknown, **place)
    said = w.say("glance.missing.next", count=len(gates), **place)
    return f"{said} {w.say('glance.missing.unknown', count=unknown, **place)}" if unknown else said


class _Glance:
    def __init__(self, a: Assessment, w: Wording, ahead: AheadView, position: str, earlier: bool) -> None:
        self.a = a
        self.w = Claiming(w, CLAIMS)
        self.ahead = ahead
        self.position = position
        self.history = earlier
        self.kind = "firm" if a.firm else "open"
        self.to = "target" if a.gap.stated else ""
        """What is asked for where something is missing: a target only where one is named."""

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
        ask: str = "",
    ) -> Answer:
        return Answer(
            id=name,
            question=self.w.say(f"glance.ask.{name}.{ask or self.kind}"),
            figure=figure,
            headline=headline,
            rungs=tuple(f.outcome.value for f in in_order(rungs)),
            text=text,
            link=link,
            spans=spans,
            claims=self.w.claimed(),
        )

    def where(self) -> Answer:
        a, w = self.a, self.w
        low, high = a.cell.stages, a.highest.stages
        of, tone = w.say("glance.of", count=len(a.axes[0].stages)), "held" if a.firm else "unknown"
        figure = Figure(stage_numbers(low, high), "|", of, tone)
        link = ("history", w.say("glance.how")) if self.history else ("", "")
        pairs = [cell_pair(cell, a.model, w) for cell in (low, high)]
        place = ids_and(low, a)
        if not a.certainty.answered and not a.firm:
            text = w.say("glance.where.untold.text")
            return self.answer("where", figure, w.say("answer.where.untold"), text, link=link)
        if not a.firm:
            headline = w.say("glance.where.range", low=pairs[0], high=pairs[1], **place, k=high[0], l=high[1])
            text = w.say("glance.where.range.start" if low == START else "glance.where.range.text", **place)
            return self.answer("where", figure, headline, text, link=link)
        if low[0] == low[1]:
            headline = w.say(
                "glance.where.same", number=low[0], count=len(a.axes[0].stages), x=place["x"], y=place["y"]
            )
        else:
            x, y = (w.of(axis.axis.name) for axis in a.axes)
            ids = {"first": place["x"], "second": place["y"]}
            headline = w.say("glance.where.apart", x=x, y=y, i=low[0], j=low[1], **ids)
        text = held_words(a, w) or f"{pairs[0]}. {self.position}"
        w.claim(*sides_claimed(a))
        return self.answer("where", figure, headline, text, link=link)

    def missing(self) -> Answer:
        a, w = self.a, self.w
        if not a.firm:
            return self.certain()
        if a.gap.aim is Aim.HOLD:
            return self.ahead_of_all()
        if a.gap.steps:
            step = a.gap.steps[0]
            return self.counted(step.open, to_stage(step.open, step.stage, step.axis.id, w))
        gates = open_to_target(a)
        if is_blocked(a):
            return self.counted(gates, f"{gap_words(gates, a, w)} {blocked_words(a, w)}", ask=self.to)
        top = a.gap.aim is Aim.KEEP
        figure = Figure(("0",), "", self.unit((), 0), "held")
        beyond = [gate for *_, following in open_above(a) for gate in following]
        if top or not beyond:
            said = w.say("gap.top" if top else "glance.missing.reached")
            return self.answer("missing", figure, said, ask="target" if not top else "all")
        unknown = any(gate.outcome is Outcome.UNKNOWN for gate in beyond)
        text = w.say(f"glance.missing.beyond{'.unknown' if unknown else ''}", count=len(beyond))
        link = ("gap", w.say("glance.missing.link"))
        return self.answer("missing", figure, w.say("glance.missing.reached"), text, ask="target", link=link)

    def counted(self, gates: Sequence[Finding], headline: str, ask: str = "") -> Answer:
        """How many gates, and the first of them by name."""
        figure = Figure((self.w.number(len(gates)),), "", self.unit(gates, len(gates)), "todo")
        link = ("gap", self.more(len(gates) - NAMED))
        return self.answer("missing", figure, headline, self.named(gates), rungs=gates, link=link, ask=ask)

    def certain(self) -> Answer:
        """What is not met whatever the open answers are, the nearest first."""
        w = self.w
        gates = sorted((f for f in gates_of(self.a) if f.outcome is Outcome.NOT_MET), key=lambda f: f.criterion.stage)
        unit = w.say("glance.missing.unit.certain")
        figure = Figure((w.number(len(gates)),), "", unit, "todo" if gates else "unknown")
        headline = w.say("glance.missing.certain" if gates else "glance.missing.none", count=len(gates))
        link = ("gap", self.more(len(gates) - NAMED))
        return self.answer("missing", figure, headline, self.named(gates), link=link)

    def ahead_of_all(self) -> Answer:
        """Where the question is whether to go on: what the next stage of each axis would take."""
        a, w = self.a, self.w
        found = open_above(a)
        figure = Figure(
            tuple(w.number(len(gates)) for *_, gates in found),
            "|",
            self.unit([gate for *_, gates in found for gate in gates], 2),
            "held",
        )
        return self.answer("missing", figure, above_words(a, w), link=("gap", w.say("glance.missing.link")))

    def unit(self, gates: Iterable[Finding], count: int) -> str:
        """What the figure counts; every gate in it is claimed to be what the word says."""
        found = tuple(gates)
        known = all(gate.outcome is not Outcome.UNKNOWN for gate in found)
        ids = [gate.criterion.id for gate in found]
        self.w.claim(*(f"not {one}" if known else f"not {one} or open {one}" for one in ids))
        return self.w.say("glance.missing.unit" if known else "glance.missing.unit.open", count=count)

    def named(self, gates: Iterable[Finding]) -> str:
        """The first gates by their short names, those first that are known to be missing."""
        first = sorted(gates, key=lambda gate: gate.outcome is Outcome.UNKNOWN)[:NAMED]
        return " · ".join(self.w.of(gate.criterion.short) for gate in first)

    def more(self, count: int) -> str:
        return self.w.say("glance.more", count=count) if count > 0 else ""

    def cost(self) -> Answer:
        a, w = self.a, self.w
        unit = w.say("plan.days.unit")
        if not a.plan.measures:
            return self.unplanned(unit)
        whole, best = a.plan.effort, a.plan.effort_if_confirmed
        end = self.end()
        if not a.firm and best != whole:
            rows = self.rows(("glance.cost.yes", best), ("glance.cost.no", whole))
            headline = w.say("glance.cost.open", low=best.low, high=whole.high, end=end)
            return self.answer("cost", Figure(("?",), "", unit, "unknown"), headline, spans=rows)
        step = next(s for s in a.plan.steps if s.measures)
        text = ""
        if best != whole and a.firm:
            text = w.say("glance.cost.less", low=best.low, high=best.high, days=effort_words(best, w), end=end)
        one = len(a.plan.steps) == 1
        shown = whole if one else step.effort
        figure = Figure((w.number(shown.expected),), "", unit, "todo")
        values = {"days": effort_words(shown, w), "low": shown.low, "high": shown.high, "end": end}
        headline = w.say("glance.cost.all" if one else "glance.cost.step", **values)
        every = f"glance.cost.whole{toward(a.gap)}" if a.plan.reached else "glance.cost.plan"
        rows = self.rows(("glance.cost.this", step.effort), (every, whole))
        return self.answer("cost", figure, headline, text, spans=rows[1:] if one else rows)

    def end(self) -> str:
        """How far the plan leads, by the rules."""
        a = self.a
        if a.plan.reached:
            return self.w.say(f"glance.cost.to.target{toward(a.gap)}")
        return self.w.say(
            "glance.cost.to.cell", cell=cell_pair(a.plan.cell, a.model, self.w), **ids_and(a.plan.cell, a)
        )

    def unplanned(self, unit: str) -> Answer:
        """Why no measure is planned on the way; nothing is for free where something is missing or worth doing."""
        a, w = self.a, self.w
        relief, outlook = a.plan.relief_effort, a.plan.outlook
        if a.plan.relief:
            figure = Figure((w.number(relief.expected),), "", unit, "todo")
            values = {"days": effort_words(relief, w), "low": relief.low, "high": relief.high}
            return self.answer("cost", figure, w.say("glance.cost.relief", **values), self.on_the_way())
        if open_to_target(a):
            return self.answer("cost", Figure(("?",), "", unit, "unknown"), w.say("glance.cost.unplanned"))
        key = {Aim.HOLD: "glance.cost.stay", Aim.KEEP: "glance.cost.top"}.get(a.gap.aim, "glance.cost.none")
        if self.ahead.outlook and outlook is not None:
            effort = outlook.effort
            w.claim(f"outlook low == {effort.low}", f"outlook high == {effort.high}")
        return self.answer("cost", Figure(("0",), "", unit, "held"), w.say(key), self.ahead.outlook)

    def on_the_way(self) -> str:
        return "" if open_to_target(self.a) else self.w.say("glance.cost.relief.text")

    def rows(self, *efforts: tuple[str, Total]) -> tuple[SpanRow, ...]:
        w = self.w
        spans = spans_of([(e.low, e.expected, e.high) for _, e in efforts])
        return tuple(
            SpanRow(
                name=w.say(key, low=e.low, high=e.high, likely=e.expected),
                low=w.number(e.low),
                high=w.number(e.high),
                said=w.say("glance.cost.said", low=e.low, high=e.high, likely=e.expected)
                if e.low != e.high
                else w.say("plan.days", count=e.low),
                span=span,
            )
            for (key, e), span in zip(efforts, spans, strict=True)
        )

    def decide(self) -> Answer:
        a, w = self.a, self.w
        target, by = a.gap.target, a.profile.target.by
        pair, place = cell_pair(target, a.model, w), ids_and(target, a)
        needed = bool(open_to_target(a))
        if a.gap.stated:
            unit = w.say("glance.decide.by", month=f"{by:%m/%Y}", day=by.isoformat()) if by else w.say("target.label")
        else:
            unit = w.say("glance.decide.assumed" if needed else "glance.decide.today")
        figure = Figure(tuple(map(str, target)), "|", unit, "todo" if needed else "held")
        link = ("path", w.say("plan.barriers" if a.gap.barriers else "glance.decide.plan"))
        if a.gap.aim is Aim.HOLD:
            text = w.say("glance.decide.hold.text")
            return self.answer("decide", figure, w.say("glance.decide.hold"), text, link=("path", w.say("plan.hold")))
        if not needed:
            headline = w.say("glance.decide.none" if a.gap.stated else "glance.decide.top")
            return self.answer("decide", figure, headline, w.say("glance.decide.again"))
        if is_blocked(a) and not a.gap.steps:
            key = "glance.decide.asked" if may_open(a) else "glance.decide.blocked"
            return self.answer("decide", figure, w.say(key), w.say(nothing_left(a)), link=link)
        if not a.gap.stated:
            key = "glance.decide.default" if a.firm else "glance.decide.default.open"
            text = " ".join(filter(None, (w.say(key, target=pair, **place), short_words(a, w))))
            return self.answer("decide", figure, w.say("glance.decide.which"), text, link=link)
        if short := short_words(a, w):
            end = ids_and(a.plan.cell, a)
            headline = w.say("glance.decide.go.short", cell=cell_pair(a.plan.cell, a.model, w), **end)
            return self.answer("decide", figure, headline, " ".join(filter(None, (self.ends(), short))), link=link)
        headline = w.say("glance.decide.go", target=pair, **place)
        return self.answer("decide", figure, headline, self.when(), link=link)

    def when(self) -> str:
        """By when the target is wanted, and when the plan would end."""
        a, w = self.a, self.w
        by = a.profile.target.by
        wanted = w.say("glance.decide.wanted", date=w.date(by), day=by.isoformat()) if by else ""
        return " ".join(filter(None, (wanted, self.ends()))) or w.say("target.stated")

    def ends(self) -> str:
        """When the plan would end; empty without dates."""
        schedule = self.a.plan.schedule
        if schedule is None:
            return ""
        return self.w.say("glance.decide.ends", date=self.w.date(schedule.end), day=schedule.end.isoformat())

    def first(self) -> Answer:
        a, w = self.a, self.w
        deciding = asked_first(a, w)
        if not a.firm and deciding:
            count = len(deciding)
            figure = Figure((w.number(count),), "", w.say("glance.first.unit", count=count), "unknown")
            most = deciding[0].narrowing
            key = "glance.first.text" if half_stages(most) else "glance.first.text.little"
            text = w.say(key, stages=amount_words(most, w), halves=half_stages(most))
            link = ("questions", w.say("glance.first.link"))
            return self.answer("first", figure, w.say("glance.first.ask", count=count), text, link=link)
        words = first_words(a, w)
        if words is not None:
            w.claim(*first_claimed(a))
            return self.answer("first", self.before(), *words, link=("path", w.say("glance.decide.plan")))
        every = {m.measure.id: m for m in (*a.plan.relief, *a.plan.measures)}
        planned = every.get(a.plan.first.measure) or next(iter(a.plan.measures), None)
        if planned is None:
            unit = w.say("plan.days.unit")
            figure = Figure(("0",), "", unit, "held")
            if open_to_target(a):
                return self.answer("first", Figure(("?",), "", unit, "unknown"), w.say("glance.first.stuck"))
            key = "glance.first.stay" if a.highest.stages == START else "glance.first.keep"
            return self.answer("first", figure, w.say(key, **ids_and(a.cell.stages, a)))
        about = [role_in(planned.owner, a, w), effort_words(planned.effort, w)]
        if planned.slot:
            about.append(w.say("glance.first.from", date=w.date(planned.slot.first_day)))
        figure = Figure((w.number(planned.effort.expected),), "", w.say("plan.days.unit"), "todo")
        if planned.measure.satisfies:
            w.claim(missing_claimed(planned))
        title = w.of(planned.measure.title)
        link = ("next", w.say("glance.first.next"))
        return self.answer("first", figure, title, " · ".join(about), link=link)

    def before(self) -> Figure:
        """What comes before measures, counted: questions, or occasions."""
        a, w = self.a, self.w
        if a.plan.first.kind is FirstKind.QUESTION:
            count = sum(question.opens for question in a.plan.questions) or len(a.plan.questions)
            return Figure((w.number(count),), "", w.say("glance.first.unit", count=count), "unknown")
        past = sum(one.due < a.profile.date for one in a.plan.upkeep)
        key, count = ("glance.first.overdue", past) if past else ("glance.first.due", len(a.plan.upkeep))
        return Figure((w.number(count),), "", w.say(key, count=count), "todo")

    def certainty(self) -> Answer:
        a, w = self.a, self.w
        certainty = a.certainty
        unknown = certainty.gates - certainty.answered
        clash = w.say("answer.certainty.contradictions", count=a.clashes) if a.clashes else ""
        link = ("contradictions", clash) if clash else ("proof", w.say("glance.proof"))
        if not a.firm:
            figure = Figure((w.number(unknown),), "", w.say("rung.unknown"), "unknown")
            key = "glance.certainty.open" if certainty.answered else "glance.certainty.untold"
            headline = w.say(key, count=unknown, total=certainty.gates)
            deciding = len(decided_by(a))
            text = w.say(f"glance.certainty.decide{'.all' if deciding == unknown else ''}", count=deciding)
            text = " ".join(filter(None, (text, self.voice())))
            return self.answer("certainty", figure, headline, text, rungs=gates_of(a), link=link)
        figure = Figure((str(certainty.answered), str(certainty.gates)), "/", w.say("glance.certainty.unit"), "held")
        key = "glance.certainty.rest" if unknown else "glance.certainty.all"
        text = " ".join(filter(None, (self.proven(), self.voice())))
        return self.answer("certainty", figure, w.say(key, count=certainty.gates), text, link=link)

    def voice(self) -> str:
        """That one person has said it all; empty where it is not so."""
        voice = self.a.certainty.voice
        if voice is None:
            return ""
        self.w.claim(*voice_claimed(self.a))
        return voice_words(voice, self.w)

    def proven(self) -> str:
        """How many of the met gates have evidence."""
        gates = gates_of(self.a)
        met = [f for f in gates if f.outcome is Outcome.MET]
        if not met:
            known = all(f.outcome is Outcome.NOT_MET for f in gates)
            return self.w.say("glance.certainty.none_met" if known else "glance.certainty.none_known")
        shown = sum(any(fact.evidence for fact in f.facts) for f in met)
        if shown in (0, len(met)):
            return self.w.say(f"glance.certainty.evidence.{'all' if shown else 'none'}", count=len(met))
        return self.w.say("glance.certainty.evidence", count=shown, met=len(met))


def held_words(a: Assessment, w: Wording) -> str:
    """That a higher stage holds but for a condition or two below it; empty where that is not so."""
    return " ".join(
        w.say("glance.where.held", count=len(held.missing), stage=w.of(held.stage.name), axis=axis.axis.id)
        for axis in a.axes
        if (held := axis.held_back) is not None
    )


def above_words(a: Assessment, w: Wording) -> str:
    """What the next stage of each axis would take."""
    return " ".join(to_stage(gates, result.stage, axis, w) for axis, result, gates in open_above(a))


def gap_words(gates: Sequence[Finding], a: Assessment, w: Wording) -> str:
    """How many conditions are missing, or not known, up to the target; at least one."""
    unknown = sum(f.outcome is Outcome.UNKNOWN for f in gates)
    if unknown:
        if unknown == len(gates):
            return w.say(f"gap.unknown{toward(a.gap)}", count=unknown)
        also = w.say("gap.also", count=unknown)
        missing = len(gates) - unknown
        return w.say(f"gap.open{toward(a.gap)}", count=missing, also=also, all=len(gates), unknown=unknown)
    by_axis = [(axis.axis, sum(f.criterion.axis == axis.axis.id for f in gates)) for axis in a.axes]
    found = [(axis, number) for axis, number in by_axis if number]
    if len(found) == 1:
        axis, number = found[0]
        return w.say(f"gap.one_axis{toward(a.gap)}", count=number, name=w.of(axis.name), axis=axis.id)
    parts = [w.say("gap.part", count=number, name=w.of(axis.name), axis=axis.id) for axis, number in found]
    return w.say(f"gap.missing{toward(a.gap)}", count=len(gates), parts=w.listed(parts))
