"""Carries out measures: the facts of a profile as they would be afterwards, and every fact that changes.

Nothing is measured here and nothing is known of any model: what a measure changes follows from its effects alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from lmmm_report.assess.result.findings import FactReader
from lmmm_report.domain.effect import (
    AllOf,
    AtMost,
    Change,
    Dated,
    Effect,
    Entries,
    Entry,
    Exactly,
    Fill,
    IdOf,
    New,
    OneOf,
    Recent,
    Scalar,
    Single,
    Texts,
    Value,
    Wish,
    Words,
)
from lmmm_report.domain.measure import Measure
from lmmm_report.domain.model import Model
from lmmm_report.domain.profile import FactValue, Path, Profile, value_at

Facts = Mapping[str, FactValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedOut:
    """A profile as it would be. Its text and places are still those of the file."""

    profile: Profile
    changes: tuple[Change, ...]
    """In the order in which they are made; a fact that is changed twice counts once, with its last value."""


def carry_out(profile: Profile, measures: Iterable[Measure], model: Model) -> CarriedOut:
    """The profile after ``measures``, one after the other, each on what those before it have left.

    Dates become the day of the assessment: what is carried out later is lived later, but the question here is only
    what the facts would then say.
    """
    work = _Work(profile, model)
    for measure in measures:
        work.carry_out(measure)
    return work.result()


@dataclass(slots=True)
class _Work:
    """The facts as they are so far."""

    profile: Profile
    model: Model
    facts: Facts = field(init=False)
    language: str = field(init=False)
    changes: dict[Path, Change] = field(default_factory=dict)
    names: dict[Path, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    measure: str = ""

    def __post_init__(self) -> None:
        languages = self.model.languages
        self.facts = self.profile.facts
        self.language = self.profile.language if self.profile.language in languages else languages[0]

    def carry_out(self, measure: Measure) -> None:
        self.measure, self.aliases = measure.id, {}
        for effect in measure.effects:
            self._effect(effect)

    def result(self) -> CarriedOut:
        names = MappingProxyType({**self.profile.item_names, **self.names})
        profile = replace(self.profile, facts=self.facts, item_names=names)
        reader = FactReader(profile)
        return CarriedOut(
            profile=profile,
            changes=tuple(
                change._replace(label=reader.label(change.path))
                for change in self.changes.values()
                if change.value != change.before
            ),
        )

    def _effect(self, effect: Effect) -> None:
        if effect.each:
            for index in range(len(self._list(effect.path))):
                self._state((*effect.path, index), effect.state)
        elif effect.entry is not None:
            index = self._entry(effect.path, effect.entry, effect.named_by)
            if effect.alias:
                self.aliases[effect.alias] = str(value_at(self.facts, (*effect.path, index, effect.entry.key)))
        else:
            self._state(effect.path, effect.state)

    def _entry(self, path: Path, entry: Entry, named_by: Path = ()) -> int:
        """Bring one entry of a list into the wanted state, adding it if none matches; its index."""
        entries = self._list(path)
        matching = [index for index in range(len(entries)) if self._holds((*path, index), entry.match)]
        named = value_at(self.facts, named_by) if named_by else None
        chosen = None
        if named is not None:
            chosen = next((i for i in matching if value_at(self.facts, (*path, i, entry.key)) == named), None)
        if chosen is None:
            chosen = next((i for i in matching if self._holds((*path, i), entry.state)), None)
        if chosen is None and matching:
            chosen = matching[0]
        if chosen is not None:
            self._state((*path, chosen), entry.state)
            return chosen
        index = len(entries)
        self._name_new((*path, index), entry, entries)
        self._state((*path, index), entry.match)
        self._state((*path, index), entry.state)
        self.names[(*path, index)] = str(value_at(self.facts, (*path, index, entry.key)) or index + 1)
        return index

    def _name_new(self, place: Path, entry: Entry, entries: Sequence[FactValue]) -> None:
        """Give a new entry a name of its own."""
        wish = entry.state.get(entry.key)
        if isinstance(wish, New):
            taken = {one.get(entry.key) for one in entries if isinstance(one, Mapping)}
            first = wish.name if isinstance(wish.name, str) else self._text(wish.name)
            joint = "_" if isinstance(wish.name, str) else " "
            name, number = first, 2
            while name in taken:
                name, number = f"{first}{joint}{number}", number + 1
            self._put((*place, entry.key), name, assumed=True)

    def _holds(self, place: Path, state: Mapping[str, Wish]) -> bool:
        """Whether all wishes about one group or entry are fulfilled already."""
        here = value_at(self.facts, place)
        assert isinstance(here, Mapping)
        return all(self._fulfilled(here, name, wish) for name, wish in state.items())

    def _fulfilled(self, here: Mapping[str, Any], name: str, wish: Wish) -> bool:
        if isinstance(wish, Entries):
            return self._entries_hold(here.get(name, ()), wish)
        return _WISHES[type(wish)](self, here, name, wish) is None

    def _entries_hold(self, entries: Sequence[Mapping[str, Any]], wish: Entries) -> bool:
        return all(
            any(all(self._fulfilled(one, n, w) for n, w in {**entry.match, **entry.state}.items()) for one in entries)
            for entry in wish.entries
        )

    def _state(self, place: Path, state: Mapping[str, Wish]) -> None:
        """Fulfil all wishes about one group or entry."""
        for name, wish in state.items():
            if isinstance(wish, Entries):
                for entry in wish.entries:
                    self._entry((*place, name), entry)
                continue
            here = value_at(self.facts, place)
            wanted = _WISHES[type(wish)](self, here if isinstance(here, Mapping) else {}, name, wish)
            if wanted is not None:
                self._put((*place, name), wanted.value, assumed=wanted.assumed, companion=wanted.companion)

    def exactly(self, here: Mapping[str, Any], name: str, wish: Exactly) -> _Wanted | None:
        value = self._plain(wish.value)
        return None if here.get(name) == value else _Wanted(value, False, wish.value.companion)

    def fill(self, here: Mapping[str, Any], name: str, wish: Fill) -> _Wanted | None:
        if _stated(here.get(name)):
            return None
        return _Wanted(self._plain(wish.value), True, wish.value.companion)

    def one_of(self, here: Mapping[str, Any], name: str, wish: OneOf) -> _Wanted | None:
        if here.get(name) in [value.plain for value in wish.values]:
            return None
        first = wish.values[0]
        return _Wanted(self._plain(first), len(wish.values) > 1, first.companion)

    def all_of(self, here: Mapping[str, Any], name: str, wish: AllOf) -> _Wanted | None:
        stated = tuple(here.get(name, ()))
        missing = tuple(word for word in wish.words if word not in stated)
        return _Wanted(stated + missing, False) if missing else None

    def recent(self, here: Mapping[str, Any], name: str, wish: Recent) -> _Wanted | None:
        age = here.get(name + wish.ending)
        if age is not None and age <= self.model.limits[wish.limit]:
            return None
        return _Wanted(self.profile.date.isoformat(), True, (wish.ending, 0))

    def dated(self, here: Mapping[str, Any], name: str, wish: Dated) -> _Wanted | None:
        age = here.get(name + wish.ending)
        stated = _stated(here.get(name))
        if stated and (wish.ahead is None or (age is not None and age <= 0)):
            return None
        day = self.profile.date + timedelta(days=wish.ahead or 0)
        return _Wanted(day.isoformat(), True, (wish.ending, -(wish.ahead or 0)))

    def at_most(self, here: Mapping[str, Any], name: str, wish: AtMost) -> _Wanted | None:
        days = here.get(name + wish.ending)
        return None if days is not None and days <= wish.days else _Wanted(wish.value, False, (wish.ending, wish.days))

    def texts(self, here: Mapping[str, Any], name: str, wish: Texts) -> _Wanted | None:
        stated = tuple(here.get(name, ()))
        if not stated:
            return _Wanted(tuple(self._text(text) for text in wish.texts), True)
        return None if wish.most is None or len(stated) <= wish.most else _Wanted(stated[: wish.most], True)

    def single(self, here: Mapping[str, Any], name: str, wish: Single) -> _Wanted | None:
        stated = tuple(here.get(name, ()))
        if len(stated) == 1:
            return None
        return _Wanted(stated[:1] or (self._text(wish.text),), True)

    def id_of(self, here: Mapping[str, Any], name: str, wish: IdOf) -> _Wanted | None:
        named = self.aliases[wish.alias]
        return None if here.get(name) == named else _Wanted(named, False)

    def new(self, here: Mapping[str, Any], name: str, wish: New) -> _Wanted | None:
        return None  # the name is given when the entry is added

    def _plain(self, value: Value) -> Scalar:
        return self._text(value.plain) if isinstance(value.plain, Mapping) else value.plain

    def _text(self, words: Words) -> str:
        return words[self.language]

    def _list(self, path: Path) -> Sequence[FactValue]:
        value = value_at(self.facts, path)
        return value if isinstance(value, Sequence) and not isinstance(value, str) else ()

    def _put(
        self,
        path: Path,
        value: Scalar | tuple[Scalar, ...],
        *,
        assumed: bool,
        companion: tuple[str, int] | None = None,
    ) -> None:
        before = self.changes[path].before if path in self.changes else _shown(value_at(self.facts, path))
        change = Change(
            path=path, label="", value=value, before=before, assumed=assumed, measure=self.measure, companion=companion
        )
        self.changes[path] = change
        self.facts = with_change(self.facts, change)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a field has to become."""

    value: Scalar | tuple[Scalar, ...]
    assumed: bool
    companion: tuple[str, int] | None = None


