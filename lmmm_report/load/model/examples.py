"""Looks at the examples of criteria: each has to be a fragment of a profile that the format knows."""

from __future__ import annotations

from lmmm_report.domain.format import Field
from lmmm_report.domain.profile import Place
from lmmm_report.load.schema.decode import Node, position_in
from lmmm_report.load.schema.nearest import did_you_mean
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.source import Source, parse_yaml
from lmmm_report.messages import say
from lmmm_report.problems import UserError


def check_examples(examples: Node, profile: Field) -> None:
    """Refuse every example that cannot be read, or that states what the profile's format does not have."""
    if not isinstance(examples.data, dict):
        return
    for node in examples.children():
        if isinstance(node.data, str) and node.data.strip():
            check_example(node, profile)


def check_example(node: Node, profile: Field) -> None:
    """Refuse an example that cannot be read, or that states what the profile's format does not have."""
    try:
        source = parse_yaml(str(node.data).encode(), node.source.name)
    except UserError as error:
        for problem in error.problems:
            place = Place(problem.line or 1, problem.column or 1)
            message = say("model.in_example", message=problem.message)
            node.fault(message, hint=problem.hint, code=problem.code, place=_outside(node, place))
        return
    if not isinstance(source.data, dict):
        node.fault(say("model.example"), hint=say("model.example_cure"), code="kind")
        return
    _check_keys(node, source, (), source.data, profile)


def _check_keys(node: Node, source: Source, path: tuple[str | int, ...], data: Data, field: Field) -> None:
    """Refuse keys that the format does not have, at any depth."""
    if isinstance(data, list):
        for index, item in enumerate(data):
            if field.item is not None:
                _check_keys(node, source, (*path, index), item, field.item)
    elif isinstance(data, dict):
        for key, value in data.items():
            inner = field.fields.get(key)
            if inner is not None:
                _check_keys(node, source, (*path, key), value, inner)
                continue
            place = _outside(node, source.place((*path, key), key=True))
            hint = did_you_mean(key, field.fields)
            node.fault(say("model.no_key", key=key), hint=hint, code="unknown-key", place=place)


def _outside(node: Node, place: Place) -> Place:
    """A place in an example as a place in the model's file."""
    lines = str(node.data).split("\n")[: place.line]
    offset = sum(len(line) + 1 for line in lines[:-1]) + place.column - 1
    return position_in(node, offset)
