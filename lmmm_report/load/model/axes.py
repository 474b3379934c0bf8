"""The axes of a maturity model with their stages and statements."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from lmmm_report.domain.model import Axis, Stage, Statement
from lmmm_report.load.model.vocabulary import MOST_STAGES, NAME, Shape, beginnings, numbered
from lmmm_report.load.schema.decode import Node, refuse_doubles
from lmmm_report.messages import say

_LETTER: Shape = ("[A-Z]", "model.capital_letter")
_DIRECTIONS = ("horizontal", "vertical")
_FEWEST_STAGES = 2
_MOST_SENTENCES = 99

_Ids = list[tuple[Node, str]]


def decode_axes(node: Node, languages: Collection[str]) -> tuple[Axis, ...]:
    """Both axes, the horizontal one first."""
    nodes = [child.fields(("id", "letter", "direction", "name", "summary", "stages")) for child in node.items()]
    letters = beginnings([fields["letter"] for fields in nodes], "model.letter", _LETTER)
    statements: _Ids = []
    axes = [_axis(fields, letter, languages, statements) for fields, letter in zip(nodes, letters, strict=True)]
    directions = [(fields["direction"], fields["direction"].one_of(_DIRECTIONS, "model.direction")) for fields in nodes]
    refuse_doubles([(fields["id"], axis.id) for fields, axis in zip(nodes, axes, strict=True)], "model.axis")
    refuse_doubles(directions, "model.direction")
    refuse_doubles(statements, "model.statement")
    _check_lengths(node, axes)
    turned = [direction for _, direction in directions] == list(reversed(_DIRECTIONS))
    return tuple(reversed(axes) if turned else axes)


def decode_path(node: Node, axes: Collection[Axis]) -> tuple[str, ...]:
    """The ids of all axes in the order in which they take their steps."""
    known = len(node.faults)
    order = node.many_of([axis.id for axis in axes], "model.axis")
    if len(node.faults) == known and len(order) < len(axes):
        missing = ", ".join(axis.id for axis in axes if axis.id not in order)
        message = say("model.path_lacks", missing=missing)
        node.fault(message, hint=say("model.add", names=missing), code="missing-id")
    return order


def _axis(fields: Mapping[str, Node], letter: str, languages: Collection[str], statements: _Ids) -> Axis:
    return Axis(
        id=fields["id"].string(*NAME),
        letter=letter,
        name=fields["name"].text(languages),
        summary=fields["summary"].text(languages),
        stages=_stages(fields["stages"], letter, languages, statements),
    )


def _check_lengths(node: Node, axes: list[Axis]) -> None:
    if node.data and len(axes) != len(_DIRECTIONS):
        node.fault(say("model.two_axes", count=len(axes)), hint=say("model.two_axes_cure"), code="axes")
        return
    lengths = [len(axis.stages) for axis in axes]
    if len(set(lengths)) > 1:
        one, other = (say("model.axis_has", axis=axis.id, number=len(axis.stages)) for axis in axes)
        message = say("model.unequal_axes", shown=say("model.and", one=one, other=other))
        node.fault(message, hint=say("model.unequal_axes_cure"), code="axes")


def _stages(node: Node, letter: str, languages: Collection[str], statements: _Ids) -> tuple[Stage, ...]:
    """The stages of one axis; the ids of their statements are added to ``statements``."""
    nodes = [child.fields(("id", "name", "summary", "statements")) for child in node.items()]
    stages = [
        Stage(
            id=fields["id"].string(*NAME),
            number=number,
            name=fields["name"].text(languages),
            summary=fields["summary"].text(languages),
            statements=_statements(
                fields["statements"], f"{letter.lower()}{number}." if letter else "", languages, statements
            ),
        )
        for number, fields in enumerate(nodes, start=1)
    ]
    refuse_doubles([(fields["id"], stage.id) for fields, stage in zip(nodes, stages, strict=True)], "model.stage")
    if stages and not _FEWEST_STAGES <= len(stages) <= MOST_STAGES:
        message = say("model.stages", fewest=_FEWEST_STAGES, most=MOST_STAGES, number=len(stages))
        node.fault(message, code="axes")
    return tuple(stages)


def _statements(node: Node, beginning: str, languages: Collection[str], ids: _Ids) -> tuple[Statement, ...]:
    """The statements of one stage; their ids are added to ``ids``."""
    statements = []
    for child in node.items():
        fields = child.fields(("id", "sentence", "text"))
        statement = Statement(
            id=_statement_id(fields["id"], beginning),
            sentence=fields["sentence"].integer(1, _MOST_SENTENCES),
            text=fields["text"].text(languages),
        )
        ids.append((fields["id"], statement.id))
        statements.append(statement)
    return tuple(statements)


def _statement_id(node: Node, beginning: str) -> str:
    """An id made of the axis's letter in small, the stage and a number, as far as these are known."""
    statement_id = node.string()
    if statement_id and beginning and not numbered(statement_id, beginning):
        message = say("model.statement_id", value=statement_id, beginning=beginning)
        node.fault(message, hint=say("model.write", text=f"{beginning}1"), code="pattern")
    return statement_id
