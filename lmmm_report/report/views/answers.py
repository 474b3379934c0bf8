"""The four answers of the first page: where are we, what holds us there, what is next, how sure is this.

Each says by ``claims`` what it asserts of the company's findings, in the form of the model's sentences.
"""

from collections.abc import Iterator
from typing import NamedTuple

from lmmm_report.domain.assessment import Aim, Assessment, Finding, Outcome, Side
from lmmm_report.domain.model import Kind
from lmmm_report.domain.plan import FirstKind, PlannedMeasure
from lmmm_report.domain.statements import Participant
from lmmm_report.report.views.ahead import first_words, is_blocked, nothing_left, role_in
from lmmm_report.report.views.findings import FindingPrinter
from lmmm_report.report.words.cells import cell_words, toward
from lmmm_report.report.words.claims import CLAIMS
from lmmm_report.report.words.wording import Claiming, Wording

HOLDING = 3
"""Open gates that the first page names."""


class Answer(NamedTuple):
    """One of the four answers of the first page."""

    id: str
    question: str
    headline: str
    text: str
    points: tuple[tuple[str, str], ...] = ()
    """Anchor and text of things to follow."""
    claims: tuple[str, ...] = ()
    """What it asserts: claims as in a model's sentences, and ``result firm``."""


def answers_of(a: Assessment, w: Wording, *, place: str, position: str) -> tuple[Answer, ...]:
    """All four, each beginning with its conclusion. ``place``: the cell, or from where to where it may lie."""
    return (_where(a, w, place, position), _holding(a, w), _next(a, w), _certainty(a, w))


def _where(a: Assessment, w: Wording, place: str, position: str) -> Answer:
    """On, above or below the line; of a company of which nothing is known that nothing is known."""
    question = w.say("answer.where")
    if a.certainty.answered:
        return Answer(id="where", question=question, headline=position, text=place, claims=sides_claimed(a))
    return Answer(
        id="where",
        question=question,
        headline=w.say("answer.where.untold"),
        text=w.say("answer.where.untold.text"),
        claims=_untold(a),
    )


def sides_claimed(a: Assessment) -> tuple[str, ...]:
    """Where the cell lies with regard to the line, or may lie and may not."""
    possible = {position.side for position in a.positions}
    mood = "open " if len(possible) > 1 else ""
    return tuple(f"{mood if side in possible else 'not '}position {side.value}" for side in Side)


def _untold(a: Assessment) -> tuple[str, ...]:
    return tuple(f"{axis.axis.id} untold" for axis in a.axes)


def _holding(a: Assessment, w: Wording) -> Answer:
    step = a.gap.steps[0] if a.gap.steps else None
    question = w.say("answer.holding")
    if not a.certainty.answered:
        return Answer(
            id="holding",
            question=question,
            headline=w.say("answer.holding.untold"),
            text=w.say("answer.holding.untold.text"),
            claims=_untold(a),
        )
    if step is None and is_blocked(a):
        return Answer(
            id="holding",
            question=question,
            headline=w.say("answer.holding.nothing.blocked"),
            text=w.say(nothing_left(a)),
            claims=("target blocked",),
        )
    if step is None:
        end = {Aim.HOLD: ".hold", Aim.KEEP: ".top"}.get(a.gap.aim, "")
        met = [f for f in a.findings if f.criterion.kind is Kind.GATE and _on_the_way(f, a)]
        return Answer(
            id="holding",
            question=question,
            headline=w.say(f"answer.holding.nothing{end}"),
            text=w.say(f"answer.holding.nothing{end}.text"),
            claims=tuple(f.criterion.id for f in met if f.outcome is Outcome.MET),
        )
    missing = [f for f in step.open if f.outcome is Outcome.NOT_MET]
    unknown = [f for f in step.open if f.outcome is not Outcome.NOT_MET]
    where = {"stage": w.of(step.stage.name), "axis": w.of(step.axis.name)}
    key, first = ("missing", missing) if missing or not unknown else ("open", unknown)
    held = next((axis.held_back for axis in a.axes if axis.axis.id == step.axis.id), None)
    text = [w.say("answer.holding.held", held=w.of(held.stage.name), **where)] if held is not None else []
    text += [w.say("answer.holding.also_open", count=len(unknown))] if missing and unknown else []
    return Answer(
        id="holding",
        question=question,
        headline=w.say(f"answer.holding.{key}", count=len(first), **where),
        text=" ".join(text),
        points=tuple(
            (f.criterion.id, FindingPrinter(a.profile, a.model, w, a.fitting).title(f)) for f in first[:HOLDING]
        ),
        claims=(
            *(f"not {f.criterion.id}" for f in missing),
            *(f"open {f.criterion.id}" for f in unknown),
            *([f"{step.axis.id} held"] if held is not None else []),
        ),
    )


def _on_the_way(finding: Finding, a: Assessment) -> bool:
    """Whether a gate belongs to a stage up to the target."""
    index = [axis.axis.id for axis in a.axes].index(finding.criterion.axis)
    return 1 < finding.criterion.stage <= a.gap.target[index]


