"""What is to be decided now, as boxes to tick: which they are follows from the result, as does all that they say."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from lmmm_report.domain.assessment import Aim, Assessment, Outcome, Step
from lmmm_report.domain.measure import Effort, Total
from lmmm_report.domain.model import Caution
from lmmm_report.domain.plan import PlanStep, Punctuality
from lmmm_report.domain.totals import total_of
from lmmm_report.report.views.ahead import AheadView, is_blocked, may_open, role_in, short_words
from lmmm_report.report.views.answers import missing_claimed, sides_claimed
from lmmm_report.report.views.glance import START, asked_first, decided_by, gates_of, held_words, ids_and
from lmmm_report.report.words.cells import cell_pair, position_words
from lmmm_report.report.words.claims import CLAIMS
from lmmm_report.report.words.plans import late_words
from lmmm_report.report.words.wording import Claiming, Wording

BOXES = 3
"""Boxes that stand side by side."""


class Situation(Enum):
    """What kind of decision a result calls for. Closed."""

    ASK = "ask"
    """The result is provisional: asking comes before planning."""
    HOLD = "hold"
    """The question is whether to go on at all."""
    CHOOSE = "choose"
    """It is firm, and nobody has said how far to go."""
    RELEASE = "release"
    """It is firm and the target is stated: what it takes is to be released."""
    BLOCKED = "blocked"
    """The target is stated, and what the company has decided leaves no way to it."""
    KEEP = "keep"
    """It is firm and the target is reached."""


class Box(NamedTuple):
    """One box to tick: what would be decided, its figure, and what it means."""

    id: str
    title: str
    figure: str
    tone: str
    """``is`` for what stays as it is, ``todo`` for what takes effort, ``open`` for what is not known."""
    text: str


class DecisionView(NamedTuple):
    """The decision with its boxes."""

    situation: str
    title: str
    note: str
    boxes: tuple[Box, ...]
    claims: tuple[str, ...]
    """What note and boxes assert of the company, in the form of the model's sentences."""


def situation_of(a: Assessment) -> Situation:
    """Which decision the result calls for."""
    gap = a.gap
    if not a.firm:
        return Situation.ASK
    if gap.aim is Aim.HOLD:
        return Situation.HOLD
    if not gap.steps:
        return Situation.BLOCKED if is_blocked(a) else Situation.KEEP
    return Situation.RELEASE if gap.stated else Situation.CHOOSE


def decision_of(a: Assessment, w: Wording, ahead: AheadView) -> DecisionView:
    """The decision of one assessment in one language. ``ahead``: what stands around its plan."""
    situation = situation_of(a)
    boxes = {
        Situation.ASK: _ask,
        Situation.HOLD: _hold,
        Situation.CHOOSE: _choose,
        Situation.RELEASE: _release,
        Situation.BLOCKED: _blocked,
        Situation.KEEP: _keep,
    }[situation]
    voice = Claiming(w, CLAIMS)
    note = _note(a, voice, situation)
    found = tuple(boxes(_Teller(a, voice, ahead)))[:BOXES]
    title = "decide.ask" if may_open(a) and situation is Situation.BLOCKED else f"decide.{situation.value}"
    if situation is Situation.RELEASE and not a.plan.reached:
        title = "decide.release.short"
    return DecisionView(situation.value, voice.say(title), note, found, voice.claimed())


def _note(a: Assessment, w: Wording, situation: Situation) -> str:
    """What the decision stands on: the target, stated or not."""
    by, key, cell = a.profile.target.by, f"decide.{situation.value}.note", a.gap.target
    if situation is Situation.RELEASE and by:
        key = "decide.release.by"
    if situation is Situation.KEEP and not a.gap.stated:
        key = "decide.keep.top"
    if situation is Situation.BLOCKED and may_open(a):
        key = "decide.asked.note"
    if situation is Situation.CHOOSE:
        cell = a.gap.attainable
    dated = {"date": w.date(by), "day": by.isoformat()} if by else {}
    return w.say(key, cell=cell_pair(cell, a.model, w), **ids_and(cell, a), **dated)


