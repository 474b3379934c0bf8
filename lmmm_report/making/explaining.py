"""Whatever the model and the format of profiles have a name for: found by id, by name, by the words about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lmmm_report.domain.model import Model
from lmmm_report.making.alike import core, folded, spelled, stem
from lmmm_report.making.field_help import FieldHelp
from lmmm_report.report.documents.manual import explained, known_ids, stage_id
from lmmm_report.report.views.persons import role_words
from lmmm_report.report.words.wording import Wording

AROUND = 90
"""Characters of an excerpt."""

_BRACKET = re.compile(r"\s*\(([^)]*)\)")
_MARKUP = re.compile(r"```.*?```|[*`#]|^- ", re.MULTILINE | re.DOTALL)
"""What is not searched: marks, and examples in YAML, which name the same fields over and over."""


class Found(NamedTuple):
    """Something whose text has all words that were looked for."""

    id: str
    title: str
    excerpt: str
    """Where the words stand; empty where id and title have them all."""


class Explainer:
    """Explains in one language."""

    def __init__(self, model: Model, wording: Wording, fields: FieldHelp) -> None:
        self._model = model
        self._wording = wording
        self._fields = fields
        self.ids = known_ids(model, wording)
        by_id = {folded(known): known for known in self.ids}
        self._by_name = {**dict(_named(model)), **by_id}
        self._by_core: dict[str, set[str]] = {}
        for name, known in self._by_name.items():
            self._by_core.setdefault(core(name), set()).add(known)
        self._by_end: dict[str, set[str]] = {}
        named = [(one.id, one.name) for one in model.glossary] + [(axis.id, axis.name) for axis in model.axes]
        for known, names in named:
            for called in names.values():
                end = re.split(r"[\s-]", _BRACKET.sub("", called))[-1]
                self._by_end.setdefault(core(end), set()).add(known)
        self._roles = {role_words(name): role for role, names in model.owners.items() for name in names.values()}

    def names(self) -> Mapping[str, str]:
        """All names, in small letters, with the id or field that each stands for."""
        return {**self._by_name, **{way: way for way in self._fields.ways}}

    def id_of(self, name: str) -> str | None:
        """The id that a name stands for: itself, or that of whatever is called so in any language."""
        return self._by_name.get(folded(name).rstrip(".")) or self._roles.get(role_words(name))

    def alike(self, name: str) -> str | None:
        """The id of what is called so but for hyphens, blanks, spelled-out umlauts and a plural, if that is one thing.

        Of terms and axes the last word of the name is enough.
        """
        for known in (self._by_core, self._by_end):
            found = known.get(core(name), set())
            if found:
                return next(iter(found)) if len(found) == 1 else None
        return None

    def of_id(self, known: str) -> str:
        """What an id stands for, as Markdown."""
        return explained(known, self._model, self._wording)

    def search(self, words: Sequence[str]) -> tuple[Found, ...]:
        """Everything that has all the words, in any case and without regard to accents; first where the title does."""
        wanted = [folded(word) for text in words for word in text.split()]
        texts = tuple(self._texts()) if wanted else ()
        # Word for word first; where that finds nothing, as the words begin: so a plural finds the singular.
        for sought in (wanted, [spelled(word) for word in wanted], [stem(word) for word in wanted]):
            found = [one for one in (self._found(*entry, sought) for entry in texts) if one is not None]
            if found:
                return tuple(sorted(found, key=lambda one: bool(one.excerpt)))
        return ()

    def _texts(self) -> Iterator[tuple[str, str, str]]:
        """Id, title and text of everything."""
        for known, title in self.ids.items():
            yield known, title, self.of_id(known)
        for way in self._fields.ways:
            yield way, self._fields.title(way), self._fields.meaning(way)

    @staticmethod
    def _found(known: str, title: str, text: str, wanted: Sequence[str]) -> Found | None:
        head = folded(f"{known} {title}")
        if all(word in head for word in wanted):
            return Found(known, title, "")
        lines = [" ".join(line.split()) for line in _MARKUP.sub("", text).splitlines()]
        whole = f"{head} {folded(' '.join(lines))}"
        if not all(word in whole for word in wanted):
            return None
        first = next(word for word in wanted if word not in head)
        line = next((line for line in lines if first in folded(line)), "")
        return Found(known, title, _around(line, first))


def _named(model: Model) -> Iterator[tuple[str, str]]:
    """What is called how in all languages; of terms and roles, which go before others, also what stands in brackets."""
    long = [(one.id, text) for one in model.criteria for text in (one.met, one.short)]
    long += [(one.id, one.title) for one in model.contradictions]
    long += [(one.id, name) for one in model.derivations for name in (one.title, one.name) if name]
    long += [(m.id, title) for m in model.measures for title in (*(one.title for one in m.variants), m.title) if title]
    long += [(stage_id(axis, stage), stage.name) for axis in model.axes for stage in axis.stages]
    long += [(axis.id, axis.name) for axis in model.axes]
    for known, names in long:
        yield from ((folded(name).rstrip("."), known) for name in names.values())
    named = [*model.owners.items(), *((one.id, one.name) for one in model.glossary)]
    for known, names in named:
        for name in names.values():
            for called in (name, _BRACKET.sub("", name), *_BRACKET.findall(name)):
                yield folded(called), known


def _around(line: str, word: str) -> str:
    """A piece of a line with a word in it, cut at blanks."""
    if len(line) <= AROUND:
        return line
    at = max(folded(line).find(word), 0)
    begin = max(0, min(at - AROUND // 2, len(line) - AROUND))
    if begin:
        begin = line.find(" ", begin, at) + 1 or begin
    end = begin + AROUND
    if end < len(line):
        end = max(line.rfind(" ", at + len(word), end), at + len(word))
    return ("… " if begin else "") + line[begin:end] + (" …" if end < len(line) else "")
