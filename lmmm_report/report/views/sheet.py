"""The sheet for those who decide: where the company stands, the decision, and what comes first, on one page."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lmmm_report.domain.assessment import Assessment, Finding, Outcome
from lmmm_report.domain.model import Kind
from lmmm_report.domain.totals import total_of
from lmmm_report.report.views.asked import asked_words
from lmmm_report.report.views.decision import DecisionView, Situation, decision_of, situation_of
from lmmm_report.report.views.glance import NAMED, Answer, Glance, asked_first, effort_words, open_above
from lmmm_report.report.views.plan_shapes import FragileView, MeasureView, PlanView
from lmmm_report.report.words.cells import amount_figure, cell_brief
from lmmm_report.report.words.claims import CLAIMS
from lmmm_report.report.words.facts import FactWords
from lmmm_report.report.words.wording import Claiming, Wording

FIRM = ("where", "missing", "cost", "certainty")
PROVISIONAL = ("where", "certainty", "missing", "cost")
"""Answers of the first screen that stand on the sheet; what they leave out stands below."""
FIRST = 3
"""Measures that are described where the plan has no dates."""
DATED = 8
"""Measures that are shown in time."""
RESTING = 8
"""Statements without evidence that are named."""


class SheetPlan(NamedTuple):
    """What comes first."""

    title: str
    period: str
    """From when to when the bars go; empty without dates."""
    measures: tuple[MeasureView, ...]


class SheetQuestion(NamedTuple):
    """One question that is to be asked first."""

    number: int
    ask: str
    settles: str
    narrows: str


class OpenGate(NamedTuple):
    """A gate of the next stage that is not met or unknown."""

    outcome: str
    label: str
    """The outcome in words."""
    name: str


class SheetOnward(NamedTuple):
    """What the next stages would take."""

    title: str
    axes: tuple[tuple[str, str, tuple[OpenGate, ...]], ...]
    """For each axis that has a next stage its name, the stage's, and the open gates."""


class SheetResting(NamedTuple):
    """The statements without evidence on which the result rests: what they are about, and the cell without them."""

    title: str
    note: str
    statements: tuple[tuple[str, str], ...]


class SheetView(NamedTuple):
    """Everything on the sheet that is not said of the result as a whole."""

    answers: tuple[Answer, ...]
    decision: DecisionView
    plan: SheetPlan | None
    questions_title: str
    questions: tuple[SheetQuestion, ...]
    onward: SheetOnward | None
    """Where nothing is planned, since the question is whether to go on at all, or something stands in the way."""
    resting: SheetResting | None
    """Where nothing is planned, since all is reached."""
    today: str
    """The proven cell, beside earlier ones."""
    fine: tuple[str, ...]
    claims: tuple[str, ...]
    """What stands here beside answers and decision asserts of the company."""


def sheet_of(a: Assessment, w: Wording, glance: Glance, plan: PlanView, name: str) -> SheetView:
    """The sheet of one assessment in one language. ``name``: what the result is based on, by its name."""
    situation, voice = situation_of(a), Claiming(w, CLAIMS)
    questions = tuple(_questions(a, w)) if situation is Situation.ASK else ()
    measures = [m for step in plan.steps for m in step.measures]
    kept = situation is Situation.KEEP
    answers = {answer.id: answer for answer in glance.answers}
    return SheetView(
        answers=tuple(answers[name] for name in (FIRM if a.firm else PROVISIONAL)),
        decision=decision_of(a, w, plan.ahead),
        plan=None if questions else _plan(a, voice, situation, measures),
        questions_title=voice.say("sheet.questions", count=len(questions)) if questions else "",
        questions=questions,
        onward=None if questions or measures or kept else _onward(a, voice),
        resting=_resting(a, voice, plan.fragile) if kept and not measures else None,
        today=cell_brief(a.cell.stages, a.model, w),
        fine=tuple(_fine(a, voice, name)),
        claims=voice.claimed(),
    )


