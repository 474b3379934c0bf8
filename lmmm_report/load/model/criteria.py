"""Criteria and contradictions of a maturity model from their YAML."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from lmmm_report.domain.condition import Example
from lmmm_report.domain.model import Contradiction, Criterion, Kind, Text
from lmmm_report.load.model.decisions import decode_decision
from lmmm_report.load.model.vocabulary import Vocabulary, numbered
from lmmm_report.load.schema.decode import Node
from lmmm_report.messages import say

_CRITERION = (
    "id",
    "axis",
    "stage",
    "kind",
    "area",
    "sources",
    "statements",
    "owners",
    "effort",
    "after",
    "condition",
    "short",
    "met",
    "not_met",
    "ask",
    "why",
    "do",
    "examples",
)
_CONTRADICTION = ("id", "condition", "criteria", "title", "meaning", "do", "examples")
_CONTRADICTION_ID = ("C(-[A-Z0-9]+)+", "model.contradiction_id")
_KINDS = tuple(kind.value for kind in Kind)
_NO_EFFORT = "none"
LONGEST_SHORT_NAME = 36
"""Characters of a short name: what fits beside a rung of the ladder and into a column of a table."""

Fields = Mapping[str, Node]


def decode_criterion(node: Node, vocabulary: Vocabulary) -> tuple[Criterion, Fields]:
    """One criterion and the nodes of its fields; the ids in ``after`` and ``statements`` are not followed yet."""
    fields = node.fields(_CRITERION, ("after_stage", "decision", "ask_only"))
    axis = fields["axis"].one_of([known.id for known in vocabulary.axes], "model.axis")
    stage = vocabulary.stage_number(axis, fields["stage"])
    area = fields["area"].one_of(vocabulary.area_codes, "model.area")
    kind = fields["kind"].one_of(_KINDS, "model.kind_of_criterion")
    effort = fields["effort"].one_of((*vocabulary.efforts, _NO_EFFORT), "model.effort")
    languages = vocabulary.languages
    criterion = Criterion(
        id=_criterion_id(fields["id"], axis, stage, area, vocabulary),
        axis=axis,
        stage=stage,
        kind=Kind(kind) if kind else Kind.GATE,
        area=area,
        sources=fields["sources"].many_of(vocabulary.sources, "model.source"),
        statements=_statements(fields["statements"], axis, stage, vocabulary),
        condition=vocabulary.condition(fields["condition"]),
        owners=fields["owners"].many_of(vocabulary.owners, "model.owner"),
        effort="" if effort == _NO_EFFORT else effort,
        after=tuple(child.string() for child in fields["after"].items(may_be_empty=True)),
        after_stage=_after_stage(fields["after_stage"], vocabulary),
        short=fields["short"].short_text(languages, LONGEST_SHORT_NAME),
        met=fields["met"].text(languages),
        not_met=fields["not_met"].text(languages),
        ask=fields["ask"].text(languages),
        why=fields["why"].text(languages),
        remedy=fields["do"].text(languages),
        examples=decode_examples(fields["examples"], ("met", "not_met", "unknown"), ("spoken", "bluff")),
        place=node.place,
        file=vocabulary.file(node),
        decision=decode_decision(fields["decision"], languages),
        ask_only=_asks(fields["ask_only"], languages),
    )
    return criterion, fields


def decode_contradiction(node: Node, vocabulary: Vocabulary) -> tuple[Contradiction, Fields]:
    """One contradiction and the nodes of its fields; the ids in ``criteria`` are not followed yet."""
    fields = node.fields(_CONTRADICTION)
    contradiction = Contradiction(
        id=fields["id"].string(*_CONTRADICTION_ID),
        condition=vocabulary.condition(fields["condition"]),
        title=fields["title"].text(vocabulary.languages),
        meaning=fields["meaning"].text(vocabulary.languages),
        remedy=fields["do"].text(vocabulary.languages),
        examples=decode_examples(fields["examples"], ("met", "not_met"), ("unknown",)),
        criteria=tuple(child.string() for child in fields["criteria"].items()),
    )
    return contradiction, fields


def _asks(node: Node, languages: Collection[str]) -> Mapping[str, Text]:
    """Questions by the field that alone is missing."""
    return MappingProxyType({str(child.path[-1]): child.text(languages) for child in node.children()})


def _criterion_id(node: Node, axis_id: str, stage: int, area: str, vocabulary: Vocabulary) -> str:
    """An id made of the axis's letter, the stage, the area's code and a number, as far as these are known."""
    axis = vocabulary.axis(axis_id)
    known = axis and axis.letter and stage and area and vocabulary.area_codes[area]
    beginning = f"{axis.letter}{stage}-{vocabulary.area_codes[area]}-" if axis and known else ""
    criterion_id = node.string()
    if criterion_id and beginning and not numbered(criterion_id, beginning):
        hint = say("model.criterion_id_cure", beginning=beginning)
        node.fault(say("model.criterion_id", value=criterion_id), hint=hint, code="pattern")
    return criterion_id


def _statements(node: Node, axis_id: str, stage: int, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Statements of the criterion's own stage; of any stage where that is not known."""
    own = vocabulary.axis(axis_id)
    axes = [own] if own and stage else vocabulary.axes
    known = [
        statement.id
        for axis in axes
        for place in axis.stages
        if place.number == stage or own is None or not stage
        for statement in place.statements
    ]
    kind = "model.statement_of_stage" if own and stage else "model.statement"
    return node.many_of(known, kind, may_be_empty=True)


def _after_stage(node: Node, vocabulary: Vocabulary) -> tuple[str, int] | None:
    if not node.given:
        return None
    written = node.string(r"[^.\s]+\.[1-9]", "model.axis_and_stage")
    axis_id, _, number = written.partition(".")
    axis = vocabulary.axis(axis_id)
    if axis is not None and number.isdigit() and int(number) <= len(axis.stages):
        return axis.id, int(number)
    if number.isdigit():
        stages = ", ".join(f"{known.id}.{stage.number}" for known in vocabulary.axes for stage in known.stages)
        message = say("schema.no_such", kind=say("model.stage"), value=written)
        node.fault(message, hint=say("model.there_are", names=stages), code="unknown-id")
    return None


def decode_examples(node: Node, required: Collection[str], optional: Collection[str] = ()) -> Mapping[str, Example]:
    """Examples by what they stand for, as they are written."""
    return MappingProxyType(
        {
            outcome: Example(text=_unparsed(child), place=child.place)
            for outcome, child in node.fields(required, optional).items()
            if child.given
        }
    )


def _unparsed(node: Node) -> str:
    """An example as it is written; a mapping in its place is refused, since examples are kept as texts."""
    node.string()
    return node.data if isinstance(node.data, str) else ""
