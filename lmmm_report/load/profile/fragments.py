"""Examples of a model as facts, alone or laid over one another, for the linter and for tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import cast

from lmmm_report.domain.format import THERE, Field, ProfileFormat
from lmmm_report.domain.model import Example
from lmmm_report.domain.profile import FactValue, Profile
from lmmm_report.facts.completing import Reckoning
from lmmm_report.facts.stating import come_to_life, told
from lmmm_report.load.profile.profile import load_fragment
from lmmm_report.load.schema.format import profile_format

EXAMPLES_ON = date(2026, 10, 15)
"""The date against which the examples of a model are read."""

Facts = Mapping[str, FactValue]


class FragmentReader:
    """Reads examples as if they were all that a company states; ``described`` is the format of the model's profiles."""

    def __init__(self, described: ProfileFormat | None = None) -> None:
        self._format = described or profile_format()

    def read(self, example: Example) -> Facts:
        """The facts of one example; everything else is not stated."""
        return self.profile(example).facts

    def profile(self, example: Example) -> Profile:
        """A company that states one example and nothing else."""
        name = f"example at line {example.place.line}"
        return load_fragment(example.text, name, on=EXAMPLES_ON, described=self._format)

    def empty(self) -> Profile:
        """A company that states of every section that there is none."""
        fields = self._format.fields.fields
        sections = [name for name in self._format.fact_sections() if fields[name].none_allowed]
        text = "\n".join(f"{name}: none" for name in sections) or "{}"
        return load_fragment(text, "nothing", on=EXAMPLES_ON, described=self._format)

    def told(self, examples: Iterable[Example]) -> Facts:
        """The facts of all ``examples`` laid over one another; everything else is not stated."""
        stated: FactValue = {}
        for example in examples:
            stated = _merged(stated, self.profile(example).stated, self._format.fields)
        return told(cast(Facts, stated), self._format, Reckoning(EXAMPLES_ON, self._format.rhythms)).facts

    def together(self, examples: Iterable[Example]) -> Facts:
        """The facts of all ``examples`` laid over a company in which nothing exists."""
        return self.joined(examples).facts

    def joined(self, examples: Iterable[Example]) -> Profile:
        """A company that states all ``examples`` and of everything else that there is none.

        Objects merge, list items with the same identity merge, lists of words are joined, and of two single values the
        later one holds.
        """
        empty = self.empty()
        stated: FactValue = empty.stated
        for example in examples:
            stated = _merged(stated, self.profile(example).stated, self._format.fields)
        reckoning = Reckoning(empty.date, self._format.rhythms)
        made = told(cast(Facts, stated), self._format, reckoning)
        return empty._replace(stated=made.stated, facts=made.facts)


def _merged(base: FactValue | None, over: FactValue, place: Field | None) -> FactValue:
    if isinstance(base, Mapping) and isinstance(over, Mapping):
        if over.get(THERE) is False:
            return over
        merged = come_to_life(base, place) if place is not None else dict(base)
        for name, value in over.items():
            merged[name] = _merged(merged.get(name), value, place.fields.get(name) if place is not None else None)
        return MappingProxyType(merged)
    if type(base) is tuple and type(over) is tuple:
        return _joined(base, over, place)
    return over


def _joined(base: tuple[FactValue, ...], over: tuple[FactValue, ...], place: Field | None) -> FactValue:
    joined = list(base)
    key = place.key if place is not None else ""
    for value in over:
        if not isinstance(value, Mapping):
            if value not in joined:
                joined.append(value)
            continue
        own = value.get(key)
        same = next((n for n, o in enumerate(joined) if isinstance(o, Mapping) and own and o.get(key) == own), None)
        if same is None:
            joined.append(value)
        else:
            joined[same] = _merged(joined[same], value, place.item if place is not None else None)
    return tuple(joined)
