"""The derivations of a maturity model from their YAML, and the criteria with what follows for them.

A derivation is written with one condition, or with several ``cases`` of one each. It reads stated facts only, never
what another has concluded; so there is no order among derivations, and none can go in a circle.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from lmmm_report.domain.expression import Derived, Expression
from lmmm_report.domain.model import (
    CarriedBy,
    Case,
    Criterion,
    Derivation,
    DerivationKind,
    Text,
    around_conditions,
)
from lmmm_report.load.model.criteria import Fields, decode_examples
from lmmm_report.load.model.vocabulary import Vocabulary
from lmmm_report.load.schema.decode import Node, refuse_doubles
from lmmm_report.messages import say

EXAMPLES = ("concludes", "not")
"""What the examples of a case are called."""
_REQUIRED = ("id", "kind", "title", "because")
_CASE = ("concludes", "examples")
_OPTIONAL = ("condition", "outcome")
_ID = ("D[1-9][0-9]*|D(-[A-Z0-9]+)+", "model.derivation_id")
_KINDS = tuple(kind.value for kind in DerivationKind)
_CARRIERS = (CarriedBy.CONDITION.value, CarriedBy.FORMAT.value)
_OUTCOMES = ("met", "not_met")

Derivations = Sequence[tuple[Derivation, Node]]
"""Derivations, each with the node of its id."""


def decode_derivation(node: Node, vocabulary: Vocabulary, criteria: Collection[str]) -> tuple[Derivation, Node]:
    """One derivation; ``criteria`` are the ids that it may conclude for."""
    several = isinstance(node.data, dict) and "cases" in node.data
    required = (*_REQUIRED, "cases") if several else (*_REQUIRED, *_CASE)
    fields = node.fields(required, ("carried_by", "name", *(() if several else _OPTIONAL)))
    kind = fields["kind"].one_of(_KINDS, "model.kind_of_derivation")
    carrier = fields["carried_by"].one_of(_CARRIERS, "model.carrier") if fields["carried_by"].given else ""
    derivation = Derivation(
        id=fields["id"].string(*_ID),
        kind=DerivationKind(kind) if kind else DerivationKind.EXCLUDES,
        carried_by=CarriedBy(carrier) if carrier else CarriedBy.RULE,
        title=fields["title"].text(vocabulary.languages),
        because=fields["because"].text(vocabulary.languages),
        name=fields["name"].text(vocabulary.languages) if fields["name"].given else MappingProxyType({}),
        cases=(),
        place=node.place,
        file=vocabulary.file(node),
    )
    own = [child.fields(_CASE, (*_OPTIONAL, "because")) for child in fields["cases"].items()] if several else [fields]
    cases = tuple(_case(case, derivation, vocabulary, criteria) for case in own)
    return derivation._replace(cases=cases), fields["id"]


def _case(fields: Fields, derivation: Derivation, vocabulary: Vocabulary, criteria: Collection[str]) -> Case:
    condition = fields["condition"]
    if derivation.carried_by is CarriedBy.RULE and not condition.given:
        fields["concludes"].fault(say("model.no_condition"), hint=say("model.no_condition_cure"), code="missing-key")
    elif derivation.carried_by is not CarriedBy.RULE and condition.given:
        condition.fault(say("model.carried_elsewhere"), hint=say("model.take_out", key="condition"), code="condition")
    return Case(
        condition=vocabulary.condition(condition) if condition.given else None,
        concludes=fields["concludes"].many_of(criteria, "model.criterion"),
        met=_met(fields["outcome"], derivation.kind),
        because=_because(fields, derivation.because, vocabulary.languages),
        examples=decode_examples(fields["examples"], EXAMPLES),
    )


def _met(node: Node, kind: DerivationKind) -> bool:
    """What follows: by the kind, where a derivation does not fill in; else what is written, at first that it is met."""
    written = node.one_of(_OUTCOMES, "model.outcome") if node.given else ""
    if kind is DerivationKind.FILLS_IN:
        return written != _OUTCOMES[1]
    if written:
        node.fault(say("model.outcome_by_kind"), hint=say("model.take_out", key="outcome"), code="outcome")
    return kind is DerivationKind.COUNTS_AS


def _because(fields: Fields, common: Text, languages: Collection[str]) -> Text:
    own = fields.get("because")
    return own.text(languages) if own is not None and own.given else common


def example_nodes(node: Node) -> Iterator[Node]:
    """The examples of a derivation, those of its cases included."""
    for child in node.children():
        if child.path[-1] == "examples":
            yield child
        elif child.path[-1] == "cases":
            for case in child.children():
                yield from example_nodes(case)


def check_derivations(derivations: Derivations, criteria: Iterable[Criterion]) -> None:
    """Refuse ids given twice, and cases that conclude for both axes: what holds on one says nothing of the other."""
    refuse_doubles([(node, derivation.id) for derivation, node in derivations], "model.derivation")
    axes = {criterion.id: criterion.axis for criterion in criteria}
    for derivation, node in derivations:
        for case in derivation.cases:
            if len({axes[criterion_id] for criterion_id in case.concludes if criterion_id in axes}) > 1:
                hint = say("model.both_axes_cure")
                node.fault(say("model.both_axes", derivation=derivation.id), hint=hint, code="both-axes")


def with_derivations(criteria: Iterable[Criterion], derivations: Iterable[Derivation]) -> tuple[Criterion, ...]:
    """The criteria with what follows for them around their conditions; the written conditions stay as they are."""
    around = around_conditions(derivations)
    return tuple(
        criterion._replace(condition=criterion.condition._replace(expression=_derived(criterion, around[criterion.id])))
        if criterion.id in around
        else criterion
        for criterion in criteria
    )


def _derived(criterion: Criterion, cases: Sequence[tuple[Derivation, Case]]) -> Expression:
    parts: Mapping[tuple[DerivationKind, bool], list[Expression]] = {
        (DerivationKind.EXCLUDES, False): [],
        (DerivationKind.COUNTS_AS, True): [],
        (DerivationKind.FILLS_IN, True): [],
        (DerivationKind.FILLS_IN, False): [],
    }
    for derivation, case in cases:
        if case.condition is not None:
            parts[derivation.kind, case.met].append(case.condition.expression)
    excluded_by, counts_as, filled_by, denied_by = (tuple(part) for part in parts.values())
    return Derived(criterion.condition.expression, excluded_by, counts_as, filled_by, denied_by)