class _Teller:
    """Fills the boxes of one result."""

    def __init__(self, assessment: Assessment, wording: Claiming, ahead: AheadView) -> None:
        self.a = assessment
        self.w = wording
        self.ahead = ahead

    def box(self, key: str, tone: str, figure: str, text: str, title: str = "", /, **values: object) -> Box:
        return Box(key, self.w.say(title or f"decide.{key}", **values), figure, tone, text)

    def cell(self, stages: tuple[int, int]) -> dict[str, object]:
        """A cell in words, and as claims name it."""
        return {"cell": cell_pair(stages, self.a.model, self.w), **ids_and(stages, self.a)}

    def days(self, effort: Effort | Total) -> str:
        """A range of days in short."""
        low, high = effort.low, effort.high
        return self.w.say("decide.day" if low == high else "decide.days", low=low, count=high)

    def likely(self, effort: Total) -> str:
        """The same with what is to be expected, as a sentence."""
        days = self.days(effort)
        return (
            f"{days}." if effort.low == effort.high else self.w.say("decide.likely", days=days, count=effort.expected)
        )

    def expected(self, effort: Total) -> str:
        """What is to be expected of a range that stands beside it."""
        return "" if effort.low == effort.high else self.w.say("decide.expected", count=effort.expected)

    def stage(self, step: Step) -> str:
        return self.w.of(step.stage.name)

    def against(self, cautions: Iterable[Caution]) -> str:
        """What the model says may speak against going there."""
        reasons = [reason for caution in cautions for reason in caution.reasons]
        told = {
            "decide.against": [self.w.of(one.text) for one in reasons if one.holds],
            "decide.against.check": [self.w.of(one.text) for one in reasons if not one.holds],
        }
        return " ".join(self.w.say(key, reasons=" ".join(texts)) for key, texts in told.items() if texts)

    def stays(self, cautions: Iterable[Caution]) -> Box:
        """Going no further; with why that may do, or what it means."""
        a, w = self.a, self.w
        weighed = " ".join(w.of(caution.text) for caution in cautions)
        if not weighed:
            w.claim(*sides_claimed(a))
        text = weighed
        if not weighed:
            position = held_words(a, w) or _position(a, w)
            text = w.say("decide.hold.text", position=position, **self.cell(a.cell.stages))
        title = "decide.stay.start" if a.cell.stages == START else ""
        return self.box("stay", "is", w.say("decide.hold.figure"), text, title)

    def first(self, step: Step) -> Box:
        """The first step only."""
        planned = self.a.plan.steps[0]
        text = _joined(self.measures(len(planned.measures)), self.w.say("decide.first.text"))
        return self.box("first", "todo", self.days(planned.effort), text, stage=self.stage(step))

    def review(self) -> Iterator[Box]:
        """To think again about a decision of the company that stands in the way."""
        pairs = [*zip(self.a.gap.barriers, self.ahead.barriers, strict=True)]
        if self.a.plan.outlook is not None:
            pairs += zip(self.a.plan.outlook.barriers, self.ahead.beyond, strict=True)
        for barrier, shown in pairs:
            if barrier.decision is not None and barrier.decision.state:
                figure = self.w.say(f"said.state.{barrier.decision.state}")
                yield self.box("rethink", "todo", figure, shown.text)
                return

    def beyond(self, cautions: Iterable[Caution] = ()) -> Iterator[Box]:
        """The whole way beyond the target."""
        outlook = self.a.plan.outlook
        if outlook is None or outlook.cell == self.a.gap.attainable:
            return
        axes = [axis.axis.id for axis in self.a.axes]
        entered = [one for one in cautions if outlook.cell[axes.index(one.axis)] >= one.stage]
        text = _joined(self.measures(outlook.measures, 0), self.against(entered))
        yield self.box("beyond", "todo", self.days(outlook.effort), text, **self.cell(outlook.cell))

    def recheck(self) -> Iterator[Box]:
        """To ask again before what shows that something is lived is too old to show it."""
        a, w = self.a, self.w
        if a.plan.upkeep:
            due = a.plan.upkeep[0].due
            key = "decide.upkeep.past" if due < a.profile.date else "decide.upkeep.ahead"
            w.claim(*a.plan.upkeep[0].criteria)
            figure = w.say(key, date=w.date(due), day=due.isoformat())
            yield self.box("upkeep", "todo", figure, self.ahead.upkeep[0].text)
            return
        days = a.model.limits.get("lived_days")
        if days is not None:
            until = a.profile.date + timedelta(days=days)
            figure = w.say("decide.recheck.figure", date=w.date(until))
            yield self.box("recheck", "todo", figure, w.say("decide.recheck.text", count=days))

    def ends(self, day: date) -> str:
        """When the plan ends; and where, if that is not where it should."""
        key = "decide.time.ends" if self.a.plan.reached else "decide.time.ends.short"
        return self.w.say(key, date=self.w.date(day), day=day.isoformat(), **self.cell(self.a.plan.cell))

    def short(self) -> str:
        """That it does not reach the target, where it does not."""
        return short_words(self.a, self.w)

    def measures(self, count: int, steps: int = 1) -> str:
        """How many measures, in how many steps where that is known."""
        counted = self.w.say("plan.measures", count=count)
        if not steps:
            return self.w.say("decide.measures.only", measures=counted)
        return self.w.say("decide.measures", count=steps, measures=counted)

    def conditional(self) -> str:
        """How many measures of the plan hang on open answers."""
        count = sum(bool(planned.if_no) for planned in self.a.plan.measures)
        return self.w.say("decide.if_no", count=count) if count else ""

    def decided(self, *steps: PlanStep) -> str:
        """What the company has decided about one of the measures of these steps: the one text that is its own."""
        measures = {planned.measure.id for step in steps for planned in step.measures}
        for one in self.a.profile.decisions:
            if one.measure in measures and one.state and one.what:
                return self.w.say("decide.decided", state=self.w.say(f"said.state.{one.state}"), what=one.what)
        return ""


