"""Which fields of the profile a condition asks for, by their way in the format: lists are passed through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lmmm_report.domain.expression import Has, Index, Member, Name, Quantifier
from lmmm_report.domain.format import THERE
from lmmm_report.domain.profile import COMPANION_ENDINGS

Way = tuple[str, ...]


def fields_read(condition: object, sections: frozenset[str]) -> frozenset[Way]:
    """The ways to all fields that ``condition`` asks for; ``sections`` are the parts of the profile that hold facts.

    What is prepared from a field stands for it, and that there is a group for the group; whether a paper is alive,
    which follows from several fields, is kept as ``alive``.
    """
    return frozenset(_stated(way) for way in _read(condition, {name: (name,) for name in sections}))


def _read(node: object, known: Mapping[str, Way]) -> Iterator[Way]:
    way = _way(node, known)
    if way:
        yield way
    if isinstance(node, Quantifier):
        yield from _read(node.operand, known)
        inside = _way(node.operand, known)
        around = {name: found for name, found in known.items() if name != node.variable}
        yield from _read(node.predicate, {**around, node.variable: inside} if inside else around)
    elif not way and isinstance(node, tuple):
        for part in node:
            yield from _read(part, known)


def _way(node: object, known: Mapping[str, Way]) -> Way:
    if isinstance(node, Name):
        return known.get(node.name, ())
    if isinstance(node, (Member, Has)):
        before = _way(node.target, known)
        return (*before, node.field) if before else ()
    return _way(node.target, known) if isinstance(node, Index) else ()


def _stated(way: Way) -> Way:
    *before, last = way
    if last == THERE:
        return tuple(before)
    ending = next((ending for ending in COMPANION_ENDINGS if last.endswith(ending)), "")
    return (*before, last.removesuffix(ending)) if ending else way