def _plan(a: Assessment, w: Wording, situation: Situation, measures: list[MeasureView]) -> SheetPlan | None:
    if not measures:
        return None
    schedule = a.plan.schedule
    shown = tuple(measures[: FIRST if schedule is None else DATED])
    if schedule is None:
        efforts = (planned.effort for planned in a.plan.measures[: len(shown)])
        key = "sheet.plan.first" if situation is Situation.CHOOSE else "sheet.plan.begin"
        return SheetPlan(w.say(key, count=len(shown), days=effort_words(total_of(efforts), w)), "", shown)
    key = "sheet.plan.whole" if len(shown) == len(measures) else "sheet.plan.part"
    return SheetPlan(
        title=w.say(key, count=len(shown), all=len(measures), date=w.date(schedule.end), day=schedule.end.isoformat()),
        period=w.say("sheet.plan.from", first=f"{schedule.start:%m/%Y}", last=f"{schedule.end:%m/%Y}"),
        measures=shown,
    )


def _onward(a: Assessment, w: Claiming) -> SheetOnward | None:
    above = open_above(a)
    gates = [gate for *_, found in above for gate in found]
    if not gates:
        return None
    w.claim(*(f"not {g.criterion.id}{f' or open {g.criterion.id}' if _unknown(g) else ''}" for g in gates))
    key = f"sheet.onward{'.both' if len(above) > 1 else ''}{'.open' if any(map(_unknown, gates)) else ''}"
    names = {axis.axis.id: w.of(axis.axis.name) for axis in a.axes}
    return SheetOnward(
        title=w.say(key, count=len(gates)),
        axes=tuple(
            (
                names[axis],
                w.of(stage.stage.name),
                tuple(
                    OpenGate(g.outcome.value, w.say(f"rung.{g.outcome.value}"), w.of(g.criterion.short)) for g in found
                ),
            )
            for axis, stage, found in above
        ),
    )


def _unknown(gate: Finding) -> bool:
    return gate.outcome is Outcome.UNKNOWN


def _resting(a: Assessment, w: Wording, fragile: Sequence[FragileView]) -> SheetResting | None:
    shown = [view for fact, view in zip(a.sensitivity.fragile, fragile, strict=False) if not fact.evidence][:RESTING]
    if not shown:
        return None
    bare = sum(not fact.evidence for fact in a.sensitivity.fragile)
    return SheetResting(
        title=w.say("sheet.rests", count=len(shown)),
        note=w.say("sheet.rests.note", count=bare) if bare == 1 or bare > len(shown) else "",
        statements=tuple((view.name, view.cell) for view in shown),
    )


def _questions(a: Assessment, w: Wording) -> Iterator[SheetQuestion]:
    """Those that narrow the result most, each in the words that the report asks first: those of a condition."""
    words = FactWords(a.profile, w)
    asked: set[str] = set()
    for number, question in enumerate(asked_first(a, w), 1):
        waiting = sorted(question.findings, key=lambda f: f.criterion.kind is not Kind.GATE)
        asks = [asked_words(f, f.missing, a.profile, words, w) for f in waiting]
        ask = next((text for text in asks if text not in asked), asks[0])
        asked.update(asks)
        gates = [w.of(f.criterion.short) for f in question.findings if f.criterion.kind is Kind.GATE]
        more = len(gates) - NAMED
        shown = gates[:NAMED] + ([w.say("glance.more", count=more)] if more > 0 else [])
        narrows = amount_figure(question.narrowing, w)
        yield SheetQuestion(number=number, ask=ask, settles=" · ".join(shown), narrows=narrows)


def _fine(a: Assessment, w: Wording, name: str) -> Iterator[str]:
    fragile = a.sensitivity.fragile
    if fragile:
        bare = sum(1 for fact in fragile if not fact.evidence)
        kind = ".bare" if bare == len(fragile) else "" if bare else ".shown"
        yield w.say(f"sheet.fine.fragile{kind}", count=len(fragile), bare=bare, without=w.spelled(bare))
    if len(a.plan.measures) > 1:
        yield w.say("sheet.fine.totals")
    yield w.say(
        "sheet.fine.base",
        name=name,
        answered=a.certainty.answered,
        total=a.certainty.gates,
        model=w.of(a.model.name),
        version=a.model.version,
    )
