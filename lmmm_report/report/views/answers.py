"""The four answers of the first page: where are we, what holds us there, what is next, how sure is this."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from lmmm_report.domain.assessment import Assessment, Outcome
from lmmm_report.domain.model import Kind
from lmmm_report.domain.profile import UNMARKED
from lmmm_report.report.views.findings import FindingPrinter
from lmmm_report.report.words.wording import Wording

CellWords = Callable[[tuple[int, int]], str]
"""A cell in words."""

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


def answers_of(a: Assessment, w: Wording, *, cell_words: CellWords, position: str) -> tuple[Answer, ...]:
    """All four, each beginning with its conclusion."""
    return (_where(a, w, cell_words, position), _holding(a, w), _next(a, w), _certainty(a, w, cell_words))


def _where(a: Assessment, w: Wording, cell_words: CellWords, position: str) -> Answer:
    return Answer(
        id="where",
        question=w.say("answer.where"),
        headline=position,
        text=cell_words(a.cell.stages),
    )


def _holding(a: Assessment, w: Wording) -> Answer:
    titled = FindingPrinter(a.model, w).title
    step = a.gap.steps[0] if a.gap.steps else None
    if step is None:
        return Answer(
            id="holding",
            question=w.say("answer.holding"),
            headline=w.say("answer.holding.nothing"),
            text=w.say("answer.holding.nothing.text"),
        )
    blocked = [f for f in step.open if f.outcome is Outcome.NOT_MET] or list(step.open)
    return Answer(
        id="holding",
        question=w.say("answer.holding"),
        headline=w.say(
            "answer.holding.headline", count=len(step.open), stage=w.of(step.stage.name), axis=w.of(step.axis.name)
        ),
        text="",
        points=tuple((f.criterion.id, titled(f)) for f in blocked[:HOLDING]),
    )


def _next(a: Assessment, w: Wording) -> Answer:
    first = next(iter(a.plan.measures), None)
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
            (first.measure.id, w.say("answer.next.measure", owner=w.of(a.model.owners[first.measure.owner]))),
            ("path", w.say("answer.next.more", count=len(a.plan.measures))),
        ),
    )


def _certainty(a: Assessment, w: Wording, cell_words: CellWords) -> Answer:
    gates = [f for f in a.findings if f.criterion.kind is Kind.GATE and f.outcome is not Outcome.NOT_APPLICABLE]
    known = sum(1 for f in gates if f.outcome is not Outcome.UNKNOWN)
    points: list[tuple[str, str]] = []
    if a.questions:
        points.append(("questions", w.say("answer.certainty.questions", count=len(a.questions))))
    if a.clashes:
        points.append(("contradictions", w.say("answer.certainty.contradictions", count=a.clashes)))
    if a.declared:
        points.append(("declarations", w.say("answer.certainty.declared", count=len(a.declared))))
    text = w.say("answer.certainty.known", known=known, total=len(gates))
    text += "".join(f" {sentence}" for sentence in _words_for_it(a, w))
    if not a.firm:
        text += " " + w.say("answer.certainty.possible", cell=cell_words(a.highest.stages))
    return Answer(
        id="certainty",
        question=w.say("answer.certainty"),
        headline=w.say("firm.yes" if a.firm else "firm.no"),
        text=text,
        points=tuple(points),
    )


def _words_for_it(a: Assessment, w: Wording) -> Iterator[str]:
    """On whose word the gates stand, where the profile says so, and what does not count."""
    certainty = a.certainty
    if a.profile.words or a.profile.basis != UNMARKED:
        parts = [w.say(f"basis.{basis}", count=count) for basis, count in certainty.by_basis.items()]
        if parts:
            yield w.say("basis.stands", parts=w.listed(parts))
    if certainty.heard:
        yield w.say("basis.heard", count=len(certainty.heard))
    if certainty.assumed:
        yield w.say("basis.assumed", count=len(certainty.assumed))
