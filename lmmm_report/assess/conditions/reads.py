"""What a condition asks for: facts by their written paths, and the variables of quantifiers around a part of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lmmm_report.domain.expression import (
    Binary,
    Conditional,
    Derived,
    Has,
    Index,
    ListLiteral,
    Member,
    Name,
    Quantifier,
    Size,
    Unary,
)

Steps = tuple[str, ...]
"""The beginning of a path as far as it is written out: keys only, as an entry of a list can be any."""

CONSTANTS = ("none", "limits")
NOTHING: frozenset[str] = frozenset()

_PARTS: Mapping[type, Callable[..., tuple[object, ...]]] = {
    Binary: lambda node: (node.left, node.right),
    Conditional: lambda node: (node.condition, node.yes, node.no),
    Derived: lambda node: (node.own, *node.excluded_by, *node.counts_as, *node.filled_by, *node.denied_by),
    Has: lambda node: (node.target,),
    Index: lambda node: (node.target, node.index),
    ListLiteral: lambda node: node.items,
    Member: lambda node: (node.target,),
    Quantifier: lambda node: (node.operand, node.predicate),
    Size: lambda node: (node.operand,),
    Unary: lambda node: (node.operand,),
}
"""The trees inside a tree; what is not here has none."""


def paths_read(node: object, bound: frozenset[str] = NOTHING) -> Iterator[Steps]:
    """The facts that a tree asks for, each as far as its path is written out; ``bound`` are variables in force."""
    path = written_path(node, bound)
    if path:
        yield path
    elif isinstance(node, Quantifier):
        yield from paths_read(node.operand, bound)
        yield from paths_read(node.predicate, bound | {node.variable})
    else:
        for part in parts_of(node):
            yield from paths_read(part, bound)


def parts_of(node: object) -> tuple[object, ...]:
    """The trees that a tree consists of."""
    parts = _PARTS.get(type(node))
    return parts(node) if parts else ()


def written_path(node: object, bound: frozenset[str] = NOTHING) -> Steps:
    """The steps of a path that begins with a top-level fact; empty for anything else."""
    if isinstance(node, Name):
        return () if node.name in bound or node.name in CONSTANTS else (node.name,)
    if isinstance(node, (Member, Has)):
        before = written_path(node.target, bound)
        return (*before, node.field) if before else ()
    return ()


def variables_read(node: object, bound: frozenset[str]) -> frozenset[str]:
    """Those of the variables ``bound`` that a tree asks for."""
    return free_names(node) & bound


_FREE: dict[int, tuple[object, frozenset[str]]] = {}
_MOST_KNOWN = 50_000


def free_names(node: object) -> frozenset[str]:
    """The names that a tree asks for and does not bind itself; remembered by identity, as every tree asks its parts."""
    known = _FREE.get(id(node))
    if known is not None and known[0] is node:
        return known[1]
    if isinstance(node, Name):
        names = frozenset({node.name})
    elif isinstance(node, Quantifier):
        names = (free_names(node.predicate) - {node.variable}) | free_names(node.operand)
    else:
        names = NOTHING.union(*map(free_names, parts_of(node)))
    if len(_FREE) >= _MOST_KNOWN:
        _FREE.clear()
    _FREE[id(node)] = node, names
    return names
