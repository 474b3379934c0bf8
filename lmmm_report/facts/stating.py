"""What is stated, and the facts that follow from it: for a whole profile, and after one more statement.

What is stated is a tree like that of the facts, without anything that is prepared: no companions, no defaults, nothing
taken over. A group in it that is said to be there (``exists``) or not (``none``) has the field ``there``.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from lmmm_report.domain.facts import ANY_NUMBER, EACH, GROUP, Entries
from lmmm_report.domain.format import THERE, Field, ProfileFormat
from lmmm_report.domain.profile import FactValue, Path, value_at
from lmmm_report.facts.completing import Reckoning, completed
from lmmm_report.facts.lookups import lookups_of, taken_over

Facts = Mapping[str, FactValue]


Patterns = Mapping[Path, Facts]
"""What holds for each entry of lists that are complete, by the path of the list; a further entry has it as well."""


class Told(NamedTuple):
    """Statements, and the facts that follow from them."""

    stated: Facts
    facts: Facts
    patterns: Patterns = MappingProxyType({})


def told(
    stated: Facts, described: ProfileFormat, reckoning: Reckoning, patterns: Patterns = MappingProxyType({})
) -> Told:
    """All that follows from ``stated``."""
    fields = described.fields.fields
    facts = {name: _section(_facts(value, fields[name], reckoning)) for name, value in stated.items()}
    return Told(stated, taken_over(MappingProxyType(facts), stated, lookups_of(described)), patterns)


def with_statement(before: Told, path: Path, value: FactValue, described: ProfileFormat, reckoning: Reckoning) -> Told:
    """What is told after ``value`` has been stated at ``path``, as if the whole were read anew.

    What is missing on the way is added, all else stays shared; an index one behind the last names a further entry.
    """
    stated = _with(before.stated, path, value, described.fields, _pattern_for(before, path))
    section = str(path[0])
    place = described.fields.fields[section]
    anew = _anew(stated[section], before.facts.get(section), path[1:], place, reckoning)
    facts = MappingProxyType({**before.facts, section: _section(anew)})
    return Told(stated, taken_over(facts, stated, lookups_of(described), frozenset({section})), before.patterns)


def _section(facts: Any) -> Any:
    """A section of a profile: nobody asks whether there is one."""
    if not isinstance(facts, GROUP) or THERE not in facts:
        return facts
    return MappingProxyType({name: fact for name, fact in facts.items() if name != THERE})


def _pattern_for(before: Told, path: Path) -> tuple[Path, Facts] | None:
    """Where a statement adds an entry to a complete list, from the list on, and what holds for each of its entries."""
    for depth, step in enumerate(path):
        if isinstance(step, int) and path[:depth] in before.patterns:
            listed = value_at(before.stated, path[:depth])
            if isinstance(listed, tuple) and step >= len(listed):
                return path[depth:], before.patterns[path[:depth]]
    return None


def only_hidden(entries: Entries) -> bool:
    """Whether a list is open only because some of its named entries do not count."""
    return entries.rest is not None and not entries.rest and not entries.at_least and entries.at_most < ANY_NUMBER


def differing(one: Any, other: Any, path: Path = ()) -> Iterator[Path]:
    """The paths at which two trees of facts differ, as far down as both have groups or equally long lists."""
    if one is other:
        return
    if isinstance(one, GROUP) and isinstance(other, GROUP):
        for name in dict.fromkeys((*one, *other)):
            yield from differing(one.get(name), other.get(name), (*path, name))
    elif type(one) is tuple and type(other) is tuple and len(one) == len(other):
        for index, (before, after) in enumerate(zip(one, other, strict=True)):
            yield from differing(before, after, (*path, index))
    elif type(one) is not type(other) or one != other:
        yield path


def closed(fact: Any) -> Any:
    """Facts with those lists ended that are open only because some of their entries do not count."""
    if isinstance(fact, Mapping):
        return MappingProxyType({name: closed(child) for name, child in fact.items()})
    if isinstance(fact, Entries) and not only_hidden(fact):
        return fact.named(closed(entry) for entry in fact)
    return tuple(closed(entry) for entry in fact) if isinstance(fact, tuple) else fact


def come_to_life(group: Mapping[str, FactValue], place: Field) -> dict[str, FactValue]:
    """What is still said of a group that was said not to exist, now that there is something in it.

    What was ``none`` stays none, except where the format knows what holds if nothing is said (the state of a paper that
    did not exist is not "none"; that it was never followed says nothing of the new one), and where it takes no none.
    """
    if group.get(THERE) is not False:
        return dict(group)
    origins = {name for child in place.fields.values() for name in _followed(child, place)}
    return {
        name: value
        for name, value in group.items()
        if name in place.fields and name not in origins and _may_stay(place.fields[name])
    }


def _followed(child: Field, place: Field) -> Iterator[str]:
    """The time that a field follows from where it is not stated, and the rhythm of that time."""
    origin = child.node.get("x-from")
    if isinstance(origin, str):
        yield origin
        yield str(place.fields[origin].node.get("x-lived", {}).get("rhythm", ""))


def _may_stay(place: Field) -> bool:
    if "x-default" in place.node or "x-from" in place.node:
        return False
    least: float = place.node.get("minimum", 0)
    return place.none_allowed or place.kind == "boolean" or (place.kind in ("integer", "number") and least <= 0)


def _facts(stated: Any, place: Field, reckoning: Reckoning, *, listed: bool = False) -> Any:
    """The fact that follows from a statement; ``listed``: it is an entry of a list."""
    if isinstance(stated, GROUP):
        if stated.get(THERE) is False:
            return stated
        found = {name: _facts(v, place.fields[name], reckoning) for name, v in stated.items() if name != THERE}
        return completed(found, place, reckoning, there=listed or THERE in stated)
    if not isinstance(stated, tuple) or place.item is None or place.item.kind != "object":
        return stated
    item = place.item
    entries = tuple(_facts(entry, item, reckoning, listed=True) for entry in stated)
    return _opened(entries, stated, _rest(stated, item, reckoning)) if isinstance(stated, Entries) else entries


def _rest(stated: Entries, item: Field, reckoning: Reckoning) -> Mapping[str, FactValue] | None:
    rest = stated.rest
    if not rest:  # nothing is known of them, not even that they are there
        return rest
    found: Mapping[str, FactValue] = _facts(rest, item, reckoning, listed=True)
    return found


def _opened(entries: tuple[Any, ...], like: Entries, rest: Mapping[str, Any] | None) -> Entries:
    return Entries(entries, rest=rest, at_least=like.at_least, at_most=like.at_most, key=like.key)


def _with(
    here: Any, path: Path, value: FactValue, place: Field | None, pattern: tuple[Path, Facts] | None = None
) -> Any:
    """What is stated at a place, with ``value`` further in; ``pattern`` is what holds for the entry that is added."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    item = place.item if place is not None else None
    if step == EACH and isinstance(here, Entries):
        return _with_each(here, rest, value, item)
    if isinstance(step, int):
        entries = list(here) if isinstance(here, tuple) else []
        inside = entries[step] if step < len(entries) else None
        if inside is None and isinstance(here, Entries) and here.rest is not None:
            # What holds for each holds for this one as well.
            inside = {name: fact for name, fact in here.rest.items() if name != THERE}
        elif inside is None and pattern is not None and pattern[0] == path:
            inside = {name: fact for name, fact in pattern[1].items() if name != THERE}
        entries[step : step + 1] = [_with(inside, rest, value, item, pattern)]
        if not isinstance(here, Entries):
            return tuple(entries)
        opened = here if step < len(here) else _weakened(here)
        return opened.named(entries)
    group = come_to_life(here, place) if isinstance(here, GROUP) and place is not None else {}
    inner = place.fields.get(str(step)) if place is not None else None
    group[str(step)] = _with(group.get(str(step)), rest, value, inner, pattern)
    return MappingProxyType(group)


