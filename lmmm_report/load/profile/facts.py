"""Prepares what a profile states: forms spelled out, hearsay and assumptions left out."""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from lmmm_report.domain.facts import ANY_NUMBER, EACH, EXISTS, NONE, Entries
from lmmm_report.domain.format import THERE, Field, ProfileFormat, may_be_told
from lmmm_report.domain.profile import COUNTED, UNMARKED, Evidence, FactValue, Path, Withheld
from lmmm_report.facts.completing import Reckoning, nothing
from lmmm_report.facts.stating import Told, told
from lmmm_report.load.profile.bases import Words
from lmmm_report.load.profile.items import way_to_entries
from lmmm_report.load.schema.forms import BASIS, COUNT, LISTED, MORE, NONE_OF_IT, SAID_BY, SOME_OF_IT
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.source import Source

_EXISTS, _ONE = "exists", "one"
Facts = Mapping[str, FactValue]


class Prepared(NamedTuple):
    """What a valid profile states, ready for conditions; nothing in it can be changed."""

    told: Told
    withheld: tuple[Withheld, ...]
    """What is only heard or assumed, and therefore not among the facts."""
    uncounted: tuple[Path, ...]
    """Lists that are empty among the facts, as none of their entries names a figure of the kind that is asked for."""

    @property
    def facts(self) -> Facts:
        """What conditions read."""
        return self.told.facts


def prepare_facts(
    data: Mapping[str, Data], on: date, described: ProfileFormat, counted: frozenset[str] = frozenset(COUNTED)
) -> Prepared:
    """The facts of a valid profile at the date of its assessment.

    ``counted`` are the bases on which a statement counts.
    """
    assessment = data.get("assessment")
    basis = str(assessment.get(BASIS) or "") if isinstance(assessment, dict) else ""
    preparation = _Preparation(counted)
    stated: dict[str, FactValue] = {}
    for section in described.fact_sections():
        place = described.fields.fields[section]
        own = COUNTED[0] if section == "company" else basis  # name and size are known whoever tells the rest
        prepared = preparation.value(data.get(section), place, (section,), own)
        if prepared is not None:
            stated[section] = prepared
    reckoning = Reckoning(on, described.rhythms)
    return Prepared(
        told(MappingProxyType(stated), described, reckoning, MappingProxyType(preparation.patterns)),
        tuple(preparation.withheld),
        tuple(preparation.uncounted),
    )