_Fulfil = Callable[[_Work, Mapping[str, Any], str, Any], "_Wanted | None"]
_WISHES: Mapping[type, _Fulfil] = MappingProxyType(
    {
        Exactly: _Work.exactly,
        Fill: _Work.fill,
        OneOf: _Work.one_of,
        AllOf: _Work.all_of,
        Recent: _Work.recent,
        Dated: _Work.dated,
        AtMost: _Work.at_most,
        Texts: _Work.texts,
        Single: _Work.single,
        IdOf: _Work.id_of,
        New: _Work.new,
    }
)


def _stated(value: object) -> bool:
    """Whether a field says something. A number that is stated as ``none`` is 0; ``false`` is a statement."""
    return not (value is None or value in ("none", "") or (value == 0 and not isinstance(value, bool)))


def with_change(facts: Facts, change: Change) -> Facts:
    """``facts`` after one change, its prepared companion included."""
    changed = with_value(facts, change.path, change.value)
    if change.companion is None:
        return changed
    ending, number = change.companion
    return with_value(changed, (*change.path[:-1], f"{change.path[-1]}{ending}"), number)


def with_value(facts: Facts, path: Path, value: FactValue) -> Facts:
    """``facts`` with another value at ``path``; what is missing on the way is added, all else stays shared.

    An index one behind the last adds an entry.
    """
    changed = _with_value(facts, path, value)
    assert isinstance(changed, Mapping)
    return changed


def _with_value(here: FactValue | None, path: Path, value: FactValue) -> FactValue:
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        entries = list(here) if isinstance(here, Sequence) and not isinstance(here, str) else []
        inside = entries[step] if step < len(entries) else None
        entries[step : step + 1] = [_with_value(inside, rest, value)]
        return tuple(entries)
    group = dict(here) if isinstance(here, Mapping) else {}
    group[step] = _with_value(group.get(step), rest, value)
    return MappingProxyType(group)


def _shown(value: FactValue | None) -> Scalar | tuple[Scalar, ...] | None:
    """A value as a change shows what was there before: plain values and lists of them."""
    if isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, Sequence):
        return tuple(item for item in value if isinstance(item, (str, int, float, bool))) or None
    return None
