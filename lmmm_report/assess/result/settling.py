"""Which answers would settle the result, or conditions of the next stage: by open gates, the weightiest first."""

from collections.abc import Iterable
from typing import NamedTuple

from lmmm_report.assess.result.coordinates import judge
from lmmm_report.assess.result.questions import open_questions
from lmmm_report.domain.assessment import Fact, Finding, Outcome
from lmmm_report.domain.model import Kind, Model


class Answer(NamedTuple):
    """Facts that are not stated, and the gates that all of them together settle."""

    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]


class Settling(NamedTuple):
    """What is to be answered."""

    firm: bool
    """Whether no answer can change the stages."""
    answers: tuple[Answer, ...]
    """Those after which the result is firm; where it is, those that settle conditions of the next stage."""


def only_gates(model: Model) -> Model:
    """The model with nothing but what decides on stages."""
    return model._replace(criteria=tuple(c for c in model.criteria if c.kind is Kind.GATE), measures=())


def settling(findings: tuple[Finding, ...], model: Model) -> Settling:
    """What to answer, from the findings of all criteria of ``model``, which are its gates."""
    axes = judge(findings, model)
    firm = all(axis.firm for axis in axes)
    # Up to the stage that is possible, what is unknown decides; beyond it a gate is not met whatever the answers are.
    asked = {
        finding.criterion.id
        for axis in axes
        for stage in axis.stages
        for finding in stage.gates
        if finding.outcome is Outcome.UNKNOWN
        and (stage.stage.number == axis.proven + 1 if firm else axis.proven < stage.stage.number <= axis.possible)
    }
    weighty = dict.fromkeys(f.criterion.id for question in open_questions(findings, model) for f in question.findings)
    by_id = {finding.criterion.id: finding for finding in findings}
    return Settling(firm, _together(by_id[gate] for gate in weighty if gate in asked))


def _together(findings: Iterable[Finding]) -> tuple[Answer, ...]:
    """Gates for which exactly the same facts are missing are settled by one answer."""
    grouped: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(tuple(fact.path for fact in finding.missing), []).append(finding)
    return tuple(Answer(listed[0].missing, tuple(listed)) for listed in grouped.values())
