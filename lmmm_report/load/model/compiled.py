"""A loaded model as JSON and back: what never changes between two runs is not computed in every run.

A value is written as itself where JSON has it, and else as a list whose first entry says what it is: a tuple, a
mapping, or one of the classes in `CLASSES`. Reading makes nothing but these, so a file can never run code.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from types import MappingProxyType, ModuleType
from typing import Any

from lmmm_report.domain import effect, expression, measure, model, profile
from lmmm_report.domain.model import Model


def _classes(module: ModuleType) -> tuple[type, ...]:
    """The dataclasses and enumerations that a module defines, by name."""
    members = (member for _, member in sorted(vars(module).items()) if isinstance(member, type))
    return tuple(
        member
        for member in members
        if member.__module__ == module.__name__ and (is_dataclass(member) or issubclass(member, Enum))
    )


CLASSES = tuple(cls for module in (profile, expression, effect, measure, model) for cls in _classes(module))
"""Everything that a model can consist of. The order is part of the form."""

TUPLE, MAPPING, FIRST_CLASS = 0, 1, 2


def as_json(model: Model) -> str:
    """The model as one line of JSON."""
    tags = {cls: number for number, cls in enumerate(CLASSES, FIRST_CLASS)}
    return json.dumps(_written(model, tags), ensure_ascii=False, separators=(",", ":"))


def _written(value: object, tags: Mapping[type, int]) -> object:
    tag = tags.get(type(value))
    if isinstance(value, Enum):
        return [tag, value.value]
    if tag is not None and is_dataclass(value):
        return [tag, *(_written(getattr(value, field.name), tags) for field in fields(value))]
    if isinstance(value, Mapping):
        return [MAPPING, *(_written(part, tags) for item in value.items() for part in item)]
    if isinstance(value, tuple):
        return [TUPLE, *(_written(part, tags) for part in value)]
    if value is None or isinstance(value, (str, int, float)):
        return value
    raise TypeError(f"a model cannot hold a {type(value).__name__}")


def from_json(text: str | bytes) -> Model:
    """The model that `as_json` wrote; `ValueError` if it is none."""
    try:
        model = _read(json.loads(text))
    except (TypeError, LookupError, RecursionError) as error:
        raise ValueError("this is no compiled model") from error
    if not isinstance(model, Model):
        raise ValueError("this is no compiled model")
    return model


def _read(node: Any) -> Any:
    return _MAKERS[node[0]](node) if node.__class__ is list else node


def _mapping(node: list[Any]) -> Mapping[Any, Any]:
    parts = [part if part.__class__ is not list else _MAKERS[part[0]](part) for part in node]
    return MappingProxyType(dict(zip(parts[1::2], parts[2::2], strict=True)))


def _tuple(node: list[Any]) -> tuple[Any, ...]:
    return tuple([part if part.__class__ is not list else _MAKERS[part[0]](part) for part in node[1:]])


def _maker(cls: type) -> Callable[[list[Any]], Any]:
    if issubclass(cls, Enum):
        return lambda node: cls(node[1])
    assert is_dataclass(cls)
    names = [field.name for field in fields(cls)]

    def made(node: list[Any]) -> Any:
        parts = [part if part.__class__ is not list else _MAKERS[part[0]](part) for part in node]
        return cls(**dict(zip(names, parts[1:], strict=True)))

    return made


_MAKERS: tuple[Callable[[list[Any]], Any], ...] = (_tuple, _mapping, *map(_maker, CLASSES))