class _Preparation:
    """Spells out the forms and leaves out what does not count: what is stated, with nothing prepared from it."""

    def __init__(self, counted: frozenset[str]) -> None:
        self.counted = counted
        self.withheld: list[Withheld] = []
        self.uncounted: list[Path] = []
        self.patterns: dict[Path, Facts] = {}

    def value(self, value: Data, place: Field, path: Path, basis: str) -> FactValue | None:
        """What is stated at ``path``, `None` where nothing counts; ``basis`` is that of the groups around it."""
        if value is None:
            return None
        if place.kind == "object":
            return self._group(value, place, path, basis)
        if place.kind == "list":
            return self._list(value, place, path, basis)
        return _plain(value, place) if self._counts(basis) else None

    def _group(self, value: Data, place: Field, path: Path, basis: str) -> FactValue | None:
        stated = value if isinstance(value, dict) else {}
        basis = self._basis(stated, path, basis)
        if value == NONE or stated.get(NONE_OF_IT) is True:
            return nothing(place) if self._counts(basis) else None
        if value == _EXISTS:
            return MappingProxyType({THERE: True}) if self._counts(basis) else None
        fields = self._fields(stated, place, path, self._bases(stated, path, basis))
        if stated.get(SOME_OF_IT) is True and self._counts(basis):
            fields[THERE] = True
        return MappingProxyType(fields) or None

    def _entry(
        self, value: Data, place: Field, path: Path, basis: str, pattern: Mapping[str, Data] | None = None
    ) -> Mapping[str, FactValue] | None:
        """What is stated of an entry, `None` where it does not count; ``pattern`` is what holds for each beside it."""
        stated = value if isinstance(value, dict) else {place.name: value}
        basis = self._basis(stated, path, basis)
        bases = self._bases(stated, path, basis)
        if not self._counts(basis) and not (place.name and self._counts(bases[place.name])):
            return None
        facts = self._fields(stated, place, path, bases)
        if pattern:
            each = {name: child for name, child in pattern.items() if stated.get(name) is None}
            for_each = Words(each, str(pattern.get(BASIS) or basis))
            facts = {**self._fields(each, place, path, for_each), **facts}
        return MappingProxyType(facts)

    def _fields(self, value: Mapping[str, Data], place: Field, path: Path, bases: Words) -> dict[str, FactValue]:
        facts: dict[str, FactValue] = {}
        for name, child in value.items():
            inner = place.fields.get(name)
            if inner is None or inner.form or name == "evidence":
                continue
            prepared = self.value(child, inner, (*path, name), bases[name])
            if prepared is not None:
                facts[name] = prepared
        return facts

    def _list(self, value: Data, place: Field, path: Path, basis: str) -> FactValue | None:
        stated = value if isinstance(value, dict) else {}
        basis = self._basis(stated, path, basis)
        if value == NONE or stated.get(NONE_OF_IT) is True:
            return () if self._counts(basis) else None
        if isinstance(value, str):
            most = 1 if value == _ONE else ANY_NUMBER
            rest = self._rest({}, place, path)
            return Entries(rest=rest, at_least=1, at_most=most, key=_unique(place)) if self._counts(basis) else None
        if isinstance(value, list):
            return self._named(value, {}, place, path, basis)
        return self._open_list(stated, place, path, basis)

    def _open_list(self, value: Mapping[str, Data], place: Field, path: Path, basis: str) -> FactValue | None:
        listed, each, count = value.get(LISTED), value.get(EACH), value.get(COUNT)
        pattern = each if isinstance(each, dict) else {}
        written = listed if isinstance(listed, list) else []
        named = self._named(written, pattern, place, path, basis)
        if named is None:
            return None
        if isinstance(count, int):
            least = most = max(0, count - len(written))
        elif value.get(MORE) is True:
            least, most = 0, ANY_NUMBER
        elif listed is None and (each is not None or value.get(SOME_OF_IT) is True):
            least, most = 1, ANY_NUMBER
        else:
            if pattern and listed is not None:
                self.patterns[path] = self._rest(pattern, place, path) or {}
            return named if listed is not None else None
        if value.get(SOME_OF_IT) is True:
            least = max(least, 1 - len(named))
        if not most:
            return named
        if isinstance(named, Entries):  # some of the named ones do not count
            most = min(ANY_NUMBER, most + named.at_most)
        rest = self._rest(pattern, place, path)
        return Entries(named, rest=rest, at_least=least, at_most=most, key=_unique(place))

    def _named(
        self, entries: list[Data], pattern: Mapping[str, Data], place: Field, path: Path, basis: str
    ) -> tuple[FactValue, ...] | None:
        """The named entries; ``pattern`` is what holds for each of them. Where one does not count, the list is open."""
        item = place.item
        assert item is not None
        if item.kind != "object":
            if not self._counts(basis):
                return None
            words = (self.value(entry, item, (*path, index), basis) for index, entry in enumerate(entries))
            said = tuple(dict.fromkeys(word for word in words if word is not None))
            counted = _figures(said, place)
            if said and not counted:
                self.uncounted.append(path)
            return counted
        found = [self._entry(entry, item, (*path, index), basis, pattern) for index, entry in enumerate(entries)]
        kept = tuple(entry for entry in found if entry is not None)
        if not kept and not self._counts(basis):
            return None
        hidden = len(found) - len(kept)
        rest: Mapping[str, FactValue] = MappingProxyType({})
        return Entries(kept, rest=rest, at_least=0, at_most=hidden, key=_unique(place)) if hidden else kept

    def _rest(self, pattern: Mapping[str, Data], place: Field, path: Path) -> Mapping[str, FactValue] | None:
        """What holds for each entry that is not named; `None` in a list of words."""
        item = place.item
        if item is None or item.kind != "object":
            return None
        if not pattern:
            return MappingProxyType({})
        here = (*path, EACH)
        bases = self._bases(pattern, here, self._basis(pattern, here, COUNTED[0]))
        return MappingProxyType({THERE: True, **self._fields(pattern, item, here, bases)})

    def _counts(self, basis: str) -> bool:
        return (basis or UNMARKED.basis) in self.counted

    def _basis(self, value: Mapping[str, Data], path: Path, around: str) -> str:
        """The basis of a group; what does not count is noted with whoever said it."""
        own = value.get(BASIS)
        if own is None:
            return around
        if str(own) not in self.counted:
            self.withheld.append(Withheld(path, str(own), str(value.get(SAID_BY) or "")))
        return str(own)

    def _bases(self, value: Mapping[str, Data], path: Path, basis: str) -> Words:
        """The basis of each field of a group; those that are assumed are noted."""
        words = Words(value, basis)
        if basis != "assumed" and "assumed" not in self.counted:
            self.withheld += [Withheld((*path, name), "assumed") for name in words.assumed]
        return words


