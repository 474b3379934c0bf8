"""What a group takes over from the entry of a list that it names."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from lmmm_report.domain.facts import GROUP
from lmmm_report.domain.format import ProfileFormat
from lmmm_report.domain.profile import FactValue

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


@cache
def lookups_of(described: ProfileFormat) -> tuple[Lookup, ...]:
    """All such fields of a format."""
    return tuple(_lookups(described))


def taken_over(
    facts: Facts, stated: Facts, lookups: tuple[Lookup, ...], changed: frozenset[str] | None = None
) -> Facts:
    """``facts`` with what the named entries say; where they say nothing, what is ``stated`` at the place itself.

    ``changed``: the sections beside which all of this has been taken over before.
    """
    for lookup in lookups:
        if changed is not None and changed.isdisjoint((lookup.section, lookup.list[0])):
            continue
        around = facts.get(lookup.section)
        here = around.get(lookup.group) if isinstance(around, GROUP) else None
        if not isinstance(around, GROUP) or not isinstance(here, GROUP):
            continue
        entry = _entry_named(facts, lookup, here.get(lookup.sibling))
        value = entry.get(lookup.wanted) if entry is not None else None
        if value is None:
            value = _said(stated, lookup)
        if value is not here.get(lookup.name):
            rest = {name: fact for name, fact in here.items() if name != lookup.name}
            group = MappingProxyType(rest if value is None else {**rest, lookup.name: value})
            facts = MappingProxyType({**facts, lookup.section: MappingProxyType({**around, lookup.group: group})})
            changed = changed and changed | {lookup.section}
    return facts


def _said(stated: Facts, lookup: Lookup) -> FactValue | None:
    around = stated.get(lookup.section)
    here = around.get(lookup.group) if isinstance(around, GROUP) else None
    return here.get(lookup.name) if isinstance(here, GROUP) else None


def _lookups(described: ProfileFormat) -> Iterator[Lookup]:
    for section in described.fact_sections():
        for group, place in described.fields.fields[section].fields.items():
            for name, child in place.fields.items():
                origin = child.node.get("x-from")
                if origin is not None and isinstance(origin, Mapping) and "entry" in origin:
                    sibling = place.fields[origin["entry"]]
                    way = tuple(sibling.reference.split("."))
                    entries = described.fields.at(way)
                    key = entries.key if entries is not None else ""
                    yield Lookup(section, group, name, origin["entry"], way, key, origin["field"])


def _entry_named(facts: Facts, lookup: Lookup, wanted: FactValue | None) -> Mapping[str, Any] | None:
    entries: Any = facts
    for step in lookup.list:
        entries = entries.get(step) if isinstance(entries, GROUP) else None
    for entry in entries if isinstance(entries, tuple) else ():
        if isinstance(entry, GROUP) and wanted is not None and entry.get(lookup.key) == wanted:
            return entry
    return None
