"""What the parts of a maturity model may refer to, and the shapes that its ids have."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lmmm_report.domain.condition import Condition
from lmmm_report.domain.expression import Expression, Literal
from lmmm_report.domain.format import Field
from lmmm_report.domain.model import Axis
from lmmm_report.load.expression.expression import ExpressionError, load_expression
from lmmm_report.load.schema.decode import Node, position_in, refuse_doubles
from lmmm_report.load.schema.format import FactType

Shape = tuple[str, str]
"""What a text has to match as a whole, and the key of the message that says so in words."""

NAME: Shape = ("[a-z][a-z0-9_]*", "model.name")
CODE: Shape = ("[A-Z][A-Z0-9]*", "model.capital_code")

MOST_STAGES = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What the rest of the model's files may refer to."""

    languages: tuple[str, ...]
    axes: tuple[Axis, ...]
    area_codes: Mapping[str, str]
    """The middle part of the ids of an area's criteria."""
    owners: Collection[str]
    efforts: Collection[str]
    also: Collection[str]
    """Kinds of what measures can ask for beyond their effort."""
    situations: Collection[str]
    """Ids of the situations in which texts speak otherwise."""
    limits: Collection[str]
    sources: Collection[str]
    facts: FactType
    profile: Field
    """The format of the profiles that the model reads."""
    sections: Collection[str]
    """The parts of a profile that hold facts."""
    sizes: Collection[str]
    """Ids of the classes of company size."""
    folder: str
    """What the names of the model's files begin with on this machine; left out of what the model keeps."""

    def axis(self, axis_id: str) -> Axis | None:
        """The axis with this id, `None` if there is none."""
        return next((axis for axis in self.axes if axis.id == axis_id), None)

    def stage_count(self) -> int:
        """How many stages an axis has; 0 where that is not known."""
        return max((len(axis.stages) for axis in self.axes), default=0)

    def file(self, node: Node) -> str:
        """Name of the node's file inside the model's folder."""
        return node.source.name.removeprefix(self.folder).replace("\\", "/")

    def condition(self, node: Node) -> Condition:
        """The condition a text holds, parsed and checked; one that is never true where it cannot be used."""
        text = node.string()
        expression: Expression = Literal(False)
        try:
            expression = load_expression(text, self.facts, self.limits) if text else expression
        except ExpressionError as error:
            node.fault(error.message, hint=error.hint, code="condition", place=position_in(node, error.offset))
        return Condition(text=text, expression=expression, file=self.file(node), place=node.place)

    def stage_number(self, axis_id: str, node: Node) -> int:
        """The number of a stage of this axis; 0 where it is none."""
        axis = self.axis(axis_id)
        return node.integer(1, len(axis.stages) if axis and axis.stages else MOST_STAGES)


def named(node: Node, shape: Shape) -> Mapping[str, Node]:
    """The entries of a mapping whose keys are ids of this shape."""
    found = node.entries()
    for child in found.values():
        child.check_key(*shape)
    return found


def beginnings(nodes: Sequence[Node], kind: str, shape: Shape) -> list[str]:
    """What ids begin with; empty for all where one is at fault, so that no id is blamed for it."""
    faults = nodes[0].faults if nodes else []
    known = len(faults)
    values = [(node, node.string(*shape)) for node in nodes]
    refuse_doubles(values, kind)
    whole = len(faults) == known and all(value for _, value in values)
    return [value if whole else "" for _, value in values]


def numbered(text: str, beginning: str) -> bool:
    """Whether an id is ``beginning`` and a number from 1. No pattern: each of many would have to be compiled once."""
    number = text.removeprefix(beginning)
    return len(number) < len(text) and number.isascii() and number.isdecimal() and number[0] != "0"