def _unique(place: Field) -> str:
    """The field in which no two entries of a list are alike, as conditions read it; empty if there is none."""
    own = place.item.fields.get(place.key) if place.item is not None and place.key else None
    return "" if own is None or "x-part-of" in own.node else place.key


def _plain(value: Data, place: Field) -> FactValue:
    """A single value as conditions read it."""
    if place.kind == "integer":
        return 0 if value == NONE or not isinstance(value, (int, float)) else int(value)
    if value == _EXISTS and may_be_told(place):
        return EXISTS
    if place.type_mark:
        return str(value)
    assert isinstance(value, (str, bool, float, int))
    return _whole(value, place)


def _whole(value: str | bool | float, place: Field) -> str | bool | float:
    """A part of a department stands for the whole of it."""
    whole = place.node.get("x-part-of", {}).get(value) if isinstance(value, str) else None
    return value if whole is None else str(whole)


def _figures(words: tuple[FactValue, ...], place: Field) -> tuple[FactValue, ...]:
    """The texts of a list that name a figure of the kind that is asked for; all where the format does not say."""
    stems = place.node.get("x-figures")
    if not stems:
        return words
    return tuple(w for w in words if not isinstance(w, str) or any(stem in w.casefold() for stem in stems))


def collect_evidence(source: Source) -> tuple[Evidence, ...]:
    """All evidence of a valid profile in the order of the file, each with the way to what it proves."""
    return tuple(_evidence(source.data, (), source))


def _evidence(value: Data, path: Path, source: Source) -> Iterator[Evidence]:
    if isinstance(value, list):
        path = way_to_entries(path)
        for index, entry in enumerate(value):
            yield from _evidence(entry, (*path, index), source)
    elif isinstance(value, dict):
        for name, child in value.items():
            if name != "evidence":
                yield from _evidence(child, (*path, name), source)
            elif isinstance(child, list):
                for index, entry in enumerate(child):
                    yield _proof(entry, path, index, source)


def _proof(entry: Data, path: Path, index: int, source: Source) -> Evidence:
    fields = entry.get("fields") if isinstance(entry, dict) else None
    stated = {name: str(value) for name, value in entry.items() if value is not None} if isinstance(entry, dict) else {}
    return Evidence(
        path=path,
        place=source.place((*path, "evidence", index)),
        link=stated.get("link", ""),
        note=stated.get("note", ""),
        date=date.fromisoformat(stated["date"]) if "date" in stated else None,
        confidence=stated.get("confidence", ""),
        fields=tuple(map(str, fields)) if isinstance(fields, list) else (),
    )