def _ask(t: _Teller) -> Iterator[Box]:
    a, w = t.a, t.w
    known = a.certainty
    values = {"open": known.gates - known.answered, "total": known.gates, "count": len(decided_by(a))}
    every = values["count"] == values["open"]
    key = "decide.answers.all" if every else "decide.answers.text"
    yield t.box(
        "answers",
        "is",
        w.say("decide.answers.figure", count=len(asked_first(a, w))),
        w.say(key if known.answered else "decide.answers.untold", **values),
    )
    more = w.say("decide.again.more") if known.answered else ""
    yield t.box("again", "is", w.say("decide.again.figure"), _joined(w.say("decide.again.text"), more))
    first = next((m for m in a.plan.measures if m.measure.id == a.plan.first.measure), None)
    if first is not None:
        w.claim(missing_claimed(first))
        text = _joined(f"{w.of(first.measure.title)}.", w.say("decide.begin.text", measure=first.measure.id))
        yield t.box("begin", "todo", t.days(first.effort), text)
        return
    least, most = a.plan.effort_if_confirmed, a.plan.effort
    missing = sum(f.outcome is Outcome.NOT_MET for f in gates_of(a))
    certain = w.say("decide.wait.certain", count=missing) if missing else ""
    if least == most:
        yield t.box("wait", "todo", w.say("decide.hold.figure"), certain or w.say("decide.ask.note"))
        return
    figure = t.days(Effort(least.low, most.likely, most.high))
    apart = w.say("decide.wait.text", low=least.low, high=most.high)
    yield t.box("wait", "todo", figure, _joined(apart, certain))


def _hold(t: _Teller) -> Iterator[Box]:
    cautions = t.a.gap.cautions
    yield t.stays(cautions)
    yield from t.beyond(cautions)
    yield from t.review()
    yield from t.recheck()


def _choose(t: _Teller) -> Iterator[Box]:
    a = t.a
    first = a.gap.steps[0]
    yield t.stays(first.cautions)
    text = _joined(
        t.measures(len(a.plan.measures), len(a.gap.steps)),
        t.conditional(),
        t.short(),
        t.against(first.cautions),
        t.decided(*a.plan.steps),
    )
    yield t.box("next", "todo", t.days(a.plan.effort), text, **t.cell(a.gap.attainable))
    yield from t.beyond()
    if len(a.plan.steps) > 1:
        yield t.first(first)
    yield from t.review()


def _release(t: _Teller) -> Iterator[Box]:
    a, w = t.a, t.w
    plan, schedule = a.plan, a.plan.schedule
    if schedule is None:
        text = _joined(t.expected(plan.effort), t.conditional(), w.say("decide.time.undated"), t.short())
        yield t.box("time", "todo", t.days(plan.effort), text)
    else:
        ends = t.ends(schedule.end)
        days = w.days(schedule.capacity)
        figure = w.say("decide.time.figure" if isinstance(days, int) else "decide.time.figure.part", count=days)
        yield t.box(
            "time", "todo", figure, _joined(t.likely(plan.effort), t.conditional(), ends, t.short() or _in_time(a, w))
        )
    owners = [w.say("decide.owners.of", owner=role_in(load.owner, a, w), count=load.measures) for load in plan.loads]
    yield t.box(
        "owners",
        "todo",
        w.say("decide.owners.figure", count=len(owners)),
        w.say("decide.owners.text", owners=w.listed(owners)),
    )
    yield from t.review()
    yield _third(t)


