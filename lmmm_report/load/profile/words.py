"""On whose word things are stated: the basis of groups and entries, and what would be left if less of them counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from lmmm_report.domain.format import Field, ProfileFormat
from lmmm_report.domain.profile import UNMARKED, FactValue, Path, Word
from lmmm_report.load.profile.facts import prepare_facts
from lmmm_report.load.profile.items import way_to_entries
from lmmm_report.load.schema.forms import BASES, BASIS, SAID_BY
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
) -> Mapping[str, Mapping[str, FactValue]]:
    """For each basis that occurs, the facts if only it and stronger ones counted; nothing where one occurs alone."""
    if len(occurring) < 2 and occurring <= {UNMARKED.basis, "shown", "told"}:
        return MappingProxyType({})
    return MappingProxyType(
        {
            basis: prepare_facts(data, on, described, frozenset(BASES[: BASES.index(basis) + 1])).facts
            for basis in BASES
            if basis in occurring
        }
    )


def _words(value: Data, field: Field | None, path: Path, around: Word) -> Iterator[tuple[Path, Word]]:
    if field is None:
        return
    if isinstance(value, dict):
        if BASIS in field.fields and field.fields[BASIS].form and (value.get(BASIS) or value.get(SAID_BY)):
            around = _word(value, around)
            yield path, around
        for name, child in value.items():
            yield from _words(child, field.fields.get(name), (*path, name), around)
    elif isinstance(value, list):
        path = way_to_entries(path)
        for index, child in enumerate(value):
            yield from _words(child, field.item, (*path, index), around)


def _word(value: Mapping[str, Data], around: Word) -> Word:
    return Word(str(value.get(BASIS) or around.basis), str(value.get(SAID_BY) or around.said_by))
