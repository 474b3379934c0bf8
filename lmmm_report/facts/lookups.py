"""What a group takes over from the entry of a list that it names, and completing the groups around a change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from lmmm_report.domain.facts import EACH, Entries
from lmmm_report.domain.format import Field, ProfileFormat
from lmmm_report.domain.profile import FactValue, Path
from lmmm_report.facts.completing import Reckoning, completed, stated_of

Facts = Mapping[str, FactValue]


class Lookup(NamedTuple):
    """A field of a group that, where it is not stated, is a field of the entry that a sibling names."""

    section: str
    group: str
    name: str
    sibling: str
    list: tuple[str, ...]
    """The way to the list of the entries."""
    key: str
    wanted: str
    """The field of the entry."""


def lookups_of(described: ProfileFormat) -> tuple[Lookup, ...]:
    """All such fields of a format."""
    return tuple(_lookups(described))


def taken_over(facts: Facts, lookups: tuple[Lookup, ...], changed: Path = ()) -> Facts:
    """``facts`` with what the named entries say.

    A stated field stays, unless ``changed`` is the sibling that names the entry, or stands in the list of entries.
    """
    for lookup in lookups:
        around = facts.get(lookup.section)
        here = around.get(lookup.group) if isinstance(around, Mapping) else None
        if not isinstance(around, Mapping) or not isinstance(here, Mapping):
            continue
        anew = changed == (lookup.section, lookup.group, lookup.sibling) or (
            len(changed) > len(lookup.list) and changed[: len(lookup.list)] == lookup.list
        )
        if lookup.name in here and not anew:
            continue
        entry = _entry_named(facts, lookup, here.get(lookup.sibling))
        value = entry.get(lookup.wanted) if entry is not None else None
        if value is not None:
            group = MappingProxyType({**here, lookup.name: value})
            facts = MappingProxyType({**facts, lookup.section: MappingProxyType({**around, lookup.group: group})})
    return facts


def completed_around(facts: Facts, path: Path, described: ProfileFormat, reckoning: Reckoning) -> Facts:
    """``facts`` after a change at ``path``, with the groups around it completed anew, from the innermost outwards."""
    found = _completed(facts, path, 0, described.fields, reckoning)
    assert isinstance(found, Mapping)
    return found


def _completed(here: Any, path: Path, depth: int, place: Field | None, reckoning: Reckoning) -> Any:
    if place is None or depth >= len(path):
        return here
    step = path[depth]
    inner = place.item if isinstance(step, int) else place.fields.get(step)
    if isinstance(here, tuple):
        return _completed_list(here, path, depth, inner, reckoning)
    if not isinstance(here, Mapping):
        return here
    group = dict(here)
    if step in group:
        group[step] = _completed(group[step], path, depth + 1, inner, reckoning)
    if not depth:
        return MappingProxyType(group)
    listed = isinstance(path[depth - 1], int) or path[depth - 1] == EACH
    if depth == 1:
        return MappingProxyType(group)  # a section is no thing that is there or not
    return completed(stated_of(group, place), place, reckoning, there=listed)


def _completed_list(
    here: tuple[Any, ...], path: Path, depth: int, inner: Field | None, reckoning: Reckoning
) -> tuple[Any, ...]:
    step = path[depth]
    if not isinstance(step, int):
        if not isinstance(here, Entries):
            return here
        rest = _completed(here.rest, path, depth + 1, inner, reckoning)
        return Entries(here, rest=rest, at_least=here.at_least, at_most=here.at_most, numbers=here.numbers)
    numbers = here.numbers if isinstance(here, Entries) else range(len(here))
    if step not in numbers:
        return here
    entries, at = list(here), numbers.index(step)
    entries[at] = _completed(here[at], path, depth + 1, inner, reckoning)
    return here.named(entries) if isinstance(here, Entries) else tuple(entries)


def _lookups(described: ProfileFormat) -> Iterator[Lookup]:
    for section in described.fact_sections():
        for group, place in described.fields.fields[section].fields.items():
            for name, child in place.fields.items():
                origin = child.node.get("x-from")
                if isinstance(origin, Mapping) and "entry" in origin:
                    sibling = place.fields[origin["entry"]]
                    way = tuple(sibling.reference.split("."))
                    entries = described.fields.at(way)
                    key = entries.key if entries is not None else ""
                    yield Lookup(section, group, name, origin["entry"], way, key, origin["field"])


def _entry_named(facts: Facts, lookup: Lookup, wanted: FactValue | None) -> Mapping[str, Any] | None:
    entries: Any = facts
    for step in lookup.list:
        entries = entries.get(step) if isinstance(entries, Mapping) else None
    for entry in entries if isinstance(entries, tuple) else ():
        if isinstance(entry, Mapping) and wanted is not None and entry.get(lookup.key) == wanted:
            return entry
    return None
