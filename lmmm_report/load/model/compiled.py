"""A loaded model as JSON and back: what never changes between two runs is not computed in every run.

The JSON is a list of nodes, each of which names only nodes before it; the last one is the model. A node is a value that
JSON has, a mapping of texts as it is, such as one text in several languages, or a list: first what it is (a tuple, a
mapping, or one of the classes in `CLASSES`), then its parts, each by the number of its node. What occurs several times
is one node. Examples are most of the nodes of a criterion, and only explaining and proving a model looks at them: they
stand behind, as one text that is read at the first look. Reading makes nothing but these, so a file can never run code.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import cached_property
from types import MappingProxyType, ModuleType
from typing import Any

from lmmm_report.domain import condition, effect, expression, measure, model, profile, sentence
from lmmm_report.domain.condition import Example
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

TUPLE, MAPPING, EXAMPLES, FIRST_CLASS = 0, 1, 2, 3


def as_json(model: Model) -> str:
    """The model as one line of JSON."""
    writer = _Writer(_Writer())
    writer.part(model)
    return _line([writer.nodes, _line(writer.later.nodes)])


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class _Writer:
    def __init__(self, later: _Writer | None = None) -> None:
        self.nodes: list[object] = []
        self.later = later or self
        """Takes the examples."""
        self._known: dict[str, int] = {}
        self._tags = {cls: number for number, cls in enumerate(CLASSES, FIRST_CLASS)}

    def part(self, value: object) -> int:
        """The number of the value's node."""
        tag = self._tags.get(type(value))
        if isinstance(value, Enum):
            return self._node([tag, self.part(value.value)])
        if tag is not None:
            return self._node([tag, *(self.part(getattr(value, name)) for name in _names(type(value)))])
        if isinstance(value, Mapping):
            return self._mapping(value)
        if isinstance(value, tuple):
            return self._node([TUPLE, *(self.part(part) for part in value)])
        if value is None or isinstance(value, (str, int, float)):
            return self._node(value)
        raise TypeError(f"a model cannot hold a {type(value).__name__}")

    def _mapping(self, value: Mapping[Any, Any]) -> int:
        if self.later is not self and _are_examples(value):
            return self._node([EXAMPLES, self.part(self.later.part(value))])
        if all(isinstance(part, str) for item in value.items() for part in item):
            return self._node(dict(value))
        return self._node([MAPPING, *(self.part(part) for item in value.items() for part in item)])

    def _node(self, node: object) -> int:
        key = json.dumps(node)
        if key not in self._known:
            self._known[key] = len(self.nodes)
            self.nodes.append(node)
        return self._known[key]


def from_json(text: str | bytes) -> Model:
    """The model that `as_json` wrote; `ValueError` if it is none."""
    try:
        nodes, later = json.loads(text)
        examples = _Later(later)
        model = _made(nodes, lambda parts: _Examples(examples, parts[0]))[-1]
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise ValueError("this is no compiled model") from error
    if not isinstance(model, Model):
        raise ValueError("this is no compiled model")
    return model


def _made(nodes: list[Any], examples: Callable[[list[Any]], Any]) -> list[Any]:
    """What each node stands for; ``examples`` makes what stands behind."""
    makers: tuple[Callable[[list[Any]], Any], ...] = (tuple, _mapping, examples, *_MAKERS)
    made: list[Any] = []
    for node in nodes:
        if node.__class__ is list:
            tag, *parts = node
            made.append(makers[tag]([made[part] for part in parts]))
        elif node.__class__ is dict:
            made.append(MappingProxyType(node))
        else:
            made.append(node)
    return made


def _are_examples(value: Mapping[Any, Any]) -> bool:
    return bool(value) and all(isinstance(part, Example) for part in value.values())


class _Later:
    """The nodes that stand behind, read at the first look at any of them."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def made(self) -> list[Any]:
        return _made(json.loads(self._text), tuple)


class _Examples(Mapping[str, Example]):
    """The examples of one criterion, or of another part with a condition, by name."""

    def __init__(self, later: _Later, number: int) -> None:
        self._later, self._number = later, number

    @property
    def _all(self) -> Mapping[str, Example]:
        found: Mapping[str, Example] = self._later.made[self._number]
        return found

    def __getitem__(self, name: str) -> Example:
        return self._all[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def __repr__(self) -> str:
        return repr(self._all)


def _mapping(values: list[Any]) -> Mapping[Any, Any]:
    return MappingProxyType(dict(zip(values[::2], values[1::2], strict=True)))


def _maker(cls: type) -> Callable[[list[Any]], Any]:
    if issubclass(cls, Enum):
        return lambda values: cls(values[0])
    make: Callable[[list[Any]], Any] = cls._make  # type: ignore[attr-defined]
    return make


_MAKERS: tuple[Callable[[list[Any]], Any], ...] = tuple(map(_maker, CLASSES))
