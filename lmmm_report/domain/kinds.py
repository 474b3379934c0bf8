"""Named tuples of several kinds that stand for each other's place, such as the nodes of a tree."""

from __future__ import annotations

from typing import TypeVar

Kind = TypeVar("Kind", bound=type[tuple[object, ...]])


def _equal(one: tuple[object, ...], other: object) -> bool:
    return type(one) is type(other) and tuple.__eq__(one, other)


def _unequal(one: tuple[object, ...], other: object) -> bool:
    return not _equal(one, other)


def own_kind(cls: Kind) -> Kind:
    """Makes a named tuple equal to those of its class only: ``a.b`` is not ``has(a.b)``, though both hold the same."""
    for name, method in (("__eq__", _equal), ("__ne__", _unequal), ("__hash__", tuple.__hash__)):
        setattr(cls, name, method)
    return cls
