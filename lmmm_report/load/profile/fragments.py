"""Examples of a model as facts, alone or laid over one another, for the linter and for tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import cast

from lmmm_report.domain.facts import Entries
from lmmm_report.domain.format import ProfileFormat
from lmmm_report.domain.model import Example
from lmmm_report.domain.profile import COMPANION_ENDINGS, FactValue, Profile
from lmmm_report.load.profile.profile import load_fragment
from lmmm_report.load.schema.format import FactType, fact_types, profile_format

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
        facts: Facts = {}
        for example in examples:
            facts = cast(Facts, _merged(facts, self.read(example), fact_types(self._format.schema)))
        return facts

    def together(self, examples: Iterable[Example]) -> Facts:
        """The facts of all ``examples`` laid over a company in which nothing exists.

        Objects merge, list items with the same identity merge, lists of words are joined, and of two single values the
        later one holds.
        """
        facts: Facts = self.empty().facts
        for example in examples:
            facts = cast(Facts, _merged(facts, self.read(example), fact_types(self._format.schema)))
        return facts


def _merged(base: FactValue | None, over: FactValue, kind: FactType | None) -> FactValue:
    if isinstance(base, Mapping) and isinstance(over, Mapping):
        fields = kind.fields if kind else {}
        merged = {name: value for name, value in base.items() if not _replaced(name, over)}
        for name, value in over.items():
            merged[name] = _merged(base.get(name), value, fields.get(name))
        return MappingProxyType(merged)
    if isinstance(base, tuple) and isinstance(over, tuple):
        return _joined(base, over, kind.item if kind else None, kind.key if kind else "")
    return over


def _replaced(name: str, over: Facts) -> bool:
    """Whether what stands beside a statement was prepared from another one, so that the statement no longer holds."""
    return name not in over and any(f"{name}{ending}" in over for ending in COMPANION_ENDINGS)


def _joined(base: tuple[FactValue, ...], over: tuple[FactValue, ...], item: FactType | None, key: str) -> FactValue:
    joined = list(base)
    for value in over:
        if not isinstance(value, Mapping):
            if value not in joined:
                joined.append(value)
            continue
        own = value.get(key)
        same = next((n for n, o in enumerate(joined) if isinstance(o, Mapping) and o.get(key) == own), None)
        if same is None or own is None:
            joined.append(value)
        else:
            joined[same] = _merged(joined[same], value, item)
    return over.named(joined) if isinstance(over, Entries) else tuple(joined)
