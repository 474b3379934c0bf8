"""A loaded model as JSON and back: what never changes between two runs is not computed in every run.

The JSON is a list of nodes, each of which names only nodes before it; the last one is the model. A node is a value that
JSON has, a mapping of texts as it is, such as one text in several languages, or a list: first what it is (a tuple, a
mapping, or one of the classes in `CLASSES`), then its parts, each by the number of its node. What occurs several times
is one node. Reading makes nothing but these, so a file can never run code.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from enum import Enum
from types import MappingProxyType, ModuleType
from typing import Any

from lmmm_report.domain import condition, effect, expression, measure, model, profile, sentence
from lmmm_report.domain.model import Model


def _classes(module: ModuleType) -> tuple[type, ...]:
    """The named tuples and enumerations that a module defines, by name."""
    members = (member for _, member in sorted(vars(module).items()) if isinstance(member, type))
    return tuple(
        member
        for member in members
        if member.__module__ == module.__name__ and (_names(member) or issubclass(member, Enum))
    )


def _names(cls: type) -> tuple[str, ...]:
    """The fields that an object of a class is made of; empty for a class of another kind."""
    return tuple(getattr(cls, "_fields", ()))


CLASSES = tuple(
    cls for module in (profile, expression, condition, effect, measure, sentence, model) for cls in _classes(module)
)
"""Everything that a model can consist of. The order is part of the form."""

TUPLE, MAPPING, FIRST_CLASS = 0, 1, 2


def as_json(model: Model) -> str:
    """The model as one line of JSON."""
    writer = _Writer()
    writer.part(model)
    return json.dumps(writer.nodes, ensure_ascii=False, separators=(",", ":"))


class _Writer:
    def __init__(self) -> None:
        self.nodes: list[object] = []
        self._known: dict[str, int] = {}
        self._tags = {cls: number for number, cls in enumerate(CLASSES, FIRST_CLASS)}

    def part(self, value: object) -> int:
        """The number of the value's node."""
        tag = self._tags.get(type(value))
        if isinstance(value, Enum):
            return self._node([tag, self.part(value.value)])
        if tag is not None:
            return self._node([tag, *(self.part(getattr(value, name)) for name in _names(type(value)))])
        if isinstance(value, Mapping) and all(isinstance(part, str) for item in value.items() for part in item):
            return self._node(dict(value))
        if isinstance(value, Mapping):
            return self._node([MAPPING, *(self.part(part) for item in value.items() for part in item)])
        if isinstance(value, tuple):
            return self._node([TUPLE, *(self.part(part) for part in value)])
        if value is None or isinstance(value, (str, int, float)):
            return self._node(value)
        raise TypeError(f"a model cannot hold a {type(value).__name__}")

    def _node(self, node: object) -> int:
        key = json.dumps(node)
        if key not in self._known:
            self._known[key] = len(self.nodes)
            self.nodes.append(node)
        return self._known[key]


def from_json(text: str | bytes) -> Model:
    """The model that `as_json` wrote; `ValueError` if it is none."""
    try:
        made: list[Any] = []
        for node in json.loads(text):
            if node.__class__ is list:
                tag, *parts = node
                made.append(_MAKERS[tag]([made[part] for part in parts]))
            elif node.__class__ is dict:
                made.append(MappingProxyType(node))
            else:
                made.append(node)
        model = made[-1]
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise ValueError("this is no compiled model") from error
    if not isinstance(model, Model):
        raise ValueError("this is no compiled model")
    return model


def _mapping(values: list[Any]) -> Mapping[Any, Any]:
    return MappingProxyType(dict(zip(values[::2], values[1::2], strict=True)))


def _maker(cls: type) -> Callable[[list[Any]], Any]:
    if issubclass(cls, Enum):
        return lambda values: cls(values[0])
    make: Callable[[list[Any]], Any] = cls._make  # type: ignore[attr-defined]
    return make


_MAKERS: tuple[Callable[[list[Any]], Any], ...] = (tuple, _mapping, *map(_maker, CLASSES))
