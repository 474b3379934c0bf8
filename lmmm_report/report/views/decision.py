"""What is to be decided now, as boxes to tick: which they are follows from the result, as does all that they say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from lmmm_report.domain.assessment import Assessment, Outcome, Step
from lmmm_report.domain.measure import Effort
from lmmm_report.domain.plan import PlanStep
from lmmm_report.report.words.cells import cell_pair, position_words
from lmmm_report.report.words.wording import Wording

BOXES = 3
"""Boxes that stand side by side."""
ASKED = 5
"""Questions that are asked first."""


class Situation(Enum):
    """What kind of decision a result calls for. Closed."""

    ASK = "ask"
    """The result is provisional: asking comes before planning."""
    CHOOSE = "choose"
    """It is firm, and nobody has said how far to go."""
    RELEASE = "release"
    """It is firm and the target is stated: what it takes is to be released."""
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


def situation_of(a: Assessment) -> Situation:
    """Which decision the result calls for."""
    if not a.firm:
        return Situation.ASK
    if not a.gap.steps:
        return Situation.KEEP
    return Situation.RELEASE if a.gap.stated else Situation.CHOOSE


def decision_of(a: Assessment, w: Wording) -> DecisionView:
    """The decision of one assessment in one language."""
    situation = situation_of(a)
    boxes = {
        Situation.ASK: _ask,
        Situation.CHOOSE: _choose,
        Situation.RELEASE: _release,
        Situation.KEEP: _keep,
    }[situation]
    return DecisionView(
        situation=situation.value,
        title=w.say(f"decide.{situation.value}"),
        note=_note(situation, a, w),
        boxes=tuple(boxes(_Teller(a, w)))[:BOXES],
    )


def _note(situation: Situation, a: Assessment, w: Wording) -> str:
    if situation in (Situation.ASK, Situation.CHOOSE):
        return w.say(f"decide.{situation.value}.note")
    cell = cell_pair(a.gap.target, a.model, w)
    by = a.profile.target.by
    if situation is Situation.RELEASE and by is not None:
        return w.say("decide.release.by", cell=cell, date=w.date(by))
    return w.say(f"decide.{situation.value}.note", cell=cell)


def deciding(a: Assessment) -> int:
    """How many gates without an answer lie between the proven cell and the highest: they decide where it is."""
    return sum(stage.count(Outcome.UNKNOWN) for axis in a.axes for stage in axis.stages[axis.proven : axis.possible])


def gates_of(a: Assessment, outcome: Outcome) -> int:
    """How many gates have this outcome, on both axes."""
    return sum(stage.count(outcome) for axis in a.axes for stage in axis.stages)


def first_effort(a: Assessment) -> Effort:
    """The effort of the first step of the plan."""
    return a.plan.steps[0].effort


class _Teller:
    """Fills the boxes of one result."""

    def __init__(self, assessment: Assessment, wording: Wording) -> None:
        self.a = assessment
        self.w = wording

    def box(self, key: str, tone: str, figure: str, text: str, **values: object) -> Box:
        return Box(key, self.w.say(f"decide.{key}", **values), figure, tone, text)

    def days(self, effort: Effort) -> str:
        """A range of days in short."""
        low, high = effort.low, effort.high
        return self.w.say("decide.day" if low == high else "decide.days", low=low, count=high)

    def likely(self, effort: Effort) -> str:
        """The same with what is most likely, as a sentence."""
        days = self.days(effort)
        return f"{days}." if effort.low == effort.high else self.w.say("decide.likely", days=days, count=effort.likely)

    def stage(self, step: Step) -> str:
        return self.w.of(step.stage.name)

    def against(self, *steps: Step) -> str:
        """What the model says may speak against steps."""
        reasons = [self.w.of(reason) for step in steps for caution in step.cautions for reason in caution.reasons]
        return self.w.say("decide.against", reasons=" ".join(reasons)) if reasons else ""

    def measures(self, count: int, steps: int = 1) -> str:
        counted = self.w.say("plan.measures", count=count)
        return self.w.say("decide.measures", count=steps, measures=counted)

    def decided(self, *steps: PlanStep) -> str:
        """What the company has decided about one of the measures of these steps: the one text that is its own."""
        measures = {planned.measure.id for step in steps for planned in step.measures}
        for one in self.a.profile.decisions:
            if one.measure in measures and one.state and one.what:
                return self.w.say("decide.decided", state=self.w.say(f"said.state.{one.state}"), what=one.what)
        return ""


def _ask(t: _Teller) -> Iterator[Box]:
    a, w = t.a, t.w
    questions = min(sum(1 for q in a.questions if q.narrowing), ASKED)
    known = a.certainty
    yield t.box(
        "answers",
        "is",
        w.say("decide.answers.figure", count=questions),
        w.say("decide.answers.text", open=known.gates - known.answered, total=known.gates, count=deciding(a)),
    )
    yield t.box("again", "is", w.say("decide.again.figure"), w.say("decide.again.text"))
    least, most = a.plan.effort_if_confirmed, a.plan.effort
    missing = gates_of(a, Outcome.NOT_MET)
    yield t.box(
        "wait",
        "todo",
        t.days(Effort(least.low, most.likely, most.high)),
        w.say("decide.wait.text") + (" " + w.say("decide.wait.certain", count=missing) if missing else ""),
    )


def _choose(t: _Teller) -> Iterator[Box]:
    a, w = t.a, t.w
    first, *more = a.gap.steps
    weighed = [w.of(caution.text) for caution in first.cautions]
    stays = w.say("decide.hold.text", cell=cell_pair(a.cell.stages, a.model, w), position=_position(a, w))
    yield t.box("hold", "is", w.say("decide.hold.figure"), " ".join(weighed) or stays)
    yield t.box(
        "next",
        "todo",
        t.days(first_effort(a)),
        _joined(t.measures(len(a.plan.steps[0].measures)), t.against(first), t.decided(a.plan.steps[0])),
        stage=t.stage(first),
    )
    if more:
        yield t.box(
            "all",
            "todo",
            t.days(a.plan.effort),
            _joined(
                t.measures(len(a.plan.measures), len(a.gap.steps)), t.against(*more[-1:]), t.decided(*a.plan.steps[1:])
            ),
            cell=cell_pair(a.gap.target, a.model, w),
        )


def _release(t: _Teller) -> Iterator[Box]:
    a, w = t.a, t.w
    plan, schedule = a.plan, a.plan.schedule
    if schedule is None:
        yield t.box("time", "todo", t.days(plan.effort), _joined(t.likely(plan.effort), w.say("decide.time.undated")))
    else:
        ends = w.say("decide.time.ends", date=w.date(schedule.end))
        figure = w.say("decide.time.figure", count=schedule.capacity)
        yield t.box("time", "todo", figure, _joined(t.likely(plan.effort), ends, _in_time(a, w)))
    owners = [
        w.say("decide.owners.of", owner=w.of(a.model.owners[load.owner]), count=load.measures) for load in plan.loads
    ]
    yield t.box(
        "owners",
        "todo",
        w.say("decide.owners.figure", count=len(owners)),
        w.say("decide.owners.text", owners=w.listed(owners)),
    )
    yield _third(t)


def _third(t: _Teller) -> Box:
    """What else a stated target lets decide: leave the other axis alone, take the first step only, or look again."""
    a, w = t.a, t.w
    first, *more = a.gap.steps
    lagging = {step.axis.id for step in a.gap.steps}
    if a.position.distance and len(lagging) == 1:
        (other,) = (axis for axis in a.axes if axis.axis.id not in lagging)
        values = {"axis": w.of(other.axis.name), "stage": w.of(other.stage.stage.name)}
        return t.box(
            "rest", "is", w.say("decide.rest.figure", number=other.proven), w.say("decide.rest.text", **values)
        )
    if more:
        text = _joined(t.measures(len(a.plan.steps[0].measures)), t.against(first), w.say("decide.first.text"))
        return t.box("first", "todo", t.days(first_effort(a)), text, stage=t.stage(first))
    end = a.plan.schedule.end if a.plan.schedule else a.profile.target.by
    figure = w.say("decide.review.on", date=w.date(end)) if end else w.say("decide.review.after")
    return t.box("review", "is", figure, w.say("decide.review.text", cell=cell_pair(a.gap.target, a.model, w)))


def _keep(t: _Teller) -> Iterator[Box]:
    a, w = t.a, t.w
    yield t.box(
        "kept", "is", w.say("decide.hold.figure"), w.say("decide.kept.text", cell=cell_pair(a.cell.stages, a.model, w))
    )
    days = a.model.limits.get("lived_days")
    if days is not None:
        until = _day_after(a.profile.date, days)
        yield t.box(
            "recheck",
            "todo",
            w.say("decide.recheck.figure", date=w.date(until)),
            w.say("decide.recheck.text", count=days),
        )
    bare = sum(1 for fact in a.sensitivity.fragile if not fact.evidence)
    if bare:
        yield t.box(
            "evidence", "todo", w.say("decide.evidence.figure", count=bare), w.say("decide.evidence.text", count=bare)
        )
    if a.gap.target != tuple(len(axis.stages) for axis in a.axes):
        yield t.box("further", "todo", w.say("decide.further.figure"), w.say("decide.further.text"))


def _day_after(day: date, days: int) -> date:
    return day + timedelta(days=days)


def _position(a: Assessment, w: Wording) -> str:
    return position_words(a.positions, a.firm and a.cell.stages == (1, 1), w)


def _in_time(a: Assessment, w: Wording) -> str:
    """Whether the plan ends in time, where a date is wanted."""
    by, schedule = a.profile.target.by, a.plan.schedule
    if by is None or schedule is None:
        return ""
    if schedule.end <= by:
        return w.say("decide.in_time")
    return w.say("decide.late", count=-(-(schedule.end - by).days // 7))


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))