def _third(t: _Teller) -> Box:
    """What else a stated target lets decide: leave the other axis alone, take the first step only, or look again."""
    a, w = t.a, t.w
    first = a.gap.steps[0]
    lagging = {step.axis.id for step in a.gap.steps}
    if a.position.distance and len(lagging) == 1 and not is_blocked(a):
        (other,) = (axis for axis in a.axes if axis.axis.id not in lagging)
        values = {"name": w.of(other.axis.name), "stage": w.of(other.stage.stage.name)}
        place = {"axis": other.axis.id, "number": other.proven}
        key = "decide.rest.top" if other.proven == len(other.stages) else "decide.rest.text"
        return t.box("rest", "is", w.say("decide.rest.figure", **place), w.say(key, **values, **place))
    if len(a.plan.steps) > 1:
        return t.first(first)
    end = a.plan.schedule.end if a.plan.schedule else a.profile.target.by
    figure = w.say("decide.review.on", date=w.date(end)) if end else w.say("decide.review.after")
    return t.box("review", "is", figure, w.say("decide.review.text", **t.cell(a.plan.cell)))


def _opening(t: _Teller) -> Iterator[Box]:
    """The answer on which hangs whether a way leads on, and what helps whatever it is."""
    a, w = t.a, t.w
    pairs = zip(a.plan.questions, t.ahead.questions, strict=True)
    asked = [shown for question, shown in pairs if question.opens]
    whom = w.say("plan.ask.whom", whom=asked[0].whom) if asked[0].whom else ""
    yield t.box("opening", "is", w.say("decide.opening.figure", count=len(asked)), _joined(asked[0].text, whom))
    useful = [planned for planned in a.plan.relief if planned.meets]
    if useful:
        titles = w.listed(w.say("plan.quoted", name=w.of(planned.measure.title)) for planned in useful)
        days = total_of(planned.effort for planned in useful)
        yield t.box("useful", "todo", t.days(days), w.say("decide.useful.text", measures=titles))


def _blocked(t: _Teller) -> Iterator[Box]:
    a, w = t.a, t.w
    if may_open(a):
        yield from _opening(t)
    yield from t.review()
    attainable = cell_pair(a.gap.attainable, a.model, w)
    yield t.box("lower", "todo", attainable, w.say("decide.lower.text", **t.cell(a.gap.attainable)))
    yield t.stays(())


def _keep(t: _Teller) -> Iterator[Box]:
    a, w = t.a, t.w
    start = a.cell.stages == START
    text = w.say("decide.kept.start" if start else "decide.kept.text", **t.cell(a.cell.stages))
    title = "decide.stay.start" if start else ""
    yield t.box("kept", "is", w.say("decide.hold.figure"), text, title)
    yield from t.recheck()
    bare = sum(1 for fact in a.sensitivity.fragile if not fact.evidence)
    if bare:
        figure = w.say("decide.evidence.figure", count=bare)
        yield t.box("evidence", "todo", figure, w.say("decide.evidence.text", count=bare))
    yield from t.beyond()


def _position(a: Assessment, w: Wording) -> str:
    return position_words(a.positions, a.firm and a.cell.stages == (1, 1), w)


def _in_time(a: Assessment, w: Wording) -> str:
    """Whether the plan ends in time, where a date is wanted."""
    schedule = a.plan.schedule
    deadline = schedule.deadline if schedule else None
    if schedule is None or deadline is None:
        return ""
    if deadline.outcome is Punctuality.LATE:
        days = (schedule.end - deadline.by).days
        return w.say("decide.late", late=late_words(days, w), count=days)
    if deadline.outcome is Punctuality.AT_LIKELY_EFFORT:
        days = (schedule.late_end - deadline.by).days
        return w.say("decide.in_time.likely", late=late_words(days, w), count=days)
    return w.say("decide.in_time")


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))
