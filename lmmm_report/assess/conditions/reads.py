"""What a condition asks for: facts by their written paths, and the variables of quantifiers around a part of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from lmmm_report.domain.expression import Has, Member, Name, Quantifier

Steps = tuple[str, ...]
"""The beginning of a path as far as it is written out: keys only, as an entry of a list can be any."""

CONSTANTS = ("none", "limits")
NOTHING: frozenset[str] = frozenset()


def paths_read(node: object, bound: frozenset[str] = NOTHING) -> Iterator[Steps]:
    """The facts that a tree asks for, each as far as its path is written out; ``bound`` are variables in force."""
    path = written_path(node, bound)
    if path:
        yield path
    elif isinstance(node, Quantifier):
        yield from paths_read(node.operand, bound)
        yield from paths_read(node.predicate, bound | {node.variable})
    elif isinstance(node, tuple):
        for part in node:
            yield from paths_read(part, bound)
    elif is_dataclass(node):
        for part in fields(node):
            yield from paths_read(getattr(node, part.name), bound)


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
    if isinstance(node, Name):
        return bound & {node.name}
    if isinstance(node, Quantifier):
        inside = variables_read(node.predicate, bound - {node.variable})
        return inside | variables_read(node.operand, bound)
    parts: tuple[object, ...] = ()
    if isinstance(node, tuple):
        parts = node
    elif is_dataclass(node):
        parts = tuple(getattr(node, part.name) for part in fields(node))
    return frozenset().union(*(variables_read(part, bound) for part in parts))
