"""Carries out measures: the facts of a profile as they would be afterwards, and every fact that changes.

Nothing is measured here and nothing is known of any model: what a measure changes follows from its effects alone.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

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
    Lived,
    Mostly,
    New,
    OneOf,
    Recent,
    Scalar,
    Single,
    Texts,
    Wish,
    Words,
)
from lmmm_report.domain.facts import EACH, EXISTS, GROUP, LIST, Between, Existing
from lmmm_report.domain.facts import Entries as Open
from lmmm_report.domain.measure import Measure
from lmmm_report.domain.model import Model
from lmmm_report.domain.profile import FactValue, Path, Profile, value_at
from lmmm_report.facts.completing import Reckoning
from lmmm_report.facts.stating import Told, only_hidden, with_statement

Facts = Mapping[str, FactValue]


class CarriedOut(NamedTuple):
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


class _Wanted(NamedTuple):
    """What a field has to become."""

    value: Scalar | tuple[Scalar, ...]
    assumed: bool
    stated: FactValue | None = None
    """What is stated, where that is a list left open."""


class _Work:
    """The profile as it is so far."""

    def __init__(self, profile: Profile, model: Model) -> None:
        self.profile, self.model = profile, model
        self.language = profile.language if profile.language in model.languages else model.languages[0]
        self.changes: dict[Path, Change] = {}
        self.befores: dict[Path, FactValue | None] = {}
        """What the changed facts were before all changes."""
        self.names: dict[Path, str] = {}
        self.aliases: dict[str, str] = {}
        self.measure = ""

    @property
    def facts(self) -> Facts:
        return self.profile.facts

    def carry_out(self, measure: Measure) -> None:
        self.measure, self.aliases = measure.id, {}
        for effect in measure.effects:
            self._effect(effect)

    def result(self) -> CarriedOut:
        names = MappingProxyType({**self.profile.item_names, **self.names})
        profile = self.profile._replace(item_names=names)
        reader = FactReader(profile)
        return CarriedOut(
            profile=profile,
            changes=tuple(
                change._replace(label=reader.label(change.path))
                for change in self.changes.values()
                if change.stated != self.befores[change.path]
            ),
        )

    def _effect(self, effect: Effect) -> None:
        if effect.each:
            self._each(effect.path, effect.state)
        elif effect.entry is not None:
            index = self._entry(effect.path, effect.entry, effect.named_by)
            if effect.alias:
                self.aliases[effect.alias] = str(value_at(self.facts, (*effect.path, index, effect.entry.key)))
        else:
            self._state(effect.path, effect.state)

    def _each(self, path: Path, state: Mapping[str, Wish]) -> None:
        """Fulfil wishes about every entry of a list, those that are not named included.

        First those: what then holds for each need not be said of the named ones that say nothing of it.
        """
        entries = self._list(path)
        if isinstance(entries, Open) and entries.rest is not None and not only_hidden(entries):
            self._state((*path, EACH), state)
        for index in range(len(entries)):
            self._state((*path, index), state)

    def _entry(self, path: Path, entry: Entry, named_by: Path = ()) -> int:
        """Bring one entry of a list into the wanted state, adding it if none matches; its index."""
        entries = self._list(path)
        chosen = self._chosen(path, entry, len(entries), named_by)
        if chosen is None:
            chosen = next((i for i in range(len(entries)) if self._may_match((*path, i), entry)), None)
            if chosen is not None:
                self._state((*path, chosen), entry.match, guessed=True)
        index = len(entries) if chosen is None else chosen
        if value_at(self.facts, (*path, index, entry.key)) is None:
            self._name_new((*path, index), entry, entries)
        if chosen is None:
            self._state((*path, index), entry.match)
        self._state((*path, index), entry.state)
        if chosen is None:
            self.names[self.profile.as_written((*path, index))] = str(
                value_at(self.facts, (*path, index, entry.key)) or index + 1
            )
        return index

    def _chosen(self, path: Path, entry: Entry, count: int, named_by: Path) -> int | None:
        """Which of the named entries of a list is meant, of those that match for certain."""
        matching = [index for index in range(count) if self._holds((*path, index), entry.match)]
        named = value_at(self.facts, named_by) if named_by else None
        if named is not None:
            found = next((i for i in matching if value_at(self.facts, (*path, i, entry.key)) == named), None)
            if found is not None:
                return found
        found = next((i for i in matching if self._holds((*path, i), entry.state)), None)
        return matching[0] if found is None and matching else found

    def _may_match(self, place: Path, entry: Entry) -> bool:
        """Whether nothing that is told of an entry speaks against it, and not all that is asked for is told.

        Its name has to be told: that one has none does not make it the one of that name.
        """
        here = value_at(self.facts, place)
        assert isinstance(here, GROUP)
        return bool(entry.match) and all(
            self._fulfilled(here, name, wish) or (name != entry.key and not _told(here.get(name)))
            for name, wish in entry.match.items()
        )

    def _name_new(self, place: Path, entry: Entry, entries: Sequence[FactValue]) -> None:
        """Give a new entry, or one without a name, a name of its own."""
        wish = entry.state.get(entry.key)
        if isinstance(wish, New):
            around = self.profile.as_written(place[:-1])
            taken = {one.get(entry.key) for one in entries if isinstance(one, Mapping)}
            taken |= {name for path, name in self.profile.item_names.items() if path[:-1] == around}
            first = wish.name if isinstance(wish.name, str) else self._text(wish.name)
            joint = "_" if isinstance(wish.name, str) else " "
            name, number = first, 2
            while name in taken:
                name, number = f"{first}{joint}{number}", number + 1
            self._put((*place, entry.key), _Wanted(name, True))

    def _holds(self, place: Path, state: Mapping[str, Wish]) -> bool:
        """Whether all wishes about one group or entry are fulfilled already."""
        here = value_at(self.facts, place)
        assert isinstance(here, GROUP)
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

    def _state(self, place: Path, state: Mapping[str, Wish], *, guessed: bool = False) -> None:
        """Fulfil all wishes about one group or entry; ``guessed``: that it is the one that is meant."""
        for name, wish in state.items():
            if isinstance(wish, Entries):
                for entry in wish.entries:
                    self._entry((*place, name), entry)
                continue
            here = value_at(self.facts, place)
            wanted = _WISHES[type(wish)](self, here if isinstance(here, GROUP) else {}, name, wish)
            if wanted is not None:
                self._put((*place, name), wanted._replace(assumed=wanted.assumed or guessed))

    def exactly(self, here: Mapping[str, Any], name: str, wish: Exactly) -> _Wanted | None:
        return None if here.get(name) == wish.value else _Wanted(wish.value, False)

    def fill(self, here: Mapping[str, Any], name: str, wish: Fill) -> _Wanted | None:
        return None if _stated(here.get(name)) else _Wanted(self._plain(wish.value), True)

    def one_of(self, here: Mapping[str, Any], name: str, wish: OneOf) -> _Wanted | None:
        told = value_at(self.facts, wish.like) if wish.like else None
        values = tuple(value for value in wish.values if value == told) or wish.values
        return None if here.get(name) in values else _Wanted(values[0], len(values) > 1)

    def all_of(self, here: Mapping[str, Any], name: str, wish: AllOf) -> _Wanted | None:
        stated = here.get(name, ())
        missing = tuple(word for word in wish.words if word not in stated)
        if not missing:
            return None
        words = (*stated, *missing)
        # The words that are added may be among those that were not named.
        return _Wanted(words, False, Open(words, at_least=0) if isinstance(stated, Open) else None)

    def recent(self, here: Mapping[str, Any], name: str, wish: Recent) -> _Wanted | None:
        age = _at_most(here.get(name + wish.ending))
        return None if age is not None and age <= self.model.limits[wish.limit] else self._today()

    def lived(self, here: Mapping[str, Any], name: str, wish: Lived) -> _Wanted | None:
        return None if here.get(name + wish.ending) is True else self._today()

    def mostly(self, here: Mapping[str, Any], name: str, wish: Mostly) -> _Wanted | None:
        share = here.get(f"{name}_percent")
        low = share.low if isinstance(share, Between) else share
        return None if isinstance(low, int) and low > _HALF else _Wanted(self._text(wish.share), True)

    def dated(self, here: Mapping[str, Any], name: str, wish: Dated) -> _Wanted | None:
        age = _at_most(here.get(name + wish.ending))
        if _stated(here.get(name)) and (wish.ahead is None or (age is not None and age <= 0)):
            return None
        return self._today(wish.ahead or 0)

    def at_most(self, here: Mapping[str, Any], name: str, wish: AtMost) -> _Wanted | None:
        days = here.get(name + wish.ending)
        return None if days is not None and days <= wish.days else _Wanted(wish.value, False)

    def texts(self, here: Mapping[str, Any], name: str, wish: Texts) -> _Wanted | None:
        stated = here.get(name, ())
        least, most = _length(stated)
        if least and (wish.most is None or most <= wish.most):
            return None
        words = tuple(stated[: wish.most]) or tuple(self._text(text) for text in wish.texts)
        # Where the number counts, a list that was left open ends here.
        opened = Open(words, at_least=0) if isinstance(stated, Open) and wish.most is None else None
        return _Wanted(words, True, opened)

    def single(self, here: Mapping[str, Any], name: str, wish: Single) -> _Wanted | None:
        stated = here.get(name, ())
        if _length(stated) == (1, 1):
            return None
        return _Wanted(tuple(stated[:1]) or (self._text(wish.text),), True)

    def id_of(self, here: Mapping[str, Any], name: str, wish: IdOf) -> _Wanted | None:
        named = self.aliases[wish.alias]
        return None if here.get(name) == named else _Wanted(named, False)

    def new(self, here: Mapping[str, Any], name: str, wish: New) -> _Wanted | None:
        return None  # the name is given when the entry is added

    def _today(self, ahead: int = 0) -> _Wanted:
        return _Wanted((self.profile.date + timedelta(days=ahead)).isoformat(), True)

    def _plain(self, value: Scalar | Words) -> Scalar:
        return self._text(value) if isinstance(value, Mapping) else value

    def _text(self, words: Words) -> str:
        return words[self.language]

    def _list(self, path: Path) -> Sequence[FactValue]:
        value = value_at(self.facts, path)
        return value if isinstance(value, LIST) and not isinstance(value, str) else ()

    def _put(self, path: Path, wanted: _Wanted) -> None:
        before = _shown(self.befores.setdefault(path, value_at(self.facts, path)))
        stated: FactValue = wanted.value if wanted.stated is None else wanted.stated
        change = Change(
            path=path,
            label="",
            value=wanted.value,
            before=before,
            assumed=wanted.assumed,
            measure=self.measure,
            stated=stated,
        )
        self.changes[path] = change
        self.profile = with_change(self.profile, path, stated)


_HALF = 50
_Fulfil = Callable[[_Work, Mapping[str, Any], str, Any], "_Wanted | None"]
_WISHES: Mapping[type, _Fulfil] = MappingProxyType(
    {
        Exactly: _Work.exactly,
        Fill: _Work.fill,
        OneOf: _Work.one_of,
        AllOf: _Work.all_of,
        Recent: _Work.recent,
        Lived: _Work.lived,
        Mostly: _Work.mostly,
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


def _told(value: object) -> bool:
    """Whether a field says enough to tell that something is not so: an open list, and a text not told, do not."""
    return not (value is None or isinstance(value, (Existing, Between, Open)))


def _at_most(age: object) -> int | None:
    """The age that something has at the most; `None` if it is not known."""
    age = age.high if isinstance(age, Between) else age
    return age if isinstance(age, int) else None


def _length(stated: Sequence[Any]) -> tuple[int, int]:
    """How many entries a list has at the least and at the most."""
    if isinstance(stated, Open):
        return len(stated) + stated.at_least, len(stated) + stated.at_most
    return len(stated), len(stated)


def with_change(profile: Profile, path: Path, stated: FactValue) -> Profile:
    """``profile`` after one more statement, with all that follows from it, as if it were read anew.

    What is missing on the way is added; an index one behind the last adds an entry.
    """
    reckoning = Reckoning(profile.date, profile.described.rhythms)
    told = with_statement(
        Told(profile.stated, profile.facts, profile.patterns), path, stated, profile.described, reckoning
    )
    return profile._replace(stated=told.stated, facts=told.facts)


def _shown(value: FactValue | None) -> Scalar | tuple[Scalar, ...] | None:
    """A value as a change shows what was there before: plain values and lists of them."""
    if value is EXISTS:
        return EXISTS.value
    if isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, LIST):
        return tuple(item for item in value if isinstance(item, (str, int, float, bool))) or None
    return None