def _weakened(here: Entries) -> Entries:
    """An open list before it gets a further named entry: others beside named ones are certain only by their number."""
    if here.at_most != ANY_NUMBER or not here.at_least:
        return here
    return Entries(here, rest=here.rest, at_least=0, at_most=ANY_NUMBER, key=here.key)


def _with_each(here: Entries, path: Path, value: FactValue, item: Field | None) -> Entries:
    """A statement about each entry: of those that are not named, and of the named ones that say nothing of it."""
    name = str(path[0])
    rest = _with(here.rest, path, value, item)
    entries = [entry if name in entry else MappingProxyType({**entry, name: rest[name]}) for entry in here]
    opened = MappingProxyType({THERE: True, **rest})
    return Entries(entries, rest=opened, at_least=here.at_least, at_most=here.at_most, key=here.key)


def _anew(stated: Any, known: Any, path: Path, place: Field, reckoning: Reckoning, *, listed: bool = False) -> Any:
    """The facts that follow from what is stated after a change at ``path``; beside it they are ``known``."""
    if path and isinstance(stated, GROUP) and isinstance(known, GROUP) and known.get(THERE) is not False:
        found = {}
        for name, value in stated.items():
            if name == path[0]:
                found[name] = _anew(value, known.get(name), path[1:], place.fields[name], reckoning)
            elif name != THERE:
                found[name] = known[name]
        return completed(found, place, reckoning, there=listed or THERE in stated)
    if path and isinstance(path[0], int) and isinstance(stated, tuple) and isinstance(known, tuple):
        item = place.item
        assert item is not None
        index = path[0]
        entries = list(known)
        inside = known[index] if index < len(known) else None
        entries[index : index + 1] = [_anew(stated[index], inside, path[1:], item, reckoning, listed=True)]
        return (
            _opened(tuple(entries), stated, known.rest)
            if isinstance(stated, Entries) and isinstance(known, Entries)
            else tuple(entries)
        )
    return _facts(stated, place, reckoning, listed=listed)
