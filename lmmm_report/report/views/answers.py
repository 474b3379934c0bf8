"""The four answers of the first page: where are we, what holds us there, what is next, how sure is this."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lmmm_report.domain.assessment import Assessment, Outcome
from lmmm_report.report.views.ahead import first_words, role_in
from lmmm_report.report.views.findings import FindingPrinter
from lmmm_report.report.words.cells import cell_words
from lmmm_report.report.words.wording import Wording

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


def answers_of(a: Assessment, w: Wording, *, place: str, position: str) -> tuple[Answer, ...]:
    """All four, each beginning with its conclusion. ``place``: the cell, or from where to where it may lie."""
    where = Answer(id="where", question=w.say("answer.where"), headline=position, text=place)
    return (where, _holding(a, w), _next(a, w), _certainty(a, w))


def _holding(a: Assessment, w: Wording) -> Answer:
    titled = FindingPrinter(a.model, w, a.fitting).title
    step = a.gap.steps[0] if a.gap.steps else None
    if step is None:
        return Answer(
            id="holding",
            question=w.say("answer.holding"),
            headline=w.say("answer.holding.nothing"),
            text=w.say("answer.holding.nothing.text"),
        )
    missing = [f for f in step.open if f.outcome is Outcome.NOT_MET]
    unknown = [f for f in step.open if f.outcome is not Outcome.NOT_MET]
    where = {"stage": w.of(step.stage.name), "axis": w.of(step.axis.name)}
    key, first = ("missing", missing) if missing or not unknown else ("open", unknown)
    return Answer(
        id="holding",
        question=w.say("answer.holding"),
        headline=w.say(f"answer.holding.{key}", count=len(first), **where),
        text=w.say("answer.holding.also_open", count=len(unknown)) if missing and unknown else "",
        points=tuple((f.criterion.id, titled(f)) for f in first[:HOLDING]),
    )


def _next(a: Assessment, w: Wording) -> Answer:
    sure = a.plan.first.measure
    first = next((p for p in (*a.plan.measures, *a.plan.relief) if p.measure.id == sure), None)
    before = first_words(a, w)
    if before is not None:
        points = [("path", w.say("answer.next.then", measure=w.of(first.measure.title)))] if first else []
        headline, text = before
        return Answer("next", w.say("answer.next"), headline, text, tuple(points))
    if first is None:
        return Answer(
            id="next", question=w.say("answer.next"), headline=w.say("answer.next.none"),
            text=w.say("answer.next.none.text"),
        )  # fmt: skip
    return Answer(
        id="next",
        question=w.say("answer.next"),
        headline=w.of(first.measure.title),
        text=w.of(first.measure.first_step),
        points=(
            (first.measure.id, w.say("answer.next.measure", owner=role_in(first.owner, a, w))),
            *([("path", w.say("answer.next.more", count=len(a.plan.measures)))] if a.plan.measures else []),
        ),
    )


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
        text=" ".join(_certain_so_far(a, w)),
        points=tuple(points),
    )


def _certain_so_far(a: Assessment, w: Wording) -> Iterator[str]:
    certainty = a.certainty
    yield w.say("answer.certainty.known", known=certainty.answered, total=certainty.gates)
    parts = [w.say(f"basis.{basis}", count=count) for basis, count in certainty.by_basis.items()]
    if parts:
        first = next(iter(certainty.by_basis.values()))  # the verb of a German list agrees with what comes first
        yield w.say("basis.stands", parts=w.listed(parts), count=first)
    if certainty.heard:
        yield w.say("basis.heard", count=len(certainty.heard))
    if certainty.assumed:
        yield w.say("basis.assumed", count=len(certainty.assumed))
    if a.sensitivity.fragile:
        yield w.say("answer.certainty.hangs", count=len(a.sensitivity.fragile))
    elif a.cell.stages != (1, 1):
        yield w.say("answer.certainty.hangs_on_none")
    if not a.firm:
        place = cell_words(a.highest.stages, a.model, w)
        yield w.say("answer.certainty.possible", cell=place)