def _next(a: Assessment, w: Wording) -> Answer:
    """What the plan begins with: questions, what is due, or a measure; else to keep what is reached."""
    sure = a.plan.first.measure
    first = next((p for p in (*a.plan.measures, *a.plan.relief) if p.measure.id == sure), None)
    question = w.say("answer.next")
    before = first_words(a, w)
    if before is not None:
        points = [("path", w.say("answer.next.then", measure=w.of(first.measure.title)))] if first else []
        headline, text = before
        claims = (*first_claimed(a), *([missing_claimed(first)] if first and first.measure.satisfies else []))
        return Answer("next", question, headline, text, tuple(points), claims)
    if first is None:
        at_target = "none" if a.gap.target == a.cell.stages else "beyond"
        top = "top" if all(axis.proven == len(axis.stages) for axis in a.axes) else "hold"
        key = at_target if a.gap.stated else top
        return Answer(
            id="next", question=question, headline=w.say("answer.next.none"), text=w.say(f"answer.next.{key}.text")
        )
    voice = Claiming(w, CLAIMS)
    more = f"answer.next.more{toward(a.gap)}" if a.plan.reached else "answer.next.more.short"
    return Answer(
        id="next",
        question=question,
        headline=w.of(first.measure.title),
        text=w.of(first.measure.first_step),
        points=(
            (first.measure.id, w.say("answer.next.measure", owner=role_in(first.owner, a, w))),
            *([("path", voice.say(more, count=len(a.plan.measures)))] if a.plan.measures else []),
        ),
        claims=(missing_claimed(first), *voice.claimed()),
    )


def missing_claimed(planned: PlannedMeasure) -> str:
    """What naming a measure claims: that something it brings about is missing, or not known."""
    return " or ".join(f"not {c} or open {c}" for c in planned.measure.satisfies)


def first_claimed(a: Assessment) -> tuple[str, ...]:
    """What asking claims: that it is open; what calling something due claims: that it holds."""
    if a.plan.first.kind is FirstKind.QUESTION:
        return tuple(f"open {one.criterion}" for one in a.plan.questions)
    return a.plan.upkeep[0].criteria


def _certainty(a: Assessment, w: Wording) -> Answer:
    """How many conditions are answered, on what basis, and on how many single statements the cell hangs."""
    points: list[tuple[str, str]] = []
    if a.questions:
        points.append(("questions", w.say("answer.certainty.questions", count=len(a.questions))))
    if a.clashes:
        points.append(("contradictions", w.say("answer.certainty.contradictions", count=a.clashes)))
    if a.declared:
        points.append(("declarations", w.say("answer.certainty.declared", count=len(a.declared))))
    return Answer(
        id="certainty",
        question=w.say("answer.certainty"),
        headline=w.say("firm.yes" if a.firm else "firm.no"),
        text=certain_so_far(a, w),
        points=tuple(points),
        claims=("result firm" if a.firm else "not result firm", *voice_claimed(a)),
    )


def certain_so_far(a: Assessment, w: Wording) -> str:
    """How many conditions are answered, on what basis, and how much hangs on single statements."""
    return " ".join(_certain_so_far(a, w))


def voice_words(voice: Participant, w: Wording) -> str:
    """That all of it was said by one person; by which role, where it is known."""
    return w.say("basis.voice.role", role=voice.role) if voice.role else w.say("basis.voice")


def voice_claimed(a: Assessment) -> tuple[str, ...]:
    """What saying so claims."""
    return ("result one_voice",) if a.certainty.voice is not None else ()


def _certain_so_far(a: Assessment, w: Wording) -> Iterator[str]:
    certainty = a.certainty
    key = "answer.certainty.known" if certainty.answered else "answer.certainty.none_known"
    yield w.say(key, known=certainty.answered, total=certainty.gates, count=certainty.answered)
    parts = [w.say(f"basis.{basis}", count=count) for basis, count in certainty.by_basis.items()]
    if len(parts) == 1:
        yield w.say(f"basis.all.{next(iter(certainty.by_basis))}", count=certainty.answered)
    elif parts:
        first = next(iter(certainty.by_basis.values()))  # the verb of a German list agrees with what comes first
        yield w.say("basis.stands", parts=w.listed(parts), count=first)
    if certainty.voice is not None:
        yield voice_words(certainty.voice, w)
    if certainty.heard:
        yield w.say("basis.heard", count=len(certainty.heard))
    if certainty.assumed:
        yield w.say("basis.assumed", count=len(a.profile.assumptions) or len(certainty.assumed))
    if a.sensitivity.fragile:
        yield w.say("answer.certainty.hangs", count=len(a.sensitivity.fragile))
    elif a.cell.stages != (1, 1):
        yield w.say("answer.certainty.hangs_on_none")
    if not a.firm:
        place = cell_words(a.highest.stages, a.model, w)
        yield w.say("answer.certainty.possible", cell=place)
