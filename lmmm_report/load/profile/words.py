"""On whose word things are stated: the basis of groups and entries, and what would be left if less of them counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from lmmm_report.domain.format import Field, ProfileFormat
from lmmm_report.domain.profile import BASES, COUNTED, UNMARKED, Path, Word
from lmmm_report.load.profile.bases import Words
from lmmm_report.load.profile.facts import Facts, prepare_facts
from lmmm_report.load.profile.items import entries_of, way_to_entries
from lmmm_report.load.schema.forms import ASSUMED, BASIS, EACH, SAID_BY, TOLD
from lmmm_report.load.yaml.data import Data


def words_of(data: Mapping[str, Data], described: ProfileFormat) -> tuple[Word, Mapping[Path, Word]]:
    """The word for the whole profile, and those that groups and entries carry."""
    assessment = data.get("assessment")
    whole = _word(assessment if isinstance(assessment, dict) else {}, UNMARKED)
    found: dict[Path, Word] = {}
    for section in described.fact_sections():
        found.update(_words(data.get(section), described.fields.fields[section], (section,), whole))
    return whole, MappingProxyType(found)


def facts_by_basis(
    data: Mapping[str, Data], on: date, described: ProfileFormat, occurring: frozenset[str]
) -> Mapping[str, Facts]:
    """For each basis that occurs, the facts if only it and stronger ones counted; nothing where one occurs alone.

    They are prepared when they are looked at: whoever only checks a profile does not.
    """
    if len(occurring) < 2 and occurring <= frozenset(COUNTED):
        return MappingProxyType({})

    def prepared(basis: str) -> Facts:
        return prepare_facts(data, on, described, frozenset(BASES[: BASES.index(basis) + 1])).facts

    return _AtALook(tuple(basis for basis in BASES if basis in occurring), prepared)


class _AtALook(Mapping[str, Facts]):
    """A mapping whose values are made at the first look at each."""

    def __init__(self, names: tuple[str, ...], make: Callable[[str], Facts]) -> None:
        self._names = names
        self._make = cache(make)

    def __getitem__(self, name: str) -> Facts:
        if name not in self._names:
            raise KeyError(name)
        return self._make(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _words(value: Data, field: Field | None, path: Path, around: Word) -> Iterator[tuple[Path, Word]]:
    if field is None:
        return
    if isinstance(value, dict):
        if BASIS in field.fields and field.fields[BASIS].form and (value.get(BASIS) or value.get(SAID_BY)):
            around = _word(value, around)
            yield path, around
        yield from _of_fields(value, field, path, around)
        for name, child in value.items():
            yield from _words(child, field.fields.get(name), (*path, name), around)
    elif isinstance(value, list):
        path = way_to_entries(path)
        for index, child in enumerate(value):
            yield from _words(child, field.item, (*path, index), around)


def _of_fields(value: Mapping[str, Data], field: Field, path: Path, around: Word) -> Iterator[tuple[Path, Word]]:
    if ASSUMED in field.fields and field.fields[ASSUMED].form and (ASSUMED in value or TOLD in value):
        words = Words(value, around.basis)
        yield from (((*path, name), Word("assumed")) for name in words.assumed)
        yield from (((*path, name), word) for name, word in words.told.items())


def assumptions_of(data: Mapping[str, Data], described: ProfileFormat) -> tuple[Path, ...]:
    """The single statements that are only assumed, in the order of the file."""
    whole, _ = words_of({"assessment": data.get("assessment")}, described)
    sections = [name for name in described.fact_sections() if name != "company"]
    return tuple(
        path
        for name in sections
        for path in _assumed(data.get(name), described.fields.fields[name], (name,), whole.basis)
    )


def _assumed(value: Data, field: Field | None, path: Path, basis: str) -> Iterator[Path]:
    if field is None or value is None:
        return
    if isinstance(value, dict):
        basis = str(value.get(BASIS) or basis)
    if field.kind == "list" and field.item is not None and field.item.kind == "object":
        yield from _assumed_entries(value, field.item, path, basis)
    elif field.kind == "object" and isinstance(value, dict):
        words = Words(value, basis)
        for name, child in value.items():
            inner = field.fields.get(name)
            if name != "evidence" and inner is not None and not inner.form:
                yield from _assumed(child, inner, (*path, name), words[name])
    elif basis == "assumed":
        yield path


def _assumed_entries(value: Data, item: Field, path: Path, basis: str) -> Iterator[Path]:
    entries = entries_of(value)
    each = value.get(EACH) if isinstance(value, dict) else None
    for index, child in enumerate(entries):
        yield from _assumed(child, item, (*path, index), basis)
    yield from _assumed(each, item, (*path, EACH), basis)
    if not entries and each is None and basis == "assumed":
        yield path


def _word(value: Mapping[str, Data], around: Word) -> Word:
    return Word(str(value.get(BASIS) or around.basis), str(value.get(SAID_BY) or around.said_by))
