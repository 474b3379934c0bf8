"""Open questions in the order in which an answer would narrow the result most. Model decision 3."""

from __future__ import annotations

from fractions import Fraction

from lmmm_report.assess.result.coordinates import stages_and_coordinates
from lmmm_report.domain.assessment import Fact, Finding, Outcome, Question
from lmmm_report.domain.model import Kind, Model


def open_questions(findings: tuple[Finding, ...], model: Model) -> tuple[Question, ...]:
    """The questions whose answers are missing for gates and recommended practice.

    Facts for which exactly the same findings wait make one question. What gates wait for and what recommended practice
    waits for are two, be it the same fact: no stage rests on practice, so to ask for it narrows nothing.

    A question's worth is the mean over its two answers (all gates that wait for the fact are met, or none is) of
    how much shorter the coordinates become, in stages. Ties keep the order: cells first, then gates before advice,
    then the model's order.
    """
    waiting: dict[tuple[str, Kind], tuple[Fact, list[Finding]]] = {}
    for finding in findings:
        if finding.outcome is not Outcome.UNKNOWN or finding.criterion.kind is Kind.SIGN:
            continue
        for fact in finding.missing:
            waiting.setdefault((fact.path, finding.criterion.kind), (fact, []))[1].append(finding)
    outcomes = {f.criterion.id: f.outcome for f in findings}
    grouped: dict[tuple[str, ...], tuple[list[Fact], list[Finding]]] = {}
    for fact, listed in waiting.values():
        grouped.setdefault(tuple(f.criterion.id for f in listed), ([], listed))[0].append(fact)
    questions = [_question(facts, listed, outcomes, model) for facts, listed in grouped.values()]
    return tuple(
        sorted(
            questions,
            key=lambda q: (-q.narrowing, -q.cells, not any(f.criterion.kind is Kind.GATE for f in q.findings)),
        )
    )


def _question(facts: list[Fact], findings: list[Finding], outcomes: dict[str, Outcome], model: Model) -> Question:
    width, cells = _spread(outcomes, model)
    after = [
        _spread({**outcomes, **{f.criterion.id: answer for f in findings}}, model)
        for answer in (Outcome.MET, Outcome.NOT_MET)
    ]
    return Question(
        facts=tuple(facts),
        findings=tuple(findings),
        narrowing=width - sum((w for w, _ in after), Fraction(0)) / 2,
        cells=Fraction(cells) - Fraction(sum(c for _, c in after), 2),
    )


def _spread(outcomes: dict[str, Outcome], model: Model) -> tuple[Fraction, int]:
    """Sum of the lengths of both coordinate intervals, and the number of possible cells."""
    (low_x, high_x, x), (low_y, high_y, y) = stages_and_coordinates(model, outcomes)
    return x.width + y.width, (high_x - low_x + 1) * (high_y - low_y + 1)
